// A graph in plain maps and vectors, for tests of the query layer that need no store.
//
// Nodes stand in the table of the labels that they were created with, edges in the table of their type and ends; a view
// is built anew from the rows each time it is asked for. Adding or removing a label makes it vary in the node's table.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "query/graph.h"

namespace qiao::tests {

class ToyGraph : public query::GraphReader, public query::GraphWriter {
  using Pairs = std::span<const std::pair<base::KeyId, base::Value>>;

 public:
  // Short ways to fill it.
  base::NodeId AddNode(const std::vector<std::string>& labels, const base::Map& properties = {});
  base::EdgeId AddEdge(base::NodeId source, const std::string& type, base::NodeId target,
                       const base::Map& properties = {});

  std::optional<base::LabelId> FindLabel(std::string_view name) const override;
  std::optional<base::TypeId> FindType(std::string_view name) const override;
  std::optional<base::KeyId> FindKey(std::string_view name) const override;
  std::string_view LabelName(base::LabelId label) const override { return labels_[label.value]; }
  std::string_view TypeName(base::TypeId type) const override { return types_[type.value]; }
  std::string_view KeyName(base::KeyId key) const override { return keys_[key.value]; }
  std::vector<std::string> LabelNames() const override { return {labels_.begin(), labels_.end()}; }
  std::vector<std::string> TypeNames() const override { return {types_.begin(), types_.end()}; }
  std::vector<std::string> KeyNames() const override { return {keys_.begin(), keys_.end()}; }

  std::span<const query::NodeTable> NodeTables() const override { return node_tables_; }
  std::span<const query::EdgeTable> EdgeTables() const override { return edge_tables_; }

  base::Result<query::LiveView> ReadLive(base::TableId node_table, uint32_t run) const override;
  base::Result<query::ColumnView> ReadColumn(base::TableId node_table, base::KeyId key, uint32_t run) const override;
  base::Result<query::ColumnView> ReadEdgeColumn(base::TableId edge_table, base::KeyId key,
                                                 uint32_t run) const override;
  base::Result<query::AdjacencyView> ReadAdjacency(base::TableId edge_table, base::Direction direction,
                                                   uint32_t run) const override;

  base::Result<bool> Exists(base::NodeId node) const override;
  base::Result<bool> Exists(base::EdgeId edge) const override;
  base::Result<std::vector<base::LabelId>> Labels(base::NodeId node) const override;
  base::Result<bool> HasLabel(base::NodeId node, base::LabelId label) const override;
  base::Result<query::EdgeEnds> Ends(base::EdgeId edge) const override;
  base::Result<base::Value> Property(base::NodeId node, base::KeyId key) const override;
  base::Result<base::Value> Property(base::EdgeId edge, base::KeyId key) const override;
  base::Result<base::Map> Properties(base::NodeId node) const override;
  base::Result<base::Map> Properties(base::EdgeId edge) const override;

  base::Result<base::LabelId> InternLabel(std::string_view name) override;
  base::Result<base::TypeId> InternType(std::string_view name) override;
  base::Result<base::KeyId> InternKey(std::string_view name) override;
  base::Result<base::NodeId> CreateNode(std::span<const base::LabelId> labels, Pairs properties) override;
  base::Result<base::EdgeId> CreateEdge(base::NodeId source, base::TypeId type, base::NodeId target,
                                        Pairs properties) override;
  base::Result<void> SetProperty(base::NodeId node, base::KeyId key, const base::Value& value) override;
  base::Result<void> SetProperty(base::EdgeId edge, base::KeyId key, const base::Value& value) override;
  base::Result<void> AddLabel(base::NodeId node, base::LabelId label) override;
  base::Result<void> RemoveLabel(base::NodeId node, base::LabelId label) override;
  base::Result<void> DeleteNode(base::NodeId node) override;
  base::Result<void> DeleteEdge(base::EdgeId edge) override;

 private:
  struct Row {
    bool live = true;
    std::set<base::LabelId> labels;  // of a node
    base::NodeId source, target;     // of an edge
    std::map<base::KeyId, base::Value> properties;
  };

  const Row* Find(base::NodeId node) const;
  const Row* Find(base::EdgeId edge) const;
  base::Result<query::ColumnView> Column(const std::vector<Row>& rows, base::KeyId key, uint32_t run) const;
  base::Map ToMap(const Row& row) const;
  void SetVarying(base::NodeId node, base::LabelId label);

  std::deque<std::string> labels_;  // index = id
  std::deque<std::string> types_;
  std::deque<std::string> keys_;
  std::vector<query::NodeTable> node_tables_;  // index = id
  std::vector<query::EdgeTable> edge_tables_;
  std::vector<std::vector<Row>> nodes_;  // by table
  std::vector<std::vector<Row>> edges_;
};

}  // namespace qiao::tests
