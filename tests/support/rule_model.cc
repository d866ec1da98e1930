#include "tests/support/rule_model.h"

#include <fmt/format.h>

#include <algorithm>

#include "storage/index_reader.h"
#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {

using base::Kind;
using base::Value;

namespace {

// The entities that a rule is about, with the values of its keys: null where there is none.
std::map<uint64_t, std::vector<Value>> EntitiesOf(const Model& model, const Model::Rule& rule) {
  std::map<uint64_t, std::vector<Value>> entities;
  const auto add = [&](uint64_t id, const std::map<std::string, Value>& properties) {
    std::vector<Value>& values = entities[id];
    for (const std::string& key : rule.keys) {
      auto found = properties.find(key);
      values.push_back(found == properties.end() ? Value() : found->second);
    }
  };
  if (rule.relationship) {
    for (const auto& [id, edge] : model.edges) {
      if (edge.type == rule.label) add(id.value, edge.properties);
    }
  } else {
    for (const auto& [id, node] : model.nodes) {
      if (node.labels.contains(rule.label)) add(id.value, node.properties);
    }
  }
  return entities;
}

bool AllEqual(const std::vector<Value>& a, const std::vector<Value>& b) {
  for (size_t i = 0; i < a.size(); ++i) {
    if (base::Equals(a[i], b[i]) != true) return false;
  }
  return true;
}

bool AnyNull(const std::vector<Value>& values) {
  return std::ranges::any_of(values, [](const Value& value) { return value.is_null(); });
}

// What an index has under a value of its first key, or of any key.
bool HasUnder(const Model::Rule& rule, const std::vector<Value>& values, const Value& wanted) {
  const auto equals = [&wanted](const Value& value) { return base::Equals(value, wanted) == true; };
  if (rule.kind != RuleKind::kEachIndex) {
    return !AnyNull(values) && (rule.kind != RuleKind::kTextIndex || values[0].is(Kind::kString)) && equals(values[0]);
  }
  return std::ranges::any_of(values, [&](const Value& value) {
    return equals(value) || (value.is(Kind::kList) && std::ranges::any_of(value.list(), equals));
  });
}

bool IsIndexed(const Model::Rule& rule, const std::vector<Value>& values) {
  if (rule.kind == RuleKind::kEachIndex) return !std::ranges::all_of(values, &Value::is_null);
  return !AnyNull(values) && (rule.kind != RuleKind::kTextIndex || values[0].is(Kind::kString));
}

std::set<uint64_t> Find(const View& view, const Rule& rule, const IndexRange& range) {
  auto reader = Must(view.OpenIndex(rule));
  Must(reader->Seek(range));
  std::vector<uint64_t> found;
  while (Must(reader->Read(3, found))) continue;
  return {found.begin(), found.end()};
}

// Looks up everything, and each entity's own value: alone and as a bound.
std::string CheckLookups(const View& view, const Rule& rule, const Model& model, const Model::Rule& wanted) {
  const auto entities = EntitiesOf(model, wanted);
  std::set<uint64_t> indexed;
  for (const auto& [id, values] : entities) {
    if (IsIndexed(wanted, values)) indexed.insert(id);
  }
  if (Find(view, rule, {}) != indexed) return fmt::format("the entities in index {}", rule.name);
  for (const auto& [id, values] : entities) {
    for (const Value& value : values) {
      if (value.is_null()) continue;
      std::set<uint64_t> equal, above;
      for (const auto& [other, others] : entities) {
        if (HasUnder(wanted, others, value)) equal.insert(other);
        if (!indexed.contains(other) ||
            base::Compare(others[0], value).value_or(std::partial_ordering::unordered) < 0) {
          continue;
        }
        if (base::Compare(others[0], value)) above.insert(other);
      }
      if (Find(view, rule, {.equal = std::span(&value, 1)}) != equal) {
        return fmt::format("what index {} has under {}", rule.name, ToText(value));
      }
      if (wanted.kind == RuleKind::kEachIndex || (!value.is(Kind::kString) && !value.is(Kind::kInteger))) continue;
      if (Find(view, rule, {.lower = &value}) != above) {
        return fmt::format("what index {} has from {} on", rule.name, ToText(value));
      }
    }
  }
  return {};
}

bool Fits(const Model::Rule& rule, const Value& value) {
  return value.is_null() || (rule.kinds >> static_cast<uint32_t>(value.kind()) & 1) != 0;
}

}  // namespace

bool Breaks(const Model& model, const Model::Rule& rule) {
  const auto entities = EntitiesOf(model, rule);
  for (auto entity = entities.begin(); entity != entities.end(); ++entity) {
    const auto& values = entity->second;
    if ((rule.kind == RuleKind::kKey || rule.kind == RuleKind::kExists) && AnyNull(values)) return true;
    if (rule.kind == RuleKind::kType && !Fits(rule, values[0])) return true;
    if (rule.kind != RuleKind::kKey && rule.kind != RuleKind::kUnique) continue;
    if (std::any_of(std::next(entity), entities.end(),
                    [&values](const auto& other) { return AllEqual(values, other.second); })) {
      return true;
    }
  }
  return false;
}

bool BreaksAny(const Model& model) {
  return std::ranges::any_of(model.rules, [&model](const auto& rule) { return Breaks(model, rule.second); });
}

std::string RuleDifference(const View& view, const Model& model) {
  const Schema& schema = view.schema();
  if (schema.rules.size() != model.rules.size()) return "the number of indexes and constraints";
  for (const auto& [name, wanted] : model.rules) {
    const Rule* rule = schema.Find(name);
    if (rule == nullptr) return fmt::format("rule {} is missing", name);
    std::vector<std::string> keys;
    for (base::KeyId key : rule->keys) keys.emplace_back(view.KeyName(key));
    std::string_view label;
    if (rule->kind != RuleKind::kLookupIndex) {
      label =
          rule->relationship ? view.TypeName(base::TypeId(rule->label)) : view.LabelName(base::LabelId(rule->label));
    }
    if (rule->kind != wanted.kind || rule->relationship != wanted.relationship || label != wanted.label ||
        keys != wanted.keys || rule->kinds != wanted.kinds) {
      return fmt::format("what rule {} says", name);
    }
    if (!rule->has_entries()) continue;
    if (std::string difference = CheckLookups(view, *rule, model, wanted); !difference.empty()) return difference;
  }
  return {};
}

}  // namespace qiao::storage
