// CREATE and DROP of indexes and constraints.
#include <algorithm>

#include "query/bind/binder.h"
#include "query/bind/types.h"
#include "query/parse/printer.h"

namespace qiao::query {
namespace {

constexpr std::string_view kOptions[] = {"indexProvider", "indexConfig"};

// What Neo4j's OPTIONS choose between is not there to be chosen here; only names that mean nothing are refused.
Result<void> CheckOptions(const syntax::Box<syntax::Expression>& options) {
  if (!options) return {};
  const auto* map = std::get_if<syntax::MapLiteral>(&options->content);
  if (map == nullptr) return {};
  for (const auto& entry : map->entries) {
    if (std::ranges::find(kOptions, entry.key.text) != std::end(kOptions)) continue;
    return SyntaxError(ErrorDetail::kInvalidArgumentValue, entry.key.span,
                       "there is no option `{}`: those known are `indexProvider` and `indexConfig`", entry.key.text);
  }
  return {};
}

Result<SchemaRule> StartRule(const syntax::SchemaTarget& target, const std::vector<syntax::Name>& properties) {
  SchemaRule rule;
  rule.relationship = target.relationship;
  if (!target.labels.empty()) rule.label = target.labels[0].text;
  for (const syntax::Name& property : properties) {
    if (std::ranges::find(rule.keys, property.text) != rule.keys.end()) {
      return SyntaxError(ErrorDetail::kUnexpectedSyntax, property.span, "property `{}` is named twice", property.text);
    }
    rule.keys.push_back(property.text);
  }
  return rule;
}

// INTEGER | FLOAT
std::string TextOf(const syntax::ValueType& type) {
  if (type.name != syntax::TypeName::kAny || type.members.empty()) {
    syntax::Printer printer;
    printer.Print(type);
    return printer.Take();
  }
  std::string text;
  for (const syntax::ValueType& member : type.members) text += (text.empty() ? "" : " | ") + TextOf(member);
  return text;
}

void NameRule(const std::optional<syntax::Name>& name, SchemaRule& rule) {
  rule.name = name ? name->text : NameFor(rule);
}

Result<SchemaCommand> BindCommand(const syntax::CreateIndex& index) {
  SchemaCommand command;
  QIAO_CHECK(CheckOptions(index.options));
  QIAO_TRY(command.rule, StartRule(index.target, index.properties));
  const base::TextSpan span = index.target.variable.span;
  switch (index.kind) {
    case syntax::IndexKind::kRange:
      command.rule.kind = index.each ? RuleKind::kEachIndex : RuleKind::kRangeIndex;
      break;
    case syntax::IndexKind::kText:
      command.rule.kind = RuleKind::kTextIndex;
      if (index.properties.size() != 1) {
        return SyntaxError(ErrorDetail::kUnexpectedSyntax, span, "a text index is on one property");
      }
      break;
    case syntax::IndexKind::kLookup:
      command.rule.kind = RuleKind::kLookupIndex;
      break;
    case syntax::IndexKind::kPoint:
      return SyntaxError(ErrorDetail::kNone, span, "there are no point indexes: use a range index");
    case syntax::IndexKind::kFulltext:
      return SyntaxError(
          ErrorDetail::kNone, span,
          "there are no full-text indexes: CREATE INDEX … ON EACH [n.name, n.aliases] finds whole values "
          "and elements of lists, a text index beginnings of texts");
    case syntax::IndexKind::kVector:
      return SyntaxError(ErrorDetail::kNone, span,
                         "there are no vector indexes: ORDER BY vector.similarity.cosine(n.vector, $vector) DESC LIMIT "
                         "10 compares all");
  }
  NameRule(index.name, command.rule);
  command.lenient = index.if_not_exists;
  return command;
}

Result<SchemaCommand> BindCommand(const syntax::CreateConstraint& constraint) {
  SchemaCommand command;
  SchemaRule& rule = command.rule;
  QIAO_CHECK(CheckOptions(constraint.options));
  QIAO_TRY(rule, StartRule(constraint.target, constraint.properties));
  switch (constraint.kind) {
    case syntax::ConstraintKind::kUnique:
      rule.kind = RuleKind::kUnique;
      break;
    case syntax::ConstraintKind::kKey:
      rule.kind = RuleKind::kKey;
      break;
    case syntax::ConstraintKind::kExists:
      rule.kind = RuleKind::kExists;
      break;
    case syntax::ConstraintKind::kType: {
      rule.kind = RuleKind::kType;
      rule.type = TypeNamed(*constraint.type);
      rule.type_name = TextOf(*constraint.type);
      static const Type kStorable = [] {
        syntax::ValueType any;
        any.name = syntax::TypeName::kPropertyValue;
        return TypeNamed(any);
      }();
      if (rule.type.kinds == 0 || (rule.type.kinds & ~kStorable.kinds) != 0) {
        return SyntaxError(ErrorDetail::kInvalidArgumentType, constraint.type->span, "a property can't be of type {}",
                           rule.type_name);
      }
      break;
    }
  }
  const bool single = rule.kind == RuleKind::kExists || rule.kind == RuleKind::kType;
  if (single && rule.keys.size() != 1) {
    return SyntaxError(ErrorDetail::kUnexpectedSyntax, constraint.properties[1].span,
                       "a constraint of this kind is on one property");
  }
  NameRule(constraint.name, rule);
  command.lenient = constraint.if_not_exists;
  return command;
}

SchemaCommand Drop(SchemaCommand::Action action, const syntax::Name& name, bool lenient) {
  SchemaCommand command;
  command.action = action;
  command.rule.name = name.text;
  command.lenient = lenient;
  return command;
}

}  // namespace

Result<std::optional<SchemaCommand>> BindSchemaCommand(const syntax::Statement& statement) {
  if (const auto* index = std::get_if<syntax::CreateIndex>(&statement.content)) {
    QIAO_TRY(SchemaCommand command, BindCommand(*index));
    return std::optional(std::move(command));
  }
  if (const auto* constraint = std::get_if<syntax::CreateConstraint>(&statement.content)) {
    QIAO_TRY(SchemaCommand command, BindCommand(*constraint));
    return std::optional(std::move(command));
  }
  if (const auto* drop = std::get_if<syntax::DropIndex>(&statement.content)) {
    return std::optional(Drop(SchemaCommand::Action::kDropIndex, drop->name, drop->if_exists));
  }
  if (const auto* drop = std::get_if<syntax::DropConstraint>(&statement.content)) {
    return std::optional(Drop(SchemaCommand::Action::kDropConstraint, drop->name, drop->if_exists));
  }
  return std::optional<SchemaCommand>();
}

}  // namespace qiao::query
