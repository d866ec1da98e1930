// Binds the patterns of one MATCH. Variables are declared while the patterns are walked, conditions are bound when all
// of them are known: (a {x: b.x}), (b) is fine.
#pragma once

#include <functional>
#include <string>
#include <unordered_set>
#include <vector>

#include "query/bind/binder.h"

namespace qiao::query {

class PatternBinder {
 public:
  // `no_new_variables`: a name that isn't known is an error (patterns as conditions).
  PatternBinder(Binder& binder, Scope& scope, bool no_new_variables)
      : binder_(binder), scope_(scope), before_(scope), no_new_variables_(no_new_variables) {}

  // A walked path: node, edge, node, … node.
  using Operands = std::vector<Slot>;

  Result<Operands> AddPath(const syntax::PathPattern& path, bound::Pattern& pattern);
  // Binds the conditions that were put off.
  Result<void> Finish();

 private:
  struct Walk;

  Result<Operands> AddElements(const syntax::PathPattern& path, bound::Pattern& pattern);
  Result<void> WalkElements(const std::vector<syntax::PathElement>& elements, Walk& walk);
  Result<void> EnterNode(Slot node, Walk& walk);
  Result<Slot> AddNode(const syntax::NodePattern& node, bound::Pattern& pattern);
  Slot AddHiddenNode(bound::Pattern& pattern);
  void NoteNode(Slot slot, bool given, LabelExpression labels, base::TextSpan span, bound::Pattern& pattern);
  Result<Slot> AddEdge(const syntax::RelationshipPattern& edge, Slot from, Slot to, bound::Pattern& pattern);
  Result<Slot> EdgeSlot(const syntax::RelationshipPattern& edge, bool list, bound::Edge& bound);
  Result<Slot> AddRepeated(const syntax::ParenthesizedPath& repeated, Slot from, Slot to, bound::Pattern& pattern);
  Result<Operands> AddSelected(const syntax::PathPattern& path, bound::Pattern& pattern);
  Result<void> DeclarePath(const syntax::PathPattern& path, const Operands& operands, bound::Pattern& pattern);
  ExpressionPtr PathExpression(const Operands& operands, base::TextSpan span);

  Binder& binder_;
  Scope& scope_;
  const Scope before_;
  const bool no_new_variables_;
  std::unordered_set<Slot> introduced_;
  std::unordered_set<Slot> used_edges_;
  std::vector<std::function<Result<void>()>> put_off_;
};

// Key by key, as conditions on the entity in `slot`.
Result<void> AddPropertyConditions(Binder& binder, const syntax::Expression& properties, Slot slot, Place place,
                                   std::vector<ExpressionPtr>& conditions);

}  // namespace qiao::query
