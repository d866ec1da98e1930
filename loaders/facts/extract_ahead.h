// Extracts articles on several threads and hands the results out in the order of the files.
//
// Memory:  a few articles a thread, however many files there are.
// Threads: one calls Next; the object's own do the work.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "base/result.h"
#include "loaders/news/extract.h"

namespace qiao::loaders {

class ExtractAhead {
 public:
  // `threads` of at least 1. The files and the extractor must outlive the object.
  ExtractAhead(const news::Extractor& extractor, const std::vector<news::DocumentInfo>& files, size_t threads);
  ~ExtractAhead();
  ExtractAhead(const ExtractAhead&) = delete;
  ExtractAhead& operator=(const ExtractAhead&) = delete;

  // The next file's. Requires that there is one. Errors: kInput naming the file, kIo.
  base::Result<news::Extraction> Next();

 private:
  void Work();

  const news::Extractor& extractor_;
  const std::vector<news::DocumentInfo>& files_;
  const size_t ahead_;
  std::mutex mutex_;
  std::condition_variable changed_;
  size_t taken_ = 0;   // files that a thread works on or has finished
  size_t handed_ = 0;  // files handed out
  bool stopped_ = false;
  std::map<size_t, base::Result<news::Extraction>> done_;
  std::vector<std::jthread> workers_;
};

// One file. Errors as above.
base::Result<news::Extraction> ExtractFile(const news::Extractor& extractor, const news::DocumentInfo& file);

}  // namespace qiao::loaders
