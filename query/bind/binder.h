// What the parts of the binder share: the statement under way, and how an expression stands in its clause.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "query/bind/bound.h"
#include "query/bind/scope.h"
#include "query/parse/tree.h"
#include "query/procedures/procedure.h"

namespace qiao::query {

using base::Error;
using base::ErrorCode;
using base::ErrorDetail;
using base::Result;

struct Binder {
  const ProcedureRegistry& procedures;
  SlotTable slots;
  std::vector<Slot> used;  // every use of a slot, in the order of binding

  Type TypeOf(Slot slot) const { return slots.types[slot]; }
  ExpressionPtr Use(Slot slot, base::TextSpan span = {});
};

// Which slots from outside a subquery uses: of those used since it began, the ones that were there before.
class OuterUses {
 public:
  explicit OuterUses(const Binder& binder)
      : binder_(binder), first_own_(static_cast<Slot>(binder.slots.names.size())), first_use_(binder.used.size()) {}
  std::vector<Slot> Slots() const;

 private:
  const Binder& binder_;
  const Slot first_own_;
  const size_t first_use_;
};

// Where an expression stands.
struct Place {
  Scope& scope;
  // Where aggregates go; nullptr: none may stand here.
  std::vector<Aggregate::Item>* aggregations = nullptr;
  bool inside_aggregate = false;
  // The expression decides whether something holds, so a pattern may stand here.
  bool predicate = false;

  Place As(bool is_predicate) const { return {scope, aggregations, inside_aggregate, is_predicate}; }
  Place WithoutAggregates() const { return {scope, nullptr, inside_aggregate, predicate}; }
};

template <class... Args>
Error SyntaxError(ErrorDetail detail, base::TextSpan span, fmt::format_string<Args...> text, Args&&... args) {
  return base::MakeError(ErrorCode::kSyntax, text, std::forward<Args>(args)...).At(span).With(detail).AtCompileTime();
}

// "…, did you mean {}?" where a candidate is near.
Error UndefinedVariable(std::string_view name, const Scope& scope, base::TextSpan span);

// --- expressions (bind_expression.cc and its neighbours, by subject) ---
Result<ExpressionPtr> BindExpression(Binder& binder, const syntax::Expression& expression, Place place);
Result<std::vector<ExpressionPtr>> BindExpressions(Binder& binder, const std::vector<syntax::Expression>& expressions,
                                                   Place place);
// Must be able to be a boolean; may hold patterns.
Result<ExpressionPtr> BindPredicate(Binder& binder, const syntax::Expression& expression, Place place);
// Splits a conjunction at its top.
void AddConjuncts(ExpressionPtr predicate, std::vector<ExpressionPtr>& conjuncts);
// A {…} map of a pattern, key by key.
Result<std::vector<std::pair<std::string, ExpressionPtr>>> BindPropertyMap(Binder& binder,
                                                                           const syntax::Expression& properties,
                                                                           Place place);
// Requires !IsDynamic(labels).
LabelExpression BindLabels(const syntax::LabelExpression& labels);
// Whether a part of it is :$(…).
bool IsDynamic(const syntax::LabelExpression& labels);
// Whether the labels, or the type, of `subject` fit.
Result<ExpressionPtr> BindLabelCondition(Binder& binder, const syntax::LabelExpression& labels,
                                         const Expression& subject, Place place);

// --- patterns ---
// Adds the patterns of one MATCH (or of a subquery's pattern) and declares their new variables in `scope`.
Result<void> BindMatchPatterns(Binder& binder, const std::vector<syntax::PathPattern>& patterns, Scope& scope,
                               bound::Pattern& bound);
// A pattern as a condition or a value: (a)-->(b), [(a)-->(b) | …]; declares what it introduces in `scope`, unless
// `no_new_variables`, where a new name is an error.
Result<void> BindPatternExpression(Binder& binder, const syntax::PathPattern& pattern, Scope& scope,
                                   bound::Pattern& bound, bool no_new_variables);
Result<bound::Clause> BindCreate(Binder& binder, const syntax::Create& clause, Scope& scope);
Result<bound::Clause> BindMerge(Binder& binder, const syntax::Merge& clause, Scope& scope);

// --- clauses ---
Result<bound::Clause> BindMatch(Binder& binder, const syntax::Match& clause, Scope& scope);
Result<bound::Clause> BindUnwind(Binder& binder, const syntax::Unwind& clause, Scope& scope);
Result<bound::Clause> BindSet(Binder& binder, const syntax::Set& clause, Scope& scope);
Result<bound::Clause> BindRemove(Binder& binder, const syntax::Remove& clause, Scope& scope);
Result<std::vector<SetItem>> BindSetItems(Binder& binder, const std::vector<syntax::SetItem>& items, Scope& scope);
Result<bound::Clause> BindDelete(Binder& binder, const syntax::Delete& clause, Scope& scope);
Result<bound::Clause> BindForeach(Binder& binder, const syntax::Foreach& clause, Scope& scope);
Result<bound::Clause> BindCallSubquery(Binder& binder, const syntax::CallSubquery& clause, Scope& scope);
Result<bound::Clause> BindLoadCsv(Binder& binder, const syntax::LoadCsv& clause, Scope& scope);

// CALL procedure. A standalone call is the whole query: its columns are the query's.
struct ProcedureColumns {
  std::vector<std::string> names;
  std::vector<Slot> slots;
};
Result<bound::Clause> BindCallProcedure(Binder& binder, const syntax::CallProcedure& clause, base::TextSpan span,
                                        bool standalone, Scope& scope, ProcedureColumns& columns);

// WITH and RETURN: replaces `scope` by the projected variables (over `base`, which stays visible).
struct ProjectionColumns {
  std::vector<std::string> names;
  std::vector<Slot> slots;
};
Result<bound::Clause> BindProjection(Binder& binder, const syntax::Projection& projection,
                                     const syntax::Expression* where, bool is_return, base::TextSpan span,
                                     const Scope& base, Scope& scope, ProjectionColumns& columns);

// --- queries ---
struct QueryFrame {
  Scope visible;                     // variables from outside that all of the query sees
  const Scope* importing = nullptr;  // variables that a WITH at its beginning may fetch
  bool top = false;                  // the statement itself: a single CALL may stand alone
  bool read_only = false;            // EXISTS, COUNT, COLLECT
  bool needs_result = false;         // COLLECT: must end with RETURN
  bool may_end_anywhere = false;     // EXISTS, COUNT: a RETURN may be left out
};
Result<bound::Query> BindQuery(Binder& binder, const syntax::Query& query, const QueryFrame& frame);
// CREATE and DROP of indexes and constraints; nullopt for other statements.
Result<std::optional<SchemaCommand>> BindSchemaCommand(const syntax::Statement& statement);
Result<bound::Query> BindShow(Binder& binder, const syntax::Show& show, base::TextSpan span);

}  // namespace qiao::query
