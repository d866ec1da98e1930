#include "query/planner/condition_shares.h"

#include <algorithm>
#include <cmath>

#include "query/plan/plan_slots.h"
#include "query/planner/known_value.h"

namespace qiao::query {

using base::Value;

namespace {

// Guesses where a value is not known.
constexpr double kBound = 0.3;
constexpr double kText = 0.1;
constexpr double kListLength = 3;

bool Reads(const Expression& expression, Slot entity) {
  std::vector<Slot> read;
  CollectSlots(expression, read);
  return std::ranges::find(read, entity) != read.end();
}

bool IsOrder(ExpressionKind kind) {
  return kind == ExpressionKind::kLess || kind == ExpressionKind::kLessEqual || kind == ExpressionKind::kGreater ||
         kind == ExpressionKind::kGreaterEqual;
}

void Flatten(const Expression& condition, std::vector<const Expression*>& parts) {
  if (condition.kind != ExpressionKind::kAnd) {
    parts.push_back(&condition);
    return;
  }
  for (const ExpressionPtr& operand : condition.operands) Flatten(*operand, parts);
}

}  // namespace

const PropertyValues* ConditionShares::ValuesOf(const std::string& key) {
  const auto [found, is_new] = values_.try_emplace(key);
  if (is_new) found->second = PropertyValues::Of(graph_, population_, key);
  return found->second ? &*found->second : nullptr;
}

// The values of the property that the expression is.
const PropertyValues* ConditionShares::Of(Slot entity, const Expression& expression) {
  const bool is_property = expression.kind == ExpressionKind::kProperty &&
                           expression.operands[0]->kind == ExpressionKind::kSlot &&
                           expression.operands[0]->slot == entity;
  return is_property ? ValuesOf(expression.name) : nullptr;
}

std::optional<double> ConditionShares::Distinct(const std::string& key) {
  const PropertyValues* values = ValuesOf(key);
  return values == nullptr ? std::nullopt : std::optional(values->Distinct());
}

std::optional<double> ConditionShares::OneValue(const std::string& key) {
  const PropertyValues* values = ValuesOf(key);
  return values == nullptr ? std::nullopt : std::optional(values->OneValue());
}

// A property on one side, something else on the other.
std::optional<ConditionShares::Test> ConditionShares::Compare(Slot entity, const Expression& condition) {
  if (condition.operands.size() != 2) return std::nullopt;
  for (const size_t side : {0, 1}) {
    const Expression& property = *condition.operands[side];
    const Expression& other = *condition.operands[1 - side];
    const PropertyValues* values = Of(entity, property);
    if (values == nullptr || Reads(other, entity)) continue;
    Test test{values, property.name, values->Present(), {}, {}};
    const auto value = KnownValue(graph_, other);
    if (value && value->is_null()) {
      test.share = 0;
    } else if (IsOrder(condition.kind)) {
      if (!value) {
        test.share *= kBound;
        return test;
      }
      const bool less = condition.kind == ExpressionKind::kLess || condition.kind == ExpressionKind::kLessEqual;
      const bool inclusive =
          condition.kind == ExpressionKind::kLessEqual || condition.kind == ExpressionKind::kGreaterEqual;
      (less == (side == 0) ? test.upper : test.lower) = Bound{*value, inclusive};
    } else {
      const double equal = value ? values->Equal(*value) : values->OneValue();
      test.share = condition.kind == ExpressionKind::kEqual ? equal : std::max(0.0, test.share - equal);
    }
    return test;
  }
  return std::nullopt;
}

std::optional<double> ConditionShares::In(const PropertyValues& values, Slot entity, const Expression& list) {
  if (Reads(list, entity)) return std::nullopt;
  double share = 0;
  if (const auto known = KnownValue(graph_, list); known && known->is(base::Kind::kList)) {
    base::List elements = known->list();
    std::ranges::sort(elements, [](const Value& a, const Value& b) { return base::Order(a, b) < 0; });
    elements.erase(std::unique(elements.begin(), elements.end(), base::Equivalent), elements.end());
    for (const Value& element : elements) share += values.Equal(element);
  } else {
    const auto length = list.kind == ExpressionKind::kList ? static_cast<double>(list.operands.size()) : kListLength;
    share = values.OneValue() * length;
  }
  return std::min(share, values.Present());
}

std::optional<ConditionShares::Test> ConditionShares::TestOf(Slot entity, const Expression& condition) {
  const Expression* first = condition.operands.empty() ? nullptr : condition.operands[0].get();
  switch (condition.kind) {
    case ExpressionKind::kEqual:
    case ExpressionKind::kNotEqual:
    case ExpressionKind::kLess:
    case ExpressionKind::kLessEqual:
    case ExpressionKind::kGreater:
    case ExpressionKind::kGreaterEqual:
      return Compare(entity, condition);
    case ExpressionKind::kIn:
      if (const PropertyValues* values = Of(entity, *first)) {
        if (const auto share = In(*values, entity, *condition.operands[1]))
          return Test{values, first->name, *share, {}, {}};
      }
      return std::nullopt;
    case ExpressionKind::kStartsWith:
      if (const PropertyValues* values = Of(entity, *first);
          values != nullptr && !Reads(*condition.operands[1], entity)) {
        const auto prefix = KnownValue(graph_, *condition.operands[1]);
        const double share = !prefix                           ? values->Present() * kText
                             : prefix->is(base::Kind::kString) ? values->WithPrefix(prefix->string())
                                                               : 0;
        return Test{values, first->name, share, {}, {}};
      }
      return std::nullopt;
    case ExpressionKind::kIsNull:
    case ExpressionKind::kIsNotNull:
      if (const PropertyValues* values = Of(entity, *first)) {
        const bool null = condition.kind == ExpressionKind::kIsNull;
        return Test{values, first->name, null ? 1 - values->Present() : values->Present(), {}, {}};
      }
      return std::nullopt;
    case ExpressionKind::kNot:
      if (auto test = TestOf(entity, *first)) {
        const bool null = first->kind == ExpressionKind::kIsNull || first->kind == ExpressionKind::kIsNotNull;
        test->share = std::max(0.0, (null ? 1 : test->values->Present()) - ShareOf(*test));
        test->lower = test->upper = std::nullopt;
        return test;
      }
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

// Of alternatives, each of which speaks of one property; these go into `keys`. Those of one property exclude each
// other.
std::optional<double> ConditionShares::Any(Slot entity, const Expression& condition, std::set<std::string>& keys) {
  std::map<std::string, double> sums;
  for (const ExpressionPtr& operand : condition.operands) {
    std::vector<const Expression*> parts;
    Flatten(*operand, parts);
    std::optional<Test> all;
    for (const Expression* part : parts) {
      const auto test = TestOf(entity, *part);
      if (!test || (all && all->key != test->key)) return std::nullopt;
      if (all) {
        Narrow(*all, *test);
      } else {
        all = test;
      }
    }
    sums[all->key] += ShareOf(*all);
    keys.insert(all->key);
  }
  double none = 1;
  for (const auto& [key, sum] : sums) none *= 1 - std::min(sum, 1.0);
  return 1 - none;
}

double ConditionShares::ShareOf(const Test& test) {
  if (!test.lower && !test.upper) return test.share;
  return std::min(test.share, test.values->Between(test.lower, test.upper));
}

// Of two bounds the nearer one.
void ConditionShares::Narrow(Test& test, const Test& other) {
  const auto nearer = [](std::optional<Bound>& bound, const std::optional<Bound>& by, bool upper) {
    if (!by) return;
    const bool is_nearer = !bound || (base::Order(by->value, bound->value) < 0) == upper;
    if (is_nearer) bound = by;
  };
  nearer(test.lower, other.lower, false);
  nearer(test.upper, other.upper, true);
  test.share = std::min(test.share, other.share);
}

ConditionShares::Told ConditionShares::All(Slot entity, std::span<const Expression* const> conditions) {
  std::vector<const Expression*> parts;
  for (const Expression* condition : conditions) Flatten(*condition, parts);
  Told told;
  std::map<std::string, Test> tests;
  std::vector<double> shares;
  for (const Expression* part : parts) {
    if (auto test = TestOf(entity, *part)) {
      const auto [known, is_new] = tests.try_emplace(test->key, *test);
      if (!is_new) Narrow(known->second, *test);
      continue;
    }
    std::set<std::string> keys;
    const auto share = part->kind == ExpressionKind::kOr ? Any(entity, *part, keys) : std::nullopt;
    if (!share) {
      told.untold.push_back(part);
      continue;
    }
    shares.push_back(*share);
    told.properties += keys.size();
  }
  for (const auto& [key, test] : tests) shares.push_back(ShareOf(test));
  told.properties += tests.size();
  std::ranges::sort(shares);
  double weight = 1;
  for (const double share : shares) {
    told.share *= std::pow(share, weight);
    weight /= 2;
  }
  if (!shares.empty()) told.least = shares.front();
  return told;
}

}  // namespace qiao::query
