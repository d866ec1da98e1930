#include <algorithm>

#include "query/bind/creation.h"
#include "query/bind/pattern_binder.h"
#include "query/bind/types.h"
#include "query/plan/make_expression.h"

namespace qiao::query {
namespace {

// Every part of the pattern in order, against what was bound before the MERGE.
struct MergeChecker {
  Binder& binder;
  Scope& before;
  std::vector<std::string> own;  // variables that the pattern itself introduces

  Result<void> CheckMap(const syntax::Box<syntax::Expression>& properties) {
    if (!properties) return {};
    // Also refuses variables of the pattern itself: they have no properties before they are found or made.
    QIAO_TRY([[maybe_unused]] auto map, BindPropertyMap(binder, *properties, Place{before}));
    return {};
  }
  Result<void> CheckNode(const syntax::NodePattern& node, bool alone) {
    QIAO_TRY([[maybe_unused]] auto given, FindGivenNode(binder, node, alone, before));
    if (node.variable && std::ranges::find(own, node.variable->text) != own.end() && (node.labels || node.properties)) {
      return SyntaxError(ErrorDetail::kVariableAlreadyBound, node.variable->span, "variable `{}` is bound already",
                         node.variable->text);
    }
    if (node.variable) own.push_back(node.variable->text);
    NodeCreation made;
    QIAO_CHECK(BindCreatedLabels(binder, node, before, made));
    return CheckMap(node.properties);
  }
  Result<void> CheckPath(const syntax::PathPattern& path) {
    QIAO_CHECK(CheckCreatedPath(path));
    for (const syntax::PathElement& element : path.elements) {
      if (const auto* node = std::get_if<syntax::NodePattern>(&element)) {
        QIAO_CHECK(CheckNode(*node, path.elements.size() == 1));
      } else {
        const auto& edge = std::get<syntax::RelationshipPattern>(element);
        QIAO_CHECK(CheckCreatedEdge(edge, before));
        QIAO_CHECK(CheckMap(edge.properties));
      }
    }
    return {};
  }
};

// What is made when the pattern isn't found; `operands` are the slots of its elements.
Result<query::Create> CreationOf(Binder& binder, const syntax::PathPattern& path, const std::vector<Slot>& operands,
                                 const bound::Pattern& pattern, Scope& before) {
  query::Create create;
  for (size_t i = 0; i < operands.size(); ++i) {
    const Slot slot = operands[i];
    if (const auto* edge = std::get_if<syntax::RelationshipPattern>(&path.elements[i])) {
      const bool left = edge->direction == syntax::Direction::kLeft;
      EdgeCreation made{slot, operands[left ? i + 1 : i - 1], operands[left ? i - 1 : i + 1], {}, nullptr, nullptr};
      QIAO_CHECK(BindCreatedType(binder, *edge, before, made));
      QIAO_TRY(made.properties, CreatedProperties(binder, edge->properties, before));
      create.edges.push_back(std::move(made));
      continue;
    }
    const bool given =
        std::ranges::any_of(pattern.nodes, [&](const bound::Node& node) { return node.slot == slot && node.given; });
    const bool again = std::ranges::any_of(create.nodes, [&](const NodeCreation& known) { return known.node == slot; });
    if (given || again) continue;
    const auto& node = std::get<syntax::NodePattern>(path.elements[i]);
    NodeCreation made{slot, {}, nullptr, nullptr};
    QIAO_CHECK(BindCreatedLabels(binder, node, before, made));
    QIAO_TRY(made.properties, CreatedProperties(binder, node.properties, before));
    create.nodes.push_back(std::move(made));
  }
  return create;
}

}  // namespace

Result<bound::Clause> BindMerge(Binder& binder, const syntax::Merge& clause, Scope& scope) {
  Scope before = scope;
  MergeChecker checker{binder, before, {}};
  QIAO_CHECK(checker.CheckPath(clause.pattern));

  bound::Merge merge;
  syntax::PathPattern unnamed = clause.pattern;
  unnamed.variable.reset();
  PatternBinder pattern_binder(binder, scope, false);
  QIAO_TRY(std::vector<Slot> operands, pattern_binder.AddPath(unnamed, merge.pattern));
  QIAO_CHECK(pattern_binder.Finish());
  QIAO_TRY(merge.create, CreationOf(binder, clause.pattern, operands, merge.pattern, before));
  QIAO_CHECK(DeclareCreatedPath(binder, clause.pattern, operands, scope, merge.paths));
  for (const syntax::MergeAction& action : clause.actions) {
    QIAO_TRY(std::vector<SetItem> items, BindSetItems(binder, action.items, scope));
    std::vector<SetItem>& target = action.on_create ? merge.on_create : merge.on_match;
    for (SetItem& item : items) target.push_back(std::move(item));
  }
  return bound::Clause{std::move(merge), {}};
}

}  // namespace qiao::query
