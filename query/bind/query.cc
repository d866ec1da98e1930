// Queries: clauses one after the other, UNION, FOREACH's body; and the statement.
#include <algorithm>

#include "query/bind/bind.h"
#include "query/bind/binder.h"
#include "query/bind/expression_binder.h"
#include "query/bind/types.h"
#include "query/plan/make_expression.h"

namespace qiao::query {
namespace {

template <class T>
const T* As(const syntax::Clause& clause) {
  return std::get_if<T>(&clause.content);
}

bool IsWriting(const syntax::Clause& clause) {
  return As<syntax::Create>(clause) || As<syntax::Merge>(clause) || As<syntax::Set>(clause) ||
         As<syntax::Remove>(clause) || As<syntax::Delete>(clause) || As<syntax::Foreach>(clause);
}

bool IsUnitCall(const syntax::Clause& clause) {
  return As<syntax::CallSubquery>(clause) || As<syntax::CallProcedure>(clause);
}

class SingleQueryBinder {
 public:
  SingleQueryBinder(Binder& binder, const QueryFrame& frame) : binder_(binder), frame_(frame), scope_(frame.visible) {}

  Result<bound::SingleQuery> Bind(const syntax::SingleQuery& query) {
    QIAO_CHECK(CheckOrder(query));
    for (const syntax::Clause& clause : query.clauses) {
      if (As<syntax::Finish>(clause)) continue;
      first_ = &clause == &query.clauses.front();
      standalone_ = frame_.top && query.clauses.size() == 1;
      QIAO_TRY(bound::Clause bound, std::visit(*this, clause.content));
      bound.span = clause.span;
      bound_.clauses.push_back(std::move(bound));
    }
    bound_.results = columns_.slots;
    return std::move(bound_);
  }

  std::vector<std::string>& column_names() { return columns_.names; }

  Result<bound::Clause> operator()(const syntax::Match& clause) { return BindMatch(binder_, clause, scope_); }
  Result<bound::Clause> operator()(const syntax::Unwind& clause) { return BindUnwind(binder_, clause, scope_); }
  Result<bound::Clause> operator()(const syntax::With& clause) {
    // The first WITH of a subquery without a scope of its own fetches variables from outside.
    if (first_ && frame_.importing != nullptr && IsImport(clause)) scope_ = *frame_.importing;
    ProjectionColumns columns;
    QIAO_TRY(bound::Clause bound, BindProjection(binder_, clause.projection, clause.where ? &*clause.where : nullptr,
                                                 false, {}, frame_.visible, scope_, columns));
    if (clause.let && std::get<bound::Projection>(bound.content).aggregates) {
      return SyntaxError(ErrorDetail::kInvalidAggregation, clause.projection.items.front().expression.span,
                         "LET names values of each row; aggregate in WITH or RETURN");
    }
    return bound;
  }
  Result<bound::Clause> operator()(const syntax::Return& clause) {
    return BindProjection(binder_, clause.projection, nullptr, true, {}, frame_.visible, scope_, columns_);
  }
  Result<bound::Clause> operator()(const syntax::Finish&) { return bound::Clause{}; }
  Result<bound::Clause> operator()(const syntax::Create& clause) { return BindCreate(binder_, clause, scope_); }
  Result<bound::Clause> operator()(const syntax::Set& clause) { return BindSet(binder_, clause, scope_); }
  Result<bound::Clause> operator()(const syntax::Merge& clause) { return BindMerge(binder_, clause, scope_); }
  Result<bound::Clause> operator()(const syntax::Remove& clause) { return BindRemove(binder_, clause, scope_); }
  Result<bound::Clause> operator()(const syntax::Delete& clause) { return BindDelete(binder_, clause, scope_); }
  Result<bound::Clause> operator()(const syntax::Foreach& clause) { return BindForeach(binder_, clause, scope_); }
  Result<bound::Clause> operator()(const syntax::CallProcedure& clause) {
    ProcedureColumns columns;
    const base::TextSpan span{clause.name.front().span.begin, clause.name.back().span.end};
    QIAO_TRY(bound::Clause bound, BindCallProcedure(binder_, clause, span, standalone_, scope_, columns));
    if (standalone_) columns_ = {std::move(columns.names), std::move(columns.slots)};
    return bound;
  }
  Result<bound::Clause> operator()(const syntax::CallSubquery& clause) {
    if (clause.in_transactions && !frame_.top) {
      return SyntaxError(ErrorDetail::kInvalidClauseComposition, clause.query->span,
                         "CALL {{ … }} IN TRANSACTIONS can't stand inside another subquery");
    }
    return BindCallSubquery(binder_, clause, scope_);
  }
  Result<bound::Clause> operator()(const syntax::LoadCsv& clause) { return BindLoadCsv(binder_, clause, scope_); }

 private:
  static bool IsImport(const syntax::With& clause) {
    const syntax::Projection& projection = clause.projection;
    if (projection.distinct || !projection.order.empty() || projection.skip || projection.limit || clause.where) {
      return false;
    }
    return std::ranges::all_of(projection.items, [](const syntax::ProjectionItem& item) {
      return std::holds_alternative<syntax::Variable>(item.expression.content) && !item.alias;
    });
  }

  Result<void> CheckOrder(const syntax::SingleQuery& query) const {
    bool written = false;
    for (const syntax::Clause& clause : query.clauses) {
      const auto* call = As<syntax::CallSubquery>(clause);
      if (call != nullptr && call->in_transactions) {
        // Its first commit would make them final, its first rollback undo them.
        if (written) {
          return SyntaxError(ErrorDetail::kInvalidClauseComposition, clause.span,
                             "CALL {{ … }} IN TRANSACTIONS can't stand behind a clause that writes");
        }
      } else {
        written |= IsWriting(clause) || HidesWriting(clause);
      }
      const bool last = &clause == &query.clauses.back();
      if (!last && (As<syntax::Return>(clause) || As<syntax::Finish>(clause))) {
        return SyntaxError(ErrorDetail::kInvalidClauseComposition, clause.span,
                           "this clause ends a query, so nothing may follow it");
      }
      if (frame_.read_only && (IsWriting(clause) || HidesWriting(clause))) {
        return SyntaxError(ErrorDetail::kInvalidClauseComposition, clause.span,
                           "a subquery inside an expression can't change the graph");
      }
    }
    const syntax::Clause& last = query.clauses.back();
    const bool returns = As<syntax::Return>(last) != nullptr;
    if (returns || frame_.may_end_anywhere) return {};
    if (frame_.needs_result || !(IsWriting(last) || IsUnitCall(last) || As<syntax::Finish>(last))) {
      return SyntaxError(ErrorDetail::kInvalidClauseComposition, last.span,
                         "a query can't end with this clause; RETURN is missing");
    }
    return {};
  }

  static bool HidesWriting(const syntax::Clause& clause) {
    const auto* call = As<syntax::CallSubquery>(clause);
    if (call == nullptr) return false;
    for (const syntax::SingleQuery& part : call->query->parts) {
      for (const syntax::Clause& inner : part.clauses) {
        if (IsWriting(inner) || HidesWriting(inner)) return true;
      }
    }
    return false;
  }

  Binder& binder_;
  const QueryFrame& frame_;
  Scope scope_;
  bound::SingleQuery bound_;
  ProjectionColumns columns_;
  bool first_ = true;
  bool standalone_ = false;
};

// Puts the columns of a part into the order of the first part's.
Result<void> AlignColumns(const std::vector<std::string>& expected, std::vector<std::string>& names,
                          std::vector<Slot>& slots, base::TextSpan span) {
  std::vector<Slot> aligned;
  for (const std::string& name : expected) {
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) break;
    aligned.push_back(slots[found - names.begin()]);
  }
  if (aligned.size() != expected.size() || names.size() != expected.size()) {
    return SyntaxError(ErrorDetail::kDifferentColumnsInUnion, span,
                       "all parts of a UNION must return the same columns");
  }
  slots = std::move(aligned);
  return {};
}

}  // namespace

Result<bound::Query> BindQuery(Binder& binder, const syntax::Query& query, const QueryFrame& frame) {
  bound::Query bound;
  bound.span = query.span;
  for (syntax::UnionKind kind : query.unions) {
    if (kind != query.unions.front()) {
      return SyntaxError(ErrorDetail::kInvalidClauseComposition, query.span, "UNION and UNION ALL can't be mixed");
    }
  }
  bound.union_distinct = !query.unions.empty() && query.unions.front() == syntax::UnionKind::kDistinct;
  QueryFrame part_frame = frame;
  part_frame.top = frame.top && query.parts.size() == 1;
  for (const syntax::SingleQuery& part : query.parts) {
    SingleQueryBinder part_binder(binder, part_frame);
    QIAO_TRY(bound::SingleQuery bound_part, part_binder.Bind(part));
    if (bound.parts.empty()) {
      bound.columns = part_binder.column_names();
    } else {
      QIAO_CHECK(AlignColumns(bound.columns, part_binder.column_names(), bound_part.results, part.span));
    }
    bound.parts.push_back(std::move(bound_part));
  }
  if (bound.parts.size() == 1) {
    bound.outputs = bound.parts[0].results;
    return bound;
  }
  for (size_t i = 0; i < bound.columns.size(); ++i) {
    Type type = Type::Null();
    for (const bound::SingleQuery& part : bound.parts) type = type.Union(binder.TypeOf(part.results[i]));
    bound.outputs.push_back(binder.slots.Add(bound.columns[i], type));
  }
  return bound;
}

Result<bound::Clause> BindForeach(Binder& binder, const syntax::Foreach& clause, Scope& scope) {
  bound::Foreach foreach;
  QIAO_TRY(foreach.list, BindExpression(binder, clause.list, Place{scope}));
  QIAO_CHECK(CheckType(*foreach.list, Type::Of(base::Kind::kList)));
  if (scope.Has(clause.variable.text)) {
    return SyntaxError(ErrorDetail::kVariableAlreadyBound, clause.variable.span, "variable `{}` is bound already",
                       clause.variable.text);
  }
  const Type list = foreach.list->type;
  foreach
    .slot = binder.slots.Add(clause.variable.text,
                             list.Is(base::Kind::kList) && list.kinds != 0 ? list.Element() : Type::Any());
  QueryFrame frame;
  frame.visible = scope;
  frame.visible.Declare(clause.variable.text, foreach.slot);
  for (const syntax::Clause& inner : clause.clauses) {
    if (!IsWriting(inner)) {
      return SyntaxError(ErrorDetail::kInvalidClauseComposition, inner.span,
                         "only clauses that change the graph may stand in FOREACH");
    }
  }
  SingleQueryBinder body(binder, frame);
  QIAO_TRY(bound::SingleQuery bound, body.Bind(syntax::SingleQuery{{}, clause.clauses}));
  foreach
    .body = std::move(bound.clauses);
  return bound::Clause{std::move(foreach), {}};
}

Result<bound::Statement> Bind(const syntax::Statement& statement, const ProcedureRegistry& procedures) {
  Binder binder{procedures, {}, {}};
  bound::Statement bound;
  switch (statement.explain) {
    case syntax::ExplainMode::kNone:
      bound.kind = StatementKind::kQuery;
      break;
    case syntax::ExplainMode::kExplain:
      bound.kind = StatementKind::kExplain;
      break;
    case syntax::ExplainMode::kProfile:
      bound.kind = StatementKind::kProfile;
      break;
  }
  if (const auto* query = std::get_if<syntax::Query>(&statement.content)) {
    QueryFrame frame;
    frame.top = true;
    QIAO_TRY(bound.query, BindQuery(binder, *query, frame));
  } else if (const auto* show = std::get_if<syntax::Show>(&statement.content)) {
    QIAO_TRY(bound.query, BindShow(binder, *show, statement.span));
  } else if (const auto* control = std::get_if<syntax::TransactionControl>(&statement.content)) {
    if (bound.kind != StatementKind::kQuery) {
      return SyntaxError(ErrorDetail::kNone, statement.span, "BEGIN, COMMIT and ROLLBACK have no plan to show");
    }
    bound.kind = control->step == syntax::TransactionStep::kBegin    ? StatementKind::kBegin
                 : control->step == syntax::TransactionStep::kCommit ? StatementKind::kCommit
                                                                     : StatementKind::kRollback;
  } else {
    QIAO_TRY(bound.command, BindSchemaCommand(statement));
    if (!bound.command) {
      return SyntaxError(ErrorDetail::kNone, statement.span, "this kind of statement is not supported here");
    }
  }
  bound.slot_names = std::move(binder.slots.names);
  bound.slot_types = std::move(binder.slots.types);
  return bound;
}

}  // namespace qiao::query
