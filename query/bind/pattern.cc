// Nodes and the walk along a path; edges, repeated parts and selectors are in files of their own.
#include "query/bind/pattern_walk.h"
#include "query/bind/types.h"
#include "query/plan/make_expression.h"

namespace qiao::query {

Result<PatternBinder::Operands> PatternBinder::AddPath(const syntax::PathPattern& path, bound::Pattern& pattern) {
  if (path.selector != syntax::PathSelector::kAll) return AddSelected(path, pattern);
  QIAO_TRY(Operands operands, AddElements(path, pattern));
  QIAO_CHECK(DeclarePath(path, operands, pattern));
  return operands;
}

Result<PatternBinder::Operands> PatternBinder::AddElements(const syntax::PathPattern& path, bound::Pattern& pattern) {
  Walk walk{pattern};
  QIAO_CHECK(WalkElements(path.elements, walk));
  if (walk.repeated != nullptr) QIAO_CHECK(EnterNode(AddHiddenNode(pattern), walk));
  return std::move(walk.operands);
}

Result<void> PatternBinder::WalkElements(const std::vector<syntax::PathElement>& elements, Walk& walk) {
  for (const syntax::PathElement& element : elements) {
    if (const auto* node = std::get_if<syntax::NodePattern>(&element)) {
      QIAO_TRY(Slot slot, AddNode(*node, walk.pattern));
      QIAO_CHECK(EnterNode(slot, walk));
    } else if (const auto* edge = std::get_if<syntax::RelationshipPattern>(&element)) {
      walk.edge = edge;
    } else {
      const auto& inner = std::get<syntax::ParenthesizedPath>(element);
      if (inner.quantifier) {
        if (walk.repeated != nullptr || walk.operands.empty()) {
          QIAO_CHECK(EnterNode(AddHiddenNode(walk.pattern), walk));
        }
        walk.repeated = &inner;
        continue;
      }
      if (walk.repeated != nullptr) QIAO_CHECK(EnterNode(AddHiddenNode(walk.pattern), walk));
      const size_t begin = walk.operands.empty() ? 0 : walk.operands.size() - 1;
      QIAO_CHECK(WalkElements(inner.path->elements, walk));
      QIAO_CHECK(DeclarePath(*inner.path, Operands(walk.operands.begin() + begin, walk.operands.end()), walk.pattern));
      if (inner.where) {
        put_off_.push_back([this, &inner, &pattern = walk.pattern]() -> Result<void> {
          QIAO_TRY(ExpressionPtr where, BindPredicate(binder_, *inner.where, Place{scope_}));
          AddConjuncts(std::move(where), pattern.predicates);
          return {};
        });
      }
    }
  }
  return {};
}

// Closes the edge or the repeated part that led here; two nodes side by side are one and the same.
Result<void> PatternBinder::EnterNode(Slot node, Walk& walk) {
  if (walk.edge != nullptr) {
    QIAO_TRY(Slot edge, AddEdge(*walk.edge, walk.operands.back(), node, walk.pattern));
    walk.operands.push_back(edge);
    walk.edge = nullptr;
  } else if (walk.repeated != nullptr) {
    QIAO_TRY(Slot edges, AddRepeated(*walk.repeated, walk.operands.back(), node, walk.pattern));
    walk.operands.push_back(edges);
    walk.repeated = nullptr;
  } else if (!walk.operands.empty()) {
    if (walk.operands.back() != node) {
      walk.pattern.predicates.push_back(MakeOperation(ExpressionKind::kEqual, kBooleanType, {},
                                                      binder_.Use(walk.operands.back()), binder_.Use(node)));
    }
    return {};
  }
  walk.operands.push_back(node);
  return {};
}

Slot PatternBinder::AddHiddenNode(bound::Pattern& pattern) {
  const Slot slot = binder_.slots.AddHidden("node", kNodeType);
  NoteNode(slot, false, {}, {}, pattern);
  return slot;
}

Result<Slot> PatternBinder::AddNode(const syntax::NodePattern& node, bound::Pattern& pattern) {
  Slot slot = kNoSlot;
  bool given = false;
  if (!node.variable) {
    slot = binder_.slots.AddHidden("node", kNodeType);
  } else {
    const std::string& name = node.variable->text;
    slot = scope_.Find(name);
    if (slot == kNoSlot) {
      if (no_new_variables_) return UndefinedVariable(name, scope_, node.variable->span);
      slot = binder_.slots.Add(name, kNodeType);
      scope_.Declare(name, slot);
      introduced_.insert(slot);
    } else {
      if (!binder_.TypeOf(slot).Meets(kNodeType)) {
        return SyntaxError(ErrorDetail::kVariableTypeConflict, node.variable->span,
                           "`{}` can't be a node here, it is {} already", name, Describe(binder_.TypeOf(slot)));
      }
      given = !introduced_.contains(slot);
      if (given) binder_.used.push_back(slot);
    }
  }
  const bool dynamic = node.labels && IsDynamic(*node.labels);
  NoteNode(slot, given, node.labels && !dynamic ? BindLabels(*node.labels) : LabelExpression{}, node.span, pattern);
  if (dynamic) {
    put_off_.push_back([this, &node, slot, &pattern]() -> Result<void> {
      QIAO_TRY(ExpressionPtr fits,
               BindLabelCondition(binder_, *node.labels, *binder_.Use(slot, node.span), Place{scope_}));
      AddConjuncts(std::move(fits), pattern.predicates);
      return {};
    });
  }
  if (node.properties) {
    put_off_.push_back([this, &node, slot, &pattern] {
      return AddPropertyConditions(binder_, *node.properties, slot, Place{scope_}, pattern.predicates);
    });
  }
  if (node.where) {
    put_off_.push_back([this, &node, &pattern]() -> Result<void> {
      QIAO_TRY(ExpressionPtr where, BindPredicate(binder_, *node.where, Place{scope_}));
      AddConjuncts(std::move(where), pattern.predicates);
      return {};
    });
  }
  return slot;
}

void PatternBinder::NoteNode(Slot slot, bool given, LabelExpression labels, base::TextSpan span,
                             bound::Pattern& pattern) {
  for (bound::Node& known : pattern.nodes) {
    if (known.slot != slot) continue;
    if (labels.IsTrue()) return;
    if (!known.labels.IsTrue()) {
      LabelExpression both;
      both.operands = {std::move(known.labels), std::move(labels)};
      labels = std::move(both);
    }
    known.labels = std::move(labels);
    return;
  }
  pattern.nodes.push_back({slot, given, std::move(labels), span});
}

ExpressionPtr PatternBinder::PathExpression(const Operands& operands, base::TextSpan span) {
  auto path = MakeOperation(ExpressionKind::kPath, kPathType, span);
  for (Slot slot : operands) path->operands.push_back(binder_.Use(slot));
  return path;
}

Result<void> PatternBinder::DeclarePath(const syntax::PathPattern& path, const Operands& operands,
                                        bound::Pattern& pattern) {
  if (!path.variable) return {};
  const std::string& name = path.variable->text;
  if (scope_.Has(name)) {
    return SyntaxError(ErrorDetail::kVariableAlreadyBound, path.variable->span, "variable `{}` is bound already", name);
  }
  const Slot slot = binder_.slots.Add(name, kPathType);
  scope_.Declare(name, slot);
  introduced_.insert(slot);
  pattern.computed.push_back({slot, PathExpression(operands, path.span)});
  return {};
}

Result<void> PatternBinder::Finish() {
  for (size_t i = 0; i < put_off_.size(); ++i) QIAO_CHECK(put_off_[i]());
  put_off_.clear();
  return {};
}

Result<void> AddPropertyConditions(Binder& binder, const syntax::Expression& properties, Slot slot, Place place,
                                   std::vector<ExpressionPtr>& conditions) {
  QIAO_TRY(auto entries, BindPropertyMap(binder, properties, place));
  for (auto& [key, value] : entries) {
    const base::TextSpan span = value->span;
    conditions.push_back(MakeOperation(ExpressionKind::kEqual, kBooleanType, span,
                                       MakeProperty(binder.Use(slot, span), key, span), std::move(value)));
  }
  return {};
}

Result<void> BindMatchPatterns(Binder& binder, const std::vector<syntax::PathPattern>& patterns, Scope& scope,
                               bound::Pattern& bound) {
  PatternBinder pattern_binder(binder, scope, false);
  for (const syntax::PathPattern& pattern : patterns) {
    QIAO_TRY([[maybe_unused]] auto operands, pattern_binder.AddPath(pattern, bound));
  }
  return pattern_binder.Finish();
}

Result<void> BindPatternExpression(Binder& binder, const syntax::PathPattern& pattern, Scope& scope,
                                   bound::Pattern& bound, bool no_new_variables) {
  PatternBinder pattern_binder(binder, scope, no_new_variables);
  QIAO_TRY([[maybe_unused]] auto operands, pattern_binder.AddPath(pattern, bound));
  return pattern_binder.Finish();
}

}  // namespace qiao::query
