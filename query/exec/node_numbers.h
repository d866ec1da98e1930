// Numbers nodes in the order in which they are put in: a set for walks over the graph, an array behind each run of
// rows.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "query/graph.h"

namespace qiao::query {

class NodeNumbers {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  // kNone for a node that isn't there.
  uint32_t Find(base::NodeId node) const {
    const uint32_t* page = PageOf(node);
    return page == nullptr ? kNone : page[RowInRun(node.row())] - 1;
  }
  // The node's number, and whether it is new.
  std::pair<uint32_t, bool> Insert(base::NodeId node) {
    uint32_t& number = MakePage(node)[RowInRun(node.row())];
    if (number != 0) return {number - 1, false};
    nodes_.push_back(node);
    number = static_cast<uint32_t>(nodes_.size());
    return {number - 1, true};
  }

  // By number.
  const std::vector<base::NodeId>& nodes() const { return nodes_; }
  size_t size() const { return nodes_.size(); }
  // Forgets the nodes and keeps the arrays.
  void Clear() {
    for (base::NodeId node : nodes_) MakePage(node)[RowInRun(node.row())] = 0;
    nodes_.clear();
  }
  size_t HeapSize() const {
    return page_count_ * kRunRows * sizeof(uint32_t) + nodes_.capacity() * sizeof(base::NodeId);
  }

 private:
  using Page = std::unique_ptr<uint32_t[]>;  // number + 1 of each row of a run, 0: not there

  const uint32_t* PageOf(base::NodeId node) const {
    const size_t table = node.table().value, run = RunOf(node.row());
    return table < tables_.size() && run < tables_[table].size() ? tables_[table][run].get() : nullptr;
  }
  uint32_t* MakePage(base::NodeId node) {
    const size_t table = node.table().value, run = RunOf(node.row());
    if (table >= tables_.size()) tables_.resize(table + 1);
    std::vector<Page>& pages = tables_[table];
    if (run >= pages.size()) pages.resize(run + 1);
    if (pages[run] == nullptr) {
      pages[run] = std::make_unique<uint32_t[]>(kRunRows);
      ++page_count_;
    }
    return pages[run].get();
  }

  std::vector<std::vector<Page>> tables_;  // by table and run
  size_t page_count_ = 0;
  std::vector<base::NodeId> nodes_;
};

}  // namespace qiao::query
