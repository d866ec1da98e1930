// How a connection runs statements: compiles (or takes a cached plan), chooses the snapshot or the write transaction,
// executes, commits.
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>

#include "engine/database.h"
#include "engine/plan_cache.h"
#include "engine/results.h"
#include "engine/write_session.h"
#include "query/spilling.h"
#include "query/worker_pool.h"
#include "storage/store.h"

namespace qiao::engine {

struct SnapshotGraph;

// What the connections of a database share.
struct DatabaseCore {
  DatabaseOptions options;
  std::unique_ptr<storage::Store> store;
  query::ProcedureRegistry procedures;
  PlanCache plans{1000};
  std::unique_ptr<query::WorkerPool> workers;
  query::Spilling spilling;

  // When the database was last refreshed, in nanoseconds of the steady clock.
  std::atomic<int64_t> refreshed_at = 0;

  // As it is now, for a connection of this number.
  std::shared_ptr<const query::GraphReader> Graph(unsigned connection) const;
  base::Result<void> Refresh();
  // Refreshes a read-only database when it is time to.
  base::Result<void> RefreshIfDue();

  std::atomic<unsigned> connections = 0;  // so far

 private:
  static constexpr size_t kFaces = 16;
  // The last snapshot that was asked for, as some connections see it, with a count of their own.
  struct alignas(64) Face {
    std::mutex mutex;
    const storage::Snapshot* snapshot = nullptr;  // of the graph
    std::shared_ptr<const query::GraphReader> graph;
  };

  std::shared_ptr<const SnapshotGraph> Latest() const;

  // As long as nothing is committed, everybody shares it.
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const SnapshotGraph> latest_;
  mutable std::array<Face, kFaces> faces_;
};

class StoreConnection : public Connection {
 public:
  explicit StoreConnection(DatabaseCore& core) : core_(core), number_(core.connections++) {}

  base::Result<std::unique_ptr<QueryResult>> Execute(std::string_view statement, const base::Map& parameters) override;
  base::Result<void> Begin() override;
  base::Result<void> Commit() override;
  base::Result<void> Rollback() override;
  bool in_transaction() const override { return transaction_.has_value(); }
  void Interrupt() override { cancelled_->store(true); }

 private:
  // An explicit transaction: reads its snapshot until the first write.
  struct Explicit {
    std::shared_ptr<const storage::Snapshot> snapshot;
    std::shared_ptr<const query::GraphReader> graph;
    std::unique_ptr<WriteSession> session;
    base::DateTime began;
  };

  base::Result<std::unique_ptr<QueryResult>> ExecuteUntimed(std::string_view statement, const base::Map& parameters);
  base::Result<std::shared_ptr<const query::Plan>> Compile(std::string_view statement, const query::GraphReader& graph);
  // Starts a plan. `session` is null for one that only reads.
  base::Result<std::unique_ptr<StreamedResult>> Start(std::shared_ptr<const query::Plan> plan,
                                                      std::shared_ptr<const query::GraphReader> graph,
                                                      const base::Map& parameters, WriteSession* session);
  base::Result<std::unique_ptr<QueryResult>> Write(std::shared_ptr<const query::Plan> plan, const base::Map& parameters,
                                                   WriteSession& session);
  // `schema`: the version of indexes and constraints that the plan was made for.
  base::Result<std::unique_ptr<QueryResult>> WriteAndCommit(std::string_view statement,
                                                            std::shared_ptr<const query::Plan> plan, uint64_t schema,
                                                            const base::Map& parameters);
  base::Result<std::unique_ptr<QueryResult>> InTransaction(std::shared_ptr<const query::Plan> plan,
                                                           const base::Map& parameters);

  DatabaseCore& core_;
  const unsigned number_;
  PlanCache plans_{16};                               // used lately: the same plans as the database's, counted apart
  base::Random random_ = base::Random::FromDevice();  // begins those of the statements
  std::optional<Explicit> transaction_;
  // Shared with the results, which may outlive the connection.
  std::shared_ptr<std::atomic<bool>> cancelled_ = std::make_shared<std::atomic<bool>>(false);
};

}  // namespace qiao::engine
