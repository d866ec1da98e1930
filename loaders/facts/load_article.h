// Loads articles: each is extracted and written in a transaction of its own. An article whose text the graph holds
// already changes nothing.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/database.h"
#include "loaders/facts/write_article.h"
#include "loaders/news/extract.h"

namespace qiao::loaders {

struct ArticleReport {
  uint64_t documents = 0;        // written
  uint64_t known_documents = 0;  // there already
  ArticleCounts counts;
};

// Before each file: its path, how many files are done, how many there are.
using ArticleProgress = std::function<void(const std::string& path, size_t done, size_t total)>;

// Errors: kInput names the file that is no article; kIo, kBusy … of the database. Articles before it stay loaded.
base::Result<ArticleReport> LoadArticles(engine::Database& database, const std::vector<news::DocumentInfo>& files,
                                         const news::Extractor& extractor, const ArticleProgress& progress);

}  // namespace qiao::loaders
