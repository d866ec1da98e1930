#include "cli/slow_log.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "cli/format/json_text.h"

namespace qiao::cli {

using base::Value;

base::Result<std::shared_ptr<SlowLog>> SlowLog::Open(const std::string& path) {
  constexpr int kReadableByItsOwner = 0600;
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, kReadableByItsOwner);
  if (descriptor < 0) return base::MakeError(base::ErrorCode::kIo, "{}: {}", path, std::strerror(errno));
  return std::shared_ptr<SlowLog>(new SlowLog(descriptor));
}

SlowLog::~SlowLog() { ::close(descriptor_); }

void SlowLog::Write(const engine::SlowStatement& statement) {
  const std::string line = SlowLogLine(statement);
  // One write: lines of several threads or processes don't mix.
  if (::write(descriptor_, line.data(), line.size()) < 0) return;
}

std::string SlowLogLine(const engine::SlowStatement& statement) {
  base::List names;
  for (const auto& [name, value] : *statement.parameters) names.push_back(Value::String(name));
  base::Map line{{"time", Value::Of(statement.began)},
                 {"milliseconds", Value::Float(std::chrono::duration<double, std::milli>(statement.duration).count())},
                 {"rows", Value::Integer(static_cast<int64_t>(statement.rows))},
                 {"query", Value::String(statement.text)},
                 {"parameters", Value::Of(std::move(names))}};
  if (statement.error != nullptr) line.emplace_back("error", Value::String(statement.error->Text()));
  return ToJson(Value::Of(std::move(line))) + "\n";
}

}  // namespace qiao::cli
