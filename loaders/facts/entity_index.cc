#include "loaders/facts/entity_index.h"

#include <algorithm>

#include "loaders/facts/neighbours.h"

namespace qiao::loaders {

using base::Result;
using base::Value;

Result<EntityIndex> EntityIndex::Build(const query::GraphReader& graph, const std::vector<std::string_view>& labels) {
  EntityIndex index;
  const auto name_key = graph.FindKey("name");
  const auto aliases_key = graph.FindKey("aliases");
  if (!name_key) return index;
  for (std::string_view name : labels) {
    const auto label = graph.FindLabel(name);
    if (!label) continue;
    QIAO_CHECK(ForEachNode(graph, *label, [&](base::NodeId node) -> Result<void> {
      QIAO_TRY(Value own, graph.Property(node, *name_key));
      if (own.is(base::Kind::kString)) index.AddName(name, own.string(), node);
      if (!aliases_key) return {};
      QIAO_TRY(Value aliases, graph.Property(node, *aliases_key));
      if (!aliases.is(base::Kind::kList)) return {};
      for (const Value& alias : aliases.list()) {
        if (alias.is(base::Kind::kString)) index.AddAlias(name, alias.string(), node);
      }
      return {};
    }));
  }
  return index;
}

std::optional<base::NodeId> EntityIndex::Find(std::string_view label, std::string_view name) const {
  auto of_label = labels_.find(label);
  if (of_label == labels_.end()) return std::nullopt;
  const std::string key(name);
  if (auto found = of_label->second.by_name.find(key); found != of_label->second.by_name.end()) return found->second;
  auto found = of_label->second.by_alias.find(key);
  if (found == of_label->second.by_alias.end() || found->second.size() != 1) return std::nullopt;
  return found->second.front();
}

void EntityIndex::AddName(std::string_view label, std::string_view name, base::NodeId node) {
  labels_[std::string(label)].by_name.emplace(name, node);
}

void EntityIndex::AddAlias(std::string_view label, std::string_view alias, base::NodeId node) {
  auto& nodes = labels_[std::string(label)].by_alias[std::string(alias)];
  if (std::find(nodes.begin(), nodes.end(), node) == nodes.end()) nodes.push_back(node);
}

}  // namespace qiao::loaders
