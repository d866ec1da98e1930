#include "storage/bulk/batch.h"

#include <algorithm>

#include "storage/bulk/batch_rule.h"
#include "storage/value_codec.h"

namespace qiao::storage {
namespace {

base::Result<void> Check(NewProperties properties, std::span<const BatchRule* const> rules) {
  for (const auto& [key, value] : properties) {
    if (!value.is_null()) QIAO_CHECK(CheckProperty(value));
  }
  for (const BatchRule* rule : rules) QIAO_CHECK(rule->Check(rule->ValuesOf(properties)));
  return {};
}

}  // namespace

ColumnBuffer& NodeBatch::ColumnOf(base::KeyId key) {
  for (size_t i = 0; i < columns_.size(); ++i, ++next_) {
    if (next_ >= columns_.size()) next_ = 0;
    if (columns_[next_].key == key) return columns_[next_++].cells;
  }
  columns_.push_back({key, {}});
  next_ = columns_.size();
  return columns_.back().cells;
}

base::Result<void> NodeBatch::Add(NewProperties properties, uint64_t origin) {
  QIAO_CHECK(Check(properties, rules_));
  for (const auto& [key, value] : properties) {
    if (!value.is_null()) ColumnOf(key).Append(rows_, value);
  }
  ++rows_;
  if (!rules_.empty()) origins_.push_back(origin);
  return {};
}

EdgeBatch::EdgeBatch(std::vector<const BatchRule*> rules)
    : rules_(std::move(rules)),
      keeps_origins_(std::ranges::any_of(rules_, [](const BatchRule* rule) { return rule->rule.is_unique(); })) {}

base::Result<void> EdgeBatch::AddWhole(uint32_t source, uint32_t target, NewProperties properties, uint64_t origin) {
  QIAO_CHECK(Check(properties, rules_));
  const size_t before = property_bytes_.size();
  for (const auto& [key, value] : properties) {
    if (value.is_null()) continue;
    PutVarint(property_bytes_, key.value);
    PutValue(property_bytes_, value);
    auto place = std::ranges::lower_bound(keys_, key);
    if (place == keys_.end() || *place != key) keys_.insert(place, key);
  }
  if (keeps_origins_) {
    PutVarint(property_bytes_, kOriginKey);
    PutVarint(property_bytes_, origin);
  }
  if (property_bytes_.size() > before && property_ends_.empty()) property_ends_.resize(links_.size());
  AddLink(source, target);
  return {};
}

}  // namespace qiao::storage
