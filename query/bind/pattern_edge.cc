#include "query/bind/pattern_binder.h"
#include "query/bind/types.h"
#include "query/plan/make_expression.h"

namespace qiao::query {
namespace {

Toward TowardOf(syntax::Direction direction) {
  switch (direction) {
    case syntax::Direction::kLeft:
      return Toward::kIn;
    case syntax::Direction::kRight:
      return Toward::kOut;
    case syntax::Direction::kBoth:
      return Toward::kBoth;
  }
  return Toward::kBoth;
}

// A plain choice of names is kept as a list of types.
bool AddTypes(const syntax::LabelExpression& types, std::vector<std::string>& names) {
  if (types.op == syntax::LabelOperator::kName) {
    names.push_back(types.name);
    return true;
  }
  if (types.op != syntax::LabelOperator::kOr) return false;
  for (const syntax::LabelExpression& operand : types.operands) {
    if (!AddTypes(operand, names)) return false;
  }
  return true;
}

EdgePattern PatternOf(const syntax::RelationshipPattern& edge) {
  EdgePattern pattern;
  pattern.toward = TowardOf(edge.direction);
  if (edge.types && !IsDynamic(*edge.types) && !AddTypes(*edge.types, pattern.types)) {
    pattern.types.clear();
    pattern.label = BindLabels(*edge.types);
  }
  return pattern;
}

// `*` in the brackets starts at one edge, a quantifier after the arrow at none.
std::optional<bound::Length> LengthOf(const syntax::RelationshipPattern& edge) {
  if (edge.length) return bound::Length{edge.length->min.value_or(1), edge.length->max};
  if (edge.quantifier) return bound::Length{edge.quantifier->min.value_or(0), edge.quantifier->max};
  return std::nullopt;
}

bool MayBeRelationships(Type type) {
  if (type.kinds == 0) return true;
  return type.May(base::Kind::kList) && Type{type.elements, 0}.Meets(kRelationshipType);
}

}  // namespace

Result<Slot> PatternBinder::EdgeSlot(const syntax::RelationshipPattern& edge, bool list, bound::Edge& bound) {
  const Type type = list ? kRelationshipListType : kRelationshipType;
  if (!edge.variable) return binder_.slots.AddHidden(list ? "edges" : "edge", type);
  const std::string& name = edge.variable->text;
  const base::TextSpan span = edge.variable->span;
  Slot slot = scope_.Find(name);
  if (slot == kNoSlot) {
    if (no_new_variables_) return UndefinedVariable(name, scope_, span);
    slot = binder_.slots.Add(name, type);
    scope_.Declare(name, slot);
    introduced_.insert(slot);
    used_edges_.insert(slot);
    return slot;
  }
  const Type known = binder_.TypeOf(slot);
  if (list && !MayBeRelationships(known)) {
    return SyntaxError(ErrorDetail::kVariableTypeConflict, span,
                       "`{}` can't be a list of relationships here, it is {} already", name, Describe(known));
  }
  if (!list && !known.Meets(kRelationshipType)) {
    return SyntaxError(ErrorDetail::kVariableTypeConflict, span, "`{}` can't be a relationship here, it is {} already",
                       name, Describe(known));
  }
  if (!used_edges_.insert(slot).second) {
    return SyntaxError(ErrorDetail::kRelationshipUniquenessViolation, span,
                       "`{}` stands for two relationships of one MATCH, which are always different", name);
  }
  bound.given = true;
  binder_.used.push_back(slot);
  return slot;
}

Result<Slot> PatternBinder::AddEdge(const syntax::RelationshipPattern& edge, Slot from, Slot to,
                                    bound::Pattern& pattern) {
  bound::Edge bound;
  bound.pattern = PatternOf(edge);
  bound.length = LengthOf(edge);
  bound.from = from;
  bound.to = to;
  bound.span = edge.span;
  QIAO_TRY(bound.edge, EdgeSlot(edge, bound.length.has_value(), bound));
  const bool dynamic = edge.types && IsDynamic(*edge.types);
  const bool conditions = edge.properties || edge.where || dynamic;
  if (bound.length && conditions) {
    bound.step_edge = binder_.slots.AddHidden("step", kRelationshipType);
    bound.step_node = binder_.slots.AddHidden("step node", kNodeType);
  }
  const Slot slot = bound.edge;
  const Slot subject = bound.length ? bound.step_edge : bound.edge;
  const bool stepwise = bound.length.has_value();
  const size_t index = pattern.edges.size();
  pattern.edges.push_back(std::move(bound));
  if (!conditions) return slot;
  put_off_.push_back([this, &edge, &pattern, subject, stepwise, dynamic, index]() -> Result<void> {
    std::vector<ExpressionPtr> found;
    if (dynamic) {
      QIAO_TRY(ExpressionPtr fits,
               BindLabelCondition(binder_, *edge.types, *binder_.Use(subject, edge.span), Place{scope_}));
      AddConjuncts(std::move(fits), found);
    }
    if (edge.properties) QIAO_CHECK(AddPropertyConditions(binder_, *edge.properties, subject, Place{scope_}, found));
    if (edge.where) {
      // In the condition the variable is the edge at hand, also where it is a list outside.
      Scope inner = scope_;
      if (edge.variable) inner.Declare(edge.variable->text, subject);
      QIAO_TRY(ExpressionPtr where, BindPredicate(binder_, *edge.where, Place{inner}));
      AddConjuncts(std::move(where), found);
    }
    if (!stepwise) {
      for (ExpressionPtr& condition : found) pattern.predicates.push_back(std::move(condition));
    } else if (found.size() == 1) {
      pattern.edges[index].step_filter = std::move(found[0]);
    } else if (!found.empty()) {
      auto all = MakeOperation(ExpressionKind::kAnd, kBooleanType, edge.span);
      all->operands = std::move(found);
      pattern.edges[index].step_filter = std::move(all);
    }
    return {};
  });
  return slot;
}

}  // namespace qiao::query
