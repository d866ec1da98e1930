// The rows of SHOW INDEXES and SHOW CONSTRAINTS, with Neo4j's columns; and the procedures that wait for indexes.
#include <algorithm>

#include "query/procedures/builtin.h"

namespace qiao::query {

using base::Kind;
using base::Result;
using base::Value;

namespace {

const Type kString = Type::Of(Kind::kString);
const Type kInteger = Type::Of(Kind::kInteger);
const Type kStrings = Type::ListOf(kString);

std::string_view IndexType(RuleKind kind) {
  switch (kind) {
    case RuleKind::kRangeIndex:
    case RuleKind::kUnique:
    case RuleKind::kKey:
      return "RANGE";
    case RuleKind::kTextIndex:
      return "TEXT";
    case RuleKind::kEachIndex:
      return "EACH";
    case RuleKind::kLookupIndex:
      return "LOOKUP";
    case RuleKind::kExists:
    case RuleKind::kType:
      break;
  }
  return {};
}

std::string_view Provider(RuleKind kind) {
  if (kind == RuleKind::kTextIndex) return "text-2.0";
  if (kind == RuleKind::kEachIndex) return "each-1.0";
  return kind == RuleKind::kLookupIndex ? "token-lookup-1.0" : "range-1.0";
}

std::string_view ConstraintType(const SchemaRule& rule) {
  switch (rule.kind) {
    case RuleKind::kUnique:
      return rule.relationship ? "RELATIONSHIP_UNIQUENESS" : "UNIQUENESS";
    case RuleKind::kKey:
      return rule.relationship ? "RELATIONSHIP_KEY" : "NODE_KEY";
    case RuleKind::kExists:
      return rule.relationship ? "RELATIONSHIP_PROPERTY_EXISTENCE" : "NODE_PROPERTY_EXISTENCE";
    case RuleKind::kType:
      return rule.relationship ? "RELATIONSHIP_PROPERTY_TYPE" : "NODE_PROPERTY_TYPE";
    case RuleKind::kRangeIndex:
    case RuleKind::kTextIndex:
    case RuleKind::kEachIndex:
    case RuleKind::kLookupIndex:
      break;
  }
  return {};
}

Value Texts(const std::vector<std::string>& texts) {
  base::List list;
  for (const std::string& text : texts) list.push_back(Value::String(text));
  return Value::Of(std::move(list));
}

Value EntityType(const SchemaRule& rule) { return Value::String(rule.relationship ? "RELATIONSHIP" : "NODE"); }
Value Labels(const SchemaRule& rule) { return rule.label.empty() ? Value() : Texts({rule.label}); }
Value Keys(const SchemaRule& rule) { return rule.keys.empty() ? Value() : Texts(rule.keys); }

bool IsWanted(const Value& types, std::string_view type) {
  return types.list().empty() ||
         std::ranges::any_of(types.list(), [&](const Value& wanted) { return wanted.string() == type; });
}

std::vector<const SchemaRule*> SortedRules(const GraphReader& graph) {
  std::vector<const SchemaRule*> rules;
  for (const SchemaRule& rule : graph.SchemaRules()) rules.push_back(&rule);
  std::ranges::sort(rules, {}, &SchemaRule::name);
  return rules;
}

Result<void> RunShowIndexes(ProcedureContext& context, std::span<const Value> arguments, const Procedure::Emit& emit) {
  for (const SchemaRule* rule : SortedRules(*context.graph)) {
    const std::string_view type = IndexType(rule->kind);
    if (type.empty() || !IsWanted(arguments[0], type)) continue;
    const Value owner = rule->is_constraint() ? Value::String(rule->name) : Value();
    QIAO_CHECK(emit({Value::Integer(rule->id), Value::String(rule->name), Value::String("ONLINE"), Value::Float(100.0),
                     Value::String(type), EntityType(*rule), Labels(*rule), Keys(*rule),
                     Value::String(Provider(rule->kind)), owner, Value(), Value(), Value::Of(base::Map()),
                     Value::String(""), Value::String(CreateStatement(*rule))}));
  }
  return {};
}

Result<void> RunShowConstraints(ProcedureContext& context, std::span<const Value> arguments,
                                const Procedure::Emit& emit) {
  for (const SchemaRule* rule : SortedRules(*context.graph)) {
    const std::string_view type = ConstraintType(*rule);
    if (type.empty() || !IsWanted(arguments[0], type)) continue;
    const Value index = rule->is_unique() ? Value::String(rule->name) : Value();
    const Value property_type = rule->kind == RuleKind::kType ? Value::String(rule->type_name) : Value();
    QIAO_CHECK(emit({Value::Integer(rule->id), Value::String(rule->name), Value::String(type), EntityType(*rule),
                     Labels(*rule), Keys(*rule), index, property_type, Value::Of(base::Map()),
                     Value::String(CreateStatement(*rule))}));
  }
  return {};
}

// Indexes are complete as soon as they are there.
Result<void> Await(ProcedureContext& context, std::span<const Value> arguments, const Procedure::Emit&) {
  if (arguments.size() < 2) return {};
  for (const SchemaRule& rule : context.graph->SchemaRules()) {
    if (rule.name == arguments[0].string() && !IndexType(rule.kind).empty()) return {};
  }
  return base::MakeError(base::ErrorCode::kSemantic, "there is no index called `{}`", arguments[0].string());
}

}  // namespace

const Procedure& ShowIndexesProcedure() {
  static const Procedure procedure{"SHOW INDEXES",
                                   {{"types", kStrings, false, "LIST<STRING>"}},
                                   {{"id", kInteger, false, "INTEGER"},
                                    {"name", kString, false, "STRING"},
                                    {"state", kString, false, "STRING"},
                                    {"populationPercent", Type::Of(Kind::kFloat), false, "FLOAT"},
                                    {"type", kString, false, "STRING"},
                                    {"entityType", kString, false, "STRING"},
                                    {"labelsOrTypes", kStrings, true, "LIST<STRING>"},
                                    {"properties", kStrings, true, "LIST<STRING>"},
                                    {"indexProvider", kString, false, "STRING"},
                                    {"owningConstraint", kString, true, "STRING"},
                                    {"lastRead", Type::Of(Kind::kDateTime), true, "ZONED DATETIME"},
                                    {"readCount", kInteger, true, "INTEGER"},
                                    {"options", Type::Of(Kind::kMap), false, "MAP"},
                                    {"failureMessage", kString, false, "STRING"},
                                    {"createStatement", kString, false, "STRING"}},
                                   RunShowIndexes,
                                   "The indexes of the database."};
  return procedure;
}

const Procedure& ShowConstraintsProcedure() {
  static const Procedure procedure{"SHOW CONSTRAINTS",
                                   {{"types", kStrings, false, "LIST<STRING>"}},
                                   {{"id", kInteger, false, "INTEGER"},
                                    {"name", kString, false, "STRING"},
                                    {"type", kString, false, "STRING"},
                                    {"entityType", kString, false, "STRING"},
                                    {"labelsOrTypes", kStrings, true, "LIST<STRING>"},
                                    {"properties", kStrings, true, "LIST<STRING>"},
                                    {"ownedIndex", kString, true, "STRING"},
                                    {"propertyType", kString, true, "STRING"},
                                    {"options", Type::Of(Kind::kMap), false, "MAP"},
                                    {"createStatement", kString, false, "STRING"}},
                                   RunShowConstraints,
                                   "The constraints of the database."};
  return procedure;
}

void AddIndexProcedures(ProcedureRegistry& registry) {
  registry.Add({"db.awaitIndexes",
                {{"timeOutSeconds", kInteger, true, "INTEGER?", true}},
                {},
                Await,
                "Waits until indexes are complete, which they always are."});
  registry.Add({"db.awaitIndex",
                {{"indexName", kString, false, "STRING"}, {"timeOutSeconds", kInteger, true, "INTEGER?", true}},
                {},
                Await,
                "Waits until an index is complete, which it always is."});
}

}  // namespace qiao::query
