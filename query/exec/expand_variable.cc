// ExpandVariable: every trail of allowed length from a bound node, depth first.
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

class ExpandVariableOperator : public RowSearch {
 public:
  ExpandVariableOperator(Environment& env, const PlanNode& node, OperatorPtr input, StepFilter filter,
                         const std::vector<Slot>& live)
      : RowSearch(env, node, std::move(input), live),
        step_(std::get<ExpandVariable>(node.step)),
        maximum_(step_.maximum.value_or(UINT64_MAX)),
        adjacency_(step_.pattern, env),
        exclusion_(step_.distinct_from),
        filter_(std::move(filter)),
        edges_read_(std::ranges::binary_search(live, step_.edges)),
        memory_(env.memory, "variable-length expansion", meter_) {}

  Result<void> Open() override {
    frames_.clear();
    lists_.Clear();
    nodes_.Clear();
    return RowSearch::Open();
  }

 private:
  // A node on the way, with those of its steps that were looked up but not yet taken: steps_[next, end).
  struct Frame {
    StepCursor cursor;
    size_t begin;
    size_t next;
    size_t end;
  };

  Result<void> StartBatch() override {
    adjacency_.Refresh();
    QIAO_CHECK(RequireNodes(input_batch_, step_.from));
    if (step_.into) QIAO_CHECK(RequireNodes(input_batch_, step_.to));
    return exclusion_.Read(input_batch_);
  }

  Result<bool> StartRow() override {
    const Column& from = input_batch_.Get(step_.from);
    FetchAhead(from);
    if (from.IsNull(at_)) return false;
    if (step_.into) {
      const Column& to = input_batch_.Get(step_.to);
      if (to.IsNull(at_)) return false;
      target_ = NodeAt(to, at_);
    }
    trail_.Clear();
    steps_.clear();
    const base::NodeId node = NodeAt(from, at_);
    if (step_.minimum == 0) Emit(node);
    if (maximum_ > 0) Enter(node);
    return maximum_ > 0;
  }

  // What the first steps from rows behind the one at hand will read.
  void FetchAhead(const Column& from) {
    constexpr size_t kSoon = 8;
    const auto fetch = [&](size_t row, auto fetch_row) {
      if (row >= input_batch_.rows() || from.IsNull(row)) return;
      const base::NodeId node = NodeAt(from, row);
      for (Hop* hop : adjacency_.HopsFrom(node.table())) fetch_row(*hop, node.row());
    };
    fetch(at_ + 2 * kSoon, Adjacency::FetchPlace);
    fetch(at_ + kSoon, Adjacency::FetchList);
  }

  void TakeFound(Batch& out) override {
    if (edges_read_) std::swap(out.Put(step_.edges), lists_);
    if (!step_.into) std::swap(out.Put(step_.to), nodes_);
    lists_.Clear();
    nodes_.Clear();
  }

  void Enter(base::NodeId node) { frames_.push_back({StepCursor{node}, steps_.size(), steps_.size(), steps_.size()}); }

  // Takes one step, or steps back.
  Result<bool> Search() override {
    QIAO_CHECK(env_.interrupt.Tick());
    Frame& frame = frames_.back();
    if (frame.next == frame.end) {
      QIAO_TRY(const bool more, Refill(frame));
      if (more) return true;
      steps_.resize(frame.begin);
      frames_.pop_back();
      if (!frames_.empty()) trail_.Pop();
      return !frames_.empty();
    }
    const Step step = steps_[frame.next++];
    if (trail_.Contains(step.edge) || exclusion_.Excludes(at_, step.edge)) return true;
    trail_.Push(step.edge);
    const size_t length = trail_.edges().size();
    if (length >= step_.minimum) Emit(step.node);
    if (length < maximum_) {
      Enter(step.node);
    } else {
      trail_.Pop();
    }
    return true;
  }

  Result<bool> Refill(Frame& frame) {
    steps_.resize(frame.begin);
    QIAO_TRY(const bool more, NextSteps(adjacency_, frame.cursor, kStepsAtOnce, steps_));
    QIAO_CHECK(filter_.Apply(input_batch_, at_, steps_, frame.begin));
    frame.next = frame.begin;
    frame.end = steps_.size();
    QIAO_CHECK(memory_.Set(steps_.capacity() * sizeof(Step) + frames_.capacity() * sizeof(Frame) +
                           trail_.edges().capacity() * sizeof(base::EdgeId)));
    return more;
  }

  void Emit(base::NodeId node) {
    if (step_.into && node != target_) return;
    Found(1, edges_read_ ? trail_.edges().size() : 0);
    if (edges_read_) lists_.Append(ToList(trail_.edges()));
    nodes_.AppendWord(Form::kNodes, node.value);
  }

  static constexpr size_t kStepsAtOnce = 64;

  const ExpandVariable& step_;
  uint64_t maximum_;
  Adjacency adjacency_;
  EdgeExclusion exclusion_;
  StepFilter filter_;
  bool edges_read_;
  MemoryUse memory_;
  base::NodeId target_;
  Trail trail_;
  std::vector<Frame> frames_;
  std::vector<Step> steps_;
  Column lists_;
  Column nodes_;
};

// The list of edges is given: keeps the rows where it is a trail from `from` that fits the pattern.
class ExpandVariableBoundOperator : public UnaryOperator {
 public:
  ExpandVariableBoundOperator(Environment& env, const PlanNode& node, OperatorPtr input, StepFilter filter)
      : UnaryOperator(env, node, std::move(input)),
        step_(std::get<ExpandVariable>(node.step)),
        adjacency_(step_.pattern, env),
        exclusion_(step_.distinct_from),
        filter_(std::move(filter)) {}

 protected:
  Result<bool> Pull(Batch& out) override {
    while (true) {
      QIAO_TRY(const bool more, input_->Next(out));
      if (!more) return false;
      QIAO_CHECK(RequireNodes(out, step_.from));
      if (step_.into) QIAO_CHECK(RequireNodes(out, step_.to));
      QIAO_CHECK(exclusion_.Read(out));
      rows_.clear();
      nodes_.Clear(Form::kNodes);
      for (size_t row = 0; row < out.rows(); ++row) {
        auto end = Follow(out, row);
        if (!end) return Located(std::move(end).error());
        if (!*end) continue;
        rows_.push_back(static_cast<uint32_t>(row));
        nodes_.AppendWord(Form::kNodes, (*end)->value);
      }
      if (rows_.empty()) continue;
      out.Keep(rows_);
      if (!step_.into) std::swap(out.Put(step_.to), nodes_);
      return true;
    }
  }

 private:
  // The node at the end of the given edges; nullopt if they don't fit.
  Result<std::optional<base::NodeId>> Follow(const Batch& batch, size_t row) {
    const std::optional<base::NodeId> no_match;
    const Column& from = batch.Get(step_.from);
    const Value list = batch.Get(step_.edges).At(row);
    if (from.IsNull(row) || list.is_null()) return no_match;
    if (!list.is(base::Kind::kList)) return WrongKind("a list of relationships", list);
    const size_t length = list.list().size();
    if (length < step_.minimum || (step_.maximum && length > *step_.maximum)) return no_match;
    base::NodeId node = NodeAt(from, row);
    trail_.Clear();
    steps_.clear();
    for (const Value& value : list.list()) {
      QIAO_CHECK(env_.interrupt.Tick());
      if (value.is_null()) return no_match;
      if (!value.is(base::Kind::kRelationship)) return WrongKind("a relationship", value);
      const base::EdgeId edge = value.relationship();
      if (trail_.Contains(edge) || exclusion_.Excludes(row, edge)) return no_match;
      QIAO_TRY(const EdgeEnds ends, env_.graph.Ends(edge));
      if (!adjacency_.Fits(ends.type)) return no_match;
      if (ends.source == node && step_.pattern.toward != Toward::kIn) {
        node = ends.target;
      } else if (ends.target == node && step_.pattern.toward != Toward::kOut) {
        node = ends.source;
      } else {
        return no_match;
      }
      trail_.Push(edge);
      steps_.push_back({edge, node});
    }
    QIAO_CHECK(filter_.Apply(batch, row, steps_, 0));
    if (steps_.size() < length) return no_match;
    if (step_.into) {
      const Column& to = batch.Get(step_.to);
      if (to.IsNull(row) || NodeAt(to, row) != node) return no_match;
    }
    return std::optional(node);
  }

  static base::Error WrongKind(std::string_view expected, const Value& value) {
    return base::MakeError(base::ErrorCode::kType, "expected {}, got {}", expected, base::Name(value.kind()))
        .With(base::ErrorDetail::kInvalidArgumentType);
  }

  const ExpandVariable& step_;
  Adjacency adjacency_;
  EdgeExclusion exclusion_;
  StepFilter filter_;
  Trail trail_;
  std::vector<Step> steps_;
  std::vector<uint32_t> rows_;
  Column nodes_;
};

Result<StepFilter> FilterOf(const PlanNode& node, Environment& env) {
  const auto& step = std::get<ExpandVariable>(node.step);
  return StepFilter::Make(step.step_filter.get(), step.step_edge, step.step_node, env);
}

}  // namespace

MadeOperator MakeExpandVariable(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live) {
  QIAO_TRY(StepFilter filter, FilterOf(node, env));
  if (std::get<ExpandVariable>(node.step).edges == kNoSlot) {
    return MakeExpandReachable(env, node, std::move(input), std::move(filter), std::move(live));
  }
  return OperatorPtr(std::make_unique<ExpandVariableOperator>(env, node, std::move(input), std::move(filter), live));
}

MadeOperator MakeExpandVariableBound(Environment& env, const PlanNode& node, OperatorPtr input) {
  QIAO_TRY(StepFilter filter, FilterOf(node, env));
  return OperatorPtr(std::make_unique<ExpandVariableBoundOperator>(env, node, std::move(input), std::move(filter)));
}

}  // namespace qiao::query
