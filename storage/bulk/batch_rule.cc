#include "storage/bulk/batch_rule.h"

#include <algorithm>

#include "storage/constraint.h"

namespace qiao::storage {

using base::ErrorCode;
using base::MakeError;
using base::Value;

namespace {

constexpr size_t kShown = 5;

}  // namespace

BatchRule::BatchRule(const Rule& the_rule, const View& view, const std::string& spill_folder, uint64_t memory)
    : rule(the_rule),
      label(rule.relationship ? view.TypeName(base::TypeId(rule.label)) : view.LabelName(base::LabelId(rule.label))) {
  for (const base::KeyId key : rule.keys) keys.emplace_back(view.KeyName(key));
  if (rule.has_entries()) entries = std::make_unique<RuleEntries>(rule, spill_folder, memory);
}

std::vector<Value> BatchRule::ValuesOf(std::span<const std::pair<base::KeyId, Value>> properties) const {
  std::vector<Value> values(rule.keys.size());
  for (const auto& [key, value] : properties) {
    for (size_t i = 0; i < values.size(); ++i) {
      if (rule.keys[i] == key) values[i] = value;
    }
  }
  return values;
}

base::Result<void> BatchRule::Check(std::span<const Value> values) const {
  const auto broken = BrokenKey(rule, values);
  if (!broken) return {};
  if (rule.kind == RuleKind::kType) {
    const std::string text = ShortText(values[*broken]);
    return rule.relationship
               ? MakeError(ErrorCode::kConstraint,
                           "the property `{}` of a relationship of type `{}` must be of type {}, but it is {}",
                           keys[*broken], label, rule.type_name, text)
               : MakeError(ErrorCode::kConstraint,
                           "the property `{}` of a node with label `{}` must be of type {}, but it is {}",
                           keys[*broken], label, rule.type_name, text);
  }
  return rule.relationship ? MakeError(ErrorCode::kConstraint,
                                       "a relationship of type `{}` must have the property `{}`", label, keys[*broken])
                           : MakeError(ErrorCode::kConstraint, "a node with label `{}` must have the property `{}`",
                                       label, keys[*broken]);
}

base::Error BatchRule::NotUnique(const std::string& place, const Duplicate& duplicate, const std::string& first) const {
  const std::string properties = Listed(keys, duplicate.values);
  if (first.empty()) {
    return rule.relationship
               ? MakeError(ErrorCode::kConstraint, "{}: the database already holds a relationship of type `{}` with {}",
                           place, label, properties)
               : MakeError(ErrorCode::kConstraint, "{}: the database already holds a node with label `{}` and {}",
                           place, label, properties);
  }
  return rule.relationship
             ? MakeError(ErrorCode::kConstraint,
                         "{}: a second relationship of type `{}` with {}; the first stands at {}", place, label,
                         properties, first)
             : MakeError(ErrorCode::kConstraint, "{}: a second node with label `{}` and {}; the first stands at {}",
                         place, label, properties, first);
}

void RuleFaults::Add(uint64_t origin, const base::Error& error) {
  std::lock_guard lock(mutex_);
  ++count_;
  if (first_.size() == kShown && first_.back().first <= origin) return;
  const auto place = std::ranges::upper_bound(first_, origin, {}, [](const auto& entry) { return entry.first; });
  first_.emplace(place, origin, error.Text());
  if (first_.size() > kShown) first_.pop_back();
}

base::Result<void> RuleFaults::Done() const {
  std::lock_guard lock(mutex_);
  if (count_ == 0) return {};
  std::string list;
  for (const auto& [origin, text] : first_) list += "\n  " + text;
  if (count_ > first_.size()) list += "\n  …";
  return MakeError(ErrorCode::kConstraint, "nothing was imported; rows that break constraints: {}{}", count_, list);
}

}  // namespace qiao::storage
