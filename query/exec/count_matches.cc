// CountMatches: rows of a pattern's outputs with their multiplicities, from a PatternCounter. Where the pattern can't
// be counted in the graph as it is, its matches are found one by one by the step below.
#include <algorithm>
#include <deque>
#include <limits>
#include <optional>

#include "query/exec/count/pattern_counter.h"
#include "query/exec/count/times.h"
#include "query/exec/make.h"

namespace qiao::query {

using base::ErrorCode;
using base::Result;

namespace {

// About as many rows go through the steps of a plan; without limit where nobody has estimated that.
double RowsOf(const PlanNode& plan) {
  if (plan.estimated_rows < 0) return std::numeric_limits<double>::infinity();
  const bool keeps_rows = std::holds_alternative<Filter>(plan.step) || std::holds_alternative<Project>(plan.step);
  double rows = keeps_rows ? 0 : plan.estimated_rows;
  for (size_t i = 0; i < plan.inputs.size(); ++i) {
    const bool runs_again = i > 0 && std::holds_alternative<Apply>(plan.step);
    rows += RowsOf(*plan.inputs[i]) * (runs_again ? std::max(plan.inputs[0]->estimated_rows, 1.0) : 1);
  }
  return rows;
}

class CountMatchesOperator : public UnaryOperator {
 public:
  CountMatchesOperator(Environment& env, const PlanNode& node, OperatorPtr one_by_one)
      : UnaryOperator(env, node, std::move(one_by_one)),
        step_(std::get<CountMatches>(node.step)),
        memory_(env.memory, "CountMatches", meter_),
        rows_memory_(env.memory, "CountMatches", meter_),
        context_{env.graph, env, memory_, env.workers, links_} {}

  Result<void> Open() override {
    counter_.reset();
    links_.Clear();
    QIAO_CHECK(memory_.Set(0));
    QIAO_CHECK(rows_memory_.Set(0));
    started_ = false;
    one_by_one_ = false;
    pieces_.clear();
    next_piece_ = 0;
    filled_.clear();
    taken_ = 0;
    return {};
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    if (!started_) {
      started_ = true;
      QIAO_CHECK(Start());
      if (!one_by_one_ && step_.outputs.empty()) return PullTotal(out);
    }
    if (one_by_one_) return input_->Next(out);
    while (filled_.empty()) {
      if (next_piece_ == pieces_.size()) return false;
      QIAO_CHECK(Fill());
    }
    Take(out);
    return true;
  }

 private:
  // Where a pattern begins at few rows, going through the tables that it may touch can cost more than its matches.
  bool IsWorthIt() const {
    double rows = 0;
    for (const auto& tables : FindTables(*step_.pattern, env_.graph).nodes) {
      for (const TableRows& table : tables) rows += table.rows;
    }
    return RowsOf(*node_.inputs[0]) * kRowsOfMatch >= rows;
  }

  Result<void> FindOneByOne() {
    links_.Clear();
    QIAO_CHECK(memory_.Set(0));
    one_by_one_ = true;
    return input_->Open();
  }

  Result<void> Start() {
    if (!IsWorthIt()) return FindOneByOne();
    auto made = PatternCounter::Make(*step_.pattern, step_.outputs, context_);
    if (made && *made != nullptr) {
      counter_ = std::move(*made);
      ListPieces();
      return {};
    }
    if (!made) {
      // What fails may be no part of any match, or too much to keep: the other way decides.
      const ErrorCode code = made.error().code;
      if (code == ErrorCode::kCancelled || code == ErrorCode::kIo || code == ErrorCode::kCorruption) {
        return Located(std::move(made).error());
      }
    }
    return FindOneByOne();
  }

  void ListPieces() {
    if (step_.outputs.empty()) return;
    if (step_.outputs.size() > 1) {
      pieces_ = counter_->Pieces();
      return;
    }
    for (size_t i = 0; i < counter_->domains().size(); ++i) {
      for (uint32_t run = 0; run < counter_->domains()[i].runs(); ++run) pieces_.push_back({i, run});
    }
  }

  Result<bool> PullTotal(Batch& out) {
    auto total = counter_->Total();
    if (!total) return Located(std::move(total).error());
    if (*total == 0) return false;
    out.SetRows(1);
    out.times().assign(1, *total);
    return true;
  }

  // The rows of the next pieces, side by side.
  Result<void> Fill() {
    const size_t count = std::min(pieces_.size() - next_piece_, context_.threads() * 4);
    std::vector<Bindings> rows(count);
    auto filled = context_.ForEach(count, [&](size_t piece, size_t worker) {
      return FillPiece(pieces_[next_piece_ + piece], worker, rows[piece]);
    });
    if (!filled) return Located(std::move(filled).error());
    next_piece_ += count;
    size_t bytes = 0;
    for (Bindings& one : rows) {
      if (one.times.empty()) continue;
      bytes += one.HeapSize();
      filled_.push_back(std::move(one));
    }
    auto fits = rows_memory_.Set(bytes);
    if (!fits) return Located(std::move(fits).error());
    return {};
  }

  Result<void> FillPiece(const PatternCounter::Piece& piece, size_t worker, Bindings& rows) const {
    if (step_.outputs.size() > 1) return counter_->Walk(piece, worker, rows);
    const Domain& domain = counter_->domains()[piece.domain];
    uint64_t buffer[kRunRows];
    const std::span<uint64_t> times(buffer, Variable::RowsIn(domain, piece.run));
    QIAO_CHECK(counter_->CountRun(piece.domain, piece.run, times, worker));
    for (uint32_t i = 0; i < times.size(); ++i) {
      if (times[i] == 0) continue;
      if (times[i] == kTooMany) return base::MakeError(ErrorCode::kArithmetic, "the count is beyond 64 bits");
      rows.nodes.push_back(base::NodeId(domain.table, piece.run * kRunRows + i).value);
      rows.times.push_back(times[i]);
    }
    return {};
  }

  void Take(Batch& out) {
    const Bindings& rows = filled_.front();
    const size_t width = step_.outputs.size();
    const size_t count = std::min(rows.times.size() - taken_, env_.batch_rows);
    for (size_t i = 0; i < width; ++i) {
      uint64_t* words = out.Put(step_.pattern->nodes[step_.outputs[i]].slot).AppendWords(Form::kNodes, count);
      for (size_t row = 0; row < count; ++row) words[row] = rows.nodes[(taken_ + row) * width + i];
    }
    const auto times = std::span(rows.times).subspan(taken_, count);
    if (std::ranges::any_of(times, [](uint64_t each) { return each != 1; }))
      out.times().assign(times.begin(), times.end());
    out.SetRows(count);
    taken_ += count;
    if (taken_ < rows.times.size()) return;
    filled_.pop_front();
    taken_ = 0;
  }

  static constexpr double kRowsOfMatch = 8;  // are gone through in the time that a row takes that is found one by one

  const CountMatches& step_;
  MemoryUse memory_;
  MemoryUse rows_memory_;
  LinkTables links_;
  CountContext context_;
  std::unique_ptr<PatternCounter> counter_;
  bool started_ = false;
  bool one_by_one_ = false;
  std::vector<PatternCounter::Piece> pieces_;
  size_t next_piece_ = 0;
  std::deque<Bindings> filled_;  // in the order of their pieces
  size_t taken_ = 0;             // rows of the first of them
};

}  // namespace

OperatorPtr MakeCountMatches(Environment& env, const PlanNode& node, OperatorPtr one_by_one) {
  return std::make_unique<CountMatchesOperator>(env, node, std::move(one_by_one));
}

}  // namespace qiao::query
