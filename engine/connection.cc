#include "engine/connection.h"

#include <utility>

#include "engine/counted_apart.h"
#include "engine/timed_result.h"

namespace qiao::engine {

using base::ErrorCode;
using base::MakeError;
using base::Result;

// A snapshot together with the face that queries see of it.
struct SnapshotGraph {
  explicit SnapshotGraph(std::shared_ptr<const storage::Snapshot> s) : snapshot(std::move(s)), reader(*snapshot) {}

  std::shared_ptr<const storage::Snapshot> snapshot;
  StoreReader reader;
};

namespace {

std::shared_ptr<const query::GraphReader> FaceOf(std::shared_ptr<const SnapshotGraph> graph) {
  const query::GraphReader* reader = &graph->reader;
  return {std::move(graph), reader};
}

// A face whose owner is somebody else.
std::shared_ptr<const query::GraphReader> Unowned(const query::GraphReader& graph) {
  return {std::shared_ptr<void>(), &graph};
}

base::DateTime Now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now);
  return {.seconds = seconds.count(),
          .nanoseconds = static_cast<int32_t>(std::chrono::nanoseconds(now - seconds).count())};
}

uint64_t SizeOf(const query::GraphReader& graph) {
  uint64_t rows = 0;
  for (const query::NodeTable& table : graph.NodeTables()) rows += table.live;
  for (const query::EdgeTable& table : graph.EdgeTables()) rows += table.live;
  return rows;
}

base::Error NoTransaction() { return MakeError(ErrorCode::kSemantic, "no transaction is open: begin one first"); }

}  // namespace

std::shared_ptr<const query::GraphReader> DatabaseCore::Graph(unsigned connection) const {
  Face& face = faces_[connection % faces_.size()];
  {
    std::lock_guard lock(face.mutex);
    if (face.graph && store->IsCurrent(*face.snapshot)) return face.graph;
  }
  const std::shared_ptr<const SnapshotGraph> latest = Latest();
  auto graph = CountedApart(FaceOf(latest));
  auto before = graph;  // dies without the lock
  std::lock_guard lock(face.mutex);
  face.snapshot = latest->snapshot.get();
  face.graph.swap(before);
  return graph;
}

std::shared_ptr<const SnapshotGraph> DatabaseCore::Latest() const {
  auto snapshot = store->Read();
  {
    std::lock_guard lock(mutex_);
    if (latest_ && latest_->snapshot == snapshot) return latest_;
  }
  auto graph = std::make_shared<const SnapshotGraph>(std::move(snapshot));
  auto before = graph;  // dies without the lock, and so do the faces
  {
    std::lock_guard lock(mutex_);
    latest_.swap(before);
  }
  std::array<std::shared_ptr<const query::GraphReader>, kFaces> old;
  for (size_t i = 0; i < kFaces; ++i) {
    std::lock_guard lock(faces_[i].mutex);
    faces_[i].graph.swap(old[i]);
  }
  return graph;
}

Result<void> DatabaseCore::Refresh() {
  refreshed_at = std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1);
  auto version = store->Refresh();
  if (!version) return std::move(version).error();
  return {};
}

Result<void> DatabaseCore::RefreshIfDue() {
  if (!options.read_only || options.refresh_interval == std::chrono::milliseconds::max()) return {};
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  if (now - std::chrono::nanoseconds(refreshed_at) < options.refresh_interval) return {};
  return Refresh();
}

Result<std::shared_ptr<const query::Plan>> StoreConnection::Compile(std::string_view statement,
                                                                    const query::GraphReader& graph) {
  const PlanCache::Circumstances now{SizeOf(graph), graph.SchemaVersion()};
  if (auto own = plans_.Find(statement, now)) return std::move(own->plan);
  auto shared = core_.plans.Find(statement, now);
  if (!shared) {
    QIAO_TRY(auto plan, query::Compile(statement, graph, core_.procedures, core_.options.compile));
    shared = {now, std::move(plan)};
    core_.plans.Add(statement, *shared);
  }
  auto plan = CountedApart(std::move(shared->plan));
  plans_.Add(statement, {shared->made_for, plan});
  return plan;
}

Result<std::unique_ptr<StreamedResult>> StoreConnection::Start(std::shared_ptr<const query::Plan> plan,
                                                               std::shared_ptr<const query::GraphReader> graph,
                                                               const base::Map& parameters, WriteSession* session) {
  auto inputs = std::make_unique<QueryInputs>(random_.Fork());
  inputs->plan = std::move(plan);
  inputs->graph = std::move(graph);
  inputs->parameters = parameters;
  inputs->cancelled = cancelled_;

  query::Execution execution;
  execution.graph = inputs->graph.get();
  execution.parameters = &inputs->parameters;
  execution.functions.graph = execution.graph;
  execution.functions.statement_time = Now();
  execution.functions.transaction_time = transaction_ ? transaction_->began : execution.functions.statement_time;
  execution.functions.random = &inputs->random;
  execution.functions.max_list_size = core_.options.max_list_size;
  execution.functions.max_text_size = core_.options.max_text_size;
  execution.cancelled = inputs->cancelled.get();
  if (core_.options.query_time != std::chrono::milliseconds::max()) {
    execution.deadline = std::chrono::steady_clock::now() + core_.options.query_time;
  }
  execution.memory_limit = core_.options.query_memory_bytes;
  execution.batch_rows = core_.options.batch_rows;
  execution.profile = inputs->plan->kind == query::StatementKind::kProfile;
  execution.open_csv = core_.options.open_csv;
  // A snapshot may be read by many threads at once, a transaction by one.
  if (session == nullptr) execution.workers = core_.workers.get();
  execution.parallel_rows = core_.options.parallel_rows;
  if (session == nullptr && !transaction_) {
    // CALL … IN TRANSACTIONS that only reads has nothing to commit.
    execution.commit = [] { return Result<void>(); };
    execution.rollback = [] { return Result<void>(); };
  }
  if (session != nullptr) {
    execution.writer = &session->writer();
    if (!transaction_) {
      execution.commit = [session] { return session->CommitAndGoOn(); };
      execution.rollback = [session] { return session->RollbackAndGoOn(); };
    }
  }
  QIAO_TRY(auto rows, query::Execute(inputs->plan, execution, core_.spilling));
  return std::make_unique<StreamedResult>(std::move(inputs), std::move(rows));
}

Result<std::unique_ptr<QueryResult>> StoreConnection::Write(std::shared_ptr<const query::Plan> plan,
                                                            const base::Map& parameters, WriteSession& session) {
  QIAO_TRY(auto result, Start(std::move(plan), Unowned(session.reader()), parameters, &session));
  return Store(*result, core_.options.query_memory_bytes);
}

Result<std::unique_ptr<QueryResult>> StoreConnection::WriteAndCommit(std::string_view statement,
                                                                     std::shared_ptr<const query::Plan> plan,
                                                                     uint64_t schema, const base::Map& parameters) {
  QIAO_TRY(auto session, WriteSession::Begin(*core_.store, core_.options.lock_wait));
  if (session->reader().SchemaVersion() != schema) {
    QIAO_TRY(plan, Compile(statement, session->reader()));
  }
  QIAO_TRY(auto result, Write(std::move(plan), parameters, *session));
  QIAO_CHECK(session->Commit());
  return result;
}

Result<std::unique_ptr<QueryResult>> StoreConnection::InTransaction(std::shared_ptr<const query::Plan> plan,
                                                                    const base::Map& parameters) {
  auto& session = transaction_->session;
  if (plan->writes && !session) {
    QIAO_TRY(session, WriteSession::Begin(*core_.store, core_.options.lock_wait, transaction_->snapshot->version()));
  }
  if (!session) {
    QIAO_TRY(auto result, Start(std::move(plan), transaction_->graph, parameters, nullptr));
    return std::unique_ptr<QueryResult>(std::move(result));
  }
  QIAO_CHECK(session->Resume());
  // Rows that were still read from the transaction while a later statement writes could show either state: they are
  // all read now.
  const size_t mark = session->Mark();
  auto result = Write(std::move(plan), parameters, *session);
  if (result) {
    if (auto unique = session->CheckUnique(); !unique) result = std::move(unique).error();
  }
  if (!result) session->RollbackTo(mark);
  session->Release(mark);
  session->Rest();
  return result;
}

Result<std::unique_ptr<QueryResult>> StoreConnection::Execute(std::string_view statement, const base::Map& parameters) {
  if (!core_.options.on_slow_statement) return ExecuteUntimed(statement, parameters);
  StatementClock clock(core_.options, statement, parameters, Now());
  auto result = clock.Run([&] { return ExecuteUntimed(statement, parameters); });
  if (result) return std::unique_ptr<QueryResult>(std::make_unique<TimedResult>(std::move(clock), *std::move(result)));
  clock.End(0, &result.error());
  return result;
}

Result<std::unique_ptr<QueryResult>> StoreConnection::ExecuteUntimed(std::string_view statement,
                                                                     const base::Map& parameters) {
  cancelled_->store(false);
  if (!transaction_) QIAO_CHECK(core_.RefreshIfDue());
  auto graph = transaction_ ? (transaction_->session ? Unowned(transaction_->session->reader()) : transaction_->graph)
                            : core_.Graph(number_);
  QIAO_TRY(auto plan, Compile(statement, *graph));
  const auto nothing = [&](std::string text) {
    return std::unique_ptr<QueryResult>(std::make_unique<StoredResult>(
        std::vector<std::string>(), std::vector<Row>(), query::Counters(), std::move(text), plan->writes));
  };
  switch (plan->kind) {
    case query::StatementKind::kExplain:
      return nothing(query::Explain(*plan) + query::CompileTimes(*plan));
    case query::StatementKind::kBegin:
      QIAO_CHECK(Begin());
      return nothing({});
    case query::StatementKind::kCommit:
      QIAO_CHECK(Commit());
      return nothing({});
    case query::StatementKind::kRollback:
      QIAO_CHECK(Rollback());
      return nothing({});
    case query::StatementKind::kQuery:
    case query::StatementKind::kProfile:
      break;
  }
  if (transaction_) return InTransaction(std::move(plan), parameters);
  if (plan->writes) return WriteAndCommit(statement, std::move(plan), graph->SchemaVersion(), parameters);
  QIAO_TRY(auto result, Start(std::move(plan), std::move(graph), parameters, nullptr));
  return std::unique_ptr<QueryResult>(std::move(result));
}

Result<void> StoreConnection::Begin() {
  if (transaction_)
    return MakeError(ErrorCode::kSemantic, "a transaction is open already: commit or roll it back first");
  QIAO_CHECK(core_.RefreshIfDue());
  auto snapshot = core_.store->Read();
  transaction_.emplace(Explicit{snapshot, FaceOf(std::make_shared<const SnapshotGraph>(snapshot)), nullptr, Now()});
  return {};
}

Result<void> StoreConnection::Commit() {
  if (!transaction_) return NoTransaction();
  auto session = std::move(transaction_->session);
  transaction_.reset();
  return session ? session->Commit() : Result<void>();
}

Result<void> StoreConnection::Rollback() {
  if (!transaction_) return NoTransaction();
  transaction_.reset();
  return {};
}

}  // namespace qiao::engine
