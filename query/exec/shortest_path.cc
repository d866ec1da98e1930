// ShortestPath: one, all or the k shortest ways between two bound nodes.
#include <algorithm>

#include "query/exec/entity_column.h"
#include "query/exec/make.h"
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

class ShortestPathOperator : public UnaryOperator {
 public:
  ShortestPathOperator(Environment& env, const PlanNode& node, OperatorPtr input, StepFilter filter,
                       std::vector<Slot> live)
      : UnaryOperator(env, node, std::move(input)),
        step_(std::get<ShortestPath>(node.step)),
        reversed_(Reversed(step_.pattern)),
        adjacency_(step_.pattern, env),
        backwards_(reversed_, env),
        filter_(std::move(filter)),
        live_(std::move(live)),
        memory_(env.memory, "shortest path", meter_) {}

  Result<void> Open() override {
    input_batch_.Clear();
    row_ = 0;
    search_.reset();
    return input_->Open();
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    origins_.clear();
    lists_.Clear(Form::kValues);
    while (origins_.size() < env_.batch_rows) {
      if (search_ != nullptr) {
        auto done = Advance();
        if (!done) return Located(std::move(done).error());
        continue;
      }
      // The batch's columns are still needed for the rows found in it.
      if (row_ == input_batch_.rows() && !origins_.empty()) break;
      QIAO_TRY(const bool more, StartRow());
      if (!more) break;
    }
    if (origins_.empty()) return false;
    out.GatherFrom(input_batch_, origins_, live_);
    std::swap(out.Put(step_.edges), lists_);
    return true;
  }

 private:
  Result<bool> StartRow() {
    if (row_ == input_batch_.rows()) {
      QIAO_TRY(const bool more, input_->Next(input_batch_));
      if (!more) return false;
      row_ = 0;
      adjacency_.Refresh();
      backwards_.Refresh();
      QIAO_CHECK(RequireNodes(input_batch_, step_.from));
      QIAO_CHECK(RequireNodes(input_batch_, step_.to));
    }
    at_ = row_++;
    const Column& from = input_batch_.Get(step_.from);
    const Column& to = input_batch_.Get(step_.to);
    if (from.IsNull(at_) || to.IsNull(at_)) return true;
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

  // Takes in the search's next way, if it is still wanted.
  Result<void> Advance() {
    if (!step_.all && !step_.groups && found_ == step_.count) {
      search_.reset();
      return {};
    }
    QIAO_TRY(const auto way, search_->Next());
    if (!way) {
      search_.reset();
      return {};
    }
    if (lengths_ == 0 || way->size() != length_) {
      ++lengths_;
      length_ = way->size();
    }
    if ((step_.all && lengths_ > 1) || (!step_.all && step_.groups && lengths_ > step_.count)) {
      search_.reset();
      return {};
    }
    ++found_;
    origins_.push_back(static_cast<uint32_t>(at_));
    lists_.Append(ToList(*way));
    return env_.interrupt.Tick();
  }

  const ShortestPath& step_;
  EdgePattern reversed_;
  Adjacency adjacency_;
  Adjacency backwards_;
  StepFilter filter_;
  std::vector<Slot> live_;
  MemoryUse memory_;
  Batch input_batch_;
  size_t row_ = 0;  // the next input row
  size_t at_ = 0;   // the input row of the search
  std::unique_ptr<ShortestSearch> search_;
  uint64_t found_ = 0;    // ways
  uint64_t lengths_ = 0;  // different ones among them
  size_t length_ = 0;     // of the way found last
  std::vector<uint32_t> origins_;
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
