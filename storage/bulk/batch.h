// Nodes and edges on their way into a bulk writer. A batch belongs to one thread until it is handed over.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/value.h"
#include "storage/bulk/column_buffer.h"

namespace qiao::storage {

// Nodes with the same labels, a column a property.
class NodeBatch {
 public:
  struct Column {
    base::KeyId key;
    ColumnBuffer cells;
  };

  uint32_t rows() const { return rows_; }
  std::span<const Column> columns() const { return columns_; }

  void AddRow() { ++rows_; }
  // Properties of the row added last, each key once. Null is no property.
  // Errors: kType/InvalidPropertyType for what no property may hold, kLimit for a value that is too large.
  base::Result<void> Set(base::KeyId key, const base::Value& value);
  void SetText(base::KeyId key, std::string_view text) { ColumnOf(key).AppendText(rows_ - 1, text); }
  void SetInteger(base::KeyId key, int64_t number) { ColumnOf(key).Append(rows_ - 1, base::Value::Integer(number)); }

 private:
  ColumnBuffer& ColumnOf(base::KeyId key);

  uint32_t rows_ = 0;
  std::vector<Column> columns_;
  size_t next_ = 0;  // rows tend to have their properties in the same order
};

// Edges of one edge table: ends as rows of the tables at either end, and properties as bytes.
class EdgeBatch {
 public:
  using Property = std::pair<base::KeyId, base::Value>;

  size_t size() const { return links_.size(); }
  // Errors: as those of NodeBatch::Set.
  base::Result<void> Add(uint32_t source, uint32_t target, std::span<const Property> properties = {});

  // source << 32 | target.
  std::span<const uint64_t> links() const { return links_; }
  // Where each edge's properties end in property_bytes(): varint key and value, one after the other. Empty when no
  // edge has any.
  std::span<const uint32_t> property_ends() const { return property_ends_; }
  std::string_view property_bytes() const { return property_bytes_; }
  // The keys used, sorted.
  std::span<const base::KeyId> keys() const { return keys_; }

 private:
  std::vector<uint64_t> links_;
  std::vector<uint32_t> property_ends_;
  std::string property_bytes_;
  std::vector<base::KeyId> keys_;
};

}  // namespace qiao::storage
