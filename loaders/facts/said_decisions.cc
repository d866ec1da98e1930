// How people's decisions act on claims and figures.
#include "loaders/facts/claims.h"
#include "loaders/facts/fact_graph.h"

namespace qiao::loaders {

using base::Direction;
using base::NodeId;
using base::Result;
using base::Value;

namespace {

constexpr std::string_view kReviewRule = "review";  // of what a person states

}  // namespace

Result<std::vector<NodeId>> FactGraph::SaidOf(const Decision& decision) const {
  std::vector<NodeId> found, renamed;
  const auto document = documents_.find(decision.text_hash);
  if (document == documents_.end()) return found;
  QIAO_TRY(const auto said, NeighboursOf(*graph_, document->second.node, "SAID_IN", Direction::kIn));
  const auto key_of = [&](NodeId claim, std::string_view end) -> Result<std::string> {
    QIAO_TRY(const auto ends, NeighboursOf(*graph_, claim, end, Direction::kOut));
    if (ends.empty()) return std::string();
    QIAO_TRY(const base::Map properties, graph_->Properties(ends.front().edge));
    return KeyBeforeSplit(decision.text_hash, TextIn(properties, "key"));
  };
  const std::string own_subject = KeyBeforeSplit(decision.text_hash, decision.subject);
  const std::string own_object = KeyBeforeSplit(decision.text_hash, decision.object);
  for (const Neighbour& node : said) {
    QIAO_TRY(const base::Map properties, graph_->Properties(node.node));
    const Value* offset = ValueIn(properties, "offset");
    if (TextIn(properties, "rule") == kReviewRule) continue;
    if (offset == nullptr || !offset->is(base::Kind::kInteger) || offset->integer() != decision.offset) continue;
    if (decision.topic == Topic::kFigure) {
      if (NumberText(properties) != decision.stated) continue;
      (TextIn(properties, "metric") == decision.type ? found : renamed).push_back(node.node);
      continue;
    }
    if (TextIn(properties, "type") != decision.type) continue;
    QIAO_TRY(const std::string subject, key_of(node.node, "SUBJECT"));
    QIAO_TRY(const std::string object, key_of(node.node, "OBJECT"));
    if (subject == own_subject && object == own_object) found.push_back(node.node);
  }
  // The number is the same one when a rule calls it otherwise now.
  return found.empty() && renamed.size() == 1 ? renamed : found;
}

// The claim or figure that a person states, with all else that the amended one says.
Result<void> FactGraph::MakeSaid(const Decision& decision, std::optional<NodeId> amended) {
  const bool figure = decision.topic == Topic::kFigure;
  base::Map values;
  if (amended) {
    QIAO_TRY(values, graph_->Properties(*amended));
    std::erase_if(values, [](const auto& property) { return property.first == "overruled"; });
  }
  const auto put = [&](std::string_view name, Value value) {
    std::erase_if(values, [&](const auto& property) { return property.first == name; });
    if (!value.is_null()) values.emplace_back(name, std::move(value));
  };
  put("rule", Value::String(kReviewRule));
  if (!figure) {
    put("confidence", Value::Float(1));
    put("inferred", Value::Null());
  }
  if (!figure || !amended) put(figure ? "metric" : "type", Value::String(decision.type));
  if (!decision.evidence.empty()) put("evidence", Value::String(decision.evidence));
  for (const std::string_view name : {"since", "until"}) {
    if (ValueIn(decision.values, name) == nullptr) continue;
    for (const std::string_view suffix : {"_first", "_last", "_inferred"})
      put(std::string(name) + std::string(suffix), {});
  }
  if (ValueIn(decision.values, "amount_yuan") != nullptr) put("approximate", {});
  for (const auto& [name, value] : decision.values) {
    const bool taken_away = value.is(base::Kind::kString) && value.string().empty();
    put(name, taken_away ? Value::Null() : value);
  }
  put("by", Value::String(decision.by));
  put("at", Value::String(decision.at));
  put("why", Value::String(decision.why));
  put("decision", Value::Integer(decision.id));
  PropertyBag properties;
  for (const auto& [name, value] : values) properties.Set(name, value);
  QIAO_TRY(const NodeId made, Create(figure ? "Figure" : "Claim", properties));
  if (!decision.text_hash.empty()) QIAO_CHECK(Connect(made, "SAID_IN", documents_.at(decision.text_hash).node));
  if (amended) {
    QIAO_TRY(const auto edges, EdgesOf(*graph_, *amended));
    for (const EdgeOf& edge : edges) {
      const std::string_view type = graph_->TypeName(edge.type);
      if (type == "SAID_IN") continue;
      QIAO_TRY(const base::Map of_edge, graph_->Properties(edge.edge));
      PropertyBag bag;
      for (const auto& [name, value] : of_edge) bag.Set(name, value);
      QIAO_CHECK(Connect(edge.outgoing ? made : edge.other, type, edge.outgoing ? edge.other : made, bag));
    }
    return TouchClaim(made);
  }
  QIAO_CHECK(Place());
  const auto connect = [&](std::string_view type, const std::string& key) -> Result<void> {
    PropertyBag bag;
    bag.Text("key", key);
    return Connect(made, type, *identities_.node(*identities_.Find(key)), bag);
  };
  QIAO_CHECK(connect(figure ? "ABOUT" : "SUBJECT", decision.subject));
  if (!decision.object.empty()) QIAO_CHECK(connect(figure ? "ABOUT" : "OBJECT", decision.object));
  return TouchClaim(made);
}

Result<std::vector<NodeId>> FactGraph::MadeBy(const Decision& decision) const {
  std::vector<Neighbour> candidates;
  if (!decision.text_hash.empty()) {
    const auto document = documents_.find(decision.text_hash);
    if (document == documents_.end()) return std::vector<NodeId>();
    QIAO_TRY(candidates, NeighboursOf(*graph_, document->second.node, "SAID_IN", Direction::kIn));
  } else if (const auto subject = identities_.Find(decision.subject); subject && identities_.node(*subject)) {
    const std::string_view type = decision.topic == Topic::kFigure ? "ABOUT" : "SUBJECT";
    QIAO_TRY(candidates, NeighboursOf(*graph_, *identities_.node(*subject), type, Direction::kIn));
  }
  std::vector<NodeId> made;
  for (const Neighbour& candidate : candidates) {
    QIAO_TRY(const base::Map properties, graph_->Properties(candidate.node));
    const Value* by = ValueIn(properties, "decision");
    if (TextIn(properties, "rule") != kReviewRule || by == nullptr || !by->is(base::Kind::kInteger)) continue;
    if (by->integer() == decision.id) made.push_back(candidate.node);
  }
  return made;
}

Result<void> FactGraph::ApplyToSaid(const Decision& decision) {
  if (decision.action < Action::kAccept) return {};
  if (decision.topic == Topic::kValue) return ApplyToValue(decision);
  const bool here = decision.text_hash.empty() || documents_.contains(decision.text_hash);
  if (decision.action == Action::kAdd) return here ? MakeSaid(decision, std::nullopt) : Result<void>();
  QIAO_TRY(const auto said, SaidOf(decision));
  for (const NodeId node : said) {
    if (decision.action == Action::kAmend) QIAO_CHECK(MakeSaid(decision, node));
    if (decision.action != Action::kAccept) QIAO_CHECK(SetProperty(*writer_, node, "overruled", Value::Boolean(true)));
    QIAO_CHECK(SetProperty(*writer_, node, "by", Value::String(decision.by)));
    QIAO_CHECK(SetProperty(*writer_, node, "at", Value::String(decision.at)));
    QIAO_CHECK(SetProperty(*writer_, node, "why", Value::String(decision.why)));
    QIAO_CHECK(SetProperty(*writer_, node, "decision", Value::Integer(decision.id)));
    QIAO_CHECK(TouchClaim(node));
  }
  return {};
}

Result<void> FactGraph::UndoOnSaid(const Decision& decision) {
  if (decision.topic == Topic::kValue) return UndoOnValue(decision);
  QIAO_TRY(const auto made, MadeBy(decision));
  for (const NodeId node : made) QIAO_CHECK(DeleteSaid(node));
  QIAO_TRY(const auto said, SaidOf(decision));
  for (const NodeId node : said) {
    for (const std::string_view name : {"overruled", "by", "at", "why", "decision"}) {
      QIAO_CHECK(SetProperty(*writer_, node, name, Value::Null()));
    }
    QIAO_CHECK(TouchClaim(node));
  }
  return {};
}

}  // namespace qiao::loaders
