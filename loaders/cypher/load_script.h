// Cypher scripts: statements separated by semicolons, run in one transaction, unless the script has transactions of its
// own: BEGIN … COMMIT.
#pragma once

#include <string>
#include <string_view>

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

// The error of the statement that begins at `offset` of the script, with its place in the file and the line itself.
base::Error InScript(base::Error error, const std::string& path, std::string_view script, size_t offset,
                     base::Language language);

}  // namespace qiao::loaders::cypher
