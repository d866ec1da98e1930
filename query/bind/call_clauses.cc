// CALL of procedures and subqueries, FOREACH.
#include <algorithm>

#include "base/text.h"
#include "query/bind/expression_binder.h"
#include "query/bind/foreign_names.h"
#include "query/bind/types.h"
#include "query/plan/make_expression.h"

namespace qiao::query {
namespace {

std::string JoinName(const std::vector<syntax::Name>& parts) {
  std::string name;
  for (const syntax::Name& part : parts) {
    if (!name.empty()) name += '.';
    name += part.text;
  }
  return name;
}

Error UnknownProcedure(std::string_view name, base::TextSpan span, const ProcedureRegistry& procedures) {
  std::vector<std::string_view> candidates;
  for (const Procedure* procedure : procedures.All()) candidates.push_back(procedure->name);
  Error error = base::MakeError(ErrorCode::kProcedure, "unknown procedure {}", name);
  if (const auto meant = MeantProcedure(name)) {
    error = base::MakeError(ErrorCode::kProcedure, "unknown procedure {}: use {}", name, *meant);
  } else if (auto closest = base::ClosestName(name, candidates)) {
    error = base::MakeError(ErrorCode::kProcedure, "unknown procedure {}, did you mean {}?", name, *closest);
  }
  return std::move(error).At(span).With(ErrorDetail::kProcedureNotFound).AtCompileTime();
}

Result<void> CheckArgument(const Expression& argument, const Procedure::Field& field) {
  Type allowed = field.type;
  if (allowed.May(base::Kind::kFloat)) allowed.kinds |= Type::Bit(base::Kind::kInteger);
  if (argument.type.Meets(allowed)) return {};
  return TypeMismatch(ErrorCode::kSyntax, argument.span, field.type, argument.type);
}

Result<std::vector<ExpressionPtr>> BindArguments(Binder& binder, const syntax::CallProcedure& clause,
                                                 const Procedure& procedure, base::TextSpan span, bool standalone,
                                                 Scope& scope) {
  std::vector<ExpressionPtr> arguments;
  if (!clause.arguments) {
    if (!standalone && !procedure.parameters.empty()) {
      return SyntaxError(ErrorDetail::kInvalidArgumentPassingMode, span,
                         "inside a query, arguments of {} must be written in parentheses", procedure.name);
    }
    for (const Procedure::Field& field : procedure.parameters) {
      if (field.optional) {
        arguments.push_back(MakeLiteral(base::Value::Null(), span));
        continue;
      }
      auto argument = std::make_unique<Expression>(ExpressionKind::kParameter, span);
      argument->name = field.name;
      arguments.push_back(std::move(argument));
    }
    return arguments;
  }
  const auto required =
      static_cast<size_t>(std::ranges::count(procedure.parameters, false, &Procedure::Field::optional));
  if (clause.arguments->size() < required || clause.arguments->size() > procedure.parameters.size()) {
    return SyntaxError(ErrorDetail::kInvalidNumberOfArguments, span, "{} takes {} arguments, not {}", procedure.name,
                       procedure.parameters.size(), clause.arguments->size());
  }
  for (size_t i = 0; i < clause.arguments->size(); ++i) {
    QIAO_TRY(ExpressionPtr argument, BindExpression(binder, (*clause.arguments)[i], Place{scope}));
    QIAO_CHECK(CheckArgument(*argument, procedure.parameters[i]));
    arguments.push_back(std::move(argument));
  }
  while (arguments.size() < procedure.parameters.size()) {
    arguments.push_back(MakeLiteral(base::Value::Null(), span));
  }
  return arguments;
}

struct Yielder {
  Binder& binder;
  const Procedure& procedure;
  Scope& scope;
  bound::CallProcedure& call;
  ProcedureColumns& columns;

  Result<void> Add(size_t column, const syntax::Name& name) {
    if (scope.Has(name.text)) {
      return SyntaxError(ErrorDetail::kVariableAlreadyBound, name.span, "variable `{}` is bound already", name.text);
    }
    const Slot slot = binder.slots.Add(name.text, procedure.columns[column].type);
    scope.Declare(name.text, slot);
    call.call.yields.emplace_back(column, slot);
    columns.names.push_back(name.text);
    columns.slots.push_back(slot);
    return {};
  }

  Result<void> AddAll(base::TextSpan span) {
    for (size_t i = 0; i < procedure.columns.size(); ++i) {
      QIAO_CHECK(Add(i, syntax::Name{span, procedure.columns[i].name}));
    }
    return {};
  }

  Result<void> AddItem(const syntax::YieldItem& item) {
    std::vector<std::string_view> candidates;
    for (size_t i = 0; i < procedure.columns.size(); ++i) {
      if (procedure.columns[i].name == item.field.text) return Add(i, item.alias ? *item.alias : item.field);
      candidates.push_back(procedure.columns[i].name);
    }
    if (auto closest = base::ClosestName(item.field.text, candidates)) {
      return SyntaxError(ErrorDetail::kUndefinedVariable, item.field.span, "{} has no result `{}`, did you mean `{}`?",
                         procedure.name, item.field.text, *closest);
    }
    return SyntaxError(ErrorDetail::kUndefinedVariable, item.field.span, "{} has no result `{}`", procedure.name,
                       item.field.text);
  }
};

}  // namespace

Result<bound::Clause> BindCallProcedure(Binder& binder, const syntax::CallProcedure& clause, base::TextSpan span,
                                        bool standalone, Scope& scope, ProcedureColumns& columns) {
  const std::string name = JoinName(clause.name);
  const base::TextSpan name_span{clause.name.front().span.begin, clause.name.back().span.end};
  const Procedure* procedure = binder.procedures.Find(name);
  if (procedure == nullptr) return UnknownProcedure(name, name_span, binder.procedures);
  bound::CallProcedure call;
  call.optional = clause.optional;
  call.call.procedure = procedure;
  call.call.unit = procedure->columns.empty();
  QIAO_TRY(call.call.arguments, BindArguments(binder, clause, *procedure, span, standalone, scope));
  Yielder yielder{binder, *procedure, scope, call, columns};
  if (clause.yield && clause.yield->all && !standalone) {
    return SyntaxError(ErrorDetail::kUnexpectedSyntax, span, "inside a query, YIELD needs names instead of *");
  }
  if (clause.yield ? clause.yield->all : standalone) {
    QIAO_CHECK(yielder.AddAll(span));
  } else if (clause.yield) {
    for (const syntax::YieldItem& item : clause.yield->items) QIAO_CHECK(yielder.AddItem(item));
  }
  if (clause.yield && clause.yield->where) {
    QIAO_TRY(call.where, BindPredicate(binder, *clause.yield->where, Place{scope}));
  }
  return bound::Clause{std::move(call), {}};
}

namespace {

// A variable from outside that the subquery returns gets a slot of the subquery's own: where the subquery finds
// nothing, or fails and is passed over, the returned one is null while the other keeps its value.
void SeparateOutputs(Binder& binder, Slot first_own, bound::Query& query) {
  bound::Projection copies;
  for (size_t i = 0; i < query.outputs.size(); ++i) {
    Slot& output = query.outputs[i];
    if (output >= first_own) continue;
    const Slot own = binder.slots.Add(query.columns[i], binder.TypeOf(output));
    copies.items.push_back({own, binder.Use(output)});
    output = own;
  }
  if (copies.items.empty()) return;
  copies.outputs = query.outputs;
  query.parts[0].results = query.outputs;  // a UNION's outputs are its own already
  query.parts[0].clauses.push_back({std::move(copies), query.span});
}

}  // namespace

Result<bound::Clause> BindCallSubquery(Binder& binder, const syntax::CallSubquery& clause, Scope& scope) {
  bound::CallSubquery call;
  call.optional = clause.optional;
  const Slot first_own = static_cast<Slot>(binder.slots.names.size());
  QueryFrame frame;
  if (clause.scope && clause.scope->all) {
    frame.visible = scope;
  } else if (clause.scope) {
    for (const syntax::Name& name : clause.scope->variables) {
      const Slot slot = scope.Find(name.text);
      if (slot == kNoSlot) return UndefinedVariable(name.text, scope, name.span);
      frame.visible.Declare(name.text, slot);
    }
  } else {
    frame.importing = &scope;
  }
  frame.may_end_anywhere = false;
  QIAO_TRY(bound::Query query, BindQuery(binder, *clause.query, frame));
  call.unit = query.columns.empty();
  if (call.optional || clause.in_transactions) SeparateOutputs(binder, first_own, query);
  for (size_t i = 0; i < query.columns.size(); ++i) {
    if (scope.Has(query.columns[i])) {
      return SyntaxError(ErrorDetail::kVariableAlreadyBound, clause.query->span,
                         "the subquery returns `{}`, which is bound already", query.columns[i]);
    }
    scope.Declare(query.columns[i], query.outputs[i]);
  }
  call.query = std::make_unique<bound::Query>(std::move(query));
  if (clause.in_transactions) {
    ApplyInTransactions apply;
    if (clause.in_transactions->rows) {
      Scope nothing;
      QIAO_TRY(apply.rows, BindExpression(binder, *clause.in_transactions->rows, Place{nothing}));
      QIAO_CHECK(CheckType(*apply.rows, kIntegerType));
    }
    switch (clause.in_transactions->on_error) {
      case syntax::OnError::kFail:
        apply.on_error = ApplyInTransactions::OnError::kFail;
        break;
      case syntax::OnError::kContinue:
        apply.on_error = ApplyInTransactions::OnError::kContinue;
        break;
      case syntax::OnError::kBreak:
        apply.on_error = ApplyInTransactions::OnError::kBreak;
        break;
    }
    if (clause.in_transactions->report) {
      const syntax::Name& report = *clause.in_transactions->report;
      if (scope.Has(report.text)) {
        return SyntaxError(ErrorDetail::kVariableAlreadyBound, report.span, "variable `{}` is bound already",
                           report.text);
      }
      apply.status = binder.slots.Add(report.text, kMapType);
      scope.Declare(report.text, apply.status);
    }
    call.in_transactions = std::move(apply);
  }
  return bound::Clause{std::move(call), {}};
}

}  // namespace qiao::query
