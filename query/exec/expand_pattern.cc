// ExpandPattern: a quantified path pattern, repeated depth first.
#include <algorithm>

#include "query/exec/edge_exclusion.h"
#include "query/exec/entity_column.h"
#include "query/exec/make.h"
#include "query/exec/row_search.h"
#include "query/exec/trail.h"

namespace qiao::query {

using base::Result;
using base::Value;

namespace {

class ExpandPatternOperator : public RowSearch {
 public:
  ExpandPatternOperator(Environment& env, const PlanNode& node, OperatorPtr input, std::unique_ptr<Subplan> inner,
                        std::vector<Slot> live)
      : RowSearch(env, node, std::move(input), std::move(live)),
        step_(std::get<ExpandPattern>(node.step)),
        maximum_(step_.maximum.value_or(UINT64_MAX)),
        inner_(std::move(inner)),
        exclusion_(step_.distinct_from),
        memory_(env.memory, "quantified path pattern", meter_) {}

  Result<void> Open() override {
    frames_.clear();
    nodes_.Clear();
    lists_.assign(step_.groups.size(), {});
    return RowSearch::Open();
  }

 private:
  // One way through the inner pattern.
  struct Round {
    base::NodeId to;
    std::vector<base::EdgeId> edges;
    std::vector<Value> values;  // of the groups' inner slots
  };
  struct Frame {
    std::vector<Round> rounds;
    size_t next = 0;  // the one before it is being followed
    size_t bytes = 0;
  };

  Result<void> StartBatch() override {
    QIAO_CHECK(RequireNodes(input_batch_, step_.from));
    if (step_.into) QIAO_CHECK(RequireNodes(input_batch_, step_.to));
    return exclusion_.Read(input_batch_);
  }

  Result<bool> StartRow() override {
    const Column& from = input_batch_.Get(step_.from);
    if (from.IsNull(at_)) return false;
    if (step_.into) {
      const Column& to = input_batch_.Get(step_.to);
      if (to.IsNull(at_)) return false;
      target_ = NodeAt(to, at_);
    }
    trail_.Clear();
    const base::NodeId node = NodeAt(from, at_);
    if (step_.minimum == 0) Emit(node);
    if (maximum_ > 0) QIAO_CHECK(Enter(node));
    return maximum_ > 0;
  }

  void TakeFound(Batch& out) override {
    if (!step_.into) std::swap(out.Put(step_.to), nodes_);
    for (size_t i = 0; i < lists_.size(); ++i) std::swap(out.Put(step_.groups[i].second), lists_[i]);
    nodes_.Clear();
    lists_.assign(step_.groups.size(), {});
  }

  // Finds all ways through the inner pattern from the node.
  Result<void> Enter(base::NodeId node) {
    Frame& frame = frames_.emplace_back();
    const auto row = static_cast<uint32_t>(at_);
    start_.GatherFrom(input_batch_, std::span(&row, 1), input_batch_.filled());
    start_.times().clear();
    start_.Put(step_.inner_from).AppendWord(Form::kNodes, node.value);
    QIAO_CHECK(inner_->Start(RowSet(start_)));
    while (true) {
      QIAO_TRY(const bool more, inner_->Next(inner_batch_));
      if (!more) return {};
      for (size_t i = 0; i < inner_batch_.rows(); ++i) {
        for (uint64_t times = inner_batch_.Times(i); times > 0; --times) QIAO_CHECK(AddRound(i, frame));
      }
    }
  }

  Result<void> AddRound(size_t i, Frame& frame) {
    QIAO_CHECK(env_.interrupt.Tick());
    Round round;
    round.to = NodeAt(inner_batch_.Get(step_.inner_to), i);
    for (Slot slot : step_.inner_edges) {
      ForEachEdge(inner_batch_.Get(slot).At(i), [&](base::EdgeId edge) { round.edges.push_back(edge); });
    }
    size_t bytes = sizeof(Round) + round.edges.size() * sizeof(base::EdgeId);
    for (const auto& [inner, outer] : step_.groups) {
      round.values.push_back(inner_batch_.Get(inner).At(i));
      bytes += sizeof(Value) + base::HeapSize(round.values.back());
    }
    frame.bytes += bytes;
    frame.rounds.push_back(std::move(round));
    return memory_.Add(bytes);
  }

  Result<bool> Search() override {
    QIAO_CHECK(env_.interrupt.Tick());
    Frame& frame = frames_.back();
    if (frame.next > 0) Leave(frame.rounds[frame.next - 1]);
    while (frame.next < frame.rounds.size()) {
      const Round& round = frame.rounds[frame.next++];
      if (!Take(round)) continue;
      if (frames_.size() >= step_.minimum) Emit(round.to);
      // A round without edges leads nowhere new, so it is not followed without end. Entering may move the frame.
      const bool follow = frames_.size() < maximum_ && (!round.edges.empty() || step_.maximum);
      if (follow) {
        QIAO_CHECK(Enter(round.to));
        return true;
      }
      Leave(round);
    }
    memory_.Sub(frame.bytes);
    frames_.pop_back();
    return !frames_.empty();
  }

  // Adds the round's edges to the trail; false, and nothing added, if one of them may not come (again).
  bool Take(const Round& round) {
    for (size_t i = 0; i < round.edges.size(); ++i) {
      const base::EdgeId edge = round.edges[i];
      if (!trail_.Contains(edge) && !exclusion_.Excludes(at_, edge)) {
        trail_.Push(edge);
        continue;
      }
      for (; i > 0; --i) trail_.Pop();
      return false;
    }
    return true;
  }

  void Leave(const Round& round) {
    for (size_t i = 0; i < round.edges.size(); ++i) trail_.Pop();
  }

  void Emit(base::NodeId node) {
    if (step_.into && node != target_) return;
    Found(1, lists_.size() * frames_.size());
    nodes_.AppendWord(Form::kNodes, node.value);
    for (size_t g = 0; g < lists_.size(); ++g) {
      base::List list;
      for (const Frame& frame : frames_) list.push_back(frame.rounds[frame.next - 1].values[g]);
      lists_[g].Append(Value::Of(std::move(list)));
    }
  }

  const ExpandPattern& step_;
  uint64_t maximum_;
  std::unique_ptr<Subplan> inner_;
  EdgeExclusion exclusion_;
  MemoryUse memory_;
  base::NodeId target_;
  Trail trail_;
  std::vector<Frame> frames_;
  Batch start_;
  Batch inner_batch_;
  Column nodes_;
  std::vector<Column> lists_;
};

}  // namespace

OperatorPtr MakeExpandPattern(Environment& env, const PlanNode& node, OperatorPtr input, std::unique_ptr<Subplan> inner,
                              std::vector<Slot> live) {
  return std::make_unique<ExpandPatternOperator>(env, node, std::move(input), std::move(inner), std::move(live));
}

}  // namespace qiao::query
