// Parts of a pattern that hang together, and joining those that do not.
#include <algorithm>

#include "query/plan/make_expression.h"
#include "query/plan/plan_slots.h"
#include "query/plan/random.h"
#include "query/planner/match_planner.h"

namespace qiao::query {
namespace {

void CollectFrom(const ExpressionPtr& expression, std::vector<Slot>& slots) {
  if (expression) CollectSlots(*expression, slots);
}

// What a pattern inside another one reads from around it.
void CollectNeeds(const bound::Pattern& pattern, std::vector<Slot>& slots) {
  for (const bound::Node& node : pattern.nodes) slots.push_back(node.slot);
  for (const bound::Edge& edge : pattern.edges) CollectFrom(edge.step_filter, slots);
  for (const bound::Repeated& repeated : pattern.repeated) CollectNeeds(repeated.inner, slots);
  for (const ExpressionPtr& predicate : pattern.predicates) CollectSlots(*predicate, slots);
}

bool MayOverlap(const EdgePattern& a, const EdgePattern& b) {
  if (a.label || b.label || a.types.empty() || b.types.empty()) return true;
  return std::ranges::any_of(a.types, [&](const std::string& type) { return std::ranges::count(b.types, type) != 0; });
}

ExpressionPtr AsList(ExpressionPtr edge) {
  if (edge->type.Is(base::Kind::kList)) return edge;
  const Type type = Type::ListOf(edge->type);
  return MakeOperation(ExpressionKind::kList, type, {}, std::move(edge));
}

// Calls for two single edges, or for lists of them.
ExpressionPtr Different(Planner& planner, Slot a, Slot b) {
  constexpr Type kBoolean = Type::Of(base::Kind::kBoolean);
  ExpressionPtr left = planner.Use(a), right = planner.Use(b);
  if (!left->type.Is(base::Kind::kList) && !right->type.Is(base::Kind::kList)) {
    return MakeOperation(ExpressionKind::kNotEqual, kBoolean, {}, std::move(left), std::move(right));
  }
  const Slot edge = planner.AddHidden("edge", Type::Of(base::Kind::kRelationship));
  auto none =
      MakeOperation(ExpressionKind::kNone, kBoolean, {}, AsList(std::move(left)),
                    MakeOperation(ExpressionKind::kIn, kBoolean, {}, planner.Use(edge), AsList(std::move(right))));
  none->slot = edge;
  return none;
}

}  // namespace

void MatchPlanner::CollectParts() {
  for (bound::Node& node : pattern_.nodes) {
    if (!node.given) own_.insert(node.slot);
  }
  for (size_t i = 0; i < pattern_.edges.size(); ++i) {
    bound::Edge& edge = pattern_.edges[i];
    if (edge.step_filter) planner_.Prepare(edge.step_filter);
    Part part{Part::Kind::kEdge, i, edge.from, edge.to, {}, {edge.edge}};
    std::vector<Slot> read;
    CollectFrom(edge.step_filter, read);
    for (Slot slot : read) {
      if (slot != edge.step_edge && slot != edge.step_node) part.needs.push_back(slot);
    }
    if (!edge.given) own_.insert(edge.edge);
    parts_.push_back(std::move(part));
  }
  for (size_t i = 0; i < pattern_.repeated.size(); ++i) {
    bound::Repeated& repeated = pattern_.repeated[i];
    Part part{Part::Kind::kRepeated, i, repeated.from, repeated.to, {}, {}};
    CollectNeeds(repeated.inner, part.needs);
    for (auto [inner, list] : repeated.groups) {
      own_.insert(list);
      part.fills.push_back(list);
      std::erase(part.needs, inner);
    }
    // Nodes and edges of the inside are its own, also where they have no names.
    for (const bound::Node& node : repeated.inner.nodes) {
      if (!node.given || node.slot == repeated.inner_from) std::erase(part.needs, node.slot);
    }
    parts_.push_back(std::move(part));
  }
  for (size_t i = 0; i < pattern_.selected.size(); ++i) {
    bound::Selected& selected = *pattern_.selected[i];
    Part part{Part::Kind::kSelected, i, selected.from, selected.to, {}, selected.outputs};
    CollectNeeds(selected.inner, part.needs);
    for (Slot slot : selected.outputs) {
      own_.insert(slot);
      std::erase(part.needs, slot);
    }
    for (const bound::Edge& edge : selected.inner.edges) {
      std::erase(part.needs, edge.step_edge);
      std::erase(part.needs, edge.step_node);
    }
    for (const bound::Repeated& repeated : selected.inner.repeated) {
      for (const bound::Node& node : repeated.inner.nodes) std::erase(part.needs, node.slot);
      for (Slot slot : repeated.inner_edges) std::erase(part.needs, slot);
    }
    parts_.push_back(std::move(part));
  }
  for (Assigned& computed : pattern_.computed) {
    planner_.Prepare(computed.expression);
    own_.insert(computed.slot);
  }
  computed_placed_.resize(pattern_.computed.size());
  for (ExpressionPtr& predicate : pattern_.predicates) {
    planner_.Prepare(predicate);
    Condition condition;
    CollectSlots(*predicate, condition.reads);
    std::ranges::sort(condition.reads);
    condition.reads.erase(std::ranges::unique(condition.reads).begin(), condition.reads.end());
    condition.random = IsRandom(*predicate);
    const Expression* alone = predicate.get();
    condition.share = Sample(planner_.statistics().graph(), {}).Share(kNoSlot, {&alone, 1});
    condition.expression = std::move(predicate);
    conditions_.push_back(std::move(condition));
  }
  pattern_.predicates.clear();
}

void MatchPlanner::FormGroups() {
  groups_.resize(pattern_.nodes.size());
  for (size_t i = 0; i < groups_.size(); ++i) {
    groups_[i] = i;
    places_.emplace(pattern_.nodes[i].slot, i);
  }
  for (const Part& part : parts_) {
    const auto from = places_.find(part.from);
    if (from == places_.end()) continue;
    const size_t place = from->second;
    for (Slot slot : part.fills) places_.emplace(slot, place);
  }
  for (const Part& part : parts_) {
    Unite(part.from, part.to);
    for (Slot slot : part.needs) Unite(part.from, slot);
  }
}

// The place of a node in the pattern, unless the slot is something else.
std::optional<size_t> MatchPlanner::NodeOf(Slot slot) const {
  const auto found = places_.find(slot);
  if (found == places_.end() || pattern_.nodes[found->second].slot != slot) return std::nullopt;
  return found->second;
}

// Slots that are no nodes of the pattern belong to no group; what fills them does.
size_t MatchPlanner::GroupOf(Slot slot) {
  const auto found = places_.find(slot);
  if (found == places_.end()) return pattern_.nodes.size();
  size_t place = found->second;
  while (groups_[place] != place) {
    groups_[place] = groups_[groups_[place]];  // shortens the way for the next time
    place = groups_[place];
  }
  return place;
}

void MatchPlanner::Unite(Slot a, Slot b) {
  const size_t first = GroupOf(a), second = GroupOf(b);
  if (first == pattern_.nodes.size() || second == pattern_.nodes.size()) return;
  groups_[std::max(first, second)] = std::min(first, second);
}

// Hangs on what was bound before the pattern.
bool MatchPlanner::IsGrounded(size_t group) {
  for (const bound::Node& node : pattern_.nodes) {
    if (node.given && GroupOf(node.slot) == group) return true;
  }
  return std::ranges::any_of(parts_, [&](const Part& part) {
    if (GroupOf(part.from) != group) return false;
    if (part.kind == Part::Kind::kEdge && pattern_.edges[part.index].given) return true;
    return std::ranges::any_of(part.needs, [&](Slot slot) { return !own_.contains(slot); });
  });
}

// Equations between something of the left and something of the right side; `share`: of the pairs that fulfil them.
bool MatchPlanner::HashKeys(State& left, State& right, std::vector<std::pair<Slot, Slot>>& keys, double& share) {
  if (!planner_.options().hash_joins) return false;
  for (Condition& condition : conditions_) {
    if (condition.placed || condition.random || condition.expression->kind != ExpressionKind::kEqual) continue;
    std::vector<Slot> first, second;
    CollectSlots(*condition.expression->operands[0], first);
    CollectSlots(*condition.expression->operands[1], second);
    if (first.empty() || second.empty()) continue;
    size_t left_side = 0;
    if (AreAvailable(right, first) && AreAvailable(left, second)) {
      left_side = 1;
    } else if (!AreAvailable(left, first) || !AreAvailable(right, second)) {
      continue;
    }
    share *= ShareBetween(condition);
    std::pair<Slot, Slot> pair;
    const auto project = [&](State& side, size_t operand) {
      ExpressionPtr& expression = condition.expression->operands[operand];
      if (expression->kind == ExpressionKind::kSlot) return expression->slot;
      const Slot slot = planner_.AddHidden("key", expression->type);
      Project key;
      key.items.push_back({slot, std::move(expression)});
      Put(side.piece, std::move(key), span_);
      return slot;
    };
    pair.first = project(left, left_side);
    pair.second = project(right, 1 - left_side);
    condition.placed = true;
    keys.push_back(pair);
  }
  return !keys.empty();
}

void MatchPlanner::KeepEdgesApart(State& left, const State& right) {
  for (const Found& a : left.edges) {
    for (const Found& b : right.edges) {
      if (a.clause != b.clause || !MayOverlap(*a.pattern, *b.pattern)) continue;
      Put(left.piece, Filter{Different(planner_, a.slot, b.slot)}, span_);
    }
  }
}

// The next group is joined by an equation if that can be, and of several the one with the fewest rows.
size_t MatchPlanner::NextGroup(const State& state, const std::vector<size_t>& apart) {
  if (!planner_.options().join_order || apart.size() == 1) return 0;
  size_t best = 0;
  std::pair<bool, double> least;
  for (size_t i = 0; i < apart.size(); ++i) {
    const std::pair<bool, double> candidate(!IsLinked(state, apart[i]), RowsOf(apart[i]));
    if (i != 0 && candidate >= least) continue;
    best = i;
    least = candidate;
  }
  return best;
}

// Some equation reads something of the group, and else only what is there.
bool MatchPlanner::IsLinked(const State& state, size_t group) {
  return std::ranges::any_of(conditions_, [&](const Condition& condition) {
    if (condition.placed || condition.random || condition.expression->kind != ExpressionKind::kEqual) return false;
    bool inside = false, outside = false;
    for (Slot slot : condition.reads) {
      if (IsAvailable(state, slot)) {
        outside = true;
      } else if (GroupOf(slot) == group) {
        inside = true;
      } else {
        return false;
      }
    }
    return inside && outside;
  });
}

void MatchPlanner::JoinGroup(State& state, State group) {
  std::vector<std::pair<Slot, Slot>> keys;
  double share = 1;
  if (HashKeys(state, group, keys, share)) {
    const double rows = state.piece.rows * group.piece.rows * share;
    PutOver(state.piece, HashJoin{std::move(keys)}, std::move(group.piece.plan), span_, rows);
  } else {
    const double rows = state.piece.rows * group.piece.rows;
    PutOver(state.piece, CrossProduct{}, std::move(group.piece.plan), span_, rows);
  }
  KeepEdgesApart(state, group);
  state.filled.insert(group.filled.begin(), group.filled.end());
  state.edges.insert(state.edges.end(), group.edges.begin(), group.edges.end());
  Settle(state);
}

std::vector<Slot> MatchPlanner::DistinctFrom(const State& state, const EdgePattern& pattern, size_t clause) const {
  std::vector<Slot> slots;
  for (const Found& other : state.edges) {
    if (other.clause == clause && MayOverlap(*other.pattern, pattern)) slots.push_back(other.slot);
  }
  return slots;
}

}  // namespace qiao::query
