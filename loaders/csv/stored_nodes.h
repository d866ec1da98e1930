// Nodes that were in the database before a load, by the text of a property.
//
// Memory: one entry for each node that has the property and the label asked for; built at the first question.
// Errors: kIo, kCorruption.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "loaders/csv/loaded_ids.h"
#include "query/graph.h"

namespace qiao::loaders::csv {

struct StoredMatch {
  base::NodeId node;
  bool several = false;  // more than one node has the text
};

class StoredNodes {
 public:
  explicit StoredNodes(std::shared_ptr<const query::GraphReader> graph) : graph_(std::move(graph)) {}

  const query::GraphReader& graph() const { return *graph_; }
  bool HasLabel(std::string_view label) const { return graph_->FindLabel(label).has_value(); }

  // The node with the label (empty: any label) whose property `key` is `text`, or the whole number that `text` writes.
  base::Result<std::optional<StoredMatch>> Find(std::string_view label, std::string_view key, std::string_view text);

 private:
  using Index = TextMap<StoredMatch>;
  base::Result<Index> Build(std::optional<base::LabelId> label, base::KeyId key) const;
  base::Result<void> AddRun(Index& index, const query::NodeTable& table, uint32_t run,
                            std::optional<base::LabelId> check, base::KeyId key) const;

  std::shared_ptr<const query::GraphReader> graph_;
  TextMap<Index> indexes_;  // by label and key
};

}  // namespace qiao::loaders::csv
