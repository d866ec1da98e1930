// CountMatches: rows of a pattern's outputs with their multiplicities, from a PatternCounter. Where the pattern can't
// be counted in the graph as it is, its matches are found one by one by the step below.
#include <algorithm>
#include <optional>

#include "query/exec/count/pattern_counter.h"
#include "query/exec/count/times.h"
#include "query/exec/make.h"

namespace qiao::query {

using base::ErrorCode;
using base::Result;

namespace {

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
  struct Rows {
    std::vector<uint64_t> nodes;  // as many for each row as there are outputs
    std::vector<uint64_t> times;
    size_t taken = 0;
  };

  // Where a pattern begins at what an index finds, going through the tables that it may touch can cost more than its
  // matches.
  bool IsWorthIt() const {
    const auto& nodes = step_.pattern->nodes;
    if (std::ranges::none_of(nodes, [](const auto& node) { return node.seek != nullptr; })) return true;
    double rows = 0;
    for (const auto& tables : FindTables(*step_.pattern, env_.graph).nodes) {
      for (const TableRows& table : tables) rows += table.rows;
    }
    return node_.estimated_rows * kRowsOfMatch >= rows;
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
    std::vector<Rows> rows(count);
    auto filled = context_.ForEach(count, [&](size_t piece, size_t worker) {
      return FillPiece(pieces_[next_piece_ + piece], worker, rows[piece]);
    });
    if (!filled) return Located(std::move(filled).error());
    next_piece_ += count;
    size_t bytes = 0;
    for (Rows& one : rows) {
      if (one.times.empty()) continue;
      bytes += (one.nodes.capacity() + one.times.capacity()) * sizeof(uint64_t);
      filled_.push_back(std::move(one));
    }
    auto fits = rows_memory_.Set(bytes);
    if (!fits) return Located(std::move(fits).error());
    return {};
  }

  Result<void> FillPiece(const PatternCounter::Piece& piece, size_t worker, Rows& rows) const {
    const auto add = [&](std::span<const base::NodeId> nodes, uint64_t times) -> Result<void> {
      if (times == kTooMany) return base::MakeError(ErrorCode::kArithmetic, "the count is beyond 64 bits");
      for (const base::NodeId node : nodes) rows.nodes.push_back(node.value);
      rows.times.push_back(times);
      return {};
    };
    if (step_.outputs.size() > 1) {
      return counter_->Walk(piece, worker, [&](const Binding& found) { return add(found.nodes, found.times); });
    }
    const Domain& domain = counter_->domains()[piece.domain];
    uint64_t buffer[kRunRows];
    const std::span<uint64_t> times(buffer, Variable::RowsIn(domain, piece.run));
    QIAO_CHECK(counter_->CountRun(piece.domain, piece.run, times, worker));
    for (uint32_t i = 0; i < times.size(); ++i) {
      if (times[i] == 0) continue;
      const base::NodeId node(domain.table, piece.run * kRunRows + i);
      QIAO_CHECK(add({&node, 1}, times[i]));
    }
    return {};
  }

  void Take(Batch& out) {
    Rows& rows = filled_.back();
    const size_t width = step_.outputs.size();
    const size_t count = std::min(rows.times.size() - rows.taken, env_.batch_rows);
    for (size_t i = 0; i < width; ++i) {
      uint64_t* words = out.Put(step_.pattern->nodes[step_.outputs[i]].slot).AppendWords(Form::kNodes, count);
      for (size_t row = 0; row < count; ++row) words[row] = rows.nodes[(rows.taken + row) * width + i];
    }
    const auto first = rows.times.begin() + static_cast<std::ptrdiff_t>(rows.taken);
    out.times().assign(first, first + static_cast<std::ptrdiff_t>(count));
    out.SetRows(count);
    rows.taken += count;
    if (rows.taken == rows.times.size()) filled_.pop_back();
  }

  static constexpr double kRowsOfMatch = 4;  // are gone through in the time that finding one match takes

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
  std::vector<Rows> filled_;
};

}  // namespace

OperatorPtr MakeCountMatches(Environment& env, const PlanNode& node, OperatorPtr one_by_one) {
  return std::make_unique<CountMatchesOperator>(env, node, std::move(one_by_one));
}

}  // namespace qiao::query
