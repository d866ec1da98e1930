#include "loaders/facts/fact_graph.h"

#include <algorithm>
#include <array>

#include "loaders/facts/entity_key.h"

namespace qiao::loaders {

using base::Direction;
using base::NodeId;
using base::Result;
using base::Value;

namespace {

// Properties of a MENTIONED_IN edge that are the reading's own business; the others are values of the entity.
constexpr std::array<std::string_view, 8> kOfReading = {"key",     "aliases", "surfaces", "offsets",
                                                        "lengths", "offset",  "length",   "split_from"};
constexpr std::string_view kDecision = "_decision", kStated = "_stated";
// Values that readings give an entity; what else a node carries, somebody else put there.
constexpr std::array<std::string_view, 8> kOfEntity = {"code",        "level",  "kind", "amount_yuan",
                                                       "approximate", "status", "date", "role"};

bool OneOf(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

Result<std::vector<std::string_view>> OwnLabels(const query::GraphReader& graph, NodeId node) {
  std::vector<std::string_view> names;
  QIAO_TRY(const auto labels, graph.Labels(node));
  for (const base::LabelId label : labels) names.push_back(graph.LabelName(label));
  return names;
}

// Tables' nodes of the labels that articles know: they keep their names.
Result<void> AddOwnNodes(const query::GraphReader& graph, Identities& identities) {
  for (auto label = news::EntityLabel::kProvince; label <= news::EntityLabel::kTroupe;
       label = static_cast<news::EntityLabel>(static_cast<int>(label) + 1)) {
    QIAO_CHECK(ForEachNode(graph, news::Name(label), [&](NodeId node) -> Result<void> {
      QIAO_TRY(const Value derived, PropertyOf(graph, node, "derived"));
      if (!derived.is_null()) return {};
      QIAO_TRY(const base::Map properties, graph.Properties(node));
      const std::string name = TextIn(properties, "name");
      if (name.empty()) return {};
      const std::string code = IsRegionLabel(news::Name(label)) ? TextIn(properties, "code") : std::string();
      identities.AddOwn(MakeKey(news::Name(label), name, code), TextsIn(properties, "aliases"), node);
      return {};
    }));
  }
  return {};
}

}  // namespace

Reading ReadingOf(const base::Map& edge_properties, std::string published, std::string text_hash) {
  Reading reading{.key = TextIn(edge_properties, "key"),
                  .aliases = TextsIn(edge_properties, "aliases"),
                  .published = std::move(published),
                  .text_hash = std::move(text_hash)};
  for (const auto& [key, value] : edge_properties) {
    if (OneOf(kOfReading, key) || key == "approximate") continue;
    if (key.ends_with(kDecision) || key.ends_with(kStated)) continue;
    if (ValueIn(edge_properties, DecisionName(key)) != nullptr) reading.reviewed.insert(key);
    // An amount and whether it is approximate are one value.
    if (key == "amount_yuan" && TrueIn(edge_properties, "approximate")) {
      reading.values.emplace_back(key, Value::Of(base::List{value, Value::Boolean(true)}));
    } else {
      reading.values.emplace_back(key, value);
    }
  }
  return reading;
}

std::string DecisionName(std::string_view value) { return std::string(value) + std::string(kDecision); }
std::string StatedName(std::string_view value) { return std::string(value) + std::string(kStated); }

const Value* StatedValue(const base::Map& edge_properties, std::string_view value) {
  const Value* stated = ValueIn(edge_properties, StatedName(value));
  return stated != nullptr ? stated : ValueIn(edge_properties, value);
}

Result<FactGraph> FactGraph::Open(const query::GraphReader& graph) {
  FactGraph facts;
  facts.graph_ = &graph;
  QIAO_CHECK(ForEachNode(graph, "Document", [&](NodeId node) -> Result<void> {
    QIAO_TRY(const base::Map properties, graph.Properties(node));
    const std::string text_hash = TextIn(properties, "text_hash");
    if (text_hash.empty()) return {};  // a table's
    const std::string published = TextIn(properties, "published");
    facts.documents_[text_hash] = {node,
                                   TextIn(properties, "doc"),
                                   published,
                                   TextIn(properties, "facts_hash"),
                                   TextsIn(properties, "other_names"),
                                   {.title = TextIn(properties, "given_title"),
                                    .published = TextIn(properties, "given_published"),
                                    .outlet = TextIn(properties, "given_outlet"),
                                    .url = TextIn(properties, "given_url")}};
    QIAO_TRY(const auto readings, NeighboursOf(graph, node, "MENTIONED_IN", Direction::kIn));
    for (const Neighbour& reading : readings) {
      QIAO_TRY(const base::Map said, graph.Properties(reading.edge));
      const Reading read = ReadingOf(said, published, text_hash);
      if (read.key.empty()) continue;
      facts.identities_.Add(read);
      const Identities::Id id = *facts.identities_.Find(read.key);
      if (!facts.identities_.node(id)) facts.Put(id, reading.node);
    }
    return {};
  }));
  QIAO_CHECK(ForEachNode(graph, "Load", [&](NodeId node) -> Result<void> {
    QIAO_TRY(const Value number, PropertyOf(graph, node, "number"));
    if (number.is(base::Kind::kInteger)) facts.loads_ = std::max(facts.loads_, number.integer());
    return {};
  }));
  QIAO_CHECK(AddOwnNodes(graph, facts.identities_));
  QIAO_TRY(facts.decisions_, Decisions::Read(graph));
  for (const Decision& decision : facts.decisions_.all()) {
    if (decision.holds()) facts.Learn(decision, true);
  }
  facts.identities_.Decide();  // as the graph has it
  for (Identities::Id id = 0; id < facts.identities_.size(); ++id) {
    // A key without readings stands where its entity does.
    const auto& identities = facts.identities_;
    if (identities.node(id) || !identities.alive(id)) continue;
    if (const auto own = identities.own(id)) {
      facts.Put(id, own);
    } else if (const auto pinned = identities.node(identities.root(id))) {
      facts.Put(id, pinned);
    } else {
      QIAO_TRY(const auto made, facts.PinnedNode(id));
      facts.Put(id, made);
    }
  }
  return facts;
}

// The derived node of an entity that only decisions know.
Result<std::optional<NodeId>> FactGraph::PinnedNode(Identities::Id id) const {
  const KeyParts parts = SplitKey(identities_.key(id));
  std::optional<NodeId> found;
  QIAO_CHECK(ForEachNode(*graph_, parts.label, [&](NodeId node) -> Result<void> {
    QIAO_TRY(const base::Map properties, graph_->Properties(node));
    if (!found && TrueIn(properties, "derived") && TextIn(properties, "name") == parts.name && !keys_at_.contains(node))
      found = node;
    return {};
  }));
  return found;
}

void FactGraph::Begin(engine::GraphTransaction& transaction) {
  graph_ = &transaction.reader();
  writer_ = &transaction.writer();
}

Result<NodeId> FactGraph::Create(std::string_view label, const PropertyBag& properties) {
  QIAO_TRY(base::LabelId id, writer_->InternLabel(label));
  QIAO_TRY(const auto interned, properties.Interned(*writer_));
  return writer_->CreateNode(std::span(&id, 1), interned);
}

Result<void> FactGraph::Connect(NodeId from, std::string_view type, NodeId to, const PropertyBag& properties) {
  QIAO_TRY(base::TypeId id, writer_->InternType(type));
  QIAO_TRY(const auto interned, properties.Interned(*writer_));
  QIAO_TRY([[maybe_unused]] base::EdgeId edge, writer_->CreateEdge(from, id, to, interned));
  return {};
}

void FactGraph::Put(Identities::Id id, std::optional<NodeId> node) {
  if (const auto old = identities_.node(id)) {
    left_.insert(*old);
    if (--keys_at_[*old] == 0) keys_at_.erase(*old);
  }
  if (node) ++keys_at_[*node];
  identities_.set_node(id, node);
}

Result<NodeId> FactGraph::NodeOf(Identities::Id root) {
  if (const auto own = identities_.own(root)) return *own;
  if (const auto known = identities_.node(root); known && identities_.alive(root)) return *known;
  const KeyParts parts = SplitKey(identities_.key(root));
  PropertyBag properties;
  properties.Text("name", parts.name);
  properties.Set("derived", Value::Boolean(true));
  QIAO_TRY(const NodeId node, Create(parts.label, properties));
  created_.insert(node);
  return node;
}

Result<void> FactGraph::Place() {
  const auto changes = identities_.Decide();
  // Roots first: the others follow them.
  std::vector<Identities::Id> roots, others;
  for (const auto& change : changes) {
    touched_.insert(change.old_root);
    touched_.insert(identities_.root(change.id));
    if (!identities_.alive(change.id)) {
      Put(change.id, std::nullopt);
    } else {
      (identities_.root(change.id) == change.id ? roots : others).push_back(change.id);
    }
  }
  roots.insert(roots.end(), others.begin(), others.end());
  for (const Identities::Id id : roots) {
    const Identities::Id root = identities_.root(id);
    const auto old = identities_.node(id);
    const bool was_elsewhere = old && root == id && keys_at_[*old] > 1 && !identities_.own(id);
    NodeId node;
    if (was_elsewhere) {
      // It leaves the entity whose node it shared, unless it is the one that the node is named after.
      QIAO_TRY(const std::string name, TextOf(*graph_, *old, "name"));
      if (name == SplitKey(identities_.key(id)).name) {
        node = *old;
      } else {
        Put(id, std::nullopt);
        QIAO_TRY(node, NodeOf(id));
      }
    } else {
      QIAO_TRY(node, NodeOf(root));
      if (root != id && !identities_.node(root) && identities_.alive(root)) Put(root, node);
    }
    if (old && *old != node) QIAO_CHECK(MoveEdges(identities_.key(id), *old, node));
    Put(id, node);
  }
  return {};
}

Result<void> FactGraph::MoveEdges(const std::string& key, NodeId from, NodeId to) {
  QIAO_TRY(const auto edges, EdgesOf(*graph_, from));
  for (const EdgeOf& edge : edges) {
    const std::string_view type = graph_->TypeName(edge.type);
    const bool doubt = type == "POSSIBLE_SAME_AS";
    QIAO_TRY(const base::Map properties, graph_->Properties(edge.edge));
    if (TextIn(properties, doubt && !edge.outgoing ? "other_key" : "key") != key) continue;
    const bool claim = type == "SUBJECT" || type == "OBJECT";
    if (claim) QIAO_CHECK(TouchClaim(edge.other));
    PropertyBag bag;
    for (const auto& [name, value] : properties) bag.Set(name, value);
    QIAO_CHECK(writer_->DeleteEdge(edge.edge));
    QIAO_CHECK(Connect(edge.outgoing ? to : edge.other, type, edge.outgoing ? edge.other : to, bag));
    if (claim) QIAO_CHECK(TouchClaim(edge.other));
  }
  return {};
}

// The link that a claim speaks of is to be concluded anew.
Result<void> FactGraph::TouchClaim(NodeId claim) {
  QIAO_TRY(std::string type, TextOf(*graph_, claim, "type"));
  QIAO_TRY(auto subject, NeighbourOf(*graph_, claim, "SUBJECT", Direction::kOut));
  QIAO_TRY(auto object, NeighbourOf(*graph_, claim, "OBJECT", Direction::kOut));
  if (!subject || !object) return {};
  if (IsSymmetric(type) && *object < *subject) std::swap(subject, object);
  links_.insert({std::move(type), *subject, *object});
  return {};
}

Result<void> FactGraph::TellAgain(Identities::Id id) {
  const std::string key = identities_.key(id);
  const auto node = identities_.node(id);
  identities_.Untell(id);
  if (!node) return {};
  QIAO_TRY(const auto documents, NeighboursOf(*graph_, *node, "MENTIONED_IN", Direction::kOut));
  for (const Neighbour& document : documents) {
    QIAO_TRY(const base::Map said, graph_->Properties(document.edge));
    if (TextIn(said, "key") != key) continue;
    QIAO_TRY(std::string published, TextOf(*graph_, document.node, "published"));
    QIAO_TRY(std::string text_hash, TextOf(*graph_, document.node, "text_hash"));
    identities_.Add(ReadingOf(said, std::move(published), std::move(text_hash)));
  }
  return Place();
}

Result<void> FactGraph::RefreshEntity(Identities::Id root) {
  const auto node = identities_.node(root);
  if (!node || !identities_.alive(root) || identities_.root(root) != root || identities_.own(root)) return {};
  base::Map values;
  Identities::Id untold = root;
  while (!identities_.Values(root, values, untold)) QIAO_CHECK(TellAgain(untold));
  base::Map wanted{{"name", Value::String(SplitKey(identities_.key(root)).name)}, {"derived", Value::Boolean(true)}};
  base::List aliases;
  for (const std::string& alias : identities_.Aliases(root)) aliases.push_back(Value::String(alias));
  if (!aliases.empty()) wanted.emplace_back("aliases", Value::Of(std::move(aliases)));
  for (const auto& [key, value] : values) {
    if (key == "amount_yuan" && value.is(base::Kind::kList)) {
      wanted.emplace_back(key, value.list()[0]);
      wanted.emplace_back("approximate", value.list()[1]);
    } else {
      wanted.emplace_back(key, value);
    }
  }
  QIAO_TRY(const base::Map present, graph_->Properties(*node));
  for (const auto& [key, value] : wanted) {
    const Value* old = ValueIn(present, key);
    if (old != nullptr && base::Equivalent(*old, value)) continue;
    QIAO_TRY(base::KeyId id, writer_->InternKey(key));
    QIAO_CHECK(writer_->SetProperty(*node, id, value));
  }
  for (const auto& [key, value] : present) {
    if (ValueIn(wanted, key) != nullptr || (key != "aliases" && !OneOf(kOfEntity, key))) continue;
    QIAO_TRY(base::KeyId id, writer_->InternKey(key));
    QIAO_CHECK(writer_->SetProperty(*node, id, Value::Null()));
  }
  return {};
}

// Nodes that articles made and nobody reads any more. What something else still refers to stays, as a node of its own.
Result<void> FactGraph::DropUnused() {
  for (const NodeId node : left_) {
    if (keys_at_.contains(node)) continue;
    QIAO_TRY(const bool exists, graph_->Exists(node));
    if (!exists) continue;
    QIAO_TRY(const Value derived, PropertyOf(*graph_, node, "derived"));
    if (derived.is_null()) continue;
    QIAO_TRY(const auto edges, EdgesOf(*graph_, node));
    if (edges.empty()) {
      QIAO_CHECK(writer_->DeleteNode(node));
      created_.erase(node);
      continue;
    }
    QIAO_TRY(base::KeyId key, writer_->InternKey("derived"));
    QIAO_CHECK(writer_->SetProperty(node, key, Value::Null()));
    QIAO_TRY(const auto labels, OwnLabels(*graph_, node));
    QIAO_TRY(const base::Map properties, graph_->Properties(node));
    for (const std::string_view label : labels) {
      const std::string code = IsRegionLabel(label) ? TextIn(properties, "code") : std::string();
      identities_.AddOwn(MakeKey(label, TextIn(properties, "name"), code), TextsIn(properties, "aliases"), node);
    }
  }
  left_.clear();
  return {};
}

Result<void> FactGraph::Settle() {
  // Each step may leave work for the ones before it.
  do {
    QIAO_CHECK(Place());
    while (!touched_.empty()) {
      const Identities::Id root = *touched_.begin();
      touched_.erase(touched_.begin());
      QIAO_CHECK(RefreshEntity(root));
    }
    LinkConcluder concluder(*graph_, *writer_);
    for (const LinkEnds& ends : links_) QIAO_CHECK(concluder.Conclude(ends));
    counts_.links += links_.size();
    links_.clear();
    QIAO_CHECK(DropUnused());
    QIAO_CHECK(Place());
  } while (!touched_.empty() || !links_.empty() || !left_.empty());
  return {};
}

FactCounts FactGraph::counts() const {
  FactCounts counts = counts_;
  std::set<NodeId> read;
  for (const Identities::Id id : read_) {
    if (const auto node = identities_.node(id)) read.insert(*node);
  }
  for (const NodeId node : read) ++(created_.contains(node) ? counts.new_entities : counts.known_entities);
  return counts;
}

}  // namespace qiao::loaders
