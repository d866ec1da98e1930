#include "cli/run_statement.h"

#include <chrono>

#include "cli/interrupt.h"
#include "query/notices.h"
#include "query/query.h"

namespace qiao::cli {

base::Result<void> RunStatement(const engine::Database& database, engine::Connection& connection,
                                std::string_view statement, const base::Map& parameters, RowWriter& writer,
                                const Output& output, Hints hints) {
  Interrupted() = false;
  const OnInterrupt stop([&connection] { connection.Interrupt(); });
  const auto start = std::chrono::steady_clock::now();
  QIAO_TRY(const auto result, connection.Execute(statement, parameters));
  writer.Begin(result->columns());
  Summary summary;
  while (!output.closed()) {
    QIAO_TRY(const engine::Row* row, result->Next());
    if (row == nullptr) break;
    writer.Add(*row);
    ++summary.rows;
  }
  summary.counters = result->counters();
  summary.plan = result->plan();
  summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const bool found_nothing = summary.rows == 0 && !result->columns().empty() && !summary.counters.any();
  // What a transaction has made so far, others don't see.
  if (hints == Hints::kNames && found_nothing && summary.plan.empty() && !connection.in_transaction()) {
    summary.notices = query::FindNotices(statement, *database.Read());
  }
  writer.End(summary);
  return output.status();
}

int RunScript(Session& session, const engine::Database& database, engine::Connection& connection,
              std::string_view script, const base::Map& parameters, RowWriter& writer) {
  const auto statements = query::SplitStatements(script);
  if (!statements) return session.Fail(statements.error(), script);
  if (statements->empty()) {
    return session.Fail(base::MakeError(base::ErrorCode::kInput, "there is no statement to run"));
  }
  for (const std::string_view statement : *statements) {
    auto run = RunStatement(database, connection, statement, parameters, writer, session.out);
    if (!run) {
      base::Error error = std::move(run).error();
      const auto offset = static_cast<uint32_t>(statement.data() - script.data());
      if (error.span) error.span = base::TextSpan{error.span->begin + offset, error.span->end + offset};
      return session.Fail(error, script);
    }
    if (session.out.closed()) break;
  }
  session.out.Flush();
  if (auto written = session.out.status(); !written) return session.Fail(written.error());
  return kExitOk;
}

}  // namespace qiao::cli
