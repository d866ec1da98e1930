#include "storage/constraint.h"

#include <algorithm>

#include "storage/index_entries.h"

namespace qiao::storage {

using base::ErrorCode;
using base::Kind;
using base::MakeError;
using base::Value;

namespace {

constexpr size_t kReadAtOnce = 64;

std::string LabelName(const View& view, const Rule& rule) {
  return std::string(rule.relationship ? view.TypeName(base::TypeId(rule.label))
                                       : view.LabelName(base::LabelId(rule.label)));
}

base::Error Missing(const View& view, const Rule& rule, uint64_t entity, std::string_view key) {
  const std::string label = LabelName(view, rule);
  if (rule.relationship) {
    return MakeError(ErrorCode::kConstraint, "Relationship({}) with type `{}` must have the property `{}`", entity,
                     label, key);
  }
  return MakeError(ErrorCode::kConstraint, "Node({}) with label `{}` must have the property `{}`", entity, label, key);
}

base::Error WrongType(const View& view, const Rule& rule, uint64_t entity, std::string_view key, const Value& value) {
  const std::string label = LabelName(view, rule);
  if (rule.relationship) {
    return MakeError(ErrorCode::kConstraint,
                     "Relationship({}) with type `{}` needs property `{}` to be of type {}, but it is {}", entity,
                     label, key, rule.type_name, ShortText(value));
  }
  return MakeError(ErrorCode::kConstraint,
                   "Node({}) with label `{}` needs property `{}` to be of type {}, but it is {}", entity, label, key,
                   rule.type_name, ShortText(value));
}

bool Fits(const Rule& rule, const Value& value) {
  if (value.is_null()) return true;
  const auto is_in = [](uint32_t kinds, Kind kind) { return (kinds >> static_cast<uint32_t>(kind) & 1) != 0; };
  if (!is_in(rule.kinds, value.kind())) return false;
  if (!value.is(Kind::kList)) return true;
  for (const Value& element : value.list()) {
    if (!is_in(rule.elements, element.kind())) return false;
  }
  return true;
}

}  // namespace

std::string ShortText(const Value& value) {
  constexpr size_t kMost = 200;
  std::string text = base::ToText(value);
  if (text.size() <= kMost) return text;
  size_t end = kMost;
  while (end > 0 && (static_cast<uint8_t>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

std::string Listed(std::span<const std::string> keys, const std::vector<Value>& values) {
  std::string text;
  for (size_t i = 0; i < values.size(); ++i) text += (i == 0 ? "`" : ", `") + keys[i] + "` = " + ShortText(values[i]);
  return text;
}

bool IsEquivalent(const Rule& a, const Rule& b) {
  if (a.relationship != b.relationship || a.label != b.label || a.kind != b.kind) return false;
  return a.kind == RuleKind::kEachIndex ? std::ranges::is_permutation(a.keys, b.keys) : a.keys == b.keys;
}

bool Equal(const std::vector<Value>& a, const std::vector<Value>& b) {
  for (size_t i = 0; i < a.size(); ++i) {
    if (base::Equals(a[i], b[i]) != true) return false;
  }
  return true;
}

std::string PropertiesText(const View& view, const Rule& rule, const std::vector<Value>& values) {
  std::vector<std::string> keys;
  for (const base::KeyId key : rule.keys) keys.emplace_back(view.KeyName(key));
  return Listed(keys, values);
}

base::Error NotUnique(const View& view, const Rule& rule, uint64_t entity, const std::vector<Value>& values) {
  const std::string properties = PropertiesText(view, rule, values);
  const std::string label = LabelName(view, rule);
  if (rule.relationship) {
    return MakeError(ErrorCode::kConstraint, "Relationship({}) already exists with type `{}` and {}", entity, label,
                     properties);
  }
  return MakeError(ErrorCode::kConstraint, "Node({}) already exists with label `{}` and {}", entity, label, properties);
}

base::Error BothHave(const View& view, const Rule& rule, uint64_t first, uint64_t second,
                     const std::vector<Value>& values) {
  const std::string properties = PropertiesText(view, rule, values);
  const std::string label = LabelName(view, rule);
  if (rule.relationship) {
    return MakeError(ErrorCode::kConstraint, "Relationship({}) and Relationship({}) with type `{}` both have {}", first,
                     second, label, properties);
  }
  return MakeError(ErrorCode::kConstraint, "Node({}) and Node({}) with label `{}` both have {}", first, second, label,
                   properties);
}

UniqueCheck::UniqueCheck(const View& view, const Rule& rule) : view_(view), rule_(rule), prefix_(RulePrefix(rule.id)) {}
UniqueCheck::~UniqueCheck() = default;

base::Result<void> UniqueCheck::Check(std::string_view key) {
  const uint64_t entity = EntityOf(key);
  QIAO_TRY(const std::vector<Value> values, ValuesOf(view_, rule_, entity));
  if (!reader_) {
    QIAO_TRY(reader_, view_.OpenIndex(rule_));
  }
  QIAO_CHECK(reader_->Seek({.equal = values}));
  bool more = true;
  while (more) {
    found_.clear();
    QIAO_TRY(more, reader_->Read(kReadAtOnce, found_));
    for (uint64_t other : found_) {
      if (other == entity) continue;
      // Long texts may only seem to be the same.
      QIAO_TRY(const std::vector<Value> others, ValuesOf(view_, rule_, other));
      if (Equal(values, others)) return NotUnique(view_, rule_, other, values);
    }
  }
  return {};
}

base::Result<std::optional<base::Error>> EqualEntries::Add(std::string_view key) {
  if (before_.empty() || WithoutEntity(before_) != WithoutEntity(key)) alike_.clear();
  before_ = key;
  const uint64_t entity = EntityOf(key);
  for (uint64_t other : alike_) {
    QIAO_TRY(const auto values, ValuesOf(view_, rule_, other));
    QIAO_TRY(const auto others, ValuesOf(view_, rule_, entity));
    if (!Equal(values, values)) break;  // NaN
    // An entry that shouldn't be there says nothing.
    QIAO_TRY(const bool counts, Obeys(view_, rule_, other));
    if (counts && Equal(values, others)) return std::optional(NotUnique(view_, rule_, other, values));
  }
  alike_.push_back(entity);
  return std::optional<base::Error>();
}

std::optional<size_t> BrokenKey(const Rule& rule, std::span<const Value> values) {
  for (size_t i = 0; i < values.size(); ++i) {
    if (rule.kind == RuleKind::kType && !Fits(rule, values[i])) return i;
    if ((rule.kind == RuleKind::kKey || rule.kind == RuleKind::kExists) && values[i].is_null()) return i;
  }
  return std::nullopt;
}

base::Result<void> CheckEntity(const View& view, const Rule& rule, uint64_t entity) {
  QIAO_TRY(const bool obeys, Obeys(view, rule, entity));
  if (!obeys) return {};
  QIAO_TRY(const std::vector<Value> values, ValuesOf(view, rule, entity));
  const auto broken = BrokenKey(rule, values);
  if (!broken) return {};
  const std::string_view key = view.KeyName(rule.keys[*broken]);
  if (rule.kind == RuleKind::kType) return WrongType(view, rule, entity, key, values[*broken]);
  return Missing(view, rule, entity, key);
}

base::Error BrokenByData(const Rule& rule, const std::vector<base::Error>& faults, bool more) {
  std::string list;
  for (const base::Error& fault : faults) list += (list.empty() ? "" : "; ") + fault.Text();
  if (more) list += "; …";
  return MakeError(ErrorCode::kConstraint, "constraint `{}` can't be made, because the data breaks it: {}", rule.name,
                   list);
}

}  // namespace qiao::storage
