#include "storage/schema.h"

#include <algorithm>

namespace qiao::storage {

bool Rule::Concerns(base::KeyId key) const { return std::ranges::find(keys, key) != keys.end(); }

const Rule* Schema::Find(std::string_view name) const {
  auto found = std::ranges::find(rules, name, &Rule::name);
  return found == rules.end() ? nullptr : &*found;
}

bool Schema::ConcernsLabel(base::LabelId label) const {
  return std::ranges::any_of(rules, [&](const Rule& rule) { return !rule.relationship && rule.label == label.value; });
}

bool Schema::ConcernsType(base::TypeId type) const {
  return std::ranges::any_of(rules, [&](const Rule& rule) { return rule.relationship && rule.label == type.value; });
}

bool Schema::ConcernsKey(bool relationship, base::KeyId key) const {
  return std::ranges::any_of(rules,
                             [&](const Rule& rule) { return rule.relationship == relationship && rule.Concerns(key); });
}

bool Schema::ConcernsEntities(bool relationship) const {
  return std::ranges::any_of(rules, [&](const Rule& rule) { return rule.relationship == relationship; });
}

}  // namespace qiao::storage
