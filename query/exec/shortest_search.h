// Searches for the shortest ways between two nodes.
//
// Between different nodes a shortest way never repeats an edge, so a breadth-first search that keeps, for each node,
// the steps that reach it first finds all of them. Where more than the shortest ways are wanted, or ways from a node
// back to itself, trails are grown one by one, those first that may still end soonest.
#pragma once

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "query/exec/trail.h"

namespace qiao::query {

// Where a search looks for steps, and what holds it back.
struct SearchSpace {
  Adjacency& adjacency;
  Adjacency& backwards;  // the same edges walked from their ends
  StepFilter& filter;
  MemoryUse& memory;
  Interrupt& interrupt;
  const Batch& batch;  // the row that the filter sees
  size_t row = 0;
  base::NodeId from;
  base::NodeId to;
  uint64_t minimum = 0;
  uint64_t maximum = UINT64_MAX;
};

// Gives ways, shorter ones first.
class ShortestSearch {
 public:
  virtual ~ShortestSearch() = default;
  // The edges of the next way; nullopt when there are no more.
  virtual base::Result<std::optional<std::vector<base::EdgeId>>> Next() = 0;
};

// Ways of the one shortest length. Requires from != to and minimum <= 1.
std::unique_ptr<ShortestSearch> SearchBreadthFirst(SearchSpace space);
// All trails, by length.
std::unique_ptr<ShortestSearch> SearchTrails(SearchSpace space);

}  // namespace qiao::query
