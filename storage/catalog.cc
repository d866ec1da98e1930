#include "storage/catalog.h"

namespace qiao::storage {

base::Error OutOfRows() {
  return base::MakeError(base::ErrorCode::kLimit, "a table is full: it can't hold more than {} rows",
                         uint64_t{1} << base::NodeId::kRowBits);
}

std::optional<uint32_t> NameTable::Find(std::string_view name) const {
  auto found = ids_.find(name);
  if (found == ids_.end()) return std::nullopt;
  return found->second;
}

uint32_t NameTable::Add(std::string_view name) {
  auto id = static_cast<uint32_t>(names_.size());
  names_.push_back(std::make_shared<const std::string>(name));
  ids_.emplace(*names_.back(), id);
  return id;
}

std::vector<std::string> NameTable::All() const {
  std::vector<std::string> all;
  all.reserve(names_.size());
  for (const auto& name : names_) all.push_back(*name);
  return all;
}

std::optional<uint32_t> Catalog::FindNodeTable(const std::vector<base::LabelId>& label_set) const {
  auto found = node_table_ids_->find(label_set);
  if (found == node_table_ids_->end()) return std::nullopt;
  return found->second;
}

std::optional<uint32_t> Catalog::FindEdgeTable(base::TableId source, base::TypeId type, base::TableId target) const {
  auto found = edge_table_ids_->find({source, type, target});
  if (found == edge_table_ids_->end()) return std::nullopt;
  return found->second;
}

base::Result<uint32_t> Catalog::NodeTableFor(const std::vector<base::LabelId>& label_set) {
  if (auto known = FindNodeTable(label_set)) return *known;
  if (node_tables->size() < kMaxNodeTables) return AddNodeTable(label_set);
  if (auto generic = FindNodeTable({})) return *generic;
  return AddNodeTable({});
}

base::Result<uint32_t> Catalog::AddNodeTable(std::vector<base::LabelId> label_set) {
  auto id = static_cast<uint32_t>(node_tables->size());
  if (id > base::NodeId::kMaxTable) {
    return base::MakeError(base::ErrorCode::kLimit, "the database has {} node tables and can't have more", id);
  }
  NodeTable table;
  table.id = base::TableId(id);
  table.labels = label_set;
  node_tables.Mutable().push_back(std::move(table));
  node_table_ids_.Mutable().emplace(std::move(label_set), id);
  return id;
}

base::Result<uint32_t> Catalog::AddEdgeTable(base::TableId source, base::TypeId type, base::TableId target) {
  auto id = static_cast<uint32_t>(edge_tables->size());
  if (id > base::EdgeId::kMaxTable) {
    return base::MakeError(base::ErrorCode::kLimit, "the database has {} edge tables and can't have more", id);
  }
  EdgeTable table;
  table.id = base::TableId(id);
  table.type = type;
  table.source = source;
  table.target = target;
  edge_tables.Mutable().push_back(std::move(table));
  edge_table_ids_.Mutable().emplace(EdgeTableKey(source, type, target), id);
  return id;
}

}  // namespace qiao::storage
