// A property graph in plain vectors and maps, for the oracle: one table of nodes, one of edges, read a row at a time.
// Copying it is the oracle's way to take a statement back.
//
// Errors: kInternal for reading whole runs, which only the executor does; kEntityNotFound for writing what is deleted.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "query/graph.h"

namespace qiao::tests {

class PlainGraph : public query::GraphReader, public query::GraphWriter {
 public:
  std::optional<base::LabelId> FindLabel(std::string_view name) const override;
  std::optional<base::TypeId> FindType(std::string_view name) const override;
  std::optional<base::KeyId> FindKey(std::string_view name) const override;
  std::string_view LabelName(base::LabelId label) const override { return labels_[label.value]; }
  std::string_view TypeName(base::TypeId type) const override { return types_[type.value]; }
  std::string_view KeyName(base::KeyId key) const override { return keys_[key.value]; }
  std::vector<std::string> LabelNames() const override { return labels_; }
  std::vector<std::string> TypeNames() const override { return types_; }
  std::vector<std::string> KeyNames() const override { return keys_; }

  std::span<const query::NodeTable> NodeTables() const override { return {&node_table_, 1}; }
  std::span<const query::EdgeTable> EdgeTables() const override { return {&edge_table_, 1}; }

  base::Result<query::LiveView> ReadLive(base::TableId node_table, uint32_t run) const override;
  base::Result<query::ColumnView> ReadColumn(base::TableId node_table, base::KeyId key, uint32_t run) const override;
  base::Result<query::ColumnView> ReadEdgeColumn(base::TableId edge_table, base::KeyId key,
                                                 uint32_t run) const override;
  base::Result<query::AdjacencyView> ReadAdjacency(base::TableId edge_table, base::Direction direction,
                                                   uint32_t run) const override;

  base::Result<bool> Exists(base::NodeId node) const override { return nodes_.at(node.row()).alive; }
  base::Result<bool> Exists(base::EdgeId edge) const override { return edges_.at(edge.row()).alive; }
  base::Result<std::vector<base::LabelId>> Labels(base::NodeId node) const override;
  base::Result<bool> HasLabel(base::NodeId node, base::LabelId label) const override;
  base::Result<query::EdgeEnds> Ends(base::EdgeId edge) const override { return edges_.at(edge.row()).ends; }
  base::Result<base::Value> Property(base::NodeId node, base::KeyId key) const override;
  base::Result<base::Value> Property(base::EdgeId edge, base::KeyId key) const override;
  base::Result<base::Map> Properties(base::NodeId node) const override;
  base::Result<base::Map> Properties(base::EdgeId edge) const override;

  base::Result<base::LabelId> InternLabel(std::string_view name) override;
  base::Result<base::TypeId> InternType(std::string_view name) override;
  base::Result<base::KeyId> InternKey(std::string_view name) override;
  base::Result<base::NodeId> CreateNode(std::span<const base::LabelId> labels,
                                        std::span<const std::pair<base::KeyId, base::Value>> properties) override;
  base::Result<base::EdgeId> CreateEdge(base::NodeId source, base::TypeId type, base::NodeId target,
                                        std::span<const std::pair<base::KeyId, base::Value>> properties) override;
  base::Result<void> SetProperty(base::NodeId node, base::KeyId key, const base::Value& value) override;
  base::Result<void> SetProperty(base::EdgeId edge, base::KeyId key, const base::Value& value) override;
  base::Result<void> AddLabel(base::NodeId node, base::LabelId label) override;
  base::Result<void> RemoveLabel(base::NodeId node, base::LabelId label) override;
  base::Result<void> DeleteNode(base::NodeId node) override;
  base::Result<void> DeleteEdge(base::EdgeId edge) override;

 private:
  using PropertyMap = std::map<base::KeyId, base::Value>;
  struct Node {
    bool alive = true;
    std::set<base::LabelId> labels;
    PropertyMap properties;
  };
  struct Edge {
    bool alive = true;
    query::EdgeEnds ends;
    PropertyMap properties;
  };
  base::Map Named(const PropertyMap& properties) const;

  std::vector<std::string> labels_, types_, keys_;
  std::vector<Node> nodes_;
  std::vector<Edge> edges_;
  query::NodeTable node_table_{.id = base::TableId(0)};
  query::EdgeTable edge_table_{.id = base::TableId(0)};
};

}  // namespace qiao::tests
