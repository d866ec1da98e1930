// What walks along edges share: the edges of the way so far, and the condition that every step must meet.
#pragma once

#include <algorithm>
#include <unordered_set>
#include <vector>

#include "query/exec/adjacency.h"
#include "query/exec/evaluate.h"
#include "query/exec/operator.h"

namespace qiao::query {

// The edges of a trail, none of them twice.
class Trail {
 public:
  bool Contains(base::EdgeId edge) const {
    const auto near_end = edges_.begin() + static_cast<std::ptrdiff_t>(std::min(edges_.size(), kScanned));
    if (std::find(edges_.begin(), near_end, edge) != near_end) return true;
    return edges_.size() > kScanned && rest_.contains(edge);
  }
  void Push(base::EdgeId edge) {
    if (edges_.size() >= kScanned) rest_.insert(edge);
    edges_.push_back(edge);
  }
  void Pop() {
    if (edges_.size() > kScanned) rest_.erase(edges_.back());
    edges_.pop_back();
  }
  void Clear() {
    edges_.clear();
    rest_.clear();
  }
  const std::vector<base::EdgeId>& edges() const { return edges_; }

 private:
  static constexpr size_t kScanned = 24;  // looked through one by one; a hash set knows those behind

  std::vector<base::EdgeId> edges_;
  std::unordered_set<base::EdgeId> rest_;
};

struct Step {
  base::EdgeId edge;
  base::NodeId node;  // that the edge leads to
};

// The condition on each step of a variable-length pattern; none lets all steps pass.
class StepFilter {
 public:
  static base::Result<StepFilter> Make(const Expression* condition, Slot step_edge, Slot step_node, Environment& env);

  bool active() const { return condition_ != nullptr; }
  // Drops the steps from `begin` on that don't pass, for a row of the batch.
  base::Result<void> Apply(const Batch& batch, size_t row, std::vector<Step>& steps, size_t begin);

 private:
  StepFilter(Slot step_edge, Slot step_node) : step_edge_(step_edge), step_node_(step_node) {}

  Slot step_edge_;
  Slot step_node_;
  EvaluatorPtr condition_;  // nullptr: none
  std::vector<Slot> outer_slots_;
  Batch inner_;
  std::vector<uint32_t> rows_;
  std::vector<uint32_t> selected_;
};

// Where the walk stands among a node's edges.
struct StepCursor {
  base::NodeId node;
  size_t hop = 0;
  size_t offset = 0;
};

// Appends the cursor's next steps, `limit` at most, and moves it on; false once there are none.
base::Result<bool> NextSteps(Adjacency& adjacency, StepCursor& cursor, size_t limit, std::vector<Step>& steps);

base::Value ToList(const std::vector<base::EdgeId>& edges);

// The operator of an ExpandVariable without a slot for its edges.
OperatorPtr MakeExpandReachable(Environment& env, const PlanNode& node, OperatorPtr input, StepFilter filter,
                                std::vector<Slot> live);

}  // namespace qiao::query
