// The facts of a graph under change: articles come and go, then Settle makes entities and links say what the articles
// that are left say. What the graph says then is a function of those articles, of the tables' nodes and of people's
// decisions, whatever the order in which they came.
//
// In the graph:
//   (:Document)                        one a text: doc, title, published, url, text_hash, facts_hash, other_names …
//   (e)-[:MENTIONED_IN]->(:Document)   one a reading: key, aliases, surfaces, offsets, lengths, values of the entity
//                                      itself (code, kind, amount_yuan …)
//   (:Claim), (:Figure), (:Agreement)  -[:SAID_IN]->(:Document); their edges to entities carry the reading's `key`
//   entities                           `derived: true` on those that articles made: name, aliases and values follow
//                                      from the readings, and the node goes with the last of them
//   links between entities             concluded from claims (conclude.h)
//
// Owner:   the caller, who keeps one transaction open around Begin … Settle and commits it. After an error, or without
//          the commit, the object must not be used any more.
// Threads: one.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/database.h"
#include "loaders/facts/conclude.h"
#include "loaders/facts/decision.h"
#include "loaders/facts/identities.h"
#include "loaders/facts/neighbours.h"
#include "loaders/facts/properties.h"
#include "loaders/news/extraction.h"
#include "query/graph.h"

namespace qiao::loaders {

struct FactCounts {
  uint64_t new_entities = 0;
  uint64_t known_entities = 0;
  uint64_t claims = 0;
  uint64_t links = 0;  // concluded anew
  uint64_t doubts = 0;
};

struct KnownDocument {
  base::NodeId node;
  std::string doc;
  std::string published;
  std::string facts_hash;
  std::vector<std::string> other_names;
  news::DocumentInfo given;  // what the loader was told from outside; `file` is empty

  // Fills what `info` leaves open with what is known from outside. False: there was nothing to fill.
  bool Complete(news::DocumentInfo& info) const;
};

class FactGraph {
 public:
  static base::Result<FactGraph> Open(const query::GraphReader& graph);

  void Begin(engine::GraphTransaction& transaction);
  // The Load node that documents added from now on belong to; made when the first one comes.
  void BeginLoad(std::string at) { load_at_ = std::move(at); }

  // By text hash.
  const std::map<std::string, KnownDocument>& documents() const { return documents_; }

  // `info`: what the loader was told about the document from outside.
  base::Result<void> Add(const news::Extraction& article, const news::DocumentInfo& info);
  // Takes the document's claims, figures, agreements and readings out, and itself.
  base::Result<void> Remove(const std::string& text_hash);
  // The same text under another name.
  base::Result<void> AddOtherName(const std::string& text_hash, const std::string& name);

  // The claims or figures that a decision speaks of: those of its article that an extraction made.
  base::Result<std::vector<base::NodeId>> SaidOf(const Decision& decision) const;
  // The reading whose value a decision speaks of.
  base::Result<std::optional<base::EdgeId>> ReadingWithValue(const Decision& decision) const;
  // The key that the article's own reading gave, before a person split it.
  std::string KeyBeforeSplit(const std::string& text_hash, const std::string& key) const;
  base::Result<void> Apply(const Decision& decision);
  base::Result<void> Undo(const Decision& decision, const std::string& at, const std::string& by);
  const Decisions& decisions() const { return decisions_; }
  // The graph holds what the decision speaks of; otherwise it waits for its article to come back.
  base::Result<bool> Finds(const Decision& decision) const;

  base::Result<void> Settle();
  // Of everything since Open.
  FactCounts counts() const;

  const Identities& identities() const { return identities_; }

 private:
  friend class ArticleWriter;

  base::Result<base::NodeId> Create(std::string_view label, const PropertyBag& properties);
  base::Result<void> Connect(base::NodeId from, std::string_view type, base::NodeId to,
                             const PropertyBag& properties = {});

  // Decides which readings are one entity, and gives each the node of its entity.
  base::Result<void> Place();
  base::Result<base::NodeId> NodeOf(Identities::Id root);
  void Put(Identities::Id id, std::optional<base::NodeId> node);
  base::Result<void> MoveEdges(const std::string& key, base::NodeId from, base::NodeId to);
  // Makes a document's reading `from` one with the key `to`, or takes that back.
  base::Result<void> Split(const Decision& decision, bool undo);
  base::Result<void> TouchClaim(base::NodeId claim);
  base::Result<void> RefreshEntity(Identities::Id root);
  base::Result<void> TellAgain(Identities::Id id);
  base::Result<void> DropUnused();

  base::Result<std::optional<base::NodeId>> PinnedNode(Identities::Id id) const;

  // In fact_decisions.cc.
  void Learn(const Decision& decision, bool holds);
  std::string KeyIn(const std::string& text_hash, const std::string& key) const;
  base::Result<void> ApplyToSaid(const Decision& decision);
  base::Result<void> UndoOnSaid(const Decision& decision);
  base::Result<void> MakeSaid(const Decision& decision, std::optional<base::NodeId> amended);
  base::Result<std::vector<base::NodeId>> MadeBy(const Decision& decision) const;
  base::Result<void> ApplyToValue(const Decision& decision);
  base::Result<void> UndoOnValue(const Decision& decision);
  base::Result<void> ChangeReading(base::EdgeId edge, const std::string& text_hash, const base::Map& changes);
  base::Result<void> DeleteSaid(base::NodeId said);

  const query::GraphReader* graph_ = nullptr;
  query::GraphWriter* writer_ = nullptr;
  Identities identities_;
  Decisions decisions_;
  std::map<std::string, KnownDocument> documents_;
  std::string load_at_;
  std::optional<base::NodeId> load_;
  int64_t loads_ = 0;  // the highest number of a Load node
  // What Settle has to look at.
  std::set<Identities::Id> touched_;  // roots
  std::set<base::NodeId> left_;       // nodes that readings left
  std::set<LinkEnds> links_;
  std::map<base::NodeId, size_t> keys_at_;           // how many readings' keys a node stands for
  std::map<std::string, base::NodeId> former_load_;  // of documents that were removed, by text hash
  // For the report.
  std::set<base::NodeId> created_;
  std::set<Identities::Id> read_;
  FactCounts counts_;
};

// What one MENTIONED_IN edge tells: see Reading.
Reading ReadingOf(const base::Map& edge_properties, std::string published, std::string text_hash);

// Where a reading keeps the number of the decision about one of its values, and the value that the article states when
// a person put another one in its place.
std::string DecisionName(std::string_view value);
std::string StatedName(std::string_view value);
// What the article states. Null pointer: nothing.
const base::Value* StatedValue(const base::Map& edge_properties, std::string_view value);

}  // namespace qiao::loaders
