// Nodes and edges on their way into a bulk writer. A batch belongs to one thread until it is handed over.
//
// A batch is made by the writer (BulkWriter::NewNodes, NewEdges), which tells it what the rows must obey. A row that
// can't be taken is left out as a whole.
// Errors of Add: kType/InvalidPropertyType for what no property may hold, kLimit for a value that is too large,
//                kConstraint for a row that lacks a property that it must have, or has one of another type.
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

struct BatchRule;

// Each key once; null is no property.
using NewProperties = std::span<const std::pair<base::KeyId, base::Value>>;

// Nodes with the same labels, a column a property.
class NodeBatch {
 public:
  struct Column {
    base::KeyId key;
    ColumnBuffer cells;
  };

  uint32_t rows() const { return rows_; }
  std::span<const Column> columns() const { return columns_; }

  // `origin`: a number by which the caller knows the row, for messages about it.
  base::Result<void> Add(NewProperties properties, uint64_t origin = 0);

 private:
  friend class BulkWriter;
  explicit NodeBatch(std::vector<const BatchRule*> rules) : rules_(std::move(rules)) {}
  ColumnBuffer& ColumnOf(base::KeyId key);

  std::vector<const BatchRule*> rules_;  // of the nodes' labels
  uint32_t rows_ = 0;
  std::vector<Column> columns_;
  size_t next_ = 0;                // rows tend to have their properties in the same order
  std::vector<uint64_t> origins_;  // of the rows, where there are rules
};

// Edges of one type between two node tables: ends as rows of the tables at either end, and properties as bytes.
class EdgeBatch {
 public:
  size_t size() const { return links_.size(); }
  base::Result<void> Add(uint32_t source, uint32_t target, NewProperties properties = {}, uint64_t origin = 0) {
    if (!properties.empty() || !rules_.empty()) return AddWhole(source, target, properties, origin);
    AddLink(source, target);
    return {};
  }

  // source << 32 | target.
  std::span<const uint64_t> links() const { return links_; }
  // Where each edge's properties end in property_bytes(): varint key and value, one after the other. Empty when no
  // edge has any. kOriginKey is no key: a varint follows, the edge's origin.
  std::span<const uint32_t> property_ends() const { return property_ends_; }
  std::string_view property_bytes() const { return property_bytes_; }
  static constexpr uint32_t kOriginKey = UINT32_MAX;
  // The keys used, sorted.
  std::span<const base::KeyId> keys() const { return keys_; }

 private:
  friend class BulkWriter;
  explicit EdgeBatch(std::vector<const BatchRule*> rules);
  base::Result<void> AddWhole(uint32_t source, uint32_t target, NewProperties properties, uint64_t origin);
  void AddLink(uint32_t source, uint32_t target) {
    links_.push_back(uint64_t{source} << 32 | target);
    if (!property_bytes_.empty()) property_ends_.push_back(static_cast<uint32_t>(property_bytes_.size()));
  }

  std::vector<const BatchRule*> rules_;  // of the edges' type
  bool keeps_origins_ = false;
  std::vector<uint64_t> links_;
  std::vector<uint32_t> property_ends_;
  std::string property_bytes_;
  std::vector<base::KeyId> keys_;
};

}  // namespace qiao::storage
