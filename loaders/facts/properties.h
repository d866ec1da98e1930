// The properties of a node or a link under construction, by names.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "loaders/news/extraction.h"
#include "query/graph.h"

namespace qiao::loaders {

class PropertyBag {
 public:
  // Leaves out what says nothing: empty texts, absent values.
  void Text(std::string_view key, std::string_view text) {
    if (!text.empty()) values_.emplace_back(key, base::Value::String(std::string(text)));
  }
  void Set(std::string_view key, base::Value value) {
    if (!value.is_null()) values_.emplace_back(key, std::move(value));
  }
  // `key` as text, with the first and last day that it may mean in key_first and key_last.
  void Date(std::string_view key, const std::optional<news::StatedDate>& date);
  // Where a passage stands in its article, and its wording.
  void Passage(std::string_view evidence, const news::SourceSpan& place);

  const std::vector<std::pair<std::string, base::Value>>& values() const { return values_; }
  base::Result<std::vector<std::pair<base::KeyId, base::Value>>> Interned(query::GraphWriter& writer) const;

 private:
  std::vector<std::pair<std::string, base::Value>> values_;
};

base::Value ToValue(const news::PropertyValue& value);

// Null takes the property away. `entity` is a node or an edge.
template <class EntityId>
base::Result<void> SetProperty(query::GraphWriter& writer, EntityId entity, std::string_view name,
                               const base::Value& value) {
  QIAO_TRY(base::KeyId key, writer.InternKey(name));
  return writer.SetProperty(entity, key, value);
}

}  // namespace qiao::loaders
