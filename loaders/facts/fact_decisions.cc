// How people's decisions act on entities, and when which decision acts.
#include <algorithm>

#include "loaders/facts/entity_key.h"
#include "loaders/facts/fact_graph.h"

namespace qiao::loaders {

using base::Direction;
using base::NodeId;
using base::Result;
using base::Value;

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
      if (!decision.object.empty()) pin(decision.object);
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

std::string FactGraph::KeyBeforeSplit(const std::string& text_hash, const std::string& key) const {
  for (const Decision* decision : decisions_.OfDocument(text_hash)) {
    if (decision->action == Action::kSplit && decision->other == key) return decision->key;
  }
  return key;
}

Result<bool> FactGraph::Finds(const Decision& decision) const {
  const auto known = [&](const std::string& key) {
    const auto id = identities_.Find(key);
    return id && identities_.alive(*id);
  };
  switch (decision.action) {
    case Action::kMerge:
    case Action::kApart:
      return known(decision.key) && known(decision.other);
    case Action::kSplit:
      return documents_.contains(decision.text_hash) && known(decision.other);
    case Action::kAdd:
      return decision.text_hash.empty() || documents_.contains(decision.text_hash);
    case Action::kAccept:
    case Action::kReject:
    case Action::kAmend:
      break;
  }
  if (decision.topic == Topic::kValue) {
    QIAO_TRY(const auto reading, ReadingWithValue(decision));
    return reading.has_value();
  }
  QIAO_TRY(const auto said, SaidOf(decision));
  return !said.empty();
}

Result<void> FactGraph::Apply(const Decision& decision) {
  QIAO_CHECK(decisions_.Write(*writer_, decision));
  Learn(decision, true);
  if (decision.action == Action::kSplit) return Split(decision, false);
  const bool of_entities = decision.action == Action::kMerge || decision.action == Action::kApart;
  return of_entities ? Place() : ApplyToSaid(decision);
}

Result<void> FactGraph::Undo(const Decision& decision, const std::string& at, const std::string& by) {
  const Decision undone = decision;  // the list of decisions changes below
  QIAO_CHECK(decisions_.MarkUndone(*writer_, undone.id, at, by));
  const bool of_claims = undone.action >= Action::kAccept;
  if (of_claims) QIAO_CHECK(UndoOnSaid(undone));
  Learn(undone, false);
  return undone.action == Action::kSplit ? Split(undone, true) : Place();
}

}  // namespace qiao::loaders
