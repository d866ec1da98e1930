#include "query/exec/count/blocks.h"

#include <algorithm>

namespace qiao::query {
namespace {

// Hopcroft and Tarjan's depth-first search. Patterns are small enough to recurse.
class BlockFinder {
 public:
  BlockFinder(size_t variables, const std::vector<std::pair<size_t, size_t>>& edges)
      : edges_(edges), at_(variables), order_(variables, 0), low_(variables, 0), used_(edges.size(), false) {
    for (size_t i = 0; i < edges.size(); ++i) {
      at_[edges[i].first].push_back(i);
      at_[edges[i].second].push_back(i);
    }
  }

  std::vector<std::vector<size_t>> Find() {
    for (size_t i = 0; i < at_.size(); ++i) {
      if (order_[i] == 0) Visit(i);
    }
    return std::move(blocks_);
  }

 private:
  void Visit(size_t variable) {
    order_[variable] = low_[variable] = ++time_;
    for (const size_t edge : at_[variable]) {
      if (used_[edge]) continue;
      used_[edge] = true;
      const size_t other = edges_[edge].first == variable ? edges_[edge].second : edges_[edge].first;
      path_.push_back(edge);
      if (order_[other] != 0) {
        low_[variable] = std::min(low_[variable], order_[other]);
        continue;
      }
      Visit(other);
      low_[variable] = std::min(low_[variable], low_[other]);
      if (low_[other] < order_[variable]) continue;
      std::vector<size_t>& block = blocks_.emplace_back();
      size_t last = edges_.size();
      while (last != edge) {
        last = path_.back();
        path_.pop_back();
        block.push_back(last);
      }
    }
  }

  const std::vector<std::pair<size_t, size_t>>& edges_;
  std::vector<std::vector<size_t>> at_;  // edges of each variable
  std::vector<size_t> order_;
  std::vector<size_t> low_;
  std::vector<bool> used_;
  std::vector<size_t> path_;
  std::vector<std::vector<size_t>> blocks_;
  size_t time_ = 0;
};

}  // namespace

std::vector<std::vector<size_t>> FindBlocks(size_t variables, const std::vector<std::pair<size_t, size_t>>& edges) {
  return BlockFinder(variables, edges).Find();
}

}  // namespace qiao::query
