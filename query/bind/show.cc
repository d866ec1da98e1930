// SHOW FUNCTIONS and SHOW PROCEDURES: the registries as rows.
#include <algorithm>

#include "base/text.h"
#include "query/bind/binder.h"
#include "query/bind/types.h"
#include "query/functions/aggregation.h"
#include "query/functions/groups.h"
#include "query/plan/make_expression.h"

namespace qiao::query {
namespace {

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

std::string Fields(const std::vector<Procedure::Field>& fields) {
  std::string text = "(";
  for (const Procedure::Field& field : fields) {
    if (text.size() > 1) text += ", ";
    text += field.name + " :: " + field.type_name;
  }
  return text + ")";
}

Table Functions() {
  Table table{{"name", "category", "description", "signature", "aggregating", "isBuiltIn"}, {}};
  for (const FunctionGroup& group : FunctionGroups()) {
    for (const Function& row : group.rows) {
      table.rows.push_back({std::string(row.name), std::string(group.title), std::string(row.help),
                            Signature(row.name, row.parameters, row.required, row.variadic, row.result), "false",
                            "true"});
    }
  }
  for (const Aggregation* row : AllAggregations()) {
    table.rows.push_back({std::string(row->name), "Aggregation", std::string(row->help),
                          Signature(row->name, row->parameters, row->parameters.size(), false, row->result), "true",
                          "true"});
  }
  std::ranges::sort(table.rows, {}, [](const auto& row) { return base::AsciiLower(row[0]); });
  return table;
}

Table Procedures(const ProcedureRegistry& procedures) {
  Table table{{"name", "description", "signature", "mode"}, {}};
  for (const Procedure* procedure : procedures.All()) {
    table.rows.push_back({procedure->name, procedure->help,
                          procedure->name + Fields(procedure->parameters) + " :: " + Fields(procedure->columns),
                          "READ"});
  }
  return table;
}

}  // namespace

Result<bound::Query> BindShow(Binder& binder, const syntax::Show& show, base::TextSpan span) {
  Table table;
  switch (show.subject) {
    case syntax::ShowSubject::kFunctions:
      table = Functions();
      break;
    case syntax::ShowSubject::kProcedures:
      table = Procedures(binder.procedures);
      break;
    case syntax::ShowSubject::kIndexes:
    case syntax::ShowSubject::kConstraints:
      return SyntaxError(ErrorDetail::kNone, span, "this kind of statement is not supported here");
  }
  if (show.user_defined) table.rows.clear();  // all of them come with Qiao
  bound::Query query;
  query.span = span;
  query.parts.emplace_back();
  std::vector<bound::Clause>& clauses = query.parts[0].clauses;

  base::List rows;
  for (std::vector<std::string>& row : table.rows) {
    base::List cells;
    for (std::string& cell : row) cells.push_back(base::Value::String(std::move(cell)));
    rows.push_back(base::Value::Of(std::move(cells)));
  }
  const Slot row = binder.slots.AddHidden("row", Type::ListOf(kStringType));
  ExpressionPtr list = MakeLiteral(base::Value::Of(std::move(rows)), span);
  clauses.push_back({Unwind{row, std::move(list)}, span});

  Scope scope;
  bound::Projection columns;
  ProjectionColumns result;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const bool flag = table.columns[i] == "aggregating" || table.columns[i] == "isBuiltIn";
    ExpressionPtr cell = MakeOperation(ExpressionKind::kIndex, kStringType, span, binder.Use(row),
                                       MakeLiteral(base::Value::Integer(static_cast<int64_t>(i)), span));
    if (flag) {
      cell = MakeOperation(ExpressionKind::kEqual, kBooleanType, span, std::move(cell),
                           MakeLiteral(base::Value::String("true"), span));
    }
    const Slot slot = binder.slots.Add(table.columns[i], flag ? kBooleanType : kStringType);
    columns.items.push_back({slot, std::move(cell)});
    columns.outputs.push_back(slot);
    if (show.yield && !show.yield->all) continue;
    scope.Declare(table.columns[i], slot);
    result.names.push_back(table.columns[i]);
    result.slots.push_back(slot);
  }
  if (show.yield && !show.yield->all) {
    for (const syntax::YieldItem& item : show.yield->items) {
      Scope known;
      for (size_t i = 0; i < table.columns.size(); ++i) known.Declare(table.columns[i], columns.outputs[i]);
      const Slot slot = known.Find(item.field.text);
      if (slot == kNoSlot) return UndefinedVariable(item.field.text, known, item.field.span);
      const std::string& name = item.alias ? item.alias->text : item.field.text;
      scope.Declare(name, slot);
      result.names.push_back(name);
      result.slots.push_back(slot);
    }
  }
  const syntax::Box<syntax::Expression>& where = show.yield ? show.yield->where : show.where;
  if (where) {
    QIAO_TRY(columns.where, BindPredicate(binder, *where, Place{scope}));
  }
  clauses.push_back({std::move(columns), span});
  if (show.page) {
    ProjectionColumns same;
    QIAO_TRY(bound::Clause page, BindProjection(binder, *show.page, show.where ? &*show.where : nullptr, false, span,
                                                Scope{}, scope, same));
    clauses.push_back(std::move(page));
  }
  if (show.result) {
    result = {};
    QIAO_TRY(bound::Clause returned,
             BindProjection(binder, show.result->projection, nullptr, true, span, Scope{}, scope, result));
    clauses.push_back(std::move(returned));
  }
  query.parts[0].results = result.slots;
  query.outputs = result.slots;
  query.columns = result.names;
  return query;
}

}  // namespace qiao::query
