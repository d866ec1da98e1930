// What the operators of one running query share: the graph, the parameters, the limits, the counts of what was changed.
//
// Threads: each has an environment of its own. What all of them share is what they only read, the cancel flag and the
//          bytes of memory in use.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "query/interrupt.h"
#include "query/spilling.h"

namespace qiao::query {

// What one operator did. Times include its inputs'.
struct Meter {
  uint64_t rows = 0;
  uint64_t nanoseconds = 0;  // of all threads that worked on it
  uint64_t waited = 0;       // nanoseconds that whoever reads its rows had to wait for them
  uint64_t peak_bytes = 0;
};

struct MemoryBudget {
  size_t limit = SIZE_MAX;
  size_t spill_above = SIZE_MAX;  // beyond so many bytes, operators that can put rows into files
  std::atomic<size_t> used = 0;
  std::atomic<uint64_t> spilled = 0;  // bytes in files now
};

struct Environment {
  Environment(const Plan& plan, const Execution& execution, const Spilling& files);
  // For another thread that works on a part of the same query, which only reads and must outlive this.
  explicit Environment(Environment& whole);

  const GraphReader& graph;
  GraphWriter* writer;  // nullptr: the plan writes nothing
  const base::Map* parameters;
  FunctionContext functions;
  decltype(Execution::open_csv) open_csv;
  decltype(Execution::commit) commit;
  decltype(Execution::rollback) rollback;
  Interrupt interrupt;
  std::unique_ptr<MemoryBudget> own_memory;  // nullptr: `memory` is that of the whole query
  MemoryBudget& memory;
  Spilling spilling;
  size_t batch_rows;
  bool profile;
  WorkerPool* workers;  // nullptr: one thread
  uint64_t parallel_rows;

  Slot next_slot;  // operators that need a slot of their own take it here
  Counters counters;
  uint64_t epoch = 0;                       // grows with each write: views read before are stale
  uint64_t transactions = 0;                // grows when the query goes on in a new one: what the graph opened is gone
  std::vector<base::NodeId> deleted_nodes;  // by this statement
  bool deleted = false;                     // something was deleted by this statement
  std::map<const PlanNode*, Meter> meters;
};

// The bytes that one operator holds; given back when it goes.
class MemoryUse {
 public:
  MemoryUse(MemoryBudget& budget, std::string_view operator_name, Meter* meter)
      : budget_(budget), operator_name_(operator_name), meter_(meter) {}
  MemoryUse(const MemoryUse&) = delete;
  MemoryUse& operator=(const MemoryUse&) = delete;
  ~MemoryUse() { budget_.used -= bytes_; }

  base::Result<void> Set(size_t bytes);
  base::Result<void> Add(size_t bytes) { return Set(bytes_ + bytes); }
  void Sub(size_t bytes);
  // What is held here had better go into files. Little isn't worth it, whoever holds the rest.
  bool ShouldSpill() const { return budget_.used > budget_.spill_above && bytes_ >= budget_.spill_above / kFewest; }
  std::string_view operator_name() const { return operator_name_; }
  size_t bytes() const { return bytes_; }

 private:
  static constexpr size_t kFewest = 16;

  MemoryBudget& budget_;
  std::string_view operator_name_;
  Meter* meter_;
  size_t bytes_ = 0;
};

}  // namespace qiao::query
