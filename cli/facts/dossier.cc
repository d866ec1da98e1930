#include "cli/facts/dossier.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "cli/graph/each_node.h"

namespace qiao::cli {
namespace {

// The order in which kinds of facts are told; others come behind them by name.
struct KindRow {
  std::string_view type;
  bool symmetric;
};
constexpr std::array kKinds = {
    KindRow{"PAIRED_WITH", true},      KindRow{"COOPERATES_WITH", true}, KindRow{"INVESTS_IN", false},
    KindRow{"UNDERTAKES", false},      KindRow{"SUPPLIES", false},       KindRow{"PARTICIPATES_IN", false},
    KindRow{"PARTY_TO", false},        KindRow{"LOCATED_IN", false},     KindRow{"PART_OF", false},
    KindRow{"AFFILIATED_WITH", false},
};

size_t Rank(std::string_view type) {
  return static_cast<size_t>(std::ranges::find(kKinds, type, &KindRow::type) - kKinds.begin());
}
bool IsSymmetric(std::string_view type) {
  const size_t rank = Rank(type);
  return rank < kKinds.size() && kKinds[rank].symmetric;
}

std::string TextOf(const base::Map& properties, std::string_view key) {
  const auto found = std::ranges::find(properties, key, &base::Map::value_type::first);
  if (found == properties.end() || !found->second.is(base::Kind::kString)) return {};
  return std::string(found->second.string());
}

class DossierReader {
 public:
  DossierReader(const query::GraphReader& graph, const Entity& entity) : graph_(graph) { dossier_.entity = entity; }

  base::Result<Dossier> Read() {
    const base::NodeId node = dossier_.entity.node;
    QIAO_TRY(auto properties, graph_.Properties(node));
    for (auto& property : properties) {
      if (property.first != "name" && property.first != "aliases") dossier_.properties.push_back(std::move(property));
    }
    QIAO_TRY(const auto links, LinksOf(graph_, node));
    for (const Link& link : links) QIAO_CHECK(ReadLink(link));
    for (const auto& [claim, is_subject] : claims_) QIAO_CHECK(AddClaim(claim, is_subject));
    std::ranges::stable_sort(dossier_.facts, [](const Fact& a, const Fact& b) {
      return std::make_tuple(Rank(a.type), std::string_view(a.type), !a.outgoing, std::string_view(a.other.name)) <
             std::make_tuple(Rank(b.type), std::string_view(b.type), !b.outgoing, std::string_view(b.other.name));
    });
    for (auto& [article, mention] : mentions_) dossier_.mentions.push_back(std::move(mention));
    return std::move(dossier_);
  }

 private:
  base::Result<void> ReadLink(const Link& link) {
    const std::string_view type = graph_.TypeName(link.type);
    if (type == "SUBJECT" || type == "OBJECT") {
      if (!link.outgoing) claims_.emplace_back(link.other, type == "SUBJECT");
      return {};
    }
    if (type == "MENTIONED_IN" && link.outgoing) return AddMention(link.other);
    if (type == "ABOUT" && !link.outgoing) return AddFigure(link);
    Fact fact{.type = std::string(type), .outgoing = link.outgoing, .symmetric = IsSymmetric(type)};
    QIAO_TRY(fact.other, ReadEntity(link.other));
    QIAO_TRY(fact.properties, graph_.Properties(link.edge));
    // A table's link names its article itself.
    if (const std::string article = TextOf(fact.properties, "article"); !article.empty()) {
      Source source{.sentence = TextOf(fact.properties, "evidence"), .article = article};
      QIAO_TRY(source.title, TitleOf(article));
      std::erase_if(fact.properties, [&](auto& property) {
        if (property.first != "line" && property.first != "article" && property.first != "evidence") return false;
        if (property.first == "line") source.properties.push_back(property);
        return true;
      });
      fact.sources.push_back(std::move(source));
    }
    dossier_.facts.push_back(std::move(fact));
    return {};
  }

  base::Result<void> AddMention(base::NodeId document) {
    QIAO_TRY(const auto source, ReadDocument(document));
    Mention& mention = mentions_[source.article];
    mention.article = source.article;
    mention.title = source.title;
    ++mention.count;
    return {};
  }

  base::Result<void> AddFigure(const Link& link) {
    Fact figure{.type = "ABOUT", .outgoing = false};
    QIAO_TRY(figure.other, ReadEntity(link.other));
    QIAO_TRY(auto source, ReadSource(link.other));
    figure.properties = std::exchange(source.properties, {});
    figure.sources.push_back(std::move(source));
    dossier_.figures.push_back(std::move(figure));
    return {};
  }

  // The article, the sentence and the other properties of a claim or figure.
  base::Result<Source> ReadSource(base::NodeId node) {
    Source source;
    QIAO_TRY(const auto links, LinksOf(graph_, node));
    for (const Link& link : links) {
      if (!link.outgoing || graph_.TypeName(link.type) != "SAID_IN") continue;
      QIAO_TRY(source, ReadDocument(link.other));
    }
    QIAO_TRY(source.properties, graph_.Properties(node));
    source.sentence = TextOf(source.properties, "evidence");
    std::erase_if(source.properties, [](const auto& property) { return property.first == "evidence"; });
    return source;
  }

  base::Result<Source> ReadDocument(base::NodeId node) {
    QIAO_TRY(const auto properties, graph_.Properties(node));
    Source source{.article = TextOf(properties, "doc"), .title = TextOf(properties, "title")};
    if (source.article.empty()) source.article = TextOf(properties, "name");
    return source;
  }

  base::Result<void> AddClaim(base::NodeId claim, bool is_subject) {
    QIAO_TRY(auto source, ReadSource(claim));
    const std::string type = TextOf(source.properties, "type");
    std::erase_if(source.properties, [](const auto& property) { return property.first == "type"; });
    QIAO_TRY(const auto links, LinksOf(graph_, claim));
    for (const Link& link : links) {
      if (!link.outgoing || graph_.TypeName(link.type) != (is_subject ? "OBJECT" : "SUBJECT")) continue;
      const bool symmetric = IsSymmetric(type);
      const auto same = std::ranges::find_if(dossier_.facts, [&](const Fact& fact) {
        return fact.type == type && fact.other.node == link.other && (symmetric || fact.outgoing == is_subject);
      });
      if (same != dossier_.facts.end()) {
        same->sources.push_back(source);
        continue;
      }
      // A claim from which no link was concluded is told all the same.
      Fact fact{.type = type, .outgoing = is_subject, .symmetric = symmetric};
      QIAO_TRY(fact.other, ReadEntity(link.other));
      fact.sources.push_back(source);
      dossier_.facts.push_back(std::move(fact));
    }
    return {};
  }

  base::Result<Entity> ReadEntity(base::NodeId node) {
    Entity entity{.node = node};
    QIAO_TRY(entity.labels, LabelsOf(graph_, node));
    for (const std::string_view key : {"name", "title", "metric"}) {
      QIAO_TRY(const auto name, PropertyOf(graph_, node, key));
      if (!name.is(base::Kind::kString)) continue;
      entity.name = name.string();
      break;
    }
    return entity;
  }

  // The title of the Document whose name or file a link names.
  base::Result<std::string> TitleOf(const std::string& article) {
    if (!titles_) {
      titles_.emplace();
      const auto label = graph_.FindLabel("Document");
      QIAO_CHECK(ForEachNode(graph_, [&](base::NodeId node) -> base::Result<void> {
        if (!label) return {};
        QIAO_TRY(const bool is_document, graph_.HasLabel(node, *label));
        if (!is_document) return {};
        QIAO_TRY(const auto source, ReadDocument(node));
        titles_->emplace(source.article, source.title);
        return {};
      }));
    }
    const auto found = titles_->find(article);
    return found == titles_->end() ? std::string() : found->second;
  }

  const query::GraphReader& graph_;
  Dossier dossier_;
  std::vector<std::pair<base::NodeId, bool>> claims_;  // with: the entity is the subject
  std::map<std::string, Mention> mentions_;
  std::optional<std::map<std::string, std::string>> titles_;
};

}  // namespace

base::Result<Dossier> ReadDossier(const query::GraphReader& graph, const Entity& entity) {
  return DossierReader(graph, entity).Read();
}

}  // namespace qiao::cli
