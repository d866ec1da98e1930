// Finds the entities of a graph by label and name, or by an alias that only one of them has.
//
// Built by one look at every entity, then kept up to date by the writer.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "query/graph.h"

namespace qiao::loaders {

class EntityIndex {
 public:
  // Looks at the nodes that carry one of `labels`.
  static base::Result<EntityIndex> Build(const query::GraphReader& graph, const std::vector<std::string_view>& labels);

  // The entity of that name; without one, the only entity that has the name as an alias.
  std::optional<base::NodeId> Find(std::string_view label, std::string_view name) const;
  void AddName(std::string_view label, std::string_view name, base::NodeId node);
  void AddAlias(std::string_view label, std::string_view alias, base::NodeId node);

 private:
  struct OfLabel {
    std::unordered_map<std::string, base::NodeId> by_name;
    std::unordered_map<std::string, std::vector<base::NodeId>> by_alias;
  };
  std::map<std::string, OfLabel, std::less<>> labels_;
};

}  // namespace qiao::loaders
