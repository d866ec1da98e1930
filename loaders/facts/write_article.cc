#include "loaders/facts/write_article.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "loaders/facts/conclude.h"
#include "loaders/facts/properties.h"

namespace qiao::loaders {

using base::NodeId;
using base::Result;
using base::Value;

namespace {

class ArticleWriter {
 public:
  ArticleWriter(const news::Extraction& article, const query::GraphReader& graph, query::GraphWriter& writer,
                EntityIndex& index)
      : article_(article), graph_(graph), writer_(writer), index_(index) {}

  Result<ArticleCounts> Write() {
    QIAO_CHECK(WriteDocument());
    for (const news::Entity& entity : article_.entities) QIAO_CHECK(WriteEntity(entity));
    for (const news::PossibleSame& doubt : article_.doubts) QIAO_CHECK(WriteDoubt(doubt));
    for (const news::Figure& figure : article_.figures) QIAO_CHECK(WriteFigure(figure));
    for (const news::Agreement& agreement : article_.agreements) QIAO_CHECK(WriteAgreement(agreement));
    for (const news::Claim& claim : article_.claims) QIAO_CHECK(WriteClaim(claim));
    QIAO_CHECK(Conclude());
    return counts_;
  }

 private:
  Result<NodeId> Create(std::string_view label, const PropertyBag& properties) {
    QIAO_TRY(base::LabelId id, writer_.InternLabel(label));
    QIAO_TRY(auto interned, properties.Interned(writer_));
    return writer_.CreateNode(std::span(&id, 1), interned);
  }

  Result<void> Connect(NodeId from, std::string_view type, NodeId to, const PropertyBag& properties = {}) {
    QIAO_TRY(base::TypeId id, writer_.InternType(type));
    QIAO_TRY(auto interned, properties.Interned(writer_));
    QIAO_TRY([[maybe_unused]] base::EdgeId edge, writer_.CreateEdge(from, id, to, interned));
    return {};
  }

  Result<void> WriteDocument() {
    const news::Document& document = article_.document;
    PropertyBag properties;
    properties.Text("doc", document.doc);
    properties.Text("title", document.title);
    properties.Text("published", document.published);
    properties.Text("outlet", document.outlet);
    properties.Text("url", document.url);
    properties.Text("encoding", document.encoding);
    properties.Text("text_hash", document.text_hash);
    QIAO_TRY(document_, Create("Document", properties));
    return {};
  }

  Result<void> WriteEntity(const news::Entity& entity) {
    const std::string_view label = Name(entity.label);
    auto known = index_.Find(label, entity.name);
    NodeId node;
    if (known) {
      node = *known;
      ++counts_.known_entities;
      QIAO_CHECK(Complete(node, entity));
    } else {
      PropertyBag properties;
      properties.Text("name", entity.name);
      if (!entity.aliases.empty()) properties.Set("aliases", ToValue(news::PropertyValue(entity.aliases)));
      for (const auto& [key, value] : entity.props) properties.Set(key, ToValue(value));
      QIAO_TRY(node, Create(label, properties));
      index_.AddName(label, entity.name, node);
      ++counts_.new_entities;
    }
    for (const std::string& alias : entity.aliases) index_.AddAlias(label, alias, node);
    entities_.push_back(node);
    for (const news::Mention& mention : entity.mentions) {
      PropertyBag place;
      place.Text("surface", mention.surface);
      place.Set("offset", Value::Integer(static_cast<int64_t>(mention.place.offset)));
      place.Set("length", Value::Integer(static_cast<int64_t>(mention.place.length)));
      QIAO_CHECK(Connect(node, "MENTIONED_IN", document_, place));
    }
    return {};
  }

  // Adds to a known entity what it lacks: new aliases, properties that nobody stated before.
  Result<void> Complete(NodeId node, const news::Entity& entity) {
    QIAO_TRY(base::KeyId aliases_key, writer_.InternKey("aliases"));
    QIAO_TRY(base::KeyId name_key, writer_.InternKey("name"));
    QIAO_TRY(Value name, graph_.Property(node, name_key));
    QIAO_TRY(Value known, graph_.Property(node, aliases_key));
    std::set<std::string> aliases(entity.aliases.begin(), entity.aliases.end());
    aliases.insert(entity.name);
    if (known.is(base::Kind::kList)) {
      for (const Value& alias : known.list()) aliases.emplace(alias.string());
    }
    if (name.is(base::Kind::kString)) aliases.erase(std::string(name.string()));
    if (!aliases.empty()) {
      QIAO_CHECK(writer_.SetProperty(
          node, aliases_key, ToValue(news::PropertyValue(std::vector<std::string>(aliases.begin(), aliases.end())))));
    }
    for (const auto& [key_name, value] : entity.props) {
      QIAO_TRY(base::KeyId key, writer_.InternKey(key_name));
      QIAO_TRY(Value old, graph_.Property(node, key));
      if (old.is_null()) QIAO_CHECK(writer_.SetProperty(node, key, ToValue(value)));
    }
    return {};
  }

  Result<void> WriteDoubt(const news::PossibleSame& doubt) {
    PropertyBag properties;
    properties.Set("score", Value::Float(doubt.score));
    return Connect(entities_[doubt.first], "POSSIBLE_SAME_AS", entities_[doubt.second], properties);
  }

  Result<void> WriteFigure(const news::Figure& figure) {
    PropertyBag properties;
    properties.Text("metric", figure.metric);
    properties.Set("value", Value::Float(figure.value));
    properties.Text("unit", figure.unit);
    properties.Text("qualifier", figure.qualifier);
    properties.Text("period", figure.period);
    properties.Text("scope", figure.scope);
    properties.Passage(figure.evidence, figure.place);
    QIAO_TRY(NodeId node, Create("Figure", properties));
    figures_.push_back(node);
    for (uint32_t entity : figure.entities) QIAO_CHECK(Connect(node, "ABOUT", entities_[entity]));
    return Connect(node, "SAID_IN", document_);
  }

  Result<void> WriteAgreement(const news::Agreement& agreement) {
    PropertyBag properties;
    properties.Text("name", agreement.name);
    properties.Date("signed", agreement.signed_on);
    properties.Text("term", agreement.term);
    properties.Text("status", Name(agreement.status));
    properties.Passage(agreement.evidence, agreement.place);
    QIAO_TRY(NodeId node, Create("Agreement", properties));
    agreements_.push_back(node);
    for (uint32_t party : agreement.parties) QIAO_CHECK(Connect(entities_[party], "PARTY_TO", node));
    return Connect(node, "SAID_IN", document_);
  }

  Result<void> WriteClaim(const news::Claim& claim) {
    PropertyBag properties;
    properties.Text("type", Name(claim.type));
    properties.Text("status", Name(claim.status));
    if (claim.inferred) properties.Set("inferred", Value::Boolean(true));
    if (claim.amount_yuan) properties.Set("amount_yuan", Value::Integer(*claim.amount_yuan));
    if (claim.amount_yuan && claim.approximate) properties.Set("approximate", Value::Boolean(true));
    properties.Date("since", claim.since);
    properties.Date("until", claim.until);
    properties.Text("field", claim.field);
    properties.Text("programme", claim.programme);
    properties.Text("role", claim.role);
    properties.Text("rule", claim.rule);
    properties.Set("confidence", Value::Float(claim.confidence));
    properties.Passage(claim.evidence, claim.place);
    QIAO_TRY(NodeId node, Create("Claim", properties));
    ++counts_.claims;
    QIAO_CHECK(Connect(node, "SAID_IN", document_));
    QIAO_CHECK(Connect(node, "SUBJECT", entities_[claim.subject]));
    QIAO_CHECK(Connect(node, "OBJECT", entities_[claim.object]));
    for (uint32_t figure : claim.figures) QIAO_CHECK(Connect(node, "ABOUT", figures_[figure]));
    if (claim.agreement) QIAO_CHECK(Connect(node, "ABOUT", agreements_[*claim.agreement]));
    return {};
  }

  Result<void> Conclude() {
    std::set<std::tuple<news::LinkType, NodeId, NodeId>> links;
    for (const news::Claim& claim : article_.claims) {
      NodeId from = entities_[claim.subject];
      NodeId to = entities_[claim.object];
      if (Symmetric(claim.type) && to < from) std::swap(from, to);
      links.emplace(claim.type, from, to);
    }
    for (const auto& [type, from, to] : links) {
      QIAO_CHECK(ConcludeLink(graph_, writer_, Name(type), Symmetric(type), from, to));
    }
    counts_.links = links.size();
    return {};
  }

  const news::Extraction& article_;
  const query::GraphReader& graph_;
  query::GraphWriter& writer_;
  EntityIndex& index_;
  NodeId document_;
  // Nodes of the extraction's entities, figures and agreements, by their indexes.
  std::vector<NodeId> entities_;
  std::vector<NodeId> figures_;
  std::vector<NodeId> agreements_;
  ArticleCounts counts_;
};

}  // namespace

Result<ArticleCounts> WriteArticle(const news::Extraction& article, const query::GraphReader& graph,
                                   query::GraphWriter& writer, EntityIndex& entities) {
  return ArticleWriter(article, graph, writer, entities).Write();
}

}  // namespace qiao::loaders
