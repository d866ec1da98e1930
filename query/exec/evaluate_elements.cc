// Expressions with a variable of their own that runs over a list: comprehensions, all/any/none/single, reduce.
//
// The elements of many rows' lists are laid out as rows of an inner batch, so that what is done with them is computed
// in columns too.
#include <algorithm>

#include "query/exec/evaluate_kinds.h"
#include "query/exec/list_element.h"
#include "query/plan/slot_set.h"

namespace qiao::query {

using base::ErrorCode;
using base::ErrorDetail;
using base::Kind;
using base::List;
using base::Result;
using base::Value;

namespace {

constexpr size_t kElementsAtOnce = 2048;

Result<void> CheckList(const Value& value) {
  if (value.is(Kind::kList) || value.is_null()) return {};
  return base::MakeError(ErrorCode::kType, "expected a list, got {}", base::Name(value.kind()))
      .With(ErrorDetail::kInvalidArgumentType);
}

// The slots of the row around that the inner expressions read.
std::vector<Slot> OuterSlots(const Expression& expression) {
  std::vector<Slot> slots;
  for (size_t i = 1; i < expression.operands.size(); ++i) {
    if (expression.operands[i] != nullptr) CollectSlots(*expression.operands[i], slots);
  }
  std::ranges::sort(slots);
  slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
  std::erase(slots, expression.slot);
  std::erase(slots, expression.inner_slot);
  return slots;
}

class ElementEvaluator : public Evaluator {
 public:
  ElementEvaluator(const Expression& expression, EvaluatorPtr list, EvaluatorPtr predicate, EvaluatorPtr projection,
                   Environment& env)
      : Evaluator(expression),
        list_(std::move(list)),
        predicate_(std::move(predicate)),
        projection_(std::move(projection)),
        env_(env),
        memory_(env.memory, "a list comprehension", nullptr),
        outer_slots_(OuterSlots(expression)) {}

  Result<const Column*> Evaluate(const RowSet& rows) override {
    QIAO_TRY(const Column* lists, list_->Evaluate(rows));
    const size_t size = rows.size();
    found_.assign(size, {});
    memory_.Sub(SIZE_MAX);
    positions_.clear();
    Column elements;
    for (size_t i = 0; i < size; ++i) {
      const Value list = lists->At(i);
      auto checked = CheckList(list);
      if (!checked) return Located(std::move(checked).error());
      found_[i].null = list.is_null();
      if (list.is_null()) continue;
      for (const Value& element : list.list()) {
        positions_.push_back(static_cast<uint32_t>(i));
        AppendElement(element, elements);
        if (positions_.size() == kElementsAtOnce) QIAO_CHECK(Process(rows, elements));
      }
    }
    QIAO_CHECK(Process(rows, elements));
    result_.Clear();
    for (Found& found : found_) result_.Append(Finish(found));
    return &result_;
  }

 private:
  struct Found {
    bool null = false;
    List values;       // of a comprehension
    uint64_t yes = 0;  // elements for which the predicate is true, false, null
    uint64_t no = 0;
    uint64_t unknown = 0;
  };

  // Takes in the elements collected; positions_ says to which row each of them belongs.
  Result<void> Process(const RowSet& rows, Column& elements) {
    if (positions_.empty()) return {};
    QIAO_CHECK(env_.interrupt.Tick(positions_.size()));
    outer_rows_.clear();
    for (uint32_t position : positions_) outer_rows_.push_back(rows[position]);
    inner_.GatherFrom(rows.batch(), outer_rows_, outer_slots_);
    inner_.times().clear();
    std::swap(inner_.Put(expression_.slot), elements);
    auto done = expression_.kind == ExpressionKind::kListComprehension ? Collect() : Judge();
    elements.Clear();
    positions_.clear();
    return done;
  }

  Result<void> Collect() {
    selected_.resize(inner_.rows());
    for (size_t i = 0; i < selected_.size(); ++i) selected_[i] = static_cast<uint32_t>(i);
    if (predicate_ != nullptr) {
      QIAO_TRY(const Column* predicate, predicate_->Evaluate(RowSet(inner_)));
      QIAO_CHECK(SelectTrue(*predicate, RowSet(inner_), selected_));
    }
    const Column* values = nullptr;
    if (projection_ != nullptr) {
      QIAO_TRY(values, projection_->Evaluate(RowSet(inner_, selected_)));
    }
    size_t bytes = selected_.size() * sizeof(Value);
    for (size_t j = 0; j < selected_.size(); ++j) {
      Value value = values != nullptr ? values->At(j) : inner_.Get(expression_.slot).At(selected_[j]);
      // The elements themselves are held by their list; what a projection makes of them is held here.
      if (values != nullptr) bytes += base::HeapSize(value);
      found_[positions_[selected_[j]]].values.push_back(std::move(value));
    }
    auto fits = memory_.Add(bytes);
    return fits ? std::move(fits) : Located(std::move(fits).error());
  }

  Result<void> Judge() {
    const Column* predicate = &inner_.Get(expression_.slot);
    if (predicate_ != nullptr) {
      QIAO_TRY(predicate, predicate_->Evaluate(RowSet(inner_)));
    }
    for (size_t i = 0; i < positions_.size(); ++i) {
      Found& found = found_[positions_[i]];
      auto truth = TruthAt(*predicate, i);
      if (!truth) return Located(std::move(truth).error());
      ++(*truth == Truth::kTrue ? found.yes : *truth == Truth::kFalse ? found.no : found.unknown);
    }
    return {};
  }

  Value Finish(Found& found) const {
    if (found.null) return Value::Null();
    const Value unless_unknown = found.unknown > 0 ? Value::Null() : Value::Boolean(false);
    switch (expression_.kind) {
      case ExpressionKind::kAll:
        if (found.no > 0) return Value::Boolean(false);
        return found.unknown > 0 ? Value::Null() : Value::Boolean(true);
      case ExpressionKind::kAny:
        return found.yes > 0 ? Value::Boolean(true) : unless_unknown;
      case ExpressionKind::kNone:
        if (found.yes > 0) return Value::Boolean(false);
        return found.unknown > 0 ? Value::Null() : Value::Boolean(true);
      case ExpressionKind::kSingle:
        if (found.yes > 1) return Value::Boolean(false);
        return found.unknown > 0 ? Value::Null() : Value::Boolean(found.yes == 1);
      default:
        return Value::Of(std::move(found.values));
    }
  }

  EvaluatorPtr list_;
  EvaluatorPtr predicate_;
  EvaluatorPtr projection_;
  Environment& env_;
  MemoryUse memory_;
  std::vector<Slot> outer_slots_;
  Batch inner_;
  std::vector<Found> found_;
  std::vector<uint32_t> positions_;
  std::vector<uint32_t> outer_rows_;
  std::vector<uint32_t> selected_;
};

// All rows take their k-th step at once.
class ReduceEvaluator : public Evaluator {
 public:
  ReduceEvaluator(const Expression& expression, EvaluatorPtr initial, EvaluatorPtr list, EvaluatorPtr step,
                  Environment& env)
      : Evaluator(expression),
        initial_(std::move(initial)),
        list_(std::move(list)),
        step_(std::move(step)),
        env_(env),
        outer_slots_(SlotsOf(*expression.operands[2])) {
    std::erase(outer_slots_, expression.slot);
    std::erase(outer_slots_, expression.inner_slot);
  }

  Result<const Column*> Evaluate(const RowSet& rows) override {
    QIAO_TRY(const Column* lists, list_->Evaluate(rows));
    QIAO_TRY(const Column* initial, initial_->Evaluate(rows));
    const size_t size = rows.size();
    std::vector<Value> list_values;
    std::vector<Value> totals;
    active_.clear();
    for (size_t i = 0; i < size; ++i) {
      list_values.push_back(lists->At(i));
      auto checked = CheckList(list_values.back());
      if (!checked) return Located(std::move(checked).error());
      totals.push_back(list_values.back().is_null() ? Value::Null() : initial->At(i));
      if (!list_values.back().is_null()) active_.push_back(static_cast<uint32_t>(i));
    }
    for (size_t k = 0; !active_.empty(); ++k) {
      std::erase_if(active_, [&](uint32_t i) { return list_values[i].list().size() <= k; });
      if (active_.empty()) break;
      QIAO_CHECK(env_.interrupt.Tick(active_.size()));
      outer_rows_.clear();
      for (uint32_t i : active_) outer_rows_.push_back(rows[i]);
      inner_.GatherFrom(rows.batch(), outer_rows_, outer_slots_);
      inner_.times().clear();
      Column& total = inner_.Put(expression_.slot);
      for (uint32_t i : active_) total.Append(totals[i]);
      Column& element = inner_.Put(expression_.inner_slot);
      for (uint32_t i : active_) element.Append(list_values[i].list()[k]);
      QIAO_TRY(const Column* next, step_->Evaluate(RowSet(inner_)));
      for (size_t j = 0; j < active_.size(); ++j) totals[active_[j]] = next->At(j);
    }
    result_.Clear();
    for (Value& total : totals) result_.Append(std::move(total));
    return &result_;
  }

 private:
  EvaluatorPtr initial_;
  EvaluatorPtr list_;
  EvaluatorPtr step_;
  Environment& env_;
  std::vector<Slot> outer_slots_;
  Batch inner_;
  std::vector<uint32_t> active_;
  std::vector<uint32_t> outer_rows_;
};

}  // namespace

Result<EvaluatorPtr> MakeElementEvaluator(const Expression& expression, Environment& env) {
  QIAO_TRY(std::vector<EvaluatorPtr> operands, MakeEvaluators(expression.operands, env));
  operands.resize(3);
  return EvaluatorPtr(std::make_unique<ElementEvaluator>(expression, std::move(operands[0]), std::move(operands[1]),
                                                         std::move(operands[2]), env));
}

Result<EvaluatorPtr> MakeReduceEvaluator(const Expression& expression, Environment& env) {
  QIAO_TRY(std::vector<EvaluatorPtr> operands, MakeEvaluators(expression.operands, env));
  return EvaluatorPtr(std::make_unique<ReduceEvaluator>(expression, std::move(operands[0]), std::move(operands[1]),
                                                        std::move(operands[2]), env));
}

}  // namespace qiao::query
