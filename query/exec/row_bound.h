// What a scan is told by steps above it, so that it needn't give nodes that nobody wants.
//
// What a sort that keeps the first few rows tells the scan below it: the first key of the last row that is still
// wanted. Rows behind it need not be looked at.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "query/exec/make.h"
#include "query/exec/row_bits.h"
#include "query/graph.h"

namespace qiao::query {

struct RowBound {
  std::string key;  // the property of the scanned nodes by which is sorted first
  bool descending = false;
  bool known = false;  // so many rows as are wanted have been there
  base::Value value;

  // Keeps the rows of the run that may still be wanted. Values of another kind than the bound's are left alone.
  base::Result<void> Select(base::TableId table, uint32_t run, const GraphReader& graph, RowBits& rows) const;
};

// The scan whose rows a sort with a limit orders, and by which of its properties. nullopt where there is none, or where
// it would matter if rows were left out.
struct BoundedScan {
  const PlanNode* scan;
  std::string key;
};
std::optional<BoundedScan> FindBoundedScan(const PlanNode& sort);

struct FirstsOfGroups;  // query/exec/group_firsts.h

// What is known of those who read sorted rows.
struct SortWishes {
  std::shared_ptr<RowBound> bound;         // is told the last row wanted; nullptr: nobody wants to know
  const FirstsOfGroups* firsts = nullptr;  // all that they look at; nullptr: they look at all rows
  const Skip* skip = nullptr;              // directly above; may be missing
  bool any_order = false;                  // they sort the rows themselves
};
MadeOperator MakeSort(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live,
                      SortWishes wishes);

// What is known of the nodes that somebody above a scan wants.
struct ScanWishes {
  const PlanNode* filter = nullptr;  // stands directly above and holds nothing but tests of columns; may be missing
  std::shared_ptr<const RowBound> bound;  // may be missing
  std::vector<const EdgePattern*> edges;  // that each of the nodes must have
  const ScanShare* share = nullptr;       // the others are somebody else's; nullptr: all are wanted
};
MadeOperator MakeScan(Environment& env, const PlanNode& scan, OperatorPtr input, std::vector<Slot> live,
                      ScanWishes wishes);

// The scan that gives the nodes from which the expansion starts, if all its rows go through the expansion.
const PlanNode* FindScanOf(const PlanNode& expand);

}  // namespace qiao::query
