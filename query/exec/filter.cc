// Filter, Project, Unwind and Unroll: steps that look at one row after the other.
#include <algorithm>
#include <optional>
#include <string>

#include "query/exec/evaluate.h"
#include "query/exec/make.h"
#include "query/exec/text_parts.h"
#include "query/functions/function.h"

namespace qiao::query {

using base::Result;
using base::Value;

namespace {

class FilterOperator : public UnaryOperator {
 public:
  FilterOperator(Environment& env, const PlanNode& node, OperatorPtr input, EvaluatorPtr predicate,
                 std::vector<Slot> live)
      : UnaryOperator(env, node, std::move(input)), predicate_(std::move(predicate)), live_(std::move(live)) {}

 protected:
  Result<bool> Pull(Batch& out) override {
    while (true) {
      QIAO_TRY(const bool more, input_->Next(out));
      if (!more) return false;
      QIAO_CHECK(env_.interrupt.Tick(out.rows()));
      QIAO_TRY(const Column* predicate, predicate_->Evaluate(RowSet(out)));
      auto done = SelectTrue(*predicate, RowSet(out), selected_);
      if (!done) return Located(std::move(done).error());
      if (selected_.empty()) continue;
      if (selected_.size() == out.rows()) return true;
      out.KeepSlots(live_);
      out.Keep(selected_);
      return true;
    }
  }

 private:
  EvaluatorPtr predicate_;
  std::vector<Slot> live_;
  std::vector<uint32_t> selected_;
};

class ProjectOperator : public UnaryOperator {
 public:
  ProjectOperator(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<EvaluatorPtr> items)
      : UnaryOperator(env, node, std::move(input)), step_(std::get<Project>(node.step)), items_(std::move(items)) {}

 protected:
  Result<bool> Pull(Batch& out) override {
    QIAO_TRY(const bool more, input_->Next(out));
    if (!more) return false;
    // All items read the row as it was before, so they are computed before the first one is stored.
    columns_.resize(items_.size());
    for (size_t i = 0; i < items_.size(); ++i) {
      QIAO_TRY(const Column* column, items_[i]->Evaluate(RowSet(out)));
      columns_[i] = *column;
    }
    for (size_t i = 0; i < items_.size(); ++i) std::swap(out.Put(step_.items[i].slot), columns_[i]);
    return true;
  }

 private:
  const Project& step_;
  std::vector<EvaluatorPtr> items_;
  std::vector<Column> columns_;
};

class UnwindOperator : public UnaryOperator {
 public:
  // `bounds`: the arguments of range() where the list is one, of which the numbers are made as they are asked for.
  // `split`: those of split(), of which the parts are found likewise.
  UnwindOperator(Environment& env, const PlanNode& node, OperatorPtr input, EvaluatorPtr list,
                 std::vector<EvaluatorPtr> bounds, std::vector<EvaluatorPtr> split, std::vector<Slot> live)
      : UnaryOperator(env, node, std::move(input)),
        step_(std::get<Unwind>(node.step)),
        list_(std::move(list)),
        bounds_(std::move(bounds)),
        split_(std::move(split)),
        live_(std::move(live)) {}

  Result<void> Open() override {
    input_batch_.Clear();
    row_ = 0;
    return input_->Open();
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    origins_.clear();
    elements_.Clear();
    while (origins_.empty()) {
      if (row_ == input_batch_.rows()) {
        QIAO_TRY(const bool more, input_->Next(input_batch_));
        if (!more) return false;
        QIAO_TRY(ranges_, ReadRanges());
        QIAO_TRY(texts_, ReadTexts());
        if (!ranges_ && !texts_) {
          QIAO_TRY(const Column* lists, list_->Evaluate(RowSet(input_batch_)));
          lists_ = *lists;
        }
        StartRow(0);
      }
      QIAO_CHECK(env_.interrupt.Tick(env_.batch_rows));
      FillRows();
    }
    out.GatherFrom(input_batch_, origins_, live_);
    std::swap(out.Put(step_.slot), elements_);
    return true;
  }

 private:
  // False where the rows have no ranges of integers: what they have instead is for the function to say.
  Result<bool> ReadRanges() {
    if (bounds_.empty()) return false;
    bound_columns_.clear();
    for (const EvaluatorPtr& bound : bounds_) {
      QIAO_TRY(const Column* column, bound->Evaluate(RowSet(input_batch_)));
      if (column->form() != Form::kIntegers || column->has_nulls()) return false;
      bound_columns_.push_back(*column);
    }
    for (size_t row = 0; row < input_batch_.rows(); ++row) {
      if (StepOf(row) == 0) return false;
    }
    return true;
  }

  // False where the rows have no short texts with one delimiter.
  Result<bool> ReadTexts() {
    if (split_.empty()) return false;
    QIAO_TRY(const Column* texts, split_[0]->Evaluate(RowSet(input_batch_)));
    QIAO_TRY(const Column* delimiters, split_[1]->Evaluate(RowSet(input_batch_)));
    if (texts->form() != Form::kTexts || delimiters->form() != Form::kTexts || !delimiters->constant() ||
        delimiters->IsNull(0) || delimiters->Text(0).empty()) {
      return false;
    }
    lists_ = *texts;
    delimiter_ = delimiters->Text(0);
    return true;
  }

  int64_t StepOf(size_t row) const {
    return bound_columns_.size() < 3 ? 1 : static_cast<int64_t>(bound_columns_[2].Word(row));
  }

  void StartRow(size_t row) {
    row_ = row;
    element_ = 0;
    if (row >= input_batch_.rows()) return;
    if (ranges_) {
      StartRange(row);
    } else if (texts_) {
      parts_.reset();
      if (!lists_.IsNull(row)) parts_.emplace(lists_.Text(row), delimiter_);
    } else {
      list_value_ = lists_.At(row);
    }
  }

  void StartRange(size_t row) {
    __extension__ using Int128 = __int128;
    number_ = bound_columns_[0].Word(row);
    by_ = static_cast<uint64_t>(StepOf(row));
    const Int128 start = static_cast<int64_t>(number_), end = static_cast<int64_t>(bound_columns_[1].Word(row));
    const Int128 step = StepOf(row), count = (end - start) / step + 1;
    numbers_left_ =
        (step > 0 ? start > end : start < end) ? 0 : static_cast<uint64_t>(std::min<Int128>(count, UINT64_MAX));
  }

  void FillNumbers() {
    while (row_ < input_batch_.rows() && origins_.size() < env_.batch_rows) {
      const size_t count = std::min<uint64_t>(numbers_left_, env_.batch_rows - origins_.size());
      uint64_t* words = elements_.AppendWords(Form::kIntegers, count);
      for (size_t i = 0; i < count; ++i, number_ += by_) words[i] = number_;
      origins_.resize(origins_.size() + count, static_cast<uint32_t>(row_));
      numbers_left_ -= count;
      if (numbers_left_ == 0) StartRow(row_ + 1);
    }
  }

  void FillParts() {
    elements_.ShareTexts(lists_);
    while (row_ < input_batch_.rows() && origins_.size() < env_.batch_rows) {
      const auto part = parts_ ? parts_->Next() : std::nullopt;
      if (!part) {
        StartRow(row_ + 1);
        continue;
      }
      elements_.AppendShared(*part);
      origins_.push_back(static_cast<uint32_t>(row_));
    }
  }

  void FillRows() {
    if (ranges_) return FillNumbers();
    if (texts_) return FillParts();
    while (row_ < input_batch_.rows() && origins_.size() < env_.batch_rows) {
      // Null gives no rows; what is no list counts as a list of itself.
      const bool is_list = list_value_.is(base::Kind::kList);
      const size_t size = is_list ? list_value_.list().size() : list_value_.is_null() ? 0 : 1;
      if (element_ >= size) {
        StartRow(row_ + 1);
        continue;
      }
      const size_t count = std::min(size - element_, env_.batch_rows - origins_.size());
      for (size_t i = 0; i < count; ++i) {
        elements_.Append(is_list ? list_value_.list()[element_ + i] : list_value_);
      }
      origins_.resize(origins_.size() + count, static_cast<uint32_t>(row_));
      element_ += count;
    }
  }

  const Unwind& step_;
  EvaluatorPtr list_;
  std::vector<EvaluatorPtr> bounds_;
  std::vector<EvaluatorPtr> split_;
  std::vector<Slot> live_;
  Batch input_batch_;
  std::vector<Column> bound_columns_;
  bool ranges_ = false;        // the rows have ranges, not lists
  uint64_t number_ = 0;        // the next of the row at hand
  uint64_t by_ = 1;            // how far the one behind it is
  uint64_t numbers_left_ = 0;  // in the row at hand
  bool texts_ = false;         // the rows have texts to split, not lists
  std::string delimiter_;
  std::optional<TextParts> parts_;  // of the row at hand
  Column lists_;                    // or texts
  Value list_value_;                // of the row at hand
  size_t row_ = 0;
  size_t element_ = 0;
  std::vector<uint32_t> origins_;
  Column elements_;
};

class UnrollOperator : public UnaryOperator {
 public:
  using UnaryOperator::UnaryOperator;

  Result<void> Open() override {
    input_batch_.Clear();
    row_ = 0;
    return input_->Open();
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    if (row_ == input_batch_.rows()) {
      QIAO_TRY(const bool more, input_->Next(input_batch_));
      if (!more) return false;
      row_ = 0;
      left_ = input_batch_.Times(0);
    }
    if (!input_batch_.counted()) {
      out.Swap(input_batch_);
      input_batch_.Clear();
      return true;
    }
    QIAO_CHECK(env_.interrupt.Tick(env_.batch_rows));
    origins_.clear();
    while (row_ < input_batch_.rows() && origins_.size() < env_.batch_rows) {
      const uint64_t count = std::min<uint64_t>(left_, env_.batch_rows - origins_.size());
      origins_.resize(origins_.size() + count, static_cast<uint32_t>(row_));
      left_ -= count;
      if (left_ == 0 && ++row_ < input_batch_.rows()) left_ = input_batch_.Times(row_);
    }
    out.GatherFrom(input_batch_, origins_, input_slots());
    out.times().clear();
    return true;
  }

 private:
  std::span<const Slot> input_slots() const { return input_batch_.filled(); }

  Batch input_batch_;
  size_t row_ = 0;
  uint64_t left_ = 0;  // how often the row at hand is still due
  std::vector<uint32_t> origins_;
};

}  // namespace

MadeOperator MakeFilter(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live) {
  QIAO_TRY(EvaluatorPtr predicate, MakeEvaluator(*std::get<Filter>(node.step).predicate, env));
  return OperatorPtr(
      std::make_unique<FilterOperator>(env, node, std::move(input), std::move(predicate), std::move(live)));
}

MadeOperator MakeProject(Environment& env, const PlanNode& node, OperatorPtr input) {
  std::vector<EvaluatorPtr> items;
  for (const Assigned& item : std::get<Project>(node.step).items) {
    QIAO_TRY(EvaluatorPtr evaluator, MakeEvaluator(*item.expression, env));
    items.push_back(std::move(evaluator));
  }
  return OperatorPtr(std::make_unique<ProjectOperator>(env, node, std::move(input), std::move(items)));
}

MadeOperator MakeUnwind(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live) {
  const Expression& unwound = *std::get<Unwind>(node.step).list;
  QIAO_TRY(EvaluatorPtr list, MakeEvaluator(unwound, env));
  std::vector<EvaluatorPtr> bounds;
  if (unwound.kind == ExpressionKind::kFunction && unwound.function->name == "range") {
    QIAO_TRY(bounds, MakeEvaluators(unwound.operands, env));
  }
  std::vector<EvaluatorPtr> split;
  if (unwound.kind == ExpressionKind::kFunction && unwound.function->name == "split") {
    QIAO_TRY(split, MakeEvaluators(unwound.operands, env));
  }
  return OperatorPtr(std::make_unique<UnwindOperator>(env, node, std::move(input), std::move(list), std::move(bounds),
                                                      std::move(split), std::move(live)));
}

OperatorPtr MakeUnroll(Environment& env, const PlanNode& node, OperatorPtr input) {
  return std::make_unique<UnrollOperator>(env, node, std::move(input));
}

}  // namespace qiao::query
