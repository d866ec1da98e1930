#include "query/exec/group_firsts.h"

#include <algorithm>

#include "query/exec/key_sort.h"
#include "query/functions/aggregation.h"
#include "query/functions/function.h"

namespace qiao::query {

using base::Kind;
using base::Result;

namespace {

constexpr int64_t kMostWanted = 1024;

// A slot or a property of it: computing it can't fail where nothing was deleted.
bool IsPlain(const Expression& expression) {
  if (expression.kind == ExpressionKind::kSlot) return true;
  return expression.kind == ExpressionKind::kProperty && expression.operands[0]->kind == ExpressionKind::kSlot &&
         (expression.operands[0]->type.Is(Kind::kNode) || expression.operands[0]->type.Is(Kind::kRelationship));
}

// The number that stands there, if it is one from 0 to kMostWanted.
std::optional<int64_t> NumberIn(const ExpressionPtr& place) {
  if (place == nullptr || place->kind != ExpressionKind::kLiteral || !place->value.is(Kind::kInteger)) {
    return std::nullopt;
  }
  const int64_t number = place->value.integer();
  return number >= 0 && number <= kMostWanted ? std::optional(number) : std::nullopt;
}

// How many elements the expression looks at, at most, if it cuts the list in the slot.
std::optional<int64_t> ElementsOfCut(const Expression& expression, Slot list) {
  if (expression.operands.empty() || expression.operands[0] == nullptr) return std::nullopt;
  const Expression& cut = *expression.operands[0];
  if (cut.kind != ExpressionKind::kSlot || cut.slot != list) return std::nullopt;
  if (expression.kind == ExpressionKind::kFunction && expression.function->name == "head") return 1;
  if (expression.kind == ExpressionKind::kIndex) {
    const auto index = NumberIn(expression.operands[1]);
    return index ? std::optional(*index + 1) : std::nullopt;
  }
  if (expression.kind != ExpressionKind::kSlice) return std::nullopt;
  if (expression.operands[1] != nullptr && !NumberIn(expression.operands[1])) return std::nullopt;
  return NumberIn(expression.operands[2]);
}

// The same for all that the expression makes of the list; nullopt where it may look at any of its elements.
std::optional<int64_t> ElementsRead(const Expression& expression, Slot list) {
  if (const auto cut = ElementsOfCut(expression, list)) return cut;
  if (expression.kind == ExpressionKind::kSlot) return expression.slot == list ? std::nullopt : std::optional(0);
  if (expression.subplan != nullptr) {
    std::vector<Slot> slots;
    CollectSlots(expression, slots);
    return std::ranges::find(slots, list) != slots.end() ? std::nullopt : std::optional(0);
  }
  int64_t most = 0;
  for (const ExpressionPtr& operand : expression.operands) {
    if (operand == nullptr) continue;
    const auto read = ElementsRead(*operand, list);
    if (!read) return std::nullopt;
    most = std::max(most, *read);
  }
  return most;
}

// The least key comes first; null is the greatest.
uint64_t PlaceOf(const Column& key, size_t row, bool descending) {
  const uint64_t number = key.IsNull(row) ? UINT64_MAX : OrderNumber(key, row);
  return descending ? ~number : number;
}

}  // namespace

std::optional<FirstsOfGroups> FindFirstsOfGroups(const PlanNode& project, const SlotSet& needed) {
  const PlanNode& below = *project.inputs[0];
  const auto* aggregate = std::get_if<Aggregate>(&below.step);
  if (aggregate == nullptr || aggregate->items.empty()) return std::nullopt;
  const auto* sort = std::get_if<Sort>(&below.inputs[0]->step);
  if (sort == nullptr || sort->limit != nullptr || sort->keys.empty()) return std::nullopt;
  if (!std::ranges::all_of(aggregate->keys, [](const Assigned& key) { return IsPlain(*key.expression); })) {
    return std::nullopt;
  }
  int64_t wanted = 1;
  for (const Aggregate::Item& item : aggregate->items) {
    if (item.aggregation == nullptr || item.aggregation->name != "collect" || item.distinct || needed.Has(item.slot) ||
        !IsPlain(*item.arguments[0])) {
      return std::nullopt;
    }
    for (const Assigned& made : std::get<Project>(project.step).items) {
      const auto read = ElementsRead(*made.expression, item.slot);
      if (!read) return std::nullopt;
      wanted = std::max(wanted, *read);
    }
  }
  return FirstsOfGroups{below.inputs[0].get(), aggregate, static_cast<size_t>(wanted)};
}

GroupFirsts::GroupFirsts(const FirstsOfGroups& found, std::vector<EvaluatorPtr> keys,
                         std::vector<EvaluatorPtr> collected, Environment& env)
    : descending_(std::get<Sort>(found.sort->step).keys[0].descending),
      wanted_(found.wanted),
      grouped_(!found.aggregate->keys.empty()),
      numbers_(found.aggregate->keys, std::move(keys), env),
      collected_(std::move(collected)),
      memory_(env.memory, "ORDER BY", nullptr) {}

Result<std::unique_ptr<GroupFirsts>> GroupFirsts::Make(const FirstsOfGroups& found, Environment& env) {
  std::vector<EvaluatorPtr> keys, collected;
  for (const Assigned& key : found.aggregate->keys) {
    QIAO_TRY(EvaluatorPtr evaluator, MakeEvaluator(*key.expression, env));
    keys.push_back(std::move(evaluator));
  }
  for (const Aggregate::Item& item : found.aggregate->items) {
    QIAO_TRY(EvaluatorPtr evaluator, MakeEvaluator(*item.arguments[0], env));
    collected.push_back(std::move(evaluator));
  }
  return std::unique_ptr<GroupFirsts>(new GroupFirsts(found, std::move(keys), std::move(collected), env));
}

void GroupFirsts::Clear() {
  numbers_.Clear();
  best_.clear();
  given_up_ = false;
  form_ = Form::kNulls;
  numbers_kept_ = seen_ = kept_ = 0;
}

Result<void> GroupFirsts::Keep(Slot key, Batch& batch) {
  if (given_up_) return {};
  const Column& column = batch.Get(key);
  if (form_ == Form::kNulls) form_ = column.form();
  const bool fits = column.form() == Form::kNulls || (column.form() == form_ && HasOrderNumbers(form_));
  if (!fits) return GiveUp();
  if (grouped_) {
    QIAO_CHECK(numbers_.Number(batch, groups_));
  } else {
    groups_.assign(batch.rows(), 0);
  }
  best_.resize(grouped_ ? numbers_.size() : 1);
  selected_.clear();
  for (size_t begin = 0; begin < batch.rows(); begin += kRowsAtOnce) {
    const size_t end = std::min(begin + kRowsAtOnce, batch.rows());
    const size_t before = selected_.size();
    Select(column, begin, end);
    QIAO_CHECK(TakeIn(column, batch, std::span(selected_).subspan(before)));
  }
  seen_ += batch.rows();
  kept_ += selected_.size();
  if (selected_.size() < batch.rows()) batch.Keep(selected_);
  QIAO_CHECK(memory_.Set(numbers_.HeapSize() + best_.capacity() * sizeof(best_[0]) + numbers_kept_ * sizeof(uint64_t)));
  return IsOfUse() ? Result<void>() : GiveUp();
}

Result<void> GroupFirsts::GiveUp() {
  Clear();
  given_up_ = true;
  return memory_.Set(0);
}

bool GroupFirsts::IsOfUse() const { return !memory_.ShouldSpill() && (seen_ < kTrialRows || kept_ * 2 < seen_); }

void GroupFirsts::Select(const Column& key, size_t begin, size_t end) {
  for (size_t row = begin; row < end; ++row) {
    const std::vector<uint64_t>& best = best_[groups_[row]];
    if (best.size() == wanted_ && PlaceOf(key, row, descending_) > best.front()) continue;
    selected_.push_back(static_cast<uint32_t>(row));
  }
}

// The rows count if what is collected of them isn't null.
Result<void> GroupFirsts::TakeIn(const Column& key, const Batch& batch, std::span<const uint32_t> selected) {
  if (selected.empty()) return {};
  const RowSet rows(batch, selected);
  std::vector<const Column*> columns;
  for (const EvaluatorPtr& evaluator : collected_) {
    QIAO_TRY(const Column* column, evaluator->Evaluate(rows));
    columns.push_back(column);
  }
  for (size_t i = 0; i < selected.size(); ++i) {
    if (std::ranges::any_of(columns, [&](const Column* column) { return column->IsNull(i); })) continue;
    std::vector<uint64_t>& best = best_[groups_[selected[i]]];
    const uint64_t place = PlaceOf(key, selected[i], descending_);
    if (best.size() == wanted_) {
      if (place >= best.front()) continue;
      std::ranges::pop_heap(best);
      best.back() = place;
    } else {
      best.push_back(place);
      ++numbers_kept_;
    }
    std::ranges::push_heap(best);
  }
  return {};
}

}  // namespace qiao::query
