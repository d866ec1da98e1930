// Conditions on a relationship of a pattern, or on both of its ends: they are asked once for each relationship, and
// what they leave out is left out of the neighbour lists.
//
// Threads: filled by one, read by any number.
#pragma once

#include "query/exec/count/domains.h"

namespace qiao::query {

struct EdgeFilter {
  std::vector<uint64_t> bits;  // by row of the edge table

  bool Has(uint32_t edge) const { return (bits[edge / 64] >> (edge % 64) & 1) != 0; }
};

// The run's neighbours by the way, without edges that its filters leave out.
base::Result<AdjacencyView> ReadWay(const Way& way, uint32_t run, const GraphReader& graph);

// Asks the conditions of the pattern's edges between nodes that are in the domains.
// Errors: those of evaluating them, for edges that need not be part of any match.
base::Result<void> FillEdgeFilters(const JoinPattern& pattern, const PatternTables& tables, const Domains& domains,
                                   Environment& env, MemoryUse& memory);

}  // namespace qiao::query
