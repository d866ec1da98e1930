// Indexes in patterns: where a node or a relationship can be looked up instead of searched.
#include <algorithm>

#include "query/functions/function.h"
#include "query/planner/match_planner.h"

namespace qiao::query {

// Conditions that can be asked of the entity as soon as it is there.
std::vector<const Expression*> MatchPlanner::ConditionsOn(const State& state, Slot entity) const {
  std::vector<const Expression*> conditions;
  for (const Condition& condition : conditions_) {
    if (condition.placed || condition.random) continue;
    if (std::ranges::find(condition.reads, entity) == condition.reads.end()) continue;
    const bool ready =
        std::ranges::all_of(condition.reads, [&](Slot slot) { return slot == entity || IsAvailable(state, slot); });
    if (ready) conditions.push_back(condition.expression.get());
  }
  return conditions;
}

std::optional<IndexChoice> MatchPlanner::SeekFor(const State& state, const bound::Node& node) const {
  const auto rules = planner_.statistics().rules();
  // Filters that all stand above the pattern would ask the conditions too late to know what to look for.
  if (rules.empty() || !planner_.options().index_seeks || !planner_.options().push_filters) return std::nullopt;
  if (scanned_.contains(node.slot)) return std::nullopt;
  IndexQuestion question;
  question.entity = node.slot;
  question.conditions = ConditionsOn(state, node.slot);
  CollectCertainLabels(node.labels, question.labels);
  for (const Expression* condition : question.conditions) {
    if (condition->kind == ExpressionKind::kHasLabels && condition->operands[0]->kind == ExpressionKind::kSlot) {
      CollectCertainLabels(condition->labels, question.labels);
    }
  }
  question.count = planner_.statistics().Nodes(node.labels);
  return Choose(question, {false, TablesOf(node.slot), question.count});
}

std::optional<IndexChoice> MatchPlanner::SeekFor(const State& state, const bound::Edge& edge) const {
  const auto rules = planner_.statistics().rules();
  if (rules.empty() || !planner_.options().index_seeks || !planner_.options().push_filters) return std::nullopt;
  if (edge.given || edge.length || edge.pattern.label || edge.pattern.types.size() != 1) return std::nullopt;
  IndexQuestion question;
  question.entity = edge.edge;
  question.relationship = true;
  question.conditions = ConditionsOn(state, edge.edge);
  question.labels = edge.pattern.types;
  const auto nodes = planner_.statistics().NodeTables({});
  auto between = planner_.statistics().EdgesBetween(nodes, edge.pattern, nodes);
  question.count = between.count + 1;
  return Choose(question, {true, std::move(between.edges), question.count});
}

std::optional<IndexChoice> MatchPlanner::Choose(IndexQuestion& question, const Population& population) const {
  ConditionShares shares(planner_.statistics().graph(), population);
  question.share_of = [&](std::span<const Expression* const> conditions) -> std::optional<double> {
    const auto told = shares.All(question.entity, conditions);
    return told.untold.empty() ? std::optional(told.share) : std::nullopt;
  };
  return ChooseIndex(planner_.statistics().rules(), question);
}

// id(n) = …, id(n) IN …: there is no need to look at every node. The ids, or nullptr.
const Expression* MatchPlanner::FindIds(const State& state, Slot node) const {
  for (const Condition& condition : conditions_) {
    if (condition.placed || condition.random || !planner_.options().push_filters) continue;
    const Expression& test = *condition.expression;
    if (test.kind != ExpressionKind::kEqual && test.kind != ExpressionKind::kIn) continue;
    for (size_t side : {0, 1}) {
      if (side == 1 && test.kind == ExpressionKind::kIn) continue;
      const Expression& call = *test.operands[side];
      if (call.kind != ExpressionKind::kFunction || call.function->name != "id") continue;
      const Expression& subject = *call.operands[0];
      std::vector<Slot> read;
      CollectSlots(*test.operands[1 - side], read);
      if (subject.kind == ExpressionKind::kSlot && subject.slot == node && AreAvailable(state, read)) {
        return test.operands[1 - side].get();
      }
    }
  }
  return nullptr;
}

// Looking nodes of the group up for each row that is there costs less than finding them all once.
bool MatchPlanner::SeekPays(const State& state, size_t group) {
  constexpr double kSeekCost = 8;  // in rows of a scan
  for (const bound::Node& node : pattern_.nodes) {
    if (node.given || GroupOf(node.slot) != group) continue;
    const auto choice = SeekFor(state, node);
    if (choice && choice->correlated &&
        state.piece.rows * (kSeekCost + choice->rows) <= planner_.statistics().Nodes(node.labels)) {
      return true;
    }
  }
  return false;
}

// An index, or an id, finds some node of the group.
bool MatchPlanner::IsSought(const State& state, size_t group) {
  return std::ranges::any_of(pattern_.nodes, [&](const bound::Node& node) {
    return GroupOf(node.slot) == group && (FindIds(state, node.slot) != nullptr || SeekFor(state, node));
  });
}

// The relationship is then as good as given: its ends follow from it.
void MatchPlanner::PlaceEdgeSeek(State& state, bound::Edge& edge, double rows) {
  auto choice = SeekFor(state, edge);
  Put(state.piece, std::move(choice->step), edge.span, rows);
  state.filled.insert(edge.edge);
  edge.given = true;
}

bool MatchPlanner::PlaceNodeSeek(State& state, const bound::Node& node, double rows) {
  auto choice = SeekFor(state, node);
  if (!choice) return false;
  const bool only = node.labels.op == LabelExpression::Op::kName && node.labels.name == choice->step.label;
  Put(state.piece, std::move(choice->step), span_, rows);
  state.filled.insert(node.slot);
  if (!only) CheckLabels(state, node.slot);
  return true;
}

}  // namespace qiao::query
