// How people's decisions act on the graph.
#include <algorithm>

#include "loaders/facts/entity_key.h"
#include "loaders/facts/fact_graph.h"

namespace qiao::loaders {

using base::Direction;
using base::NodeId;
using base::Result;
using base::Value;

namespace {

constexpr std::string_view kReviewRule = "review";  // of claims that a person made

Result<void> Set(query::GraphWriter& writer, NodeId node, std::string_view name, const Value& value) {
  QIAO_TRY(base::KeyId key, writer.InternKey(name));
  return writer.SetProperty(node, key, value);
}

}  // namespace

void FactGraph::Learn(const Decision& decision, bool holds) {
  const auto pin = [&](const std::string& key) { holds ? identities_.Pin(key) : identities_.Unpin(key); };
  switch (decision.action) {
    case Action::kMerge:
      pin(decision.other);
      if (holds) {
        identities_.Merge(decision.key, decision.other);
      } else {
        identities_.Unmerge(decision.key);
      }
      break;
    case Action::kApart:
      identities_.KeepApart(decision.key, decision.other, holds);
      break;
    case Action::kAdd:
      pin(decision.subject);
      pin(decision.object);
      break;
    case Action::kSplit:
    case Action::kAccept:
    case Action::kReject:
    case Action::kAmend:
      break;
  }
}

std::string FactGraph::KeyIn(const std::string& text_hash, const std::string& key) const {
  for (const Decision* decision : decisions_.OfDocument(text_hash)) {
    if (decision->action == Action::kSplit && decision->key == key) return decision->other;
  }
  return key;
}

Result<void> FactGraph::Split(const Decision& decision, bool undo) {
  const auto document = documents_.find(decision.text_hash);
  if (document == documents_.end()) return {};
  const std::string& from = undo ? decision.other : decision.key;
  const std::string& to = undo ? decision.key : decision.other;
  const auto id = identities_.Find(from);
  if (!id || !identities_.node(*id)) return {};
  const NodeId node = *identities_.node(*id);
  // The edges of this document's reading.
  QIAO_TRY(const auto edges, EdgesOf(*graph_, node));
  std::vector<std::pair<EdgeOf, base::Map>> moving;
  std::optional<base::Map> reading;
  for (const EdgeOf& edge : edges) {
    const std::string_view type = graph_->TypeName(edge.type);
    const bool doubt = type == "POSSIBLE_SAME_AS";
    QIAO_TRY(base::Map properties, graph_->Properties(edge.edge));
    if (TextIn(properties, doubt && !edge.outgoing ? "other_key" : "key") != from) continue;
    bool ours = doubt && TextIn(properties, "text_hash") == decision.text_hash;
    if (type == "MENTIONED_IN") {
      ours = edge.other == document->second.node &&
             TextIn(properties, "split_from") == (undo ? decision.key : std::string());
      if (ours) reading = properties;
    } else if (!doubt) {
      QIAO_TRY(const auto said_in, NeighbourOf(*graph_, edge.other, "SAID_IN", Direction::kOut));
      ours = said_in == document->second.node;
    }
    if (ours) moving.emplace_back(edge, std::move(properties));
  }
  if (!reading) return {};
  identities_.Remove(ReadingOf(*reading, document->second.published, decision.text_hash));
  std::erase_if(*reading, [](const auto& property) { return property.first == "key"; });
  reading->emplace_back("key", Value::String(to));
  identities_.Add(ReadingOf(*reading, document->second.published, decision.text_hash));
  QIAO_CHECK(Place());
  touched_.insert(identities_.root(*identities_.Find(from)));
  touched_.insert(identities_.root(*identities_.Find(to)));
  const NodeId target = *identities_.node(*identities_.Find(to));
  const auto now_at = identities_.node(*id).value_or(node);
  for (auto& [edge, properties] : moving) {
    const std::string_view type = graph_->TypeName(edge.type);
    const bool incoming_doubt = type == "POSSIBLE_SAME_AS" && !edge.outgoing;
    const bool claim = type == "SUBJECT" || type == "OBJECT";
    // Place may have moved it meanwhile: it is found by its ends.
    QIAO_TRY(const auto candidates,
             NeighboursOf(*graph_, now_at, type, edge.outgoing ? Direction::kOut : Direction::kIn));
    for (const Neighbour& candidate : candidates) {
      if (candidate.node != edge.other) continue;
      QIAO_TRY(const base::Map present, graph_->Properties(candidate.edge));
      if (!base::Equivalent(Value::Of(present), Value::Of(properties))) continue;
      if (claim) QIAO_CHECK(TouchClaim(edge.other));
      PropertyBag bag;
      for (const auto& [name, value] : present) {
        const bool is_key = name == (incoming_doubt ? "other_key" : "key");
        if (name == "split_from") continue;
        bag.Set(name, is_key ? Value::String(to) : value);
      }
      if (type == "MENTIONED_IN" && !undo) bag.Text("split_from", decision.key);
      QIAO_CHECK(writer_->DeleteEdge(candidate.edge));
      QIAO_CHECK(Connect(edge.outgoing ? target : edge.other, type, edge.outgoing ? edge.other : target, bag));
      if (claim) QIAO_CHECK(TouchClaim(edge.other));
      break;
    }
  }
  return {};
}

Result<std::vector<NodeId>> FactGraph::ClaimsOf(const Decision& decision) const {
  std::vector<NodeId> found;
  const auto document = documents_.find(decision.text_hash);
  if (document == documents_.end()) return found;
  QIAO_TRY(const auto said, NeighboursOf(*graph_, document->second.node, "SAID_IN", Direction::kIn));
  const auto key_of = [&](NodeId claim, std::string_view end) -> Result<std::string> {
    QIAO_TRY(const auto ends, NeighboursOf(*graph_, claim, end, Direction::kOut));
    if (ends.empty()) return std::string();
    QIAO_TRY(const base::Map properties, graph_->Properties(ends.front().edge));
    return TextIn(properties, "key");
  };
  for (const Neighbour& claim : said) {
    QIAO_TRY(const base::Map properties, graph_->Properties(claim.node));
    const Value* offset = ValueIn(properties, "offset");
    if (TextIn(properties, "type") != decision.type || TextIn(properties, "rule") == kReviewRule) continue;
    if (offset == nullptr || !offset->is(base::Kind::kInteger) || offset->integer() != decision.offset) continue;
    QIAO_TRY(const std::string subject, key_of(claim.node, "SUBJECT"));
    QIAO_TRY(const std::string object, key_of(claim.node, "OBJECT"));
    if (subject == decision.subject && object == decision.object) found.push_back(claim.node);
  }
  return found;
}

Result<void> FactGraph::MakeClaim(const Decision& decision, std::optional<NodeId> amended) {
  base::Map values;
  if (amended) {
    QIAO_TRY(values, graph_->Properties(*amended));
    std::erase_if(values, [](const auto& property) { return property.first == "overruled"; });
  }
  const auto put = [&](std::string_view name, Value value) {
    std::erase_if(values, [&](const auto& property) { return property.first == name; });
    if (!value.is_null()) values.emplace_back(name, std::move(value));
  };
  put("type", Value::String(decision.type));
  put("rule", Value::String(kReviewRule));
  put("confidence", Value::Float(1));
  put("inferred", Value::Null());
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
  QIAO_TRY(const NodeId claim, Create("Claim", properties));
  if (!decision.text_hash.empty()) QIAO_CHECK(Connect(claim, "SAID_IN", documents_.at(decision.text_hash).node));
  QIAO_CHECK(Place());
  const auto connect = [&](std::string_view type, const std::string& key) -> Result<void> {
    PropertyBag bag;
    bag.Text("key", key);
    return Connect(claim, type, *identities_.node(*identities_.Find(key)), bag);
  };
  QIAO_CHECK(connect("SUBJECT", decision.subject));
  QIAO_CHECK(connect("OBJECT", decision.object));
  return TouchClaim(claim);
}

Result<void> FactGraph::ApplyToClaims(const Decision& decision) {
  const bool here = decision.text_hash.empty() || documents_.contains(decision.text_hash);
  if (decision.action == Action::kAdd) return here ? MakeClaim(decision, std::nullopt) : Result<void>();
  QIAO_TRY(const auto claims, ClaimsOf(decision));
  for (const NodeId claim : claims) {
    if (decision.action == Action::kAmend) QIAO_CHECK(MakeClaim(decision, claim));
    if (decision.action != Action::kAccept) QIAO_CHECK(Set(*writer_, claim, "overruled", Value::Boolean(true)));
    QIAO_CHECK(Set(*writer_, claim, "by", Value::String(decision.by)));
    QIAO_CHECK(Set(*writer_, claim, "at", Value::String(decision.at)));
    QIAO_CHECK(Set(*writer_, claim, "why", Value::String(decision.why)));
    QIAO_CHECK(Set(*writer_, claim, "decision", Value::Integer(decision.id)));
    QIAO_CHECK(TouchClaim(claim));
  }
  return {};
}

Result<void> FactGraph::UndoOnClaims(const Decision& decision) {
  QIAO_TRY(const auto claims, ClaimsOf(decision));
  for (const NodeId claim : claims) {
    for (const std::string_view name : {"overruled", "by", "at", "why", "decision"}) {
      QIAO_CHECK(Set(*writer_, claim, name, Value::Null()));
    }
    QIAO_CHECK(TouchClaim(claim));
  }
  const auto subject = identities_.Find(decision.subject);
  if (!subject || !identities_.node(*subject)) return {};
  QIAO_TRY(const auto about, NeighboursOf(*graph_, *identities_.node(*subject), "SUBJECT", Direction::kIn));
  for (const Neighbour& claim : about) {
    QIAO_TRY(const Value made_by, PropertyOf(*graph_, claim.node, "decision"));
    if (made_by.is(base::Kind::kInteger) && made_by.integer() == decision.id) QIAO_CHECK(DeleteClaim(claim.node));
  }
  return {};
}

Result<void> FactGraph::Apply(const Decision& decision) {
  QIAO_CHECK(decisions_.Write(*writer_, decision));
  Learn(decision, true);
  if (decision.action == Action::kSplit) return Split(decision, false);
  const bool of_entities = decision.action == Action::kMerge || decision.action == Action::kApart;
  return of_entities ? Place() : ApplyToClaims(decision);
}

Result<void> FactGraph::Undo(const Decision& decision, const std::string& at, const std::string& by) {
  const Decision undone = decision;  // the list of decisions changes below
  QIAO_CHECK(decisions_.MarkUndone(*writer_, undone.id, at, by));
  const bool of_claims = undone.action >= Action::kAccept;
  if (of_claims) QIAO_CHECK(UndoOnClaims(undone));
  Learn(undone, false);
  return undone.action == Action::kSplit ? Split(undone, true) : Place();
}

}  // namespace qiao::loaders
