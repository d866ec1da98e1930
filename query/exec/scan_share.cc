#include "query/exec/scan_share.h"

#include <algorithm>

#include "query/exec/label_test.h"

namespace qiao::query {

ScanShare AllOf(const NodeScan& scan, const GraphReader& graph) {
  ScanShare share;
  for (const NodeTable& table : graph.NodeTables()) {
    if (table.live == 0 || DecideLabels(scan.labels, table, graph) == Truth::kFalse) continue;
    share.push_back({table.id, 0, static_cast<uint32_t>(table.rows)});
  }
  return share;
}

uint64_t CountRows(const ScanShare& share) {
  uint64_t rows = 0;
  for (const RowRange& range : share) rows += range.end - range.begin;
  return rows;
}

std::vector<ScanShare> Divide(const ScanShare& share, uint64_t rows, bool split_runs) {
  std::vector<ScanShare> parts;
  uint64_t left = 0;  // what the last part still takes
  for (RowRange range : share) {
    while (range.begin < range.end) {
      if (left == 0) {
        parts.emplace_back();
        left = rows;
      }
      uint64_t end = range.begin + left;
      if (!split_runs) end = (end + kRunRows - 1) / kRunRows * kRunRows;
      end = std::min<uint64_t>(end, range.end);
      parts.back().push_back({range.table, range.begin, static_cast<uint32_t>(end)});
      left -= std::min(left, end - range.begin);
      range.begin = static_cast<uint32_t>(end);
    }
  }
  return parts;
}

}  // namespace qiao::query
