#include "query/planner/match_planner.h"

#include <algorithm>
#include <cmath>

#include "query/functions/function.h"
#include "query/plan/make_expression.h"
#include "query/plan/plan_slots.h"

namespace qiao::query {
namespace {

// How many rows in how many a condition is thought to keep.
double KeptBy(const Expression& condition) {
  switch (condition.kind) {
    case ExpressionKind::kEqual:
      return 0.05;
    case ExpressionKind::kIn:
    case ExpressionKind::kStartsWith:
      return 0.2;
    default:
      return 0.5;
  }
}

// Longer trails are not counted: the estimate only has to say "many".
constexpr uint64_t kCountedSteps = 3;

double TrailCount(double degree, const bound::Length& length) {
  const uint64_t last =
      std::min(length.maximum.value_or(length.minimum + kCountedSteps), length.minimum + kCountedSteps);
  double count = 0;
  for (uint64_t steps = length.minimum; steps <= last; ++steps) {
    count += std::pow(degree, static_cast<double>(std::min<uint64_t>(steps, 30)));
  }
  return count;
}

Toward Turned(Toward toward) {
  return toward == Toward::kOut ? Toward::kIn : toward == Toward::kIn ? Toward::kOut : Toward::kBoth;
}

}  // namespace

MatchPlanner::MatchPlanner(Planner& planner, bound::Pattern& pattern, base::TextSpan span)
    : planner_(planner), pattern_(pattern), span_(span) {
  CollectParts();
  FormGroups();
}

Piece MatchPlanner::Plan(Piece input) {
  std::vector<Slot> filled;
  CollectAllFilledSlots(*input.plan, filled);
  upstream_.insert(filled.begin(), filled.end());
  State state{std::move(input), true, {}, {}};
  CheckGivenNodes(state);
  Settle(state);

  std::vector<size_t> apart;
  for (size_t i = 0; i < pattern_.nodes.size(); ++i) {
    const size_t group = GroupOf(pattern_.nodes[i].slot);
    if (group != i) continue;  // once for each group
    if (IsGrounded(group)) {
      Grow(state, group);
    } else {
      apart.push_back(group);
    }
  }
  // On top of a single row there is nothing to join with. A plan that writes is never the side of a join: its changes
  // must come before the other side reads.
  constexpr double kFewRows = 1.5;
  const bool writes = Writes(*state.piece.plan);
  for (size_t group : apart) {
    if (writes || state.piece.rows <= kFewRows || SeekPays(state, group)) {
      Grow(state, group);
      continue;
    }
    State other{{MakeArgument(span_), 1}, false, {}, {}};
    Grow(other, group);
    JoinGroup(state, std::move(other));
  }
  Finish(state);
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
  const auto found = std::ranges::find(pattern_.nodes, node, &bound::Node::slot);
  return found == pattern_.nodes.end() ? kNone : found->labels;
}

double MatchPlanner::Selectivity(const State& state, Slot node) const {
  double kept = 1;
  for (const Condition& condition : conditions_) {
    if (condition.placed || std::ranges::find(condition.reads, node) == condition.reads.end()) continue;
    const bool ready =
        std::ranges::all_of(condition.reads, [&](Slot slot) { return slot == node || IsAvailable(state, slot); });
    if (ready) kept *= KeptBy(*condition.expression);
  }
  return kept;
}

void MatchPlanner::Grow(State& state, size_t group) {
  while (true) {
    const Candidate next = Choose(state, group);
    if (next.kind == Candidate::Kind::kNone) return;
    Place(state, next);
    Settle(state);
  }
}

void MatchPlanner::Consider(const Candidate& candidate, Candidate& best) const {
  if (best.kind == Candidate::Kind::kNone || (planner_.options().join_order && candidate.rows < best.rows)) {
    best = candidate;
  }
}

MatchPlanner::Candidate MatchPlanner::Choose(const State& state, size_t group) {
  Candidate best;
  bool more = false;
  for (size_t i = 0; i < parts_.size(); ++i) {
    if (parts_[i].placed || GroupOf(parts_[i].from) != group) continue;
    more = true;
    ConsiderPart(state, i, best);
  }
  if (best.kind != Candidate::Kind::kNone) return best;
  // Nothing leads on: a given edge, else a scan.
  for (size_t i = 0; i < parts_.size() && more; ++i) {
    const Part& part = parts_[i];
    if (part.placed || part.kind != Part::Kind::kEdge || GroupOf(part.from) != group) continue;
    const bound::Edge& edge = pattern_.edges[part.index];
    if (edge.given && !edge.length && !IsAvailable(state, edge.from) && !IsAvailable(state, edge.to)) {
      Consider({Candidate::Kind::kGivenEdge, i, false, state.piece.rows}, best);
    }
  }
  if (best.kind != Candidate::Kind::kNone) return best;
  for (size_t i = 0; i < pattern_.nodes.size(); ++i) {
    const bound::Node& node = pattern_.nodes[i];
    if (GroupOf(node.slot) != group || IsAvailable(state, node.slot)) continue;
    // A node inside a shortest path is filled by it.
    double rows = state.piece.rows * planner_.statistics().Nodes(node.labels) * Selectivity(state, node.slot);
    if (const auto seek = SeekFor(state, node)) rows = std::min(rows, state.piece.rows * seek->rows) * 0.9;
    Consider({Candidate::Kind::kScan, i, false, rows}, best);
  }
  ConsiderEdgeSeeks(state, group, best);
  return best;
}

void MatchPlanner::ConsiderPart(const State& state, size_t index, Candidate& best) const {
  const Part& part = parts_[index];
  if (!AreAvailable(state, part.needs)) return;
  const bool from = IsAvailable(state, part.from), to = IsAvailable(state, part.to);
  const double rows = state.piece.rows;
  switch (part.kind) {
    case Part::Kind::kSelected:
      if (from && to) Consider({Candidate::Kind::kPart, index, false, rows}, best);
      return;
    case Part::Kind::kRepeated:
      if (from) Consider({Candidate::Kind::kPart, index, false, rows * (to ? 1 : 10)}, best);
      return;
    case Part::Kind::kEdge:
      break;
  }
  const bound::Edge& edge = pattern_.edges[part.index];
  if (!from && !to) return;
  // A given list has the order in which it was written.
  if (!from && edge.given && edge.length) return;
  const bool reversed = !from;
  const Slot start = reversed ? edge.to : edge.from;
  const Slot end = reversed ? edge.from : edge.to;
  EdgePattern pattern = edge.pattern;
  if (reversed) pattern.toward = Turned(pattern.toward);
  double degree =
      planner_.statistics().Degree(LabelsOf(start), pattern, edge.length ? LabelExpression{} : LabelsOf(end));
  if (edge.length) degree = TrailCount(degree, *edge.length);
  if (edge.given) degree = std::min(degree, 1.0);
  if (from && to) {
    degree = std::min(1.0, degree / planner_.statistics().Nodes(LabelsOf(end)));
  } else {
    degree *= Selectivity(state, end);
  }
  Consider({Candidate::Kind::kPart, index, reversed, rows * degree}, best);
}

void MatchPlanner::Place(State& state, const Candidate& candidate) {
  switch (candidate.kind) {
    case Candidate::Kind::kNone:
      return;
    case Candidate::Kind::kScan:
      return PlaceScan(state, pattern_.nodes[candidate.index], candidate.rows);
    case Candidate::Kind::kEdgeSeek:
      return PlaceEdgeSeek(state, pattern_.edges[parts_[candidate.index].index], candidate.rows);
    case Candidate::Kind::kGivenEdge:
      return PlaceGivenEdge(state, pattern_.edges[parts_[candidate.index].index]);
    case Candidate::Kind::kPart:
      break;
  }
  Part& part = parts_[candidate.index];
  part.placed = true;
  switch (part.kind) {
    case Part::Kind::kEdge: {
      bound::Edge& edge = pattern_.edges[part.index];
      if (edge.length) return PlaceVariable(state, edge, candidate.reversed, candidate.rows);
      return PlaceEdge(state, edge, candidate.reversed, candidate.rows);
    }
    case Part::Kind::kRepeated:
      return PlaceRepeated(state, pattern_.repeated[part.index], candidate.rows);
    case Part::Kind::kSelected:
      return PlaceSelected(state, *pattern_.selected[part.index], candidate.rows);
  }
}

// Conditions that can be decided now.
void MatchPlanner::Settle(State& state) {
  if (!planner_.options().push_filters) return;
  for (Condition& condition : conditions_) {
    if (condition.placed || condition.random || !AreAvailable(state, condition.reads)) continue;
    condition.placed = true;
    Put(state.piece, Filter{std::move(condition.expression)}, span_);
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
    Put(state.piece, Filter{std::move(condition.expression)}, span_);
  }
}

}  // namespace qiao::query
