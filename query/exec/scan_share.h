// Parts of the nodes that a scan looks at, for threads that share its work.
#pragma once

#include <vector>

#include "query/graph.h"
#include "query/plan/plan.h"

namespace qiao::query {

struct RowRange {
  base::TableId table;
  uint32_t begin = 0;  // rows
  uint32_t end = 0;
};
// In the order in which the scan gives them.
using ScanShare = std::vector<RowRange>;

// The tables whose nodes may have the scan's labels, whole.
ScanShare AllOf(const NodeScan& scan, const GraphReader& graph);
uint64_t CountRows(const ScanShare& share);
// In parts of `rows` nodes, or up to a run more so that no run is in two parts; `split_runs`: of just so many.
std::vector<ScanShare> Divide(const ScanShare& share, uint64_t rows, bool split_runs);

}  // namespace qiao::query
