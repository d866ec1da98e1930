// A counted call (query/plan/counted_call.h): how often a pattern is met around a node of each row. Once many rows have
// asked, the pattern is counted for all nodes, and rows look their numbers up; until then, and where it can't be
// counted in the graph as it is, its matches are found one by one.
#include <algorithm>
#include <numeric>

#include "query/exec/count/pattern_counter.h"
#include "query/exec/count/times.h"
#include "query/exec/make.h"
#include "query/plan/counted_call.h"

namespace qiao::query {

using base::ErrorCode;
using base::Result;

namespace {

class CountApplyOperator : public UnaryOperator {
 public:
  CountApplyOperator(Environment& env, const PlanNode& node, OperatorPtr left, std::unique_ptr<Subplan> one_by_one)
      : UnaryOperator(env, node, std::move(left)),
        call_(*AsCountedCall(node)),
        step_(std::get<CountMatches>(call_.matches->step)),
        one_by_one_(std::move(one_by_one)),
        memory_(env.memory, "CountMatches", meter_),
        context_{env.graph, env, memory_, env.workers, links_} {}

  Result<void> Open() override {
    asked_ = 0;
    state_ = State::kFew;
    tables_.clear();
    counts_.clear();
    QIAO_CHECK(memory_.Set(0));
    return input_->Open();
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    QIAO_TRY(const bool more, input_->Next(out));
    if (!more) return false;
    if (state_ == State::kFew && IsWorthIt(out)) {
      auto counted = CountAll();
      if (!counted) return Located(std::move(counted).error());
    }
    times_.assign(out.rows(), 0);
    if (state_ == State::kCounted && LookUp(out)) {
      QIAO_CHECK(env_.interrupt.Tick(out.rows()));
    } else {
      QIAO_CHECK(FindMatches(out));
    }
    if (std::ranges::any_of(times_, [](uint64_t times) { return times > INT64_MAX; })) {
      return Located(base::MakeError(ErrorCode::kArithmetic, "the count is beyond 64 bits"));
    }
    Column& counts = out.Put(call_.count);
    counts.Clear(Form::kIntegers);
    std::ranges::copy(times_, counts.AppendWords(Form::kIntegers, times_.size()));
    return true;
  }

 private:
  enum class State : uint8_t { kFew, kCounted, kUncountable };

  // Finding what has been asked for costs as much as looking at all edges that the pattern may use.
  bool IsWorthIt(const Batch& batch) {
    asked_ += static_cast<double>(batch.rows());
    const bool full = batch.rows() >= std::min<size_t>(env_.batch_rows, kRunRows);
    const double rows = full ? std::max(asked_, node_.inputs[0]->estimated_rows) : asked_;
    const double found = 1 + std::max(0.0, call_.matches->inputs[0]->estimated_rows);
    const PatternTables tables = FindTables(*step_.pattern, env_.graph);
    double edges = 0;
    for (const auto& ways : tables.edges) {
      for (const Way& way : ways) edges += static_cast<double>(way.live);
    }
    return rows * found * kFoundCost >= edges;
  }

  Result<void> CountAll() {
    auto made = PatternCounter::Make(*step_.pattern, step_.outputs, context_);
    state_ = made && *made != nullptr ? State::kCounted : State::kUncountable;
    if (!made) {
      // What fails may be no part of any match, or too much to keep: the other way decides.
      const ErrorCode code = made.error().code;
      if (code == ErrorCode::kCancelled || code == ErrorCode::kIo || code == ErrorCode::kCorruption) {
        return std::move(made).error();
      }
    }
    if (state_ == State::kCounted) QIAO_CHECK(CountTables(**made));
    links_.Clear();
    return memory_.Set(std::accumulate(counts_.begin(), counts_.end(), size_t{0}, [](size_t bytes, const auto& counts) {
      return bytes + counts.size() * sizeof(uint64_t);
    }));
  }

  Result<void> CountTables(const PatternCounter& counter) {
    std::vector<std::pair<size_t, uint32_t>> pieces;
    for (const Domain& domain : counter.domains()) {
      for (uint32_t run = 0; run < domain.runs(); ++run) pieces.emplace_back(tables_.size(), run);
      tables_.push_back(domain.table);
      QIAO_CHECK(memory_.Add(domain.rows * sizeof(uint64_t)));
      counts_.emplace_back(domain.rows);
    }
    return context_.ForEach(pieces.size(), [&](size_t piece, size_t worker) -> Result<void> {
      const auto [domain, run] = pieces[piece];
      const std::span<uint64_t> times(counts_[domain].data() + size_t{run} * kRunRows,
                                      Variable::RowsIn(counter.domains()[domain], run));
      return counter.CountRun(domain, run, times, worker);
    });
  }

  // False where the rows hold something else than nodes.
  bool LookUp(const Batch& batch) {
    const Column& nodes = batch.Get(call_.node);
    if (nodes.form() != Form::kNodes) return false;
    for (size_t row = 0; row < times_.size(); ++row) {
      if (nodes.IsNull(row)) continue;
      const base::NodeId node(nodes.Word(row));
      const auto table = std::ranges::find(tables_, node.table());
      if (table == tables_.end()) continue;
      const std::vector<uint64_t>& counts = counts_[static_cast<size_t>(table - tables_.begin())];
      times_[row] = node.row() < counts.size() ? counts[node.row()] : 0;
    }
    return true;
  }

  Result<void> FindMatches(const Batch& batch) {
    QIAO_CHECK(one_by_one_->Start(RowSet(batch)));
    while (true) {
      QIAO_TRY(const bool more, one_by_one_->Next(found_));
      if (!more) return {};
      for (size_t i = 0; i < found_.rows(); ++i) {
        uint64_t& times = times_[one_by_one_->PositionOf(found_, i)];
        times = AddSaturated(times, found_.Times(i));
      }
    }
  }

  static constexpr double kFoundCost = 8;  // of a match, in edges that are only counted

  const CountedCall call_;
  const CountMatches& step_;
  std::unique_ptr<Subplan> one_by_one_;
  MemoryUse memory_;
  LinkTables links_;
  CountContext context_;
  State state_ = State::kFew;
  double asked_ = 0;
  std::vector<base::TableId> tables_;
  std::vector<std::vector<uint64_t>> counts_;  // by table and row
  std::vector<uint64_t> times_;
  Batch found_;
};

}  // namespace

OperatorPtr MakeCountApply(Environment& env, const PlanNode& node, OperatorPtr left,
                           std::unique_ptr<Subplan> one_by_one) {
  return std::make_unique<CountApplyOperator>(env, node, std::move(left), std::move(one_by_one));
}

}  // namespace qiao::query
