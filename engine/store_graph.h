// Introduces the store to the query layer: a storage::View as the graph that queries read, a storage::Transaction as
// the one that they write.
//
// Owner:   the caller. What a StoreReader or StoreWriter is made of outlives it.
// Threads: of a StoreReader over a Snapshot any number; over a Transaction one.
#pragma once

#include "query/graph.h"
#include "storage/transaction.h"
#include "storage/view.h"

namespace qiao::engine {

class StoreReader final : public query::GraphReader {
 public:
  // A state that no longer changes, and one that is being written.
  explicit StoreReader(const storage::View& view);
  explicit StoreReader(const storage::Transaction& transaction);

  std::optional<base::LabelId> FindLabel(std::string_view name) const override { return view_.FindLabel(name); }
  std::optional<base::TypeId> FindType(std::string_view name) const override { return view_.FindType(name); }
  std::optional<base::KeyId> FindKey(std::string_view name) const override { return view_.FindKey(name); }
  std::string_view LabelName(base::LabelId label) const override { return view_.LabelName(label); }
  std::string_view TypeName(base::TypeId type) const override { return view_.TypeName(type); }
  std::string_view KeyName(base::KeyId key) const override { return view_.KeyName(key); }
  std::vector<std::string> LabelNames() const override { return view_.LabelNames(); }
  std::vector<std::string> TypeNames() const override { return view_.TypeNames(); }
  std::vector<std::string> KeyNames() const override { return view_.KeyNames(); }

  std::span<const query::NodeTable> NodeTables() const override;
  std::span<const query::EdgeTable> EdgeTables() const override;

  base::Result<query::LiveView> ReadLive(base::TableId node_table, uint32_t run) const override;
  base::Result<query::ColumnView> ReadColumn(base::TableId node_table, base::KeyId key, uint32_t run) const override;
  base::Result<query::ColumnView> ReadEdgeColumn(base::TableId edge_table, base::KeyId key,
                                                 uint32_t run) const override;
  StatisticsPtr ReadStatistics(base::TableId node_table, base::KeyId key) const override;
  StatisticsPtr ReadEdgeStatistics(base::TableId edge_table, base::KeyId key) const override;
  base::Result<query::AdjacencyView> ReadAdjacency(base::TableId edge_table, base::Direction direction,
                                                   uint32_t run) const override;

  base::Result<query::LinksView> ReadLinks(base::TableId edge_table, base::Direction direction,
                                           uint32_t row) const override;

  base::Result<bool> Exists(base::NodeId node) const override { return view_.Exists(node); }
  base::Result<bool> Exists(base::EdgeId edge) const override { return view_.Exists(edge); }
  base::Result<std::vector<base::LabelId>> Labels(base::NodeId node) const override { return view_.Labels(node); }
  base::Result<bool> HasLabel(base::NodeId node, base::LabelId label) const override {
    return view_.HasLabel(node, label);
  }
  base::Result<query::EdgeEnds> Ends(base::EdgeId edge) const override;
  base::Result<base::Value> Property(base::NodeId node, base::KeyId key) const override {
    return view_.Property(node, key);
  }
  base::Result<base::Value> Property(base::EdgeId edge, base::KeyId key) const override {
    return view_.Property(edge, key);
  }
  base::Result<base::Map> Properties(base::NodeId node) const override { return view_.Properties(node); }
  base::Result<base::Map> Properties(base::EdgeId edge) const override { return view_.Properties(edge); }

  std::span<const query::SchemaRule> SchemaRules() const override;
  uint64_t SchemaVersion() const override;
  base::Result<std::unique_ptr<query::IndexReader>> OpenIndex(const query::SchemaRule& rule) const override;

 private:
  void Refresh() const;
  void RefreshRules() const;

  const storage::View& view_;
  const storage::Transaction* transaction_ = nullptr;
  // The view's tables as the query layer knows them, as of these counters of the transaction.
  mutable uint64_t shape_ = 0;
  mutable uint64_t counts_ = 0;
  mutable std::vector<query::NodeTable> node_tables_;
  mutable std::vector<query::EdgeTable> edge_tables_;
  mutable uint64_t rules_version_ = UINT64_MAX;
  mutable std::vector<query::SchemaRule> rules_;
};

class StoreWriter final : public query::GraphWriter {
 public:
  explicit StoreWriter(storage::Transaction& transaction) : transaction_(transaction) {}

  base::Result<base::LabelId> InternLabel(std::string_view name) override { return transaction_.InternLabel(name); }
  base::Result<base::TypeId> InternType(std::string_view name) override { return transaction_.InternType(name); }
  base::Result<base::KeyId> InternKey(std::string_view name) override { return transaction_.InternKey(name); }

  base::Result<base::NodeId> CreateNode(std::span<const base::LabelId> labels,
                                        std::span<const std::pair<base::KeyId, base::Value>> properties) override {
    return transaction_.CreateNode(labels, properties);
  }
  base::Result<base::EdgeId> CreateEdge(base::NodeId source, base::TypeId type, base::NodeId target,
                                        std::span<const std::pair<base::KeyId, base::Value>> properties) override {
    return transaction_.CreateEdge(source, type, target, properties);
  }
  base::Result<void> SetProperty(base::NodeId node, base::KeyId key, const base::Value& value) override {
    return transaction_.SetProperty(node, key, value);
  }
  base::Result<void> SetProperty(base::EdgeId edge, base::KeyId key, const base::Value& value) override {
    return transaction_.SetProperty(edge, key, value);
  }
  base::Result<void> AddLabel(base::NodeId node, base::LabelId label) override {
    return transaction_.AddLabel(node, label);
  }
  base::Result<void> RemoveLabel(base::NodeId node, base::LabelId label) override {
    return transaction_.RemoveLabel(node, label);
  }
  base::Result<void> DeleteNode(base::NodeId node) override { return transaction_.DeleteNode(node); }
  base::Result<void> DeleteEdge(base::EdgeId edge) override { return transaction_.DeleteEdge(edge); }

  base::Result<void> RefreshStatistics() override {
    transaction_.RefreshStatistics();
    return {};
  }

  base::Result<void> CreateRule(const query::SchemaRule& rule) override;
  base::Result<void> DropRule(std::string_view name) override { return transaction_.DropRule(name); }

 private:
  storage::Transaction& transaction_;
};

}  // namespace qiao::engine
