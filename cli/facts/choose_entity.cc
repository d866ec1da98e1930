#include "cli/facts/choose_entity.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/graph/each_node.h"

namespace qiao::cli {
namespace {

constexpr size_t kSuggestions = 10;

base::Error NothingCalled(const query::GraphReader& graph, const std::string& name, const FindOptions& options) {
  // Names that share some characters with the wanted one, or are written nearly so.
  std::vector<std::string> names;
  const auto label = graph.FindLabel(options.label);
  auto looked = ForEachNode(graph, [&](base::NodeId node) -> base::Result<void> {
    QIAO_TRY(const auto own, PropertyOf(graph, node, "name"));
    if (!own.is(base::Kind::kString)) return {};
    if (!options.label.empty()) {
      if (!label) return {};
      QIAO_TRY(const bool has, graph.HasLabel(node, *label));
      if (!has) return {};
    }
    names.emplace_back(own.string());
    return {};
  });
  if (!looked) return std::move(looked).error();
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  if (const auto near = base::ClosestName(name, candidates)) {
    return base::MakeError(base::ErrorCode::kInput, "nothing in the graph is called '{}'; did you mean '{}'?", name,
                           *near);
  }
  return base::MakeError(base::ErrorCode::kInput, "nothing in the graph is called '{}'", name);
}

// 长子 is 长子县: the name of a region without its level.
bool IsRegionWithoutLevel(const Entity& entity, const std::string& name) {
  constexpr std::string_view kRegions[] = {"Province", "City", "District", "Town"};
  const bool region = std::ranges::any_of(
      kRegions, [&](std::string_view label) { return std::ranges::find(entity.labels, label) != entity.labels.end(); });
  return region && entity.match == NameMatch::kNameStart &&
         base::CodePointCount(entity.name) == base::CodePointCount(base::Trim(name)) + 1;
}

std::string Labels(const Entity& entity) { return fmt::format("{}", fmt::join(entity.labels, ", ")); }

}  // namespace

base::Result<std::vector<Entity>> ChooseEntities(const query::GraphReader& graph, const std::string& name,
                                                 const FindOptions& options) {
  QIAO_TRY(auto found, FindEntities(graph, name, options));
  for (const NameMatch match : {NameMatch::kName, NameMatch::kAlias}) {
    std::vector<Entity> same;
    std::ranges::copy_if(found, std::back_inserter(same), [&](const Entity& entity) { return entity.match == match; });
    if (!same.empty()) return same;
  }
  std::vector<Entity> regions;
  std::ranges::copy_if(found, std::back_inserter(regions),
                       [&](const Entity& entity) { return IsRegionWithoutLevel(entity, name); });
  if (!regions.empty()) return regions;
  if (found.size() == 1) return found;
  if (found.empty()) return NothingCalled(graph, name, options);
  std::string names;
  for (const Entity& entity : std::span(found).first(std::min(found.size(), kSuggestions))) {
    names += (names.empty() ? "" : "、") + entity.name;
  }
  return base::MakeError(base::ErrorCode::kInput, "'{}' is a part of {} names; which one? {}", name, found.size(),
                         names);
}

base::Result<Entity> ChooseEntity(const query::GraphReader& graph, const std::string& name,
                                  const FindOptions& options) {
  QIAO_TRY(const auto chosen, ChooseEntities(graph, name, options));
  if (chosen.size() == 1) return chosen.front();
  std::string names;
  for (const Entity& entity : std::span(chosen).first(std::min(chosen.size(), kSuggestions))) {
    names += (names.empty() ? "" : "、") + fmt::format("{} ({})", entity.name, Labels(entity));
  }
  return base::MakeError(base::ErrorCode::kInput,
                         "{} entities are called '{}': {}; --label or a longer name tells which", chosen.size(), name,
                         names);
}

}  // namespace qiao::cli
