// ShortestPath: one, all or the k shortest ways between two bound nodes.
#include <algorithm>

#include "query/exec/entity_column.h"
#include "query/exec/make.h"
#include "query/exec/row_search.h"
#include "query/exec/shortest_search.h"

namespace qiao::query {

using base::Result;

namespace {

EdgePattern Reversed(const EdgePattern& pattern) {
  EdgePattern reversed = pattern;
  if (pattern.toward == Toward::kOut) reversed.toward = Toward::kIn;
  if (pattern.toward == Toward::kIn) reversed.toward = Toward::kOut;
  return reversed;
}

class ShortestPathOperator : public RowSearch {
 public:
  ShortestPathOperator(Environment& env, const PlanNode& node, OperatorPtr input, StepFilter filter,
                       std::vector<Slot> live)
      : RowSearch(env, node, std::move(input), std::move(live)),
        step_(std::get<ShortestPath>(node.step)),
        reversed_(Reversed(step_.pattern)),
        adjacency_(step_.pattern, env),
        backwards_(reversed_, env),
        filter_(std::move(filter)),
        memory_(env.memory, "shortest path", meter_) {}

  Result<void> Open() override {
    search_.reset();
    lists_.Clear();
    return RowSearch::Open();
  }

 private:
  Result<void> StartBatch() override {
    adjacency_.Refresh();
    backwards_.Refresh();
    QIAO_CHECK(RequireNodes(input_batch_, step_.from));
    return RequireNodes(input_batch_, step_.to);
  }

  Result<bool> StartRow() override {
    const Column& from = input_batch_.Get(step_.from);
    const Column& to = input_batch_.Get(step_.to);
    if (from.IsNull(at_) || to.IsNull(at_)) return false;
    QIAO_CHECK(memory_.Set(0));
    const SearchSpace space{adjacency_,
                            backwards_,
                            filter_,
                            memory_,
                            env_.interrupt,
                            input_batch_,
                            at_,
                            NodeAt(from, at_),
                            NodeAt(to, at_),
                            step_.minimum,
                            step_.maximum.value_or(UINT64_MAX)};
    const bool shortest_only = step_.all || step_.count == 1;
    const bool breadth_first = shortest_only && space.from != space.to && step_.minimum <= 1;
    search_ = breadth_first ? SearchBreadthFirst(space) : SearchTrails(space);
    found_ = 0;
    lengths_ = 0;
    return true;
  }

  void TakeFound(Batch& out) override {
    std::swap(out.Put(step_.edges), lists_);
    lists_.Clear();
  }

  // Takes in the search's next way, if it is still wanted.
  Result<bool> Search() override {
    if (!step_.all && !step_.groups && found_ == step_.count) return Stop();
    QIAO_TRY(const auto way, search_->Next());
    if (!way) return Stop();
    if (lengths_ == 0 || way->size() != length_) {
      ++lengths_;
      length_ = way->size();
    }
    if ((step_.all && lengths_ > 1) || (!step_.all && step_.groups && lengths_ > step_.count)) return Stop();
    ++found_;
    Found(1, way->size());
    lists_.Append(ToList(*way));
    QIAO_CHECK(env_.interrupt.Tick(way->size() + 1));
    return true;
  }

  bool Stop() {
    search_.reset();
    return false;
  }

  const ShortestPath& step_;
  EdgePattern reversed_;
  Adjacency adjacency_;
  Adjacency backwards_;
  StepFilter filter_;
  MemoryUse memory_;
  std::unique_ptr<ShortestSearch> search_;
  uint64_t found_ = 0;    // ways
  uint64_t lengths_ = 0;  // different ones among them
  size_t length_ = 0;     // of the way found last
  Column lists_;
};

}  // namespace

MadeOperator MakeShortestPath(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live) {
  const auto& step = std::get<ShortestPath>(node.step);
  QIAO_TRY(StepFilter filter, StepFilter::Make(step.step_filter.get(), step.step_edge, step.step_node, env));
  return OperatorPtr(
      std::make_unique<ShortestPathOperator>(env, node, std::move(input), std::move(filter), std::move(live)));
}

}  // namespace qiao::query
