#include "query/planner/match_planner.h"

#include <algorithm>

#include "query/functions/function.h"
#include "query/plan/make_expression.h"
#include "query/plan/plan_slots.h"
#include "query/planner/path_conditions.h"

namespace qiao::query {
namespace {

constexpr double kFewRows = 1.5;

}  // namespace

MatchPlanner::MatchPlanner(Planner& planner, bound::Pattern& pattern, base::TextSpan span)
    : planner_(planner), pattern_(pattern), span_(span) {
  if (planner.options().push_filters) TakePathConditionsApart(planner, pattern);
  CollectParts();
  FormGroups();
  EstimateTables();
}

Piece MatchPlanner::Plan(Piece input) {
  std::vector<Slot> filled;
  CollectAllFilledSlots(*input.plan, filled);
  upstream_.insert(filled.begin(), filled.end());
  State state{std::move(input), true, {}, {}};
  CheckGivenNodes(state);
  Settle(state);

  std::vector<size_t> apart;
  bool few = state.piece.rows <= kFewRows;
  for (size_t i = 0; i < pattern_.nodes.size(); ++i) {
    const size_t group = GroupOf(pattern_.nodes[i].slot);
    if (group != i) continue;  // once for each group
    if (IsGrounded(group)) {
      Grow(state, group);
      few = false;
    } else {
      apart.push_back(group);
    }
  }
  // A plan that writes is never the side of a join: its changes must come before the other side reads.
  const bool writes = Writes(*state.piece.plan);
  while (!apart.empty()) {
    const size_t next = NextGroup(state, apart);
    const size_t group = apart[next];
    apart.erase(apart.begin() + static_cast<std::ptrdiff_t>(next));
    // On top of a single row there is nothing to join with.
    const bool one_row = few || (state.piece.rows <= kFewRows && IsSought(state, group));
    few = false;
    if (writes || one_row || SeekPays(state, group)) {
      Grow(state, group);
      continue;
    }
    State other{{MakeArgument(span_), 1}, false, {}, {}};
    Grow(other, group);
    JoinGroup(state, std::move(other));
  }
  Finish(state);
  NoteFound();
  return std::move(state.piece);
}

bool MatchPlanner::IsAvailable(const State& state, Slot slot) const {
  if (own_.contains(slot)) return state.filled.contains(slot);
  return state.sees_upstream || !upstream_.contains(slot);
}

bool MatchPlanner::AreAvailable(const State& state, const std::vector<Slot>& slots) const {
  return std::ranges::all_of(slots, [&](Slot slot) { return IsAvailable(state, slot); });
}

const LabelExpression& MatchPlanner::LabelsOf(Slot node) const {
  static const LabelExpression kNone;
  const auto place = NodeOf(node);
  return place ? pattern_.nodes[*place].labels : kNone;
}

void MatchPlanner::Grow(State& state, size_t number) {
  const Group group = ProblemOf(state, number);
  for (const JoinStep& step : OrderJoins(group.problem, planner_.options().join_order)) {
    Place(state, group, step);
    Settle(state);
    // What is known of all conditions together is better than the product of what is thought of each.
    state.piece.rows = step.rows;
    if (std::holds_alternative<Filter>(state.piece.plan->step)) state.piece.plan->estimated_rows = step.rows;
  }
}

void MatchPlanner::Place(State& state, const Group& group, const JoinStep& step) {
  switch (step.kind) {
    case JoinStep::Kind::kScan:
      return PlaceScan(state, pattern_.nodes[group.nodes[step.index]], step.found);
    case JoinStep::Kind::kPart:
      return PlacePart(state, parts_[group.parts[step.index]], step.reversed, step.found);
    case JoinStep::Kind::kGivenEdge:
      return PlaceGivenEdge(state, pattern_.edges[parts_[group.parts[step.index]].index]);
    case JoinStep::Kind::kEdgeSeek: {
      Part& part = parts_[group.parts[step.index]];
      PlaceEdgeSeek(state, pattern_.edges[part.index], step.found);
      Settle(state);
      PlaceGivenEdge(state, pattern_.edges[part.index]);
      Settle(state);
      return PlacePart(state, part, false, step.rows);
    }
  }
}

void MatchPlanner::PlacePart(State& state, Part& part, bool reversed, double rows) {
  part.placed = true;
  switch (part.kind) {
    case Part::Kind::kEdge: {
      bound::Edge& edge = pattern_.edges[part.index];
      if (edge.length) return PlaceVariable(state, edge, reversed, rows);
      return PlaceEdge(state, edge, reversed, rows);
    }
    case Part::Kind::kRepeated:
      return PlaceRepeated(state, pattern_.repeated[part.index], rows);
    case Part::Kind::kSelected:
      return PlaceSelected(state, *pattern_.selected[part.index], rows);
  }
}

// Conditions that can be decided now.
void MatchPlanner::Settle(State& state) {
  if (!planner_.options().push_filters) return;
  for (Condition& condition : conditions_) {
    if (condition.placed || condition.random || !AreAvailable(state, condition.reads)) continue;
    condition.placed = true;
    Put(state.piece, Filter{std::move(condition.expression)}, span_, state.piece.rows * condition.share);
  }
}

// Paths are put together when they are asked for, at the latest at the end.
void MatchPlanner::PlaceComputed(State& state) {
  for (size_t i = 0; i < pattern_.computed.size(); ++i) {
    Assigned& computed = pattern_.computed[i];
    if (computed_placed_[i]) continue;
    computed_placed_[i] = true;
    state.filled.insert(computed.slot);
    Project project;
    project.items.push_back({computed.slot, std::move(computed.expression)});
    Put(state.piece, std::move(project), span_);
  }
}

void MatchPlanner::Finish(State& state) {
  Settle(state);
  PlaceComputed(state);
  Settle(state);
  for (Condition& condition : conditions_) {
    if (condition.placed) continue;
    condition.placed = true;
    Put(state.piece, Filter{std::move(condition.expression)}, span_, state.piece.rows * condition.share);
  }
}

}  // namespace qiao::query
