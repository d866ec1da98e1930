#include "loaders/facts/forget.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "loaders/facts/fact_graph.h"

namespace qiao::loaders {

using base::Result;

namespace {

constexpr size_t kLeastHashDigits = 6;

bool Called(const std::string& text_hash, const KnownDocument& document, const std::string& name) {
  return document.doc == name || std::ranges::find(document.other_names, name) != document.other_names.end() ||
         (name.size() >= kLeastHashDigits && text_hash.starts_with(name));
}

Result<std::string> HashOf(const FactGraph& facts, const std::string& name) {
  std::vector<std::string> found;
  std::vector<std::string_view> names;
  for (const auto& [text_hash, document] : facts.documents()) {
    if (Called(text_hash, document, name)) found.push_back(text_hash);
    names.push_back(document.doc);
  }
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    if (const auto near = base::ClosestName(name, names)) {
      return base::MakeError(base::ErrorCode::kInput, "no document is called '{}'; did you mean '{}'?", name, *near);
    }
    return base::MakeError(base::ErrorCode::kInput, "no document is called '{}'", name);
  }
  std::string hashes;
  for (const std::string& hash : found) hashes += (hashes.empty() ? "" : ", ") + hash;
  return base::MakeError(base::ErrorCode::kInput, "{} documents are called '{}'; name one by its text hash: {}",
                         found.size(), name, hashes);
}

size_t EntitiesOf(const FactGraph& facts) {
  std::set<base::NodeId> nodes;
  for (Identities::Id id = 0; id < facts.identities().size(); ++id) {
    if (!facts.identities().alive(id)) continue;
    if (const auto node = facts.identities().node(id)) nodes.insert(*node);
  }
  return nodes.size();
}

}  // namespace

Result<std::vector<Forgotten>> ForgetArticles(engine::Database& database, const std::vector<std::string>& names) {
  QIAO_TRY(auto transaction, database.BeginWrite());
  QIAO_TRY(auto facts, FactGraph::Open(transaction->reader()));
  facts.Begin(*transaction);
  std::set<std::string> hashes;
  for (const std::string& name : names) {
    QIAO_TRY(std::string text_hash, HashOf(facts, name));
    hashes.insert(std::move(text_hash));
  }
  std::vector<Forgotten> forgotten;
  for (const std::string& text_hash : hashes) {
    const KnownDocument& document = facts.documents().at(text_hash);
    Forgotten one{.doc = document.doc};
    QIAO_TRY(one.title, TextOf(transaction->reader(), document.node, "title"));
    QIAO_TRY(const auto said, NeighboursOf(transaction->reader(), document.node, "SAID_IN", base::Direction::kIn));
    const auto label = transaction->reader().FindLabel("Claim");
    for (const Neighbour& node : said) {
      if (!label) break;
      QIAO_TRY(const bool claim, transaction->reader().HasLabel(node.node, *label));
      if (claim) ++one.claims;
    }
    const size_t before = EntitiesOf(facts);
    QIAO_CHECK(facts.Remove(text_hash));
    QIAO_CHECK(facts.Settle());
    one.entities = before - std::min(before, EntitiesOf(facts));
    forgotten.push_back(std::move(one));
  }
  QIAO_CHECK(transaction->Commit());
  return forgotten;
}

}  // namespace qiao::loaders
