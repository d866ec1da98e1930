#include "loaders/csv/stored_edges.h"

namespace qiao::loaders::csv {

base::Result<StoredEdges::Index> StoredEdges::Build(base::TypeId type) const {
  Index index;
  const auto nodes = graph_->NodeTables();
  for (const query::EdgeTable& table : graph_->EdgeTables()) {
    if (table.type != type || table.live == 0) continue;
    uint64_t rows = 0;
    for (const query::NodeTable& source : nodes) {
      if (source.id == table.source) rows = source.rows;
    }
    for (uint32_t run = 0; uint64_t{run} * query::kRunRows < rows; ++run) {
      QIAO_TRY(const auto view, graph_->ReadAdjacency(table.id, base::Direction::kOut, run));
      for (uint32_t i = 0; i < view.size; ++i) {
        const auto neighbours = view.Neighbours(i);
        const auto edges = view.Edges(i);
        const base::NodeId source(table.source, run * query::kRunRows + i);
        for (size_t k = 0; k < neighbours.size(); ++k) {
          index[{source, base::NodeId(table.target, neighbours[k])}].emplace_back(table.id, edges[k]);
        }
      }
    }
  }
  return index;
}

base::Result<bool> StoredEdges::HasJust(base::EdgeId edge,
                                        std::span<const std::pair<base::KeyId, base::Value>> properties) const {
  QIAO_TRY(const base::Map held, graph_->Properties(edge));
  if (held.size() != properties.size()) return false;
  for (const auto& [key, value] : properties) {
    QIAO_TRY(const base::Value there, graph_->Property(edge, key));
    if (!base::Equivalent(there, value)) return false;
  }
  return true;
}

base::Result<bool> StoredEdges::Take(base::NodeId source, std::string_view type, base::NodeId target,
                                     std::span<const std::pair<base::KeyId, base::Value>> properties) {
  const auto id = graph_->FindType(type);
  if (!id) return false;
  auto index = indexes_.find(*id);
  if (index == indexes_.end()) {
    QIAO_TRY(auto built, Build(*id));
    index = indexes_.emplace(*id, std::move(built)).first;
  }
  const auto found = index->second.find({source, target});
  if (found == index->second.end()) return false;
  auto& edges = found->second;
  for (size_t i = 0; i < edges.size(); ++i) {
    QIAO_TRY(const bool same, HasJust(edges[i], properties));
    if (!same) continue;
    edges.erase(edges.begin() + static_cast<std::ptrdiff_t>(i));
    return true;
  }
  return false;
}

}  // namespace qiao::loaders::csv
