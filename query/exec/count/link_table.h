// The neighbours of all rows of one node table in another, for random access: sorted rows, one for each edge.
//
// Threads: different runs can be read by different threads at once; Of by any number once its run has been read.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "query/exec/count/domains.h"
#include "query/worker_pool.h"

namespace qiao::query {

class LinkTables;

// What the steps of a count share.
struct CountContext {
  const GraphReader& graph;
  Environment& env;
  MemoryUse& memory;
  WorkerPool* workers;  // nullptr: one thread
  LinkTables& links;

  size_t threads() const { return workers == nullptr ? 1 : workers->threads(); }
  // Pieces of work side by side; each looks at the query's cancel flag and deadline once before it begins.
  base::Result<void> ForEach(size_t pieces, const WorkerPool::Work& work) const;
};

class LinkTable {
 public:
  // `ways` lead from one table of so many runs to one other. Nothing is read yet.
  LinkTable(std::vector<Way> ways, uint32_t runs) : ways_(std::move(ways)), runs_(runs) {}
  // Lists that are known: those of row i begin at offsets[i] and end at offsets[i + 1].
  LinkTable(std::vector<uint32_t> offsets, std::vector<uint32_t> neighbours);

  // Reads the runs in which `near` has rows, unless they have been read.
  base::Result<void> Read(const Domain& near, const CountContext& context);
  // Reads a run, unless it has been read. Returns how many bytes that took.
  base::Result<size_t> ReadRun(uint32_t run, const GraphReader& graph);

  // Of a row whose run has been read.
  std::span<const uint32_t> Of(uint32_t row) const {
    const Run& run = runs_[RunOf(row)];
    const uint32_t at = RowInRun(row);
    if (at >= run.size) return {};
    return {run.neighbours + run.offsets[at], run.neighbours + run.offsets[at + 1]};
  }
  // Has the processor fetch where the row's list begins, and, once that is there, the list.
  void FetchPlace(uint32_t row) const {
    const Run& run = runs_[RunOf(row)];
    if (RowInRun(row) < run.size) Fetch(run.offsets + RowInRun(row));
  }
  void FetchList(uint32_t row) const { Fetch(Of(row).data()); }

 private:
  static void Fetch(const uint32_t* place) {
    __builtin_prefetch(place);
    asm volatile("");  // GCC 12 leaves out calls of functions that do nothing but fetch
  }

  struct Run {
    uint32_t size = 0;
    const uint32_t* offsets = nullptr;
    const uint32_t* neighbours = nullptr;
    std::shared_ptr<const void> owner;
    bool read = false;
  };

  std::vector<Way> ways_;
  std::vector<Run> runs_;
};

// The link tables of a query, each made once.
class LinkTables {
 public:
  // `near` is the table that the ways lead from.
  LinkTable& Get(const std::vector<Way>& ways, const Domain& near);
  void Clear() { tables_.clear(); }

 private:
  using Key = std::vector<std::tuple<base::TableId, base::Direction, std::vector<std::shared_ptr<EdgeFilter>>>>;
  std::map<Key, LinkTable> tables_;
};

// How often `row` stands in the sorted list.
uint64_t CountOf(std::span<const uint32_t> sorted, uint32_t row);

}  // namespace qiao::query
