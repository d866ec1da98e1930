// Relationships that were in the database before a load, to tell which rows are there already.
//
// Memory: one entry for each relationship of the types asked for; built at the first question about a type.
// Errors: kIo, kCorruption.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"
#include "query/graph.h"

namespace qiao::loaders::csv {

class StoredEdges {
 public:
  explicit StoredEdges(std::shared_ptr<const query::GraphReader> graph) : graph_(std::move(graph)) {}

  // Whether a relationship with just these ends, type and properties is there. Each stands for one row: the next equal
  // row needs another one.
  base::Result<bool> Take(base::NodeId source, std::string_view type, base::NodeId target,
                          std::span<const std::pair<base::KeyId, base::Value>> properties);

 private:
  using Ends = std::pair<base::NodeId, base::NodeId>;
  struct EndsHash {
    size_t operator()(const Ends& ends) const {
      return std::hash<uint64_t>()(ends.first.value * 0x9E3779B97F4A7C15U ^ ends.second.value);
    }
  };
  using Index = std::unordered_map<Ends, std::vector<base::EdgeId>, EndsHash>;

  base::Result<Index> Build(base::TypeId type) const;
  base::Result<bool> HasJust(base::EdgeId edge, std::span<const std::pair<base::KeyId, base::Value>> properties) const;

  std::shared_ptr<const query::GraphReader> graph_;
  std::map<base::TypeId, Index> indexes_;
};

}  // namespace qiao::loaders::csv
