#include "loaders/cypher/load_script.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/charset.h"
#include "base/text.h"
#include "loaders/input.h"
#include "loaders/read_file.h"

namespace qiao::loaders::cypher {
namespace {

// Passes a cancel flag on to a connection while it lives.
class Watch {
 public:
  Watch(engine::Connection& connection, const CancelFlag* cancelled) {
    if (cancelled == nullptr) return;
    thread_ = std::jthread([&connection, cancelled](const std::stop_token& stop) {
      std::mutex mutex;
      std::condition_variable_any timer;
      std::unique_lock lock(mutex);
      while (!stop.stop_requested()) {
        if (cancelled->load()) connection.Interrupt();
        timer.wait_for(lock, stop, std::chrono::milliseconds(20), [] { return false; });
      }
    });
  }

 private:
  std::jthread thread_;
};

InputPlace PlaceIn(const std::string& path, std::string_view script, size_t offset) {
  const std::string_view before = script.substr(0, offset);
  return {path, 1 + static_cast<uint64_t>(std::ranges::count(before, '\n')),
          base::CodePointCount(before.substr(before.rfind('\n') + 1)) + 1};
}

base::Result<query::Counters> Run(engine::Connection& connection, std::string_view statement) {
  QIAO_TRY(const auto result, connection.Execute(statement));
  while (true) {
    QIAO_TRY(const engine::Row* row, result->Next());
    if (row == nullptr) return result->counters();
  }
}

// A script that says itself where its transactions begin and end is left to do so.
bool BeginsTransaction(std::string_view statement) {
  const std::string_view trimmed = base::Trim(statement);
  const std::string word = base::AsciiLower(trimmed.substr(0, trimmed.find_first_of(" \t\r\n;")));
  return word == "begin" || word == "start";
}

}  // namespace

void Add(const query::Counters& one, query::Counters& sum) {
  sum.nodes_created += one.nodes_created;
  sum.nodes_deleted += one.nodes_deleted;
  sum.relationships_created += one.relationships_created;
  sum.relationships_deleted += one.relationships_deleted;
  sum.properties_set += one.properties_set;
  sum.labels_added += one.labels_added;
  sum.labels_removed += one.labels_removed;
  sum.indexes_added += one.indexes_added;
  sum.indexes_removed += one.indexes_removed;
  sum.constraints_added += one.constraints_added;
  sum.constraints_removed += one.constraints_removed;
}

base::Error InScript(base::Error error, const std::string& path, std::string_view script, size_t offset,
                     base::Language language) {
  std::string text = error.Text(language);
  size_t place = offset;
  if (error.span) {
    error.span->begin += static_cast<uint32_t>(offset);
    error.span->end += static_cast<uint32_t>(offset);
    place = error.span->begin;
    const std::string description = base::Describe(error, script, language);
    if (const size_t excerpt = description.find('\n'); excerpt != std::string::npos)
      text += description.substr(excerpt);
  }
  error.message = base::Message("{}: {}", PlaceIn(path, script, place).Text(), text);
  error.span.reset();
  return error;
}

base::Result<ScriptReport> LoadScript(engine::Database& database, const std::string& path, base::Language language,
                                      const CancelFlag* cancelled) {
  QIAO_TRY(const std::string script, ReadText(path, kMaxScriptBytes));
  auto statements = query::SplitStatements(script);
  if (!statements) return InScript(std::move(statements).error(), path, script, 0, language);
  const auto connection = database.Connect();
  const bool as_one = std::ranges::none_of(*statements, BeginsTransaction);
  if (as_one) QIAO_CHECK(connection->Begin());
  const Watch watch(*connection, cancelled);
  ScriptReport report;
  for (const std::string_view statement : *statements) {
    if (cancelled != nullptr && cancelled->load()) return Cancelled();
    auto counters = Run(*connection, statement);
    if (!counters) {
      const auto offset = static_cast<size_t>(statement.data() - script.data());
      return InScript(std::move(counters).error(), path, script, offset, language);
    }
    Add(*counters, report.counters);
    ++report.statements;
  }
  if (as_one) QIAO_CHECK(connection->Commit());
  if (connection->in_transaction()) {
    return InScript(base::MakeError(base::ErrorCode::kSemantic,
                                    "the statements end inside a transaction: COMMIT is missing, so what it wrote is "
                                    "not kept"),
                    path, script, script.size(), language);
  }
  return report;
}

}  // namespace qiao::loaders::cypher
