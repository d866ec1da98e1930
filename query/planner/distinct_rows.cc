// How many groups an aggregation makes, and what DISTINCT leaves: from how many different values a property has.
#include <algorithm>
#include <cmath>

#include "query/planner/condition_shares.h"
#include "query/planner/planner.h"

namespace qiao::query {
namespace {

constexpr double kUnknown = 0.5;  // of the rows, where nothing is known

}  // namespace

std::optional<Planner::Variety> Planner::VarietyOf(Slot slot) const {
  if (const auto known = varieties_.find(slot); known != varieties_.end()) return known->second;
  const auto population = populations_.find(slot);
  if (population == populations_.end()) return std::nullopt;
  return Variety{population->second.size, population->second.size};
}

std::optional<Planner::Variety> Planner::VarietyOf(const Expression& expression) const {
  switch (expression.kind) {
    case ExpressionKind::kLiteral:
    case ExpressionKind::kParameter:
      return Variety{};
    case ExpressionKind::kSlot:
      return VarietyOf(expression.slot);
    case ExpressionKind::kProperty: {
      const Expression& entity = *expression.operands[0];
      const auto population = populations_.find(entity.slot);
      if (entity.kind != ExpressionKind::kSlot || population == populations_.end()) return std::nullopt;
      const auto values = ConditionShares(statistics_.graph(), population->second).Distinct(expression.name);
      if (!values) return std::nullopt;
      return Variety{std::max(*values, 1.0), population->second.size};
    }
    default:
      return std::nullopt;
  }
}

void Planner::Note(const std::vector<Assigned>& items) {
  for (const Assigned& item : items) {
    const auto population = populations_.find(item.expression->slot);
    if (item.expression->kind == ExpressionKind::kSlot && population != populations_.end()) {
      populations_[item.slot] = population->second;
    } else if (const auto variety = VarietyOf(*item.expression)) {
      varieties_[item.slot] = *variety;
    }
  }
}

// Of a value that n entities have, none is among the rows with a chance that falls as the n-th power of the part of the
// entities that isn't. Combinations of values are thought to come up by chance.
double Planner::Drawn(std::span<const Variety> varieties, double rows) {
  double combinations = 1;
  for (const auto& [values, entities] : varieties) {
    const double missing = 1 - std::min(1.0, rows / std::max(entities, 1.0));
    combinations *= std::max(1.0, values * (1 - std::pow(missing, std::max(1.0, entities / values))));
  }
  if (varieties.size() > 1) combinations *= -std::expm1(-rows / combinations);
  return std::clamp(combinations, std::min(1.0, rows), std::max(rows, 1.0));
}

double Planner::DistinctRows(std::span<const Assigned> items, double rows) const {
  std::vector<Variety> varieties;
  for (const Assigned& item : items) {
    const auto variety = VarietyOf(*item.expression);
    if (!variety) return std::max(1.0, rows * kUnknown);
    varieties.push_back(*variety);
  }
  return items.empty() ? 1 : Drawn(varieties, rows);
}

double Planner::DistinctRows(std::span<const Slot> slots, double rows) const {
  std::vector<Variety> varieties;
  for (const Slot slot : slots) {
    const auto variety = VarietyOf(slot);
    if (!variety) return rows;
    varieties.push_back(*variety);
  }
  return Drawn(varieties, rows);
}

}  // namespace qiao::query
