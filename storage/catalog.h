// Everything that is known of a graph without looking at a row: names, tables and their counts.
//
// Copying one is cheap: copies share what neither has changed.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "storage/copy_on_write.h"
#include "storage/schema.h"
#include "storage/view.h"

namespace qiao::storage {

// Names of one kind, numbered from 0. A name that was given out is never taken back or moved.
class NameTable {
 public:
  size_t size() const { return names_.size(); }
  const std::string& name(uint32_t id) const { return *names_[id]; }
  std::optional<uint32_t> Find(std::string_view name) const;
  uint32_t Add(std::string_view name);
  std::vector<std::string> All() const;

 private:
  std::vector<std::shared_ptr<const std::string>> names_;
  std::unordered_map<std::string_view, uint32_t> ids_;  // its keys point into names_
};

// More label sets than this share the table of nodes without labels, and have their labels as overrides there.
inline constexpr size_t kMaxNodeTables = 1024;
inline constexpr size_t kMaxNameBytes = 64 << 10;
// For a table that has given out its last row number.
base::Error OutOfRows();

struct Catalog {
  Version version = 0;
  uint32_t format = 0;  // in which the store was written last
  CopyOnWrite<NameTable> labels;
  CopyOnWrite<NameTable> types;
  CopyOnWrite<NameTable> keys;
  CopyOnWrite<std::vector<NodeTable>> node_tables;
  CopyOnWrite<std::vector<EdgeTable>> edge_tables;
  CopyOnWrite<Schema> schema;

  // The table of a label set (sorted), of edges between two tables; nullopt when there is none yet.
  std::optional<uint32_t> FindNodeTable(const std::vector<base::LabelId>& label_set) const;
  std::optional<uint32_t> FindEdgeTable(base::TableId source, base::TypeId type, base::TableId target) const;
  // The table for new nodes of a label set, made when there is none yet. When there are too many tables, the one for
  // nodes without labels. kLimit when table numbers have run out, from all of these.
  base::Result<uint32_t> NodeTableFor(const std::vector<base::LabelId>& label_set);
  base::Result<uint32_t> AddNodeTable(std::vector<base::LabelId> label_set);
  base::Result<uint32_t> AddEdgeTable(base::TableId source, base::TypeId type, base::TableId target);

  // nullptr for a table that doesn't exist.
  const NodeTable* node_table(base::TableId id) const {
    return id.value < node_tables->size() ? &(*node_tables)[id.value] : nullptr;
  }
  const EdgeTable* edge_table(base::TableId id) const {
    return id.value < edge_tables->size() ? &(*edge_tables)[id.value] : nullptr;
  }

 private:
  using EdgeTableKey = std::tuple<base::TableId, base::TypeId, base::TableId>;
  struct EdgeTableKeyHash {
    size_t operator()(const EdgeTableKey& key) const noexcept {
      auto [source, type, target] = key;
      uint64_t mixed = (uint64_t{source.value} << 32 ^ target.value) * 0x9E3779B97F4A7C15ULL + type.value;
      return mixed ^ (mixed >> 29);
    }
  };

  CopyOnWrite<std::map<std::vector<base::LabelId>, uint32_t>> node_table_ids_;
  CopyOnWrite<std::unordered_map<EdgeTableKey, uint32_t, EdgeTableKeyHash>> edge_table_ids_;
};

}  // namespace qiao::storage
