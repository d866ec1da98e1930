// SHOW: the registries, the indexes and the constraints as rows.
#include <algorithm>

#include "base/text.h"
#include "query/bind/binder.h"
#include "query/bind/types.h"
#include "query/functions/aggregation.h"
#include "query/functions/groups.h"
#include "query/plan/make_expression.h"
#include "query/procedures/builtin.h"

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

// The columns of what is shown, and how they come about.
struct Shown {
  std::vector<std::string> names;
  std::vector<Slot> slots;
  std::vector<Assigned> items;
  size_t brief = SIZE_MAX;  // columns that are there without YIELD
};

Shown ShowTable(Binder& binder, Table table, base::TextSpan span, std::vector<bound::Clause>& clauses) {
  base::List rows;
  for (std::vector<std::string>& row : table.rows) {
    base::List cells;
    for (std::string& cell : row) cells.push_back(base::Value::String(std::move(cell)));
    rows.push_back(base::Value::Of(std::move(cells)));
  }
  const Slot row = binder.slots.AddHidden("row", Type::ListOf(kStringType));
  clauses.push_back({Unwind{row, MakeLiteral(base::Value::Of(std::move(rows)), span)}, span});
  Shown shown;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const bool flag = table.columns[i] == "aggregating" || table.columns[i] == "isBuiltIn";
    ExpressionPtr cell = MakeOperation(ExpressionKind::kIndex, kStringType, span, binder.Use(row),
                                       MakeLiteral(base::Value::Integer(static_cast<int64_t>(i)), span));
    if (flag) {
      cell = MakeOperation(ExpressionKind::kEqual, kBooleanType, span, std::move(cell),
                           MakeLiteral(base::Value::String("true"), span));
    }
    const Slot slot = binder.slots.Add(table.columns[i], flag ? kBooleanType : kStringType);
    shown.items.push_back({slot, std::move(cell)});
    shown.slots.push_back(slot);
  }
  shown.names = std::move(table.columns);
  return shown;
}

Shown ShowRules(Binder& binder, const Procedure& procedure, const std::vector<std::string>& types, base::TextSpan span,
                std::vector<bound::Clause>& clauses) {
  base::List wanted;
  for (const std::string& type : types) wanted.push_back(base::Value::String(type));
  Shown shown;
  bound::CallProcedure call;
  call.call.procedure = &procedure;
  call.call.arguments.push_back(MakeLiteral(base::Value::Of(std::move(wanted)), span));
  for (size_t i = 0; i < procedure.columns.size(); ++i) {
    const Slot slot = binder.slots.Add(procedure.columns[i].name, procedure.columns[i].type);
    call.call.yields.emplace_back(i, slot);
    shown.names.push_back(procedure.columns[i].name);
    shown.slots.push_back(slot);
  }
  clauses.push_back({std::move(call), span});
  return shown;
}

std::vector<std::string> IndexTypes(const syntax::Show& show) {
  if (!show.index_kind) return {};
  switch (*show.index_kind) {
    case syntax::IndexKind::kRange:
      return {"RANGE"};
    case syntax::IndexKind::kText:
      return {"TEXT"};
    case syntax::IndexKind::kPoint:
      return {"POINT"};
    case syntax::IndexKind::kLookup:
      return {"LOOKUP"};
    case syntax::IndexKind::kFulltext:
      return {"FULLTEXT"};
    case syntax::IndexKind::kVector:
      return {"VECTOR"};
  }
  return {};
}

std::vector<std::string> ConstraintTypes(const syntax::Show& show) {
  if (!show.constraint_kind) return {};
  std::vector<std::string> types;
  for (bool relationship : {false, true}) {
    if (show.relationship && *show.relationship != relationship) continue;
    const std::string entity = relationship ? "RELATIONSHIP_" : "NODE_";
    switch (*show.constraint_kind) {
      case syntax::ConstraintKind::kUnique:
        types.emplace_back(relationship ? "RELATIONSHIP_UNIQUENESS" : "UNIQUENESS");
        break;
      case syntax::ConstraintKind::kKey:
        types.push_back(entity + "KEY");
        break;
      case syntax::ConstraintKind::kExists:
        types.push_back(entity + "PROPERTY_EXISTENCE");
        break;
      case syntax::ConstraintKind::kType:
        types.push_back(entity + "PROPERTY_TYPE");
        break;
    }
  }
  return types;
}

}  // namespace

Result<bound::Query> BindShow(Binder& binder, const syntax::Show& show, base::TextSpan span) {
  bound::Query query;
  query.span = span;
  query.parts.emplace_back();
  std::vector<bound::Clause>& clauses = query.parts[0].clauses;

  Shown shown;
  // USER DEFINED shows none: all of them come with Qiao.
  const auto own = [&](Table table) {
    if (show.user_defined) table.rows.clear();
    return table;
  };
  switch (show.subject) {
    case syntax::ShowSubject::kFunctions:
      shown = ShowTable(binder, own(Functions()), span, clauses);
      break;
    case syntax::ShowSubject::kProcedures:
      shown = ShowTable(binder, own(Procedures(binder.procedures)), span, clauses);
      break;
    case syntax::ShowSubject::kIndexes:
      shown = ShowRules(binder, ShowIndexesProcedure(), IndexTypes(show), span, clauses);
      shown.brief = kShownIndexColumns;
      break;
    case syntax::ShowSubject::kConstraints:
      shown = ShowRules(binder, ShowConstraintsProcedure(), ConstraintTypes(show), span, clauses);
      shown.brief = kShownConstraintColumns;
      break;
  }

  Scope scope;
  ProjectionColumns result;
  const bool chosen = show.yield && !show.yield->all;
  for (size_t i = 0; i < shown.names.size() && !chosen; ++i) {
    scope.Declare(shown.names[i], shown.slots[i]);
    if (i >= shown.brief && !show.yield) continue;
    result.names.push_back(shown.names[i]);
    result.slots.push_back(shown.slots[i]);
  }
  if (chosen) {
    Scope known;
    for (size_t i = 0; i < shown.names.size(); ++i) known.Declare(shown.names[i], shown.slots[i]);
    for (const syntax::YieldItem& item : show.yield->items) {
      const Slot slot = known.Find(item.field.text);
      if (slot == kNoSlot) return UndefinedVariable(item.field.text, known, item.field.span);
      const std::string& name = item.alias ? item.alias->text : item.field.text;
      scope.Declare(name, slot);
      result.names.push_back(name);
      result.slots.push_back(slot);
    }
  }
  bound::Projection columns;
  columns.items = std::move(shown.items);
  columns.outputs = std::move(shown.slots);
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
