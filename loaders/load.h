// Files of any kind -> the graph. What a file holds is told by its content; a folder stands for the files below it.
//
// All tables together are one transaction, then each script, then each article. Every file is looked at before the
// first is loaded, so a file that is missing, empty or of no known kind stops the load while nothing has changed. Of a
// folder, files that can't be loaded are skipped and listed; files that were named must load.
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
  base::Language language = base::Language::kEnglish;  // of errors that a message quotes
  ProgressCallback progress;
  const CancelFlag* cancelled = nullptr;
};

struct SkippedFile {
  std::string path;
  base::Message reason;
};

struct LoadReport {
  uint64_t tables = 0, scripts = 0;
  csv::TableReport rows;
  uint64_t statements = 0;
  query::Counters changes;  // by scripts
  ArticleReport articles;
  std::vector<SkippedFile> skipped;
};

// Errors: kInput, naming file, line and column, for what is wrong in a file; those of scripts' statements; kBusy,
//         kReadOnly, kIo, kCancelled. What was committed before the error (see above) stays.
base::Result<LoadReport> Load(engine::Database& database, std::span<const std::string> paths,
                              const LoadOptions& options);

}  // namespace qiao::loaders
