// The neighbours of all rows of one node table in another, for random access: sorted rows, one for each edge.
//
// Threads: made by one, read by any number.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "query/exec/count/domains.h"
#include "query/worker_pool.h"

namespace qiao::query {

// What the steps of a count share.
struct CountContext {
  const GraphReader& graph;
  Environment& env;
  MemoryUse& memory;
  WorkerPool* workers;  // nullptr: one thread

  size_t threads() const { return workers == nullptr ? 1 : workers->threads(); }
  // Pieces of work side by side; each looks at the query's cancel flag and deadline once before it begins.
  base::Result<void> ForEach(size_t pieces, const WorkerPool::Work& work) const;
};

class LinkTable {
 public:
  // `ways` lead from one table to one other. Only runs in which `near` has rows are read.
  static base::Result<LinkTable> Make(const std::vector<Way>& ways, const Domain& near, const CountContext& context);

  std::span<const uint32_t> Of(uint32_t row) const {
    const Run& run = runs_[RunOf(row)];
    const uint32_t at = RowInRun(row);
    if (at >= run.size) return {};
    return {run.neighbours + run.offsets[at], run.neighbours + run.offsets[at + 1]};
  }

 private:
  struct Run {
    uint32_t size = 0;
    const uint32_t* offsets = nullptr;
    const uint32_t* neighbours = nullptr;
    std::shared_ptr<const void> owner;
  };
  static base::Result<Run> ReadRun(const std::vector<Way>& ways, uint32_t run, const GraphReader& graph, size_t& bytes);

  std::vector<Run> runs_;
};

// How often `row` stands in the sorted list.
uint64_t CountOf(std::span<const uint32_t> sorted, uint32_t row);

}  // namespace qiao::query
