#include <fmt/format.h>

#include <algorithm>

#include "query/schema.h"

namespace qiao::query {
namespace {

std::string Target(const SchemaRule& rule) {
  const std::string label = rule.label.empty() ? "" : ":" + base::QuotedName(rule.label);
  return rule.relationship ? fmt::format("()-[r{}]-()", label) : fmt::format("(n{})", label);
}

std::string Keys(const SchemaRule& rule, std::string_view brackets) {
  std::string text;
  for (const std::string& key : rule.keys) {
    text += fmt::format("{}{}.{}", text.empty() ? "" : ", ", rule.relationship ? "r" : "n", base::QuotedName(key));
  }
  return fmt::format("{}{}{}", brackets.front(), text, brackets.back());
}

std::string Index(std::string_view kind, const SchemaRule& rule, std::string_view subject) {
  return fmt::format("CREATE {}INDEX {} FOR {} ON {}", kind, base::QuotedName(rule.name), Target(rule), subject);
}

std::string Constraint(const SchemaRule& rule, std::string_view requirement) {
  return fmt::format("CREATE CONSTRAINT {} FOR {} REQUIRE {} IS {}", base::QuotedName(rule.name), Target(rule),
                     Keys(rule, "()"), requirement);
}

}  // namespace

std::string CreateStatement(const SchemaRule& rule) {
  switch (rule.kind) {
    case RuleKind::kRangeIndex:
      return Index("RANGE ", rule, Keys(rule, "()"));
    case RuleKind::kTextIndex:
      return Index("TEXT ", rule, Keys(rule, "()"));
    case RuleKind::kEachIndex:
      return Index("", rule, "EACH " + Keys(rule, "[]"));
    case RuleKind::kLookupIndex:
      return Index("LOOKUP ", rule, rule.relationship ? "EACH type(r)" : "EACH labels(n)");
    case RuleKind::kUnique:
      return Constraint(rule, "UNIQUE");
    case RuleKind::kKey:
      return Constraint(rule, rule.relationship ? "RELATIONSHIP KEY" : "NODE KEY");
    case RuleKind::kExists:
      return Constraint(rule, "NOT NULL");
    case RuleKind::kType:
      return Constraint(rule, ":: " + rule.type_name);
  }
  return {};
}

std::string NameFor(const SchemaRule& rule) {
  SchemaRule unnamed = rule;
  unnamed.name.clear();
  uint32_t hash = 2166136261;  // FNV-1a
  for (char byte : CreateStatement(unnamed)) hash = (hash ^ static_cast<uint8_t>(byte)) * 16777619;
  return fmt::format("{}_{:08x}", rule.is_constraint() ? "constraint" : "index", hash);
}

bool AreEquivalent(const SchemaRule& a, const SchemaRule& b) {
  if (a.kind != b.kind || a.relationship != b.relationship || a.label != b.label) return false;
  return a.kind == RuleKind::kEachIndex ? std::ranges::is_permutation(a.keys, b.keys) : a.keys == b.keys;
}

}  // namespace qiao::query
