#include "tests/oracle/oracle_database.h"

#include <utility>

#include "engine/bulk.h"
#include "engine/cache_statistics.h"
#include "engine/changes.h"
#include "engine/records.h"
#include "engine/results.h"
#include "query/parse/parse.h"
#include "tests/oracle/oracle.h"
#include "tests/oracle/plain_graph.h"
#include "tests/oracle/world.h"

namespace qiao::tests {
namespace {

using base::Result;

class OracleDatabase : public engine::Database {
 public:
  explicit OracleDatabase(uint64_t max_steps) : max_steps_(max_steps), graph_(std::make_shared<PlainGraph>()) {}

  std::unique_ptr<engine::Connection> Connect() override;
  Result<std::unique_ptr<engine::GraphTransaction>> BeginWrite() override { return Unknown("direct writing"); }
  Result<std::unique_ptr<storage::BulkWriter>> BeginImport(unsigned, uint64_t) override { return Unknown("importing"); }
  std::shared_ptr<const query::GraphReader> Read() const override { return graph_; }
  Result<void> Refresh() override { return {}; }
  uint64_t version() const override { return 0; }
  Result<engine::CommittedChanges> Changes(uint64_t) const override { return Unknown("changes"); }
  Result<std::optional<uint64_t>> OldestChanges() const override { return std::optional<uint64_t>(); }
  engine::CacheStatistics cache_statistics() const override { return {}; }
  query::ProcedureRegistry& procedures() override { return procedures_; }

  // A failed query leaves no trace.
  Result<std::unique_ptr<engine::QueryResult>> Run(const syntax::Query& query, const base::Map& parameters) {
    auto graph = std::make_shared<PlainGraph>(*graph_);
    QIAO_TRY(OracleAnswer answer, AskOracle(query, *graph, *graph, parameters, max_steps_));
    for (auto& row : answer.rows) {
      for (base::Value& value : row) {
        QIAO_TRY(value, engine::WithRecords(*graph, value));
      }
    }
    graph_ = std::move(graph);
    return std::unique_ptr<engine::QueryResult>(std::make_unique<engine::StoredResult>(
        std::move(answer.columns), std::move(answer.rows), query::Counters(), std::string(), false));
  }

  Result<void> Begin() {
    if (before_) return base::MakeError(base::ErrorCode::kSemantic, "there is a transaction already");
    before_ = graph_;
    return {};
  }
  Result<void> End(bool keep) {
    if (!before_) return base::MakeError(base::ErrorCode::kSemantic, "there is no transaction");
    if (!keep) graph_ = before_;
    before_.reset();
    return {};
  }
  bool in_transaction() const { return before_ != nullptr; }

 private:
  uint64_t max_steps_;
  std::shared_ptr<PlainGraph> graph_;
  std::shared_ptr<PlainGraph> before_;  // the transaction
  query::ProcedureRegistry procedures_;
};

class OracleConnection : public engine::Connection {
 public:
  explicit OracleConnection(OracleDatabase& database) : database_(database) {}

  Result<std::unique_ptr<engine::QueryResult>> Execute(std::string_view text, const base::Map& parameters) override {
    QIAO_TRY(const syntax::Statement statement, syntax::ParseStatement(text));
    if (statement.explain != syntax::ExplainMode::kNone) return Unknown("EXPLAIN");
    if (const auto* control = std::get_if<syntax::TransactionControl>(&statement.content)) {
      QIAO_CHECK(Control(control->step));
      return std::unique_ptr<engine::QueryResult>(std::make_unique<engine::StoredResult>(
          std::vector<std::string>(), std::vector<engine::Row>(), query::Counters(), std::string(), false));
    }
    const auto* query = std::get_if<syntax::Query>(&statement.content);
    if (query == nullptr) return Unknown("commands");
    return database_.Run(*query, parameters);
  }
  Result<void> Begin() override { return database_.Begin(); }
  Result<void> Commit() override { return database_.End(true); }
  Result<void> Rollback() override { return database_.End(false); }
  bool in_transaction() const override { return database_.in_transaction(); }
  void Interrupt() override {}

 private:
  Result<void> Control(syntax::TransactionStep step) {
    switch (step) {
      case syntax::TransactionStep::kBegin:
        return Begin();
      case syntax::TransactionStep::kCommit:
        return Commit();
      case syntax::TransactionStep::kRollback:
        return Rollback();
    }
    return Unknown("a step of a transaction");
  }

  OracleDatabase& database_;
};

std::unique_ptr<engine::Connection> OracleDatabase::Connect() { return std::make_unique<OracleConnection>(*this); }

}  // namespace

std::unique_ptr<engine::Database> OpenOracle(uint64_t max_steps) { return std::make_unique<OracleDatabase>(max_steps); }

}  // namespace qiao::tests
