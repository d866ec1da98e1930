#include "storage/bulk/batch.h"

#include <algorithm>

#include "storage/value_codec.h"

namespace qiao::storage {

ColumnBuffer& NodeBatch::ColumnOf(base::KeyId key) {
  for (size_t i = 0; i < columns_.size(); ++i, ++next_) {
    if (next_ >= columns_.size()) next_ = 0;
    if (columns_[next_].key == key) return columns_[next_++].cells;
  }
  columns_.push_back({key, {}});
  next_ = columns_.size();
  return columns_.back().cells;
}

base::Result<void> NodeBatch::Set(base::KeyId key, const base::Value& value) {
  if (value.is_null()) return {};
  QIAO_CHECK(CheckProperty(value));
  ColumnOf(key).Append(rows_ - 1, value);
  return {};
}

base::Result<void> EdgeBatch::Add(uint32_t source, uint32_t target, std::span<const Property> properties) {
  const size_t before = property_bytes_.size();
  for (const auto& [key, value] : properties) {
    if (value.is_null()) continue;
    if (auto checked = CheckProperty(value); !checked) {
      property_bytes_.resize(before);
      return checked;
    }
    PutVarint(property_bytes_, key.value);
    PutValue(property_bytes_, value);
    auto place = std::ranges::lower_bound(keys_, key);
    if (place == keys_.end() || *place != key) keys_.insert(place, key);
  }
  if (property_bytes_.size() > before && property_ends_.empty()) property_ends_.resize(links_.size());
  links_.push_back(uint64_t{source} << 32 | target);
  if (!property_bytes_.empty()) property_ends_.push_back(static_cast<uint32_t>(property_bytes_.size()));
  return {};
}

}  // namespace qiao::storage
