// The log of slow statements: a JSON line each.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "engine/slow_statement.h"

namespace qiao::cli {

// Threads: any number may write; each line is written whole, at the end of the file, whoever else writes to it.
class SlowLog {
 public:
  // Makes the file when there is none. Errors: kIo.
  static base::Result<std::shared_ptr<SlowLog>> Open(const std::string& path);
  ~SlowLog();
  SlowLog(const SlowLog&) = delete;
  SlowLog& operator=(const SlowLog&) = delete;

  // A statement is not failed by a log that can't be written.
  void Write(const engine::SlowStatement& statement);

 private:
  explicit SlowLog(int descriptor) : descriptor_(descriptor) {}

  const int descriptor_;
};

// {"time": …, "milliseconds": …, "rows": …, "query": …, "parameters": [names], "error": …} and a newline. The values of
// parameters are nobody's business but their user's.
std::string SlowLogLine(const engine::SlowStatement& statement);

}  // namespace qiao::cli
