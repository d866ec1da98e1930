// Quantified path patterns.
#include "query/bind/expression_binder.h"
#include "query/bind/pattern_binder.h"
#include "query/bind/types.h"
#include "query/plan/make_expression.h"

namespace qiao::query {
namespace {

// Edges of a path through `lists`, each repetition's edges in their order: [r1, s1, r2, s2 …].
Result<ExpressionPtr> Interleave(Binder& binder, const std::vector<Slot>& lists, base::TextSpan span) {
  const Slot all = binder.slots.AddHidden("edges so far", kRelationshipListType);
  const Slot index = binder.slots.AddHidden("repetition", kIntegerType);
  auto next = MakeOperation(ExpressionKind::kList, kRelationshipListType, span);
  for (Slot list : lists) {
    next->operands.push_back(
        MakeOperation(ExpressionKind::kIndex, kRelationshipType, span, binder.Use(list), binder.Use(index)));
  }
  std::vector<ExpressionPtr> of_size;
  of_size.push_back(binder.Use(lists[0]));
  QIAO_TRY(ExpressionPtr size, CallByName("size", span, std::move(of_size)));
  std::vector<ExpressionPtr> bounds;
  bounds.push_back(MakeLiteral(base::Value::Integer(0), span));
  bounds.push_back(MakeOperation(ExpressionKind::kSubtract, kIntegerType, span, std::move(size),
                                 MakeLiteral(base::Value::Integer(1), span)));
  QIAO_TRY(ExpressionPtr repetitions, CallByName("range", span, std::move(bounds)));
  auto joined =
      MakeOperation(ExpressionKind::kReduce, kRelationshipListType, span,
                    MakeLiteral(base::Value::Of(base::List{}), span), std::move(repetitions),
                    MakeOperation(ExpressionKind::kAdd, kRelationshipListType, span, binder.Use(all), std::move(next)));
  joined->slot = all;
  joined->inner_slot = index;
  return joined;
}

bool IsPlain(const bound::Pattern& pattern) {
  if (!pattern.repeated.empty() || !pattern.selected.empty()) return false;
  for (const bound::Edge& edge : pattern.edges) {
    if (edge.length) return false;
  }
  return true;
}

}  // namespace

Result<Slot> PatternBinder::AddRepeated(const syntax::ParenthesizedPath& repeated, Slot from, Slot to,
                                        bound::Pattern& pattern) {
  bound::Repeated bound;
  bound.from = from;
  bound.to = to;
  bound.span = repeated.span;
  bound.length = {repeated.quantifier->min.value_or(0), repeated.quantifier->max};

  // Inside, each variable is one node or edge; it sees what was known before the MATCH.
  Scope inside = before_;
  PatternBinder inner(binder_, inside, false);
  QIAO_TRY(Operands operands, inner.AddPath(*repeated.path, bound.inner));
  QIAO_CHECK(inner.Finish());
  if (repeated.where) {
    QIAO_TRY(ExpressionPtr where, BindPredicate(binder_, *repeated.where, Place{inside}));
    AddConjuncts(std::move(where), bound.inner.predicates);
  }
  if (!IsPlain(bound.inner) || operands.size() < 3) {
    return SyntaxError(ErrorDetail::kInvalidRelationshipPattern, repeated.span,
                       "a repeated path needs at least one relationship, and nothing in it may repeat itself");
  }
  bound.inner_from = operands.front();
  bound.inner_to = operands.back();
  for (bound::Node& node : bound.inner.nodes) {
    if (node.slot == bound.inner_from) node.given = true;
  }
  for (const bound::Edge& edge : bound.inner.edges) bound.inner_edges.push_back(edge.edge);

  // Outside, it is the list of what it was.
  for (size_t i = before_.variables().size(); i < inside.variables().size(); ++i) {
    const auto& [name, slot] = inside.variables()[i];
    if (scope_.Has(name)) {
      return SyntaxError(ErrorDetail::kVariableAlreadyBound, repeated.span, "variable `{}` is bound already", name);
    }
    const Slot list = binder_.slots.Add(name, Type::ListOf(binder_.TypeOf(slot)));
    scope_.Declare(name, list);
    introduced_.insert(list);
    bound.groups.emplace_back(slot, list);
  }
  for (Slot edge : bound.inner_edges) {
    Slot list = kNoSlot;
    for (auto [inner_slot, outer] : bound.groups) {
      if (inner_slot == edge) list = outer;
    }
    if (list == kNoSlot) {
      list = binder_.slots.AddHidden("edges", kRelationshipListType);
      bound.groups.emplace_back(edge, list);
    }
    bound.edge_lists.push_back(list);
  }

  Slot along = bound.edge_lists[0];
  if (bound.edge_lists.size() > 1) {
    along = binder_.slots.AddHidden("edges along", kRelationshipListType);
    QIAO_TRY(ExpressionPtr joined, Interleave(binder_, bound.edge_lists, repeated.span));
    pattern.computed.push_back({along, std::move(joined)});
  }
  pattern.repeated.push_back(std::move(bound));
  return along;
}

}  // namespace qiao::query
