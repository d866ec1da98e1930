// Files of any kind -> the graph. What a file holds is told by its content; a folder stands for the files below it.
//
// All tables together are there or none is, then each script, then some articles at a time, each of them whole. Every
// file is looked at before the first is loaded, so a named file that is missing, empty or of no known kind stops the
// load while nothing has changed. Of a folder, files that can't be loaded are skipped and listed.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/database.h"
#include "loaders/csv/load_tables.h"
#include "loaders/cypher/load_script.h"
#include "loaders/facts/load_article.h"
#include "loaders/progress.h"

namespace qiao::loaders {

struct LoadOptions {
  csv::TableOptions tables;
  std::string manifest;            // a CSV file about the articles (facts/manifest.h); may be empty
  std::string published;           // the day of the articles that it does not date; may be empty
  std::vector<std::string> rules;  // own rules and words: files and folders of them
  bool sync = false;               // take out articles that no file of the load holds
  size_t threads = 1;              // that extract articles and read large tables
  // Tables of so many bytes together are imported in bulk: their rows would fill the memory of a transaction, and are
  // too many for those who follow changes to be told one by one. Without effect on updates.
  uint64_t bulk_bytes = 16 << 20;
  base::Language language = base::Language::kEnglish;  // of errors that a message quotes
  ProgressCallback progress;
  const CancelFlag* cancelled = nullptr;
};

struct LoadReport {
  uint64_t tables = 0, scripts = 0;
  csv::TableReport rows;
  uint64_t statements = 0;
  query::Counters changes;  // by scripts
  ArticleReport articles;
  std::vector<SkippedFile> skipped;
  std::vector<base::Message> unused;  // rows of the manifest that no file asked for
};

// Errors: kInput, naming file, line and column, for what is wrong in a file; those of scripts' statements; kBusy,
//         kReadOnly, kIo, kCancelled. What was committed before the error (see above) stays.
base::Result<LoadReport> Load(engine::Database& database, std::span<const std::string> paths,
                              const LoadOptions& options);

}  // namespace qiao::loaders
