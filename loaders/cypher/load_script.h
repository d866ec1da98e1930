// Cypher scripts: statements separated by semicolons, run in one transaction, unless the script has transactions of its
// own: BEGIN … COMMIT.
#pragma once

#include <string>

#include "base/result.h"
#include "engine/database.h"
#include "loaders/progress.h"

namespace qiao::loaders::cypher {

inline constexpr size_t kMaxScriptBytes = size_t{1} << 30;

struct ScriptReport {
  uint64_t statements = 0;
  query::Counters counters;
};

void Add(const query::Counters& one, query::Counters& sum);

// Rows that statements return are dropped. `language` is for the errors of statements, which are quoted.
// Errors: those of the statements, with file, line, column and the line itself in the message; kInput, kIo for the
//         file; kCancelled. After an error the database is as it was, but for transactions that the script committed.
base::Result<ScriptReport> LoadScript(engine::Database& database, const std::string& path, base::Language language,
                                      const CancelFlag* cancelled);

}  // namespace qiao::loaders::cypher
