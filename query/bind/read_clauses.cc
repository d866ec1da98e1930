// MATCH, UNWIND and LOAD CSV.
#include <algorithm>

#include "base/text.h"
#include "query/bind/expression_binder.h"
#include "query/bind/types.h"
#include "query/plan/make_expression.h"

namespace qiao::query {
namespace {

bool IsLegacy(const syntax::PathPattern& path) {
  return path.selector == syntax::PathSelector::kShortestPath ||
         path.selector == syntax::PathSelector::kAllShortestPaths;
}

// shortestPath() looks for the shortest path that the WHERE holds for, unlike SHORTEST, which filters afterwards.
void MoveIntoShortestPath(const syntax::Match& clause, bound::Pattern& pattern) {
  if (std::ranges::count_if(clause.patterns, IsLegacy) != static_cast<ptrdiff_t>(pattern.selected.size())) return;
  std::vector<ExpressionPtr> kept;
  for (ExpressionPtr& condition : pattern.predicates) {
    std::vector<Slot> read;
    CollectSlots(*condition, read);
    std::vector<bound::Selected*> about;
    for (const auto& selected : pattern.selected) {
      const auto own = [&](Slot slot) { return std::ranges::find(selected->outputs, slot) != selected->outputs.end(); };
      if (std::ranges::any_of(read, own)) about.push_back(selected.get());
    }
    (about.size() == 1 ? about[0]->inner.predicates : kept).push_back(std::move(condition));
  }
  pattern.predicates = std::move(kept);
}

}  // namespace

Result<bound::Clause> BindMatch(Binder& binder, const syntax::Match& clause, Scope& scope) {
  bound::Match match;
  match.optional = clause.optional;
  const Slot first_new = static_cast<Slot>(binder.slots.names.size());
  const size_t known = scope.variables().size();
  QIAO_CHECK(BindMatchPatterns(binder, clause.patterns, scope, match.pattern));
  if (clause.where) {
    QIAO_TRY(ExpressionPtr where, BindPredicate(binder, *clause.where, Place{scope}));
    AddConjuncts(std::move(where), match.pattern.predicates);
    MoveIntoShortestPath(clause, match.pattern);
  }
  if (match.optional) {
    for (size_t i = known; i < scope.variables().size(); ++i) {
      const Slot slot = scope.variables()[i].second;
      if (slot >= first_new) match.nullable.push_back(slot);
    }
  }
  return bound::Clause{std::move(match), {}};
}

Result<bound::Clause> BindUnwind(Binder& binder, const syntax::Unwind& clause, Scope& scope) {
  Unwind unwind;
  QIAO_TRY(unwind.list, BindExpression(binder, clause.list, Place{scope}));
  if (scope.Has(clause.variable.text)) {
    return SyntaxError(ErrorDetail::kVariableAlreadyBound, clause.variable.span, "variable `{}` is bound already",
                       clause.variable.text);
  }
  const Type list = unwind.list->type;
  unwind.slot = binder.slots.Add(clause.variable.text,
                                 list.Is(base::Kind::kList) && list.kinds != 0 ? list.Element() : Type::Any());
  scope.Declare(clause.variable.text, unwind.slot);
  return bound::Clause{std::move(unwind), {}};
}

Result<bound::Clause> BindLoadCsv(Binder& binder, const syntax::LoadCsv& clause, Scope& scope) {
  LoadCsv load;
  load.with_headers = clause.with_headers;
  QIAO_TRY(load.url, BindExpression(binder, clause.url, Place{scope}));
  QIAO_CHECK(CheckType(*load.url, kStringType));
  if (clause.field_terminator) {
    if (base::CodePointCount(*clause.field_terminator) != 1) {
      return SyntaxError(ErrorDetail::kInvalidArgumentType, clause.variable.span,
                         "FIELDTERMINATOR must be a single character");
    }
    load.field_terminator = MakeLiteral(base::Value::String(*clause.field_terminator), clause.variable.span);
  }
  if (scope.Has(clause.variable.text)) {
    return SyntaxError(ErrorDetail::kVariableAlreadyBound, clause.variable.span, "variable `{}` is bound already",
                       clause.variable.text);
  }
  load.row = binder.slots.Add(clause.variable.text, load.with_headers ? kMapType : Type::ListOf(kStringType));
  scope.Declare(clause.variable.text, load.row);
  load.line = binder.slots.AddHidden(kLineName.substr(1), kIntegerType);
  load.file = binder.slots.AddHidden(kFileName.substr(1), kStringType);
  scope.Declare(std::string(kLineName), load.line);
  scope.Declare(std::string(kFileName), load.file);
  return bound::Clause{std::move(load), {}};
}

}  // namespace qiao::query
