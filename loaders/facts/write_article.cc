#include <set>
#include <string>
#include <utility>
#include <vector>

#include "loaders/facts/digest.h"
#include "loaders/facts/entity_key.h"
#include "loaders/facts/fact_graph.h"

namespace qiao::loaders {

using base::NodeId;
using base::Result;
using base::Value;

// Writes one extraction: the document, its readings of entities, then what it says about them.
class ArticleWriter {
 public:
  ArticleWriter(FactGraph& facts, const news::Extraction& article, const news::DocumentInfo& info)
      : facts_(facts), article_(article), info_(info) {}

  Result<void> Write() {
    QIAO_CHECK(WriteDocument());
    QIAO_CHECK(WriteReadings());
    for (const news::PossibleSame& doubt : article_.doubts) QIAO_CHECK(WriteDoubt(doubt));
    for (const news::Figure& figure : article_.figures) QIAO_CHECK(WriteFigure(figure));
    for (const news::Agreement& agreement : article_.agreements) QIAO_CHECK(WriteAgreement(agreement));
    for (const news::Claim& claim : article_.claims) QIAO_CHECK(WriteClaim(claim));
    return {};
  }

 private:
  Result<void> WriteDocument() {
    const news::Document& document = article_.document;
    const std::string facts_hash = DigestOf(article_);
    PropertyBag properties;
    properties.Text("doc", document.doc);
    properties.Text("title", document.title);
    properties.Text("published", document.published);
    properties.Text("outlet", document.outlet);
    properties.Text("url", document.url);
    properties.Text("encoding", document.encoding);
    properties.Text("text_hash", document.text_hash);
    properties.Text("facts_hash", facts_hash);
    properties.Text("given_title", info_.title);
    properties.Text("given_published", info_.published);
    properties.Text("given_outlet", info_.outlet);
    properties.Text("given_url", info_.url);
    QIAO_TRY(document_, facts_.Create("Document", properties));
    KnownDocument known{document_, document.doc, document.published, facts_hash, {}, info_};
    known.given.file.clear();
    facts_.documents_[document.text_hash] = std::move(known);
    return {};
  }

  Result<void> WriteReadings() {
    std::vector<std::string> split_from;
    for (const std::string& key : KeysOf(article_)) {
      keys_.push_back(facts_.KeyIn(article_.document.text_hash, key));
      split_from.push_back(keys_.back() == key ? std::string() : key);
    }
    std::vector<PropertyBag> edges;
    for (size_t i = 0; i < keys_.size(); ++i) {
      edges.push_back(ReadingBag(article_.entities[i], keys_[i], split_from[i]));
      base::Map said;
      for (const auto& [key, value] : edges.back().values()) said.emplace_back(key, value);
      facts_.identities_.Add(ReadingOf(said, article_.document.published, article_.document.text_hash));
    }
    QIAO_CHECK(facts_.Place());
    for (size_t i = 0; i < keys_.size(); ++i) {
      const Identities::Id id = *facts_.identities_.Find(keys_[i]);
      facts_.read_.insert(id);
      facts_.touched_.insert(facts_.identities_.root(id));
      entities_.push_back(*facts_.identities_.node(id));
      QIAO_CHECK(facts_.Connect(entities_.back(), "MENTIONED_IN", document_, edges[i]));
    }
    return {};
  }

  static PropertyBag ReadingBag(const news::Entity& entity, const std::string& key, const std::string& split_from) {
    PropertyBag bag;
    bag.Text("key", key);
    bag.Text("split_from", split_from);
    if (!entity.aliases.empty()) bag.Set("aliases", ToValue(news::PropertyValue(entity.aliases)));
    base::List surfaces, offsets, lengths;
    for (const news::Mention& mention : entity.mentions) {
      surfaces.push_back(Value::String(mention.surface));
      offsets.push_back(Value::Integer(static_cast<int64_t>(mention.place.offset)));
      lengths.push_back(Value::Integer(static_cast<int64_t>(mention.place.length)));
    }
    if (!surfaces.empty()) {
      bag.Set("offset", offsets.front());
      bag.Set("length", lengths.front());
      bag.Set("surfaces", Value::Of(std::move(surfaces)));
      bag.Set("offsets", Value::Of(std::move(offsets)));
      bag.Set("lengths", Value::Of(std::move(lengths)));
    }
    for (const auto& [name, value] : entity.props) bag.Set(name, ToValue(value));
    return bag;
  }

  PropertyBag KeyBag(uint32_t entity) const {
    PropertyBag bag;
    bag.Text("key", keys_[entity]);
    return bag;
  }

  Result<void> WriteDoubt(const news::PossibleSame& doubt) {
    PropertyBag properties = KeyBag(doubt.first);
    properties.Text("other_key", keys_[doubt.second]);
    properties.Text("text_hash", article_.document.text_hash);
    properties.Set("score", Value::Float(doubt.score));
    ++facts_.counts_.doubts;
    return facts_.Connect(entities_[doubt.first], "POSSIBLE_SAME_AS", entities_[doubt.second], properties);
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
    QIAO_TRY(NodeId node, facts_.Create("Figure", properties));
    figures_.push_back(node);
    for (uint32_t entity : figure.entities) {
      QIAO_CHECK(facts_.Connect(node, "ABOUT", entities_[entity], KeyBag(entity)));
    }
    return facts_.Connect(node, "SAID_IN", document_);
  }

  Result<void> WriteAgreement(const news::Agreement& agreement) {
    PropertyBag properties;
    properties.Text("name", agreement.name);
    properties.Date("signed", agreement.signed_on);
    properties.Text("term", agreement.term);
    properties.Text("status", Name(agreement.status));
    properties.Passage(agreement.evidence, agreement.place);
    QIAO_TRY(NodeId node, facts_.Create("Agreement", properties));
    agreements_.push_back(node);
    for (uint32_t party : agreement.parties) {
      QIAO_CHECK(facts_.Connect(entities_[party], "PARTY_TO", node, KeyBag(party)));
    }
    return facts_.Connect(node, "SAID_IN", document_);
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
    QIAO_TRY(NodeId node, facts_.Create("Claim", properties));
    ++facts_.counts_.claims;
    QIAO_CHECK(facts_.Connect(node, "SAID_IN", document_));
    QIAO_CHECK(facts_.Connect(node, "SUBJECT", entities_[claim.subject], KeyBag(claim.subject)));
    QIAO_CHECK(facts_.Connect(node, "OBJECT", entities_[claim.object], KeyBag(claim.object)));
    for (uint32_t figure : claim.figures) QIAO_CHECK(facts_.Connect(node, "ABOUT", figures_[figure]));
    if (claim.agreement) QIAO_CHECK(facts_.Connect(node, "ABOUT", agreements_[*claim.agreement]));
    return facts_.TouchClaim(node);
  }

  FactGraph& facts_;
  const news::Extraction& article_;
  const news::DocumentInfo& info_;
  NodeId document_;
  // By the indexes of the extraction.
  std::vector<std::string> keys_;
  std::vector<NodeId> entities_;
  std::vector<NodeId> figures_;
  std::vector<NodeId> agreements_;
};

bool KnownDocument::Complete(news::DocumentInfo& info) const {
  bool filled = false;
  const auto fill = [&](std::string& field, const std::string& known) {
    if (!field.empty() || known.empty()) return;
    field = known;
    filled = true;
  };
  fill(info.title, given.title);
  fill(info.published, given.published);
  fill(info.outlet, given.outlet);
  fill(info.url, given.url);
  return filled;
}

Result<void> FactGraph::Add(const news::Extraction& article, const news::DocumentInfo& info) {
  QIAO_CHECK(ArticleWriter(*this, article, info).Write());
  const std::string& text_hash = article.document.text_hash;
  const NodeId document = documents_.at(text_hash).node;
  const auto former = former_load_.find(text_hash);
  if (former != former_load_.end()) {
    QIAO_CHECK(Connect(document, "LOADED_IN", former->second));
  } else if (!load_at_.empty()) {
    if (!load_) {
      PropertyBag properties;
      properties.Set("number", Value::Integer(++loads_));
      properties.Text("at", load_at_);
      QIAO_TRY(load_, Create("Load", properties));
    }
    QIAO_CHECK(Connect(document, "LOADED_IN", *load_));
  }
  for (const Decision* decision : decisions_.OfDocument(text_hash)) QIAO_CHECK(ApplyToSaid(*decision));
  return {};
}

Result<void> FactGraph::AddOtherName(const std::string& text_hash, const std::string& name) {
  KnownDocument& known = documents_.at(text_hash);
  if (name == known.doc) return {};
  std::set<std::string> names(known.other_names.begin(), known.other_names.end());
  if (!names.insert(name).second) return {};
  known.other_names.assign(names.begin(), names.end());
  QIAO_TRY(base::KeyId key, writer_->InternKey("other_names"));
  return writer_->SetProperty(known.node, key, ToValue(news::PropertyValue(known.other_names)));
}

// Figures and agreements have no ends: nothing is touched for them.
Result<void> FactGraph::DeleteSaid(NodeId said) {
  QIAO_CHECK(TouchClaim(said));
  return DeleteWithEdges(*graph_, *writer_, said);
}

Result<void> FactGraph::Remove(const std::string& text_hash) {
  const auto known = documents_.find(text_hash);
  const NodeId document = known->second.node;
  QIAO_TRY(const auto said, NeighboursOf(*graph_, document, "SAID_IN", base::Direction::kIn));
  for (const Neighbour& node : said) QIAO_CHECK(DeleteSaid(node.node));
  QIAO_TRY(const auto load, NeighbourOf(*graph_, document, "LOADED_IN", base::Direction::kOut));
  if (load) former_load_.insert_or_assign(text_hash, *load);
  QIAO_TRY(const auto readings, NeighboursOf(*graph_, document, "MENTIONED_IN", base::Direction::kIn));
  std::set<NodeId> mentioned;
  for (const Neighbour& reading : readings) {
    mentioned.insert(reading.node);
    QIAO_TRY(const base::Map properties, graph_->Properties(reading.edge));
    const Reading read = ReadingOf(properties, known->second.published, text_hash);
    if (read.key.empty()) continue;
    identities_.Remove(read);
    touched_.insert(identities_.root(*identities_.Find(read.key)));
  }
  for (const NodeId node : mentioned) {
    QIAO_TRY(const auto doubts, NeighboursOf(*graph_, node, "POSSIBLE_SAME_AS", base::Direction::kOut));
    for (const Neighbour& doubt : doubts) {
      QIAO_TRY(const base::Map properties, graph_->Properties(doubt.edge));
      if (TextIn(properties, "text_hash") == text_hash) QIAO_CHECK(writer_->DeleteEdge(doubt.edge));
    }
  }
  QIAO_CHECK(DeleteWithEdges(*graph_, *writer_, document));
  documents_.erase(known);
  return {};
}

}  // namespace qiao::loaders
