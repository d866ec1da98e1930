// What a list beside the articles says about them: CSV with the columns file, title, published, outlet, url, or 文件,
// 标题, 日期, 媒体, 网址.
//
// A file is named by its path, relative to the list or to where the program runs, or by its bare name, which may lack
// its ending. Errors: kInput with file and line: no column `file`, a file that comes twice, a date that is none.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "loaders/news/extraction.h"

namespace qiao::loaders {

// A day as people write it, as 2024-06-21. Errors: kInput, beginning with `place`.
base::Result<std::string> ReadDay(const std::string& place, const std::string& text);

class Manifest {
 public:
  static base::Result<Manifest> Read(const std::string& path);

  // Fills what the list says about `info.file`.
  void Complete(news::DocumentInfo& info);
  // Rows that no file asked for.
  std::vector<base::Message> Unused() const;

 private:
  struct Row {
    uint64_t line = 0;
    news::DocumentInfo info;
    bool used = false;
  };

  std::string path_;
  std::vector<Row> rows_;
  std::map<std::string, size_t> by_path_;
  std::map<std::string, std::vector<size_t>> by_name_;
};

}  // namespace qiao::loaders
