// The face of the query layer: text to plan, plan to rows.
//
//   QIAO_TRY(auto plan, Compile(text, reader, procedures, options));
//   Execution execution = …; QIAO_TRY(auto rows, Execute(plan, execution));
//   while (true) { QIAO_TRY(auto batch, rows->Next()); if (batch.empty()) break; … }
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "query/graph.h"
#include "query/plan/plan.h"
#include "query/procedures/procedure.h"

namespace qiao::query {

struct CompileOptions {
  size_t max_query_bytes = 64 << 20;
  size_t max_depth = 200;               // nested brackets
  std::vector<std::string> passes_off;  // names of optimiser passes to leave out; "all" leaves out every one
};

// One statement. The graph gives statistics and names for "did you mean"; the plan runs on any state of the graph.
// Errors: kSyntax and its details, kType/kProcedure/… at compile time; each with its place in `text`.
base::Result<std::shared_ptr<const Plan>> Compile(std::string_view text, const GraphReader& graph,
                                                  const ProcedureRegistry& procedures,
                                                  const CompileOptions& options = {});

// Splits a script at its semicolons (not those in strings and comments). Empty statements are left out.
base::Result<std::vector<std::string_view>> SplitStatements(std::string_view script);

// What one operator did, for PROFILE.
struct OperatorProfile {
  std::string name;  // as EXPLAIN prints it
  int depth = 0;
  double estimated_rows = -1;
  uint64_t rows = 0;
  uint64_t nanoseconds = 0;
  uint64_t peak_bytes = 0;
  bool shared = false;  // by several threads, where there is enough to do
};

// One line per operator; the root first.
std::string Explain(const Plan& plan);
// The same for a query that has run, with rows, time and memory.
std::string Explain(const std::vector<OperatorProfile>& profile);
// How long each stage and each pass of the optimiser took when the plan was made, in one line.
std::string CompileTimes(const Plan& plan);

class WorkerPool;  // query/worker_pool.h

// For fewer nodes the other threads come too late to be of help.
inline constexpr uint64_t kParallelRows = 16'384;

// What a query runs with. Everything is owned by the caller and outlives the rows.
struct Execution {
  const GraphReader* graph = nullptr;
  GraphWriter* writer = nullptr;  // nullptr: a plan that writes is refused with kReadOnly
  const base::Map* parameters = nullptr;
  FunctionContext functions;
  const std::atomic<bool>* cancelled = nullptr;
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
  size_t memory_limit = SIZE_MAX;  // bytes that the query's operators may hold together
  size_t batch_rows = 2048;
  bool profile = false;
  WorkerPool* workers = nullptr;  // nullptr: one thread; else `graph` must let many read at once
  // Nodes that a scan looks at from which on threads share the steps above it; 0: always, even the rows of one run.
  uint64_t parallel_rows = kParallelRows;
  // LOAD CSV: opens a file and gives its records one by one; one without fields when there are no more.
  struct CsvRecord {
    std::vector<std::string> fields;
    uint64_t line = 0;  // of the file, in which the record begins; from 1
  };
  using CsvReader = std::function<base::Result<CsvRecord>()>;
  std::function<base::Result<CsvReader>(const std::string& url, char32_t field_terminator)> open_csv;
  // CALL { … } IN TRANSACTIONS: commits what was written so far and goes on in a new transaction.
  std::function<base::Result<void>()> commit;
  // The same with ON ERROR CONTINUE or BREAK: undoes what was written since the last commit and goes on likewise.
  std::function<base::Result<void>()> rollback;
};

// What a query changed, as Neo4j counts it.
struct Counters {
  uint64_t nodes_created = 0, nodes_deleted = 0, relationships_created = 0, relationships_deleted = 0;
  uint64_t properties_set = 0, labels_added = 0, labels_removed = 0;
  uint64_t indexes_added = 0, indexes_removed = 0, constraints_added = 0, constraints_removed = 0;

  bool any() const {
    return nodes_created || nodes_deleted || relationships_created || relationships_deleted || properties_set ||
           labels_added || labels_removed || indexes_added || indexes_removed || constraints_added ||
           constraints_removed;
  }
};

// A query under way. Destroying it early is fine: a query that writes does so as far as it has been read, so a writer
// reads to the end.
class Rows {
 public:
  virtual ~Rows() = default;
  // The next rows, one vector a row in the order of the plan's columns; empty at the end. Entities are bare ids.
  virtual base::Result<std::vector<std::vector<base::Value>>> Next() = 0;
  virtual const Counters& counters() const = 0;
  virtual std::vector<OperatorProfile> Profile() const = 0;
};

base::Result<std::unique_ptr<Rows>> Execute(std::shared_ptr<const Plan> plan, const Execution& execution);

}  // namespace qiao::query
