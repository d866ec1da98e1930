// How people's decisions act on what an article says of an entity itself: what it costs, when it takes place. The value
// that counts stands on the edge of the reading; what the article states stands beside it, under a name of its own, so
// that it comes back when the decision is undone.
#include "loaders/facts/claims.h"
#include "loaders/facts/fact_graph.h"

namespace qiao::loaders {

using base::Direction;
using base::Result;
using base::Value;

Result<std::optional<base::EdgeId>> FactGraph::ReadingWithValue(const Decision& decision) const {
  const auto document = documents_.find(decision.text_hash);
  if (document == documents_.end()) return std::optional<base::EdgeId>();
  QIAO_TRY(const auto readings, NeighboursOf(*graph_, document->second.node, "MENTIONED_IN", Direction::kIn));
  const std::string key = KeyIn(decision.text_hash, decision.key);
  for (const Neighbour& reading : readings) {
    QIAO_TRY(const base::Map said, graph_->Properties(reading.edge));
    const Value* stated = StatedValue(said, decision.type);
    if (TextIn(said, "key") == key && stated != nullptr && PlainText(*stated) == decision.stated) {
      return std::optional(reading.edge);
    }
  }
  return std::optional<base::EdgeId>();
}

// Gives the reading other values; the entity follows.
Result<void> FactGraph::ChangeReading(base::EdgeId edge, const std::string& text_hash, const base::Map& changes) {
  const std::string& published = documents_.at(text_hash).published;
  QIAO_TRY(const base::Map before, graph_->Properties(edge));
  identities_.Remove(ReadingOf(before, published, text_hash));
  for (const auto& [name, value] : changes) QIAO_CHECK(SetProperty(*writer_, edge, name, value));
  QIAO_TRY(const base::Map after, graph_->Properties(edge));
  identities_.Add(ReadingOf(after, published, text_hash));
  touched_.insert(identities_.root(*identities_.Find(TextIn(after, "key"))));
  return {};
}

Result<void> FactGraph::ApplyToValue(const Decision& decision) {
  QIAO_TRY(const auto edge, ReadingWithValue(decision));
  if (!edge) return {};
  QIAO_TRY(const base::Map said, graph_->Properties(*edge));
  base::Map changes{{DecisionName(decision.type), Value::Integer(decision.id)}};
  if (decision.action != Action::kAccept) {
    changes.emplace_back(StatedName(decision.type), *ValueIn(said, decision.type));
    const Value* amended = ValueIn(decision.values, decision.type);
    changes.emplace_back(decision.type, amended == nullptr ? Value::Null() : *amended);
    if (decision.type == "amount_yuan" && TrueIn(said, "approximate")) {
      changes.emplace_back("approximate", Value::Null());
      changes.emplace_back(StatedName("approximate"), Value::Boolean(true));
    }
  }
  return ChangeReading(*edge, decision.text_hash, changes);
}

Result<void> FactGraph::UndoOnValue(const Decision& decision) {
  QIAO_TRY(const auto edge, ReadingWithValue(decision));
  if (!edge) return {};
  QIAO_TRY(const base::Map said, graph_->Properties(*edge));
  base::Map changes{{DecisionName(decision.type), Value::Null()}};
  const auto restore = [&](const std::string& name) {
    const Value* stated = ValueIn(said, StatedName(name));
    if (stated == nullptr) return;
    changes.emplace_back(name, *stated);
    changes.emplace_back(StatedName(name), Value::Null());
  };
  restore(decision.type);
  if (decision.type == "amount_yuan") restore("approximate");
  return ChangeReading(*edge, decision.text_hash, changes);
}

}  // namespace qiao::loaders
