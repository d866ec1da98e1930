#include "query/planner/merge_matches.h"

#include <algorithm>
#include <unordered_set>

#include "query/plan/random.h"

namespace qiao::query {
namespace {

using bound::Clause;
using bound::Match;
using bound::Pattern;

// What is inside a subquery isn't looked at, so nothing with a subquery is moved.
bool IsMovable(const Expression& expression) {
  if (expression.subquery || expression.subplan || IsRandom(expression)) return false;
  return std::ranges::all_of(expression.operands,
                             [](const ExpressionPtr& operand) { return !operand || IsMovable(*operand); });
}

bool AreMovable(const std::vector<ExpressionPtr>& expressions) {
  return std::ranges::all_of(expressions, [](const ExpressionPtr& expression) { return IsMovable(*expression); });
}

// Nodes, single edges and conditions, of which nothing has to be known beforehand to find the others.
bool IsPlain(const Pattern& pattern) {
  return pattern.repeated.empty() && pattern.selected.empty() &&
         std::ranges::none_of(pattern.edges, [](const bound::Edge& edge) { return edge.step_filter != nullptr; }) &&
         AreMovable(pattern.predicates);
}

bool ReadsAnyOf(const Pattern& pattern, const std::unordered_set<Slot>& slots) {
  std::vector<Slot> read;
  for (const bound::Node& node : pattern.nodes) read.push_back(node.slot);
  for (const bound::Edge& edge : pattern.edges) read.push_back(edge.edge);
  for (const ExpressionPtr& predicate : pattern.predicates) CollectSlots(*predicate, read);
  for (const Assigned& computed : pattern.computed) CollectSlots(*computed.expression, read);
  return std::ranges::any_of(read, [&](Slot slot) { return slots.contains(slot); });
}

// What the pattern gives only once it is complete, or what a pattern can't start from before it has been found.
std::unordered_set<Slot> LateSlots(const Pattern& pattern) {
  std::unordered_set<Slot> late;
  for (const Assigned& computed : pattern.computed) late.insert(computed.slot);
  return late;
}

bool CanFollow(const Pattern& first, const Pattern& second) {
  if (!AreMovable(first.predicates) || !IsPlain(second) || ReadsAnyOf(second, LateSlots(first))) return false;
  return std::ranges::none_of(second.edges, [&](const bound::Edge& edge) {
    return edge.given &&
           std::ranges::any_of(first.edges, [&](const bound::Edge& own) { return own.edge == edge.edge; });
  });
}

void AddNode(Pattern& pattern, bound::Node node) {
  const auto known = std::ranges::find(pattern.nodes, node.slot, &bound::Node::slot);
  if (known == pattern.nodes.end()) {
    pattern.nodes.push_back(std::move(node));
  } else if (known->labels.IsTrue()) {
    known->labels = std::move(node.labels);
  } else if (!node.labels.IsTrue()) {
    LabelExpression both;
    both.operands = {std::move(known->labels), std::move(node.labels)};
    known->labels = std::move(both);
  }
}

template <class T>
void MoveAll(std::vector<T>& from, std::vector<T>& to) {
  std::ranges::move(from, std::back_inserter(to));
}

void Append(Pattern& first, Pattern second, size_t clause) {
  for (bound::Node& node : second.nodes) AddNode(first, std::move(node));
  for (bound::Edge& edge : second.edges) edge.clause = clause;
  MoveAll(second.edges, first.edges);
  MoveAll(second.computed, first.computed);
  MoveAll(second.predicates, first.predicates);
}

// The conditions of a WITH … WHERE that else only passes on what is there; nullptr for any other clause.
bound::Projection* PassingOn(Clause& clause) {
  auto* projection = std::get_if<bound::Projection>(&clause.content);
  if (projection == nullptr || !projection->items.empty() || projection->aggregates || projection->distinct ||
      !projection->results.empty() || !projection->order.empty() || projection->skip || projection->limit) {
    return nullptr;
  }
  return projection->where == nullptr || IsMovable(*projection->where) ? projection : nullptr;
}

void AddConditions(ExpressionPtr where, Pattern& pattern) {
  if (where->kind != ExpressionKind::kAnd) return pattern.predicates.push_back(std::move(where));
  for (ExpressionPtr& operand : where->operands) AddConditions(std::move(operand), pattern);
}

Match* AsMatch(Clause& clause, bool optional) {
  auto* match = std::get_if<Match>(&clause.content);
  return match != nullptr && match->optional == optional ? match : nullptr;
}

// A MATCH with conditions goes before an OPTIONAL MATCH that it knows nothing of: fewer rows have to be looked at.
bool MayPass(const Match& optional, const Match& match) {
  const std::unordered_set<Slot> fills(optional.nullable.begin(), optional.nullable.end());
  return !match.pattern.predicates.empty() && IsPlain(match.pattern) && AreMovable(optional.pattern.predicates) &&
         !ReadsAnyOf(match.pattern, fills);
}

}  // namespace

void MergeMatches(std::vector<Clause>& clauses) {
  std::vector<Clause> merged;
  size_t number = 0;  // of the clause, to tell edges apart
  for (Clause& clause : clauses) {
    Match* match = AsMatch(clause, false);
    bound::Projection* passing = PassingOn(clause);
    size_t place = merged.size();
    while (match != nullptr && place > 0) {
      const Match* optional = AsMatch(merged[place - 1], true);
      if (optional == nullptr || !MayPass(*optional, *match)) break;
      --place;
    }
    Match* before = place > 0 ? AsMatch(merged[place - 1], false) : nullptr;
    if (match != nullptr && before != nullptr && CanFollow(before->pattern, match->pattern)) {
      Append(before->pattern, std::move(match->pattern), ++number);
    } else if (passing != nullptr && before != nullptr && AreMovable(before->pattern.predicates)) {
      if (passing->where) AddConditions(std::move(passing->where), before->pattern);
    } else {
      merged.push_back(std::move(clause));
    }
  }
  clauses = std::move(merged);
}

}  // namespace qiao::query
