#include "cli/facts/find_entities.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "cli/graph/each_node.h"

namespace qiao::cli {
namespace {

// Nodes that say where facts come from rather than being what facts are about.
constexpr std::string_view kSources[] = {"Claim", "Document", "Figure"};

std::string Fold(std::string_view text) { return base::ToLower(base::Normalize(text, base::NormalForm::kNfkc)); }

std::optional<NameMatch> Match(const Entity& entity, std::string_view wanted) {
  const std::string name = Fold(entity.name);
  if (name == wanted) return NameMatch::kName;
  bool part = false;
  for (const std::string& alias : entity.aliases) {
    const std::string folded = Fold(alias);
    if (folded == wanted) return NameMatch::kAlias;
    part = part || folded.find(wanted) != std::string::npos;
  }
  const size_t at = name.find(wanted);
  if (at == 0) return NameMatch::kNameStart;
  if (at != std::string::npos) return NameMatch::kNamePart;
  if (part) return NameMatch::kAliasPart;
  return std::nullopt;
}

base::Result<bool> Wanted(const query::GraphReader& graph, base::NodeId node, const FindOptions& options) {
  if (!options.label.empty()) {
    const auto label = graph.FindLabel(options.label);
    if (!label) return false;
    return graph.HasLabel(node, *label);
  }
  if (options.all) return true;
  for (const std::string_view source : kSources) {
    const auto label = graph.FindLabel(source);
    if (!label) continue;
    QIAO_TRY(const bool is_source, graph.HasLabel(node, *label));
    if (is_source) return false;
  }
  return true;
}

base::Result<Entity> Read(const query::GraphReader& graph, base::NodeId node) {
  Entity entity{.node = node};
  QIAO_TRY(const auto name, PropertyOf(graph, node, "name"));
  if (name.is(base::Kind::kString)) entity.name = name.string();
  QIAO_TRY(const auto aliases, PropertyOf(graph, node, "aliases"));
  if (aliases.is(base::Kind::kString)) entity.aliases.emplace_back(aliases.string());
  if (aliases.is(base::Kind::kList)) {
    for (const base::Value& alias : aliases.list()) {
      if (alias.is(base::Kind::kString)) entity.aliases.emplace_back(alias.string());
    }
  }
  if (entity.name.empty()) {  // documents
    QIAO_TRY(const auto title, PropertyOf(graph, node, "title"));
    if (title.is(base::Kind::kString)) entity.name = title.string();
  }
  return entity;
}

}  // namespace

base::Result<std::vector<Entity>> FindEntities(const query::GraphReader& graph, std::string_view text,
                                               const FindOptions& options) {
  const std::string wanted = Fold(base::Trim(text));
  std::vector<Entity> found;
  if (wanted.empty()) return found;
  QIAO_CHECK(ForEachNode(graph, [&](base::NodeId node) -> base::Result<void> {
    QIAO_TRY(auto entity, Read(graph, node));
    const auto match = Match(entity, wanted);
    if (!match) return {};
    QIAO_TRY(const bool take, Wanted(graph, node, options));
    if (!take) return {};
    entity.match = *match;
    QIAO_TRY(entity.labels, LabelsOf(graph, node));
    QIAO_TRY(const auto links, LinksOf(graph, node));
    entity.links = links.size();
    found.push_back(std::move(entity));
    return {};
  }));
  std::ranges::sort(found, [](const Entity& a, const Entity& b) {
    return std::tie(a.match, b.links, a.name, a.node) < std::tie(b.match, a.links, b.name, b.node);
  });
  return found;
}

}  // namespace qiao::cli
