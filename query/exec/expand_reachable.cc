// ExpandVariable where only the nodes reached are wanted, each once: breadth first, a node is looked at once.
//
// A node other than the start is reached by a trail of at most k edges exactly if its shortest way has at most k. The
// start itself is reached by a trail that closes: against the direction of edges none repeats on the shortest way back;
// without direction two ways that leave the start by different edges must meet.
#include <algorithm>

#include "query/exec/edge_exclusion.h"
#include "query/exec/entity_column.h"
#include "query/exec/make.h"
#include "query/exec/node_numbers.h"
#include "query/exec/row_search.h"
#include "query/exec/trail.h"

namespace qiao::query {

using base::NodeId;
using base::Result;

namespace {

class ExpandReachableOperator : public RowSearch {
 public:
  ExpandReachableOperator(Environment& env, const PlanNode& node, OperatorPtr input, StepFilter filter,
                          std::vector<Slot> live)
      : RowSearch(env, node, std::move(input), std::move(live)),
        step_(std::get<ExpandVariable>(node.step)),
        maximum_(step_.maximum.value_or(UINT64_MAX)),
        adjacency_(step_.pattern, env),
        exclusion_(step_.distinct_from),
        filter_(std::move(filter)),
        memory_(env.memory, "variable-length expansion", meter_) {}

  Result<void> Open() override {
    nodes_.Clear();
    return RowSearch::Open();
  }

 private:
  Result<void> StartBatch() override {
    adjacency_.Refresh();
    QIAO_CHECK(RequireNodes(input_batch_, step_.from));
    if (step_.into) QIAO_CHECK(RequireNodes(input_batch_, step_.to));
    return exclusion_.Read(input_batch_);
  }

  // Finds all that the row reaches; Search() hands it out.
  Result<bool> StartRow() override {
    found_.clear();
    next_found_ = 0;
    const Column& from = input_batch_.Get(step_.from);
    if (from.IsNull(at_) || (step_.into && input_batch_.Get(step_.to).IsNull(at_))) return false;
    start_ = NodeAt(from, at_);
    QIAO_CHECK(FindAll());
    return !found_.empty();
  }

  Result<bool> Search() override {
    const size_t count = std::min(found_.size() - next_found_, room());
    Found(count, 0);
    for (size_t i = 0; i < count; ++i) nodes_.AppendWord(Form::kNodes, found_[next_found_ + i].value);
    next_found_ += count;
    return next_found_ < found_.size();
  }

  void TakeFound(Batch& out) override {
    if (!step_.into) std::swap(out.Put(step_.to), nodes_);
    nodes_.Clear();
  }

  Result<void> FindAll() {
    closed_ = step_.minimum == 0;
    reached_.Clear();
    reached_.Insert(start_);
    if (!step_.into) {
      QIAO_CHECK(Reach(NodeId(), false));
      QIAO_CHECK(Close());
      if (closed_) found_.push_back(start_);
      found_.insert(found_.end(), reached_.nodes().begin() + 1, reached_.nodes().end());
      return {};
    }
    const NodeId target = NodeAt(input_batch_.Get(step_.to), at_);
    if (target != start_) {
      QIAO_CHECK(Reach(target, true));
      if (reached_.Find(target) != NodeNumbers::kNone) found_.push_back(target);
      return {};
    }
    if (!closed_ && step_.pattern.toward != Toward::kBoth) QIAO_CHECK(Reach(target, true));
    QIAO_CHECK(Close());
    if (closed_) found_.push_back(target);
    return {};
  }

  // Level by level, until nothing is new or, if one is sought, the target is there.
  Result<void> Reach(NodeId target, bool sought) {
    size_t begin = 0;
    for (uint64_t level = 1; level <= maximum_ && begin < reached_.size(); ++level) {
      const size_t end = reached_.size();
      for (; begin < end; ++begin) {
        QIAO_CHECK(ForEachStep(reached_.nodes()[begin], [&](NodeId node) {
          if (node == start_ && step_.pattern.toward != Toward::kBoth) closed_ = true;
          reached_.Insert(node);
          return true;
        }));
      }
      QIAO_CHECK(memory_.Set(reached_.HeapSize()));
      if (sought && (target == start_ ? closed_ : reached_.Find(target) != NodeNumbers::kNone)) return {};
    }
    return {};
  }

  // Without direction: whether two ways from the start that begin with different edges meet.
  Result<void> Close() {
    if (closed_ || step_.pattern.toward != Toward::kBoth || maximum_ == 0) return {};
    branches_.clear();
    meeting_.Clear();
    meeting_.Insert(start_);
    branches_.push_back(0);
    uint32_t branch = 0;
    QIAO_CHECK(ForEachStep(start_, [&](NodeId node) {
      const bool is_new = meeting_.Insert(node).second;
      if (is_new) branches_.push_back(++branch);
      closed_ = node == start_ || (!is_new && maximum_ >= 2);
      return !closed_;
    }));
    size_t begin = 1;
    for (uint64_t level = 1; !closed_ && 2 * level + 1 <= maximum_ && begin < meeting_.size(); ++level) {
      const size_t end = meeting_.size();
      for (; begin < end && !closed_; ++begin) QIAO_CHECK(Meet(static_cast<uint32_t>(begin), end, level));
    }
    return {};
  }

  // Steps from a node of the level, whose nodes are numbered below `end`.
  Result<void> Meet(uint32_t number, size_t end, uint64_t level) {
    return ForEachStep(meeting_.nodes()[number], [&](NodeId node) {
      const auto [other, is_new] = meeting_.Insert(node);
      if (is_new) {
        branches_.push_back(branches_[number]);
        return true;
      }
      const uint64_t length = 2 * level + (other < end ? 1 : 2);
      closed_ = other != 0 && branches_[other] != branches_[number] && length <= maximum_;
      return !closed_;
    });
  }

  // Calls visit(NodeId) for each step from the node that is allowed, until it answers false.
  template <class Visit>
  Result<void> ForEachStep(NodeId node, const Visit& visit) {
    if (!filter_.active() && exclusion_.empty()) {
      for (Hop* hop : adjacency_.HopsFrom(node.table())) {
        QIAO_TRY(const Neighbours neighbours, adjacency_.Of(*hop, node.row()));
        QIAO_CHECK(env_.interrupt.Tick(neighbours.rows.size() + 1));
        for (uint32_t row : neighbours.rows) {
          if (hop->skip_loops && row == node.row()) continue;
          if (!visit(NodeId(hop->far, row))) return {};
        }
      }
      return {};
    }
    StepCursor cursor{node};
    while (true) {
      steps_.clear();
      QIAO_TRY(const bool more, NextSteps(adjacency_, cursor, kStepsAtOnce, steps_));
      if (!more) return {};
      QIAO_CHECK(env_.interrupt.Tick(kStepsAtOnce));
      QIAO_CHECK(filter_.Apply(input_batch_, at_, steps_, 0));
      for (const Step& step : steps_) {
        if (!exclusion_.Excludes(at_, step.edge) && !visit(step.node)) return {};
      }
    }
  }

  static constexpr size_t kStepsAtOnce = 256;

  const ExpandVariable& step_;
  uint64_t maximum_;
  Adjacency adjacency_;
  EdgeExclusion exclusion_;
  StepFilter filter_;
  MemoryUse memory_;
  NodeId start_;
  NodeNumbers reached_;  // the start is number 0
  bool closed_ = false;  // the start is reached too
  NodeNumbers meeting_;
  std::vector<uint32_t> branches_;  // of meeting_: by which edge from the start
  std::vector<Step> steps_;
  std::vector<NodeId> found_;  // of the row
  size_t next_found_ = 0;
  Column nodes_;
};

}  // namespace

OperatorPtr MakeExpandReachable(Environment& env, const PlanNode& node, OperatorPtr input, StepFilter filter,
                                std::vector<Slot> live) {
  return std::make_unique<ExpandReachableOperator>(env, node, std::move(input), std::move(filter), std::move(live));
}

}  // namespace qiao::query
