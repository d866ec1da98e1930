// Loads articles: each is extracted and written whole or not at all.
//
// An article whose text the graph holds already changes nothing, unless it says something else now (other rules, a date
// that was not known): then exactly its facts are replaced. A second file with the same text is listed as another name.
// What is known of a document from outside (title, date …) stays known when it is loaded again without it.
//
// With `sync` the documents are those of the files afterwards: what no file holds is taken out, and a file that was
// renamed is called as it is now.
//
// A transaction takes several articles, so that links are not concluded anew for each; it ends with every article in it
// whole and all links and entities settled.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/database.h"
#include "loaders/facts/fact_graph.h"
#include "loaders/news/extract.h"
#include "loaders/progress.h"

namespace qiao::loaders {

struct ArticleFile {
  news::DocumentInfo info;
  bool named = false;  // by the caller: it must be an article
};

struct SkippedFile {
  std::string path;
  base::Message reason;
};

struct OtherName {
  std::string path;
  std::string doc;  // the document with the same text
};

// An article whose name another document has, with another text, which no file of the load holds.
struct SameName {
  std::string path;
  std::string doc;
  std::string text_hash;  // of the other document
};

struct ArticleReport {
  uint64_t documents = 0;           // new
  uint64_t replaced_documents = 0;  // said something else before
  uint64_t known_documents = 0;     // unchanged, other names included
  std::vector<OtherName> other_names;
  std::vector<SameName> same_names;
  std::vector<std::string> forgotten;  // documents that no file holds, by name
  std::vector<SkippedFile> skipped;
  FactCounts counts;
};

// Before each file: its path, how many files are done, how many there are.
using ArticleProgress = std::function<void(const std::string& path, size_t done, size_t total)>;

struct ArticleOptions {
  size_t threads = 1;
  bool sync = false;
  ArticleProgress progress;
  const CancelFlag* cancelled = nullptr;
};

// Errors: kInput names the named file that is no article; kCancelled; kIo, kBusy … of the database. Articles before
//         that stay loaded.
base::Result<ArticleReport> LoadArticles(engine::Database& database, std::vector<ArticleFile> files,
                                         const news::Extractor& extractor, const ArticleOptions& options);

// Now, as 2024-06-21T08:30:00Z.
std::string TimeNow();

}  // namespace qiao::loaders
