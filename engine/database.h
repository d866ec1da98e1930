// Qiao's face: open a graph, ask it, read the answer.
//
//   QIAO_TRY(auto database, Database::Open("graph.db"));
//   auto connection = database->Connect();
//   QIAO_TRY(auto result, connection->Execute("MATCH (h:Hospital) RETURN h.name LIMIT 3"));
//   while (true) {
//     QIAO_TRY(const Row* row, result->Next());
//     if (row == nullptr) break;
//     std::cout << (*row)[0].string() << '\n';
//   }
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "query/graph.h"
#include "query/query.h"

namespace qiao::storage {
class BulkWriter;
struct CacheStatistics;
}  // namespace qiao::storage

namespace qiao::engine {

using Row = std::vector<base::Value>;
struct CommittedChanges;
struct SlowStatement;

struct DatabaseOptions {
  bool create_if_missing = true;
  bool read_only = false;  // never writes; another process may be writing
  // A read-only database looks for what another process has committed before a statement outside of a transaction, when
  // so much time has passed since it last did; max: only when Refresh is called.
  std::chrono::milliseconds refresh_interval{100};
  bool sync_commits = true;       // false: a crash of the machine may lose the last commits, never order
  size_t cache_bytes = 0;         // decoded chunks kept in memory; 0: base::CacheMemory(), a quarter
  size_t query_memory_bytes = 0;  // what one query may hold; 0: half of the machine's memory
  std::chrono::milliseconds query_time = std::chrono::milliseconds::max();
  uint64_t max_list_size = query::kMaxListSize;  // elements of a list that a query makes
  uint64_t max_text_size = query::kMaxTextSize;  // bytes of a string that a query makes
  std::chrono::milliseconds lock_wait{10'000};   // how long a write waits for another to end
  // How long a transaction that has written may do nothing while another one waits to write; then it is rolled back.
  std::chrono::milliseconds transaction_idle{60'000};
  // How much is kept of what the newest commits changed, for Database::Changes and `qiao watch`; 0: nothing.
  uint64_t change_log_bytes = 16ULL << 20;
  // Called (engine/slow_statement.h) at the end of each statement that has taken so long or longer, by the thread that
  // runs it; empty: never.
  std::function<void(const SlowStatement&)> on_slow_statement;
  std::chrono::milliseconds slow_after{200};
  size_t batch_rows = 2048;
  size_t threads = 0;  // that work on one query together; 0: as many as the machine has
  // Nodes that a scan looks at from which on threads share it and the steps above it.
  uint64_t parallel_rows = query::kParallelRows;
  query::CompileOptions compile;  // the length and depth of a query's text, passes to leave out
  // How LOAD CSV opens files; empty: LOAD CSV is refused.
  decltype(query::Execution::open_csv) open_csv;
};

// The answer of one statement.
//
// Owner:    the caller. It may outlive its Connection but not its Database.
// Threads:  one at a time.
// Entities: nodes, relationships and paths carry their records: labels, type and properties when the row was read.
class QueryResult {
 public:
  virtual ~QueryResult() = default;
  virtual const std::vector<std::string>& columns() const = 0;
  // The next row, valid until the next call; nullptr at the end.
  // Errors: whatever evaluating the row meets (kType, kArithmetic, kLimit, kCancelled, kIo …).
  virtual base::Result<const Row*> Next() = 0;
  // What the statement changed; complete once Next has answered nullptr, and at once for a statement that writes.
  virtual const query::Counters& counters() const = 0;
  // The plan as text for EXPLAIN and PROFILE (with figures once all rows are read); empty otherwise.
  virtual std::string plan() const = 0;
  virtual bool writes() const = 0;

  // All rows that are left.
  base::Result<std::vector<Row>> Collect();
};

class Database;

// A line of statements, one after the other, with its own transaction.
//
// Owner:   the caller; the Database must outlive it.
// Threads: one at a time, except Interrupt.
class Connection {
 public:
  virtual ~Connection() = default;

  // Runs one statement. Outside a transaction it commits by itself before it returns, or leaves no trace.
  // Errors: kSyntax … for the text, kBusy/kConflict when another writer is in the way, kReadOnly, and all of Next's.
  virtual base::Result<std::unique_ptr<QueryResult>> Execute(std::string_view statement,
                                                             const base::Map& parameters = {}) = 0;

  // An explicit transaction. A statement that fails leaves no trace of its own; the transaction goes on. The write
  // lock is taken at the first statement that writes: kConflict when another transaction committed since Begin. A
  // transaction that was rolled back because it was idle answers kConflict to everything until Commit or Rollback.
  virtual base::Result<void> Begin() = 0;
  virtual base::Result<void> Commit() = 0;
  virtual base::Result<void> Rollback() = 0;
  virtual bool in_transaction() const = 0;

  // Stops the statement that runs on another thread; it fails with kCancelled.
  virtual void Interrupt() = 0;
};

// Direct writing for loaders: the graph below the query language, in one transaction. Without Commit nothing happened.
class GraphTransaction {
 public:
  virtual ~GraphTransaction() = default;
  virtual const query::GraphReader& reader() const = 0;
  virtual query::GraphWriter& writer() = 0;
  virtual base::Result<void> Commit() = 0;
};

// A graph on disk or in memory.
//
// Threads: any number may connect at once.
class Database {
 public:
  static constexpr std::string_view kMemory = ":memory:";

  // A directory, made when it is missing, or ":memory:".
  // Errors: kInput for a folder that holds something else, kBusy (names the process that holds it), kUnsupportedFormat,
  //         kCorruption, kIo.
  static base::Result<std::unique_ptr<Database>> Open(const std::string& path, const DatabaseOptions& options = {});
  virtual ~Database() = default;

  virtual std::unique_ptr<Connection> Connect() = 0;
  virtual base::Result<std::unique_ptr<GraphTransaction>> BeginWrite() = 0;
  // For many nodes and edges at once (engine/bulk.h), by `threads` threads and about `memory` bytes. Nobody else writes
  // until the writer is gone; it must not outlive the database.
  virtual base::Result<std::unique_ptr<storage::BulkWriter>> BeginImport(unsigned threads, uint64_t memory) = 0;
  // The graph as it is now, for tools that look below the query language (schema, export, algorithms).
  virtual std::shared_ptr<const query::GraphReader> Read() const = 0;
  // A read-only database: takes over what another process has committed since. What is being read stays as it is.
  // Errors: kIo, kCorruption, kBusy; the state before then goes on to be read.
  virtual base::Result<void> Refresh() = 0;
  // The number of the last commit that Read shows.
  virtual uint64_t version() const = 0;
  // What the commit of this number changed (engine/changes.h), and the first one of which that is known: nullopt when
  // none is. Errors: kInput when it isn't known, kIo, kCorruption.
  virtual base::Result<CommittedChanges> Changes(uint64_t version) const = 0;
  virtual base::Result<std::optional<uint64_t>> OldestChanges() const = 0;
  // Of decoded chunks (engine/cache_statistics.h).
  virtual storage::CacheStatistics cache_statistics() const = 0;
  // Add procedures before the first Connect.
  virtual query::ProcedureRegistry& procedures() = 0;
};

}  // namespace qiao::engine
