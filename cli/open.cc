#include "cli/open.h"

#include <filesystem>

#include "cli/quantity.h"
#include "cli/say.h"
#include "cli/slow_log.h"
#include "loaders/csv/open_csv.h"

namespace qiao::cli {
namespace {

// As CLI11 wants it: empty for a good value.
template <class T>
std::string Complaint(const base::Result<T>& parsed, base::Language language) {
  return parsed ? std::string() : parsed.error().Text(language);
}

base::Result<size_t> ParseChangeLog(std::string_view text) {
  if (text == "none") return size_t{0};
  return ParseBytes(text);
}

}  // namespace

void AddDatabaseArguments(CLI::App& command, DatabaseArguments& arguments, base::Language language) {
  command.add_option("DB", arguments.path, Say(language, "folder of the database, or :memory:"))
      ->required()
      ->type_name("");
  command.add_option("--timeout", arguments.timeout, Say(language, "stop a query that runs longer: 500ms, 30s, 5m"))
      ->type_name("TIME")
      ->check([language](const std::string& text) { return Complaint(ParseDuration(text), language); });
  command.add_option("--memory", arguments.memory, Say(language, "what one query may hold: 512MB, 2GB"))
      ->type_name("SIZE")
      ->check([language](const std::string& text) { return Complaint(ParseBytes(text), language); });
  constexpr size_t kMostThreads = 1024;
  command
      .add_option("--threads", arguments.threads, Say(language, "how many threads work; 0: as many as the machine has"))
      ->type_name("N")
      ->check(CLI::Range(size_t{0}, kMostThreads));
  command
      .add_option("--slow-log", arguments.slow_log, Say(language, "add slow statements to this file, a JSON line each"))
      ->type_name("FILE");
  command
      .add_option("--slow-after", arguments.slow_after,
                  Say(language, "what is slow: 50ms, 2s, 0 for all; without it, 200ms"))
      ->type_name("TIME")
      ->check([language](const std::string& text) { return Complaint(ParseDuration(text, Zero::kTaken), language); });
  command
      .add_option("--change-log", arguments.change_log,
                  Say(language, "how much to keep for 'qiao watch'; without it, 16MB; 'none': nothing"))
      ->type_name("SIZE")
      ->check([language](const std::string& text) { return Complaint(ParseChangeLog(text), language); });
}

base::Result<std::unique_ptr<engine::Database>> Open(const DatabaseArguments& arguments, OpenMode mode) {
  engine::DatabaseOptions options;
  options.create_if_missing = mode == OpenMode::kCreate;
  options.read_only = mode == OpenMode::kReadOnly;
  options.open_csv = loaders::csv::OpenCsv;
  if (!arguments.timeout.empty()) {
    QIAO_TRY(options.query_time, ParseDuration(arguments.timeout));
  }
  if (!arguments.memory.empty()) {
    QIAO_TRY(options.query_memory_bytes, ParseBytes(arguments.memory));
  }
  options.threads = arguments.threads;
  if (!arguments.change_log.empty()) {
    QIAO_TRY(options.change_log_bytes, ParseChangeLog(arguments.change_log));
  }
  if (!arguments.slow_after.empty()) {
    QIAO_TRY(options.slow_after, ParseDuration(arguments.slow_after, Zero::kTaken));
  }
  if (!arguments.slow_log.empty()) {
    QIAO_TRY(const auto log, SlowLog::Open(arguments.slow_log));
    options.on_slow_statement = [log](const engine::SlowStatement& statement) { log->Write(statement); };
  }
  const bool memory = arguments.path == engine::Database::kMemory;
  if (memory) options.create_if_missing = true;
  std::error_code error;
  if (mode != OpenMode::kCreate && !memory && !std::filesystem::exists(arguments.path, error)) {
    return base::MakeError(base::ErrorCode::kInput,
                           "{}: there is no database; make one with 'qiao load {} FILE…' or 'qiao shell {}'",
                           arguments.path, arguments.path, arguments.path);
  }
  return engine::Database::Open(arguments.path, options);
}

}  // namespace qiao::cli
