#include "loaders/facts/doubts.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>
#include <tuple>

#include "base/text.h"
#include "loaders/facts/conflicts.h"
#include "loaders/facts/entity_key.h"
#include "loaders/facts/neighbours.h"

namespace qiao::loaders {

using base::Direction;
using base::NodeId;
using base::Result;
using base::Value;

namespace json = boost::json;

namespace {

constexpr size_t kLeastCharacters = 3;  // of a name that may be short for another one

std::string PlainText(const Value* value) {
  if (value == nullptr || value->is_null()) return {};
  if (value->is(base::Kind::kString)) return std::string(value->string());
  return base::ToText(*value);
}

class Finder {
 public:
  Finder(const query::GraphReader& graph, const FactGraph& facts, double below)
      : graph_(graph), facts_(facts), below_(below) {}

  Result<std::vector<Doubt>> Find() {
    QIAO_CHECK(FindStatedPairs());
    QIAO_CHECK(FindShortNames());
    for (auto& [pair, doubt] : same_) found_.push_back(std::move(doubt));
    std::ranges::stable_sort(found_, [](const Doubt& a, const Doubt& b) {
      return std::tie(b.score, a.from, a.to) < std::tie(a.score, b.from, b.to);
    });
    QIAO_CHECK(FindClaims());
    return std::move(found_);
  }

 private:
  const Identities& identities() const { return facts_.identities(); }

  Result<void> AddSame(const std::string& key, const std::string& other, double score) {
    const auto a = identities().Find(key), b = identities().Find(other);
    if (!a || !b || !identities().alive(*a) || !identities().alive(*b)) return {};
    const auto root = identities().root(*a), other_root = identities().root(*b);
    if (root == other_root) return {};
    const std::string& one = identities().key(root);
    const std::string& two = identities().key(other_root);
    if (identities().KeptApart(one, two) || identities().KeptApart(key, other)) return {};
    const auto pair = std::minmax(one, two);
    const auto [at, fresh] = same_.try_emplace({pair.first, pair.second});
    Doubt& doubt = at->second;
    doubt.score = std::max(doubt.score, score);
    if (!fresh) return {};
    doubt.kind = "same";
    doubt.from = Shown(pair.first);
    doubt.to = Shown(pair.second);
    doubt.type = SplitKey(pair.first).label;
    doubt.ref = SameReference(pair.first, pair.second);
    doubt.note = base::Message("merge: both are one (name: what it is called); apart: they are two");
    const auto node = identities().node(*identities().Find(pair.first));
    if (!node) return {};
    QIAO_TRY(const auto document, NeighbourOf(graph_, *node, "MENTIONED_IN", Direction::kOut));
    if (document) {
      QIAO_TRY(doubt.article, ReadArticle(graph_, *document));
    }
    return {};
  }

  // The name, with its mark where it has one: 朝阳区 (110105).
  static std::string Shown(std::string_view key) {
    const KeyParts parts = SplitKey(key);
    return parts.mark.empty() ? std::string(parts.name) : fmt::format("{} ({})", parts.name, parts.mark);
  }

  // Pairs that an article's own reading left open.
  Result<void> FindStatedPairs() {
    for (Identities::Id id = 0; id < identities().size(); ++id) {
      const auto node = identities().node(id);
      if (!node || !identities().alive(id) || identities().root(id) != id) continue;
      QIAO_TRY(const auto doubts, NeighboursOf(graph_, *node, "POSSIBLE_SAME_AS", Direction::kOut));
      for (const Neighbour& doubt : doubts) {
        QIAO_TRY(const base::Map values, graph_.Properties(doubt.edge));
        const Value* score = ValueIn(values, "score");
        QIAO_CHECK(AddSame(TextIn(values, "key"), TextIn(values, "other_key"),
                           score != nullptr && score->is_number() ? score->number() : 0));
      }
    }
    return {};
  }

  // Names of different articles, one of which ends with the other (companies: begins with it), or that several longer
  // names have as an alias.
  Result<void> FindShortNames() {
    std::map<std::string, std::vector<Identities::Id>> by_name;  // label|name
    for (Identities::Id id = 0; id < identities().size(); ++id) {
      if (!identities().alive(id)) continue;
      const KeyParts parts = SplitKey(identities().key(id));
      if (!IsRegionLabel(parts.label) && parts.label != "Product") {
        by_name[fmt::format("{}|{}", parts.label, parts.name)].push_back(id);
      }
    }
    for (const auto& [label_and_name, ids] : by_name) {
      const KeyParts parts = SplitKey(identities().key(ids.front()));
      for (size_t i = 1; i < ids.size(); ++i) {  // namesakes with different marks
        QIAO_CHECK(AddSame(identities().key(ids.front()), identities().key(ids[i]), 0.5));
      }
      for (const Identities::Id id : ids) {
        for (const Identities::Id longer : identities().Candidates(id)) {
          QIAO_CHECK(AddSame(identities().key(id), identities().key(longer), 0.6));
        }
      }
      const bool company = parts.label == "Company";
      const size_t characters = base::CodePointCount(parts.name);
      for (size_t cut = 1; cut + kLeastCharacters <= characters; ++cut) {
        const std::string_view part = company ? base::CodePointSubstring(parts.name, 0, characters - cut)
                                              : base::CodePointSubstring(parts.name, cut, characters);
        const auto shorter = by_name.find(fmt::format("{}|{}", parts.label, part));
        if (shorter == by_name.end() || IsGenericName(parts.label, part)) continue;
        const double score = 0.5 + 0.5 * static_cast<double>(characters - cut) / static_cast<double>(characters);
        QIAO_CHECK(AddSame(identities().key(shorter->second.front()), identities().key(ids.front()), score));
      }
    }
    return {};
  }

  Result<Doubt> DoubtOf(const Said& claim, std::string kind) {
    Doubt doubt{.kind = std::move(kind),
                .type = claim.type,
                .values = claim.values,
                .article = claim.article,
                .sentence = claim.sentence};
    QIAO_TRY(doubt.from, NameOf(graph_, claim.from));
    QIAO_TRY(doubt.to, NameOf(graph_, claim.to));
    const Value* confidence = ValueIn(claim.values, "confidence");
    if (confidence != nullptr && confidence->is_number()) doubt.score = confidence->number();
    std::string keys[2];
    for (const int end : {0, 1}) {
      QIAO_TRY(const auto ends, NeighboursOf(graph_, claim.node, end == 0 ? "SUBJECT" : "OBJECT", Direction::kOut));
      if (ends.empty()) continue;
      QIAO_TRY(const base::Map values, graph_.Properties(ends.front().edge));
      keys[end] = TextIn(values, "key");
    }
    const Value* offset = ValueIn(claim.values, "offset");
    doubt.ref = ClaimReference(claim.article.text_hash, claim.type, keys[0], keys[1],
                               offset != nullptr && offset->is(base::Kind::kInteger) ? offset->integer() : -1);
    return doubt;
  }

  Result<void> FindClaims() {
    QIAO_TRY(const auto conflicts, FindConflicts(graph_));
    std::set<NodeId> listed;
    for (const Conflict& conflict : conflicts) {
      if (conflict.decided || conflict.kind == "name") continue;
      for (const Statement& statement : conflict.statements) {
        QIAO_TRY(const auto claim, ReadClaim(graph_, statement.claim));
        if (!claim || !listed.insert(statement.claim).second) continue;
        QIAO_TRY(auto doubt, DoubtOf(*claim, "conflict"));
        doubt.note = base::Message(
            "articles disagree about the {}: accept the right one, reject or amend the wrong one", conflict.kind);
        found_.push_back(std::move(doubt));
      }
    }
    std::vector<Doubt> claims;
    QIAO_CHECK(ForEachClaim(graph_, [&](const Said& claim) -> Result<void> {
      const Value* confidence = ValueIn(claim.values, "confidence");
      const bool low = confidence != nullptr && confidence->is_number() && confidence->number() < below_;
      if (!low || !TextIn(claim.values, "by").empty() || listed.contains(claim.node)) return {};
      QIAO_TRY(auto doubt, DoubtOf(claim, "claim"));
      doubt.note = base::Message("accept, reject, or amend: write what is right into the cells");
      claims.push_back(std::move(doubt));
      return {};
    }));
    std::ranges::stable_sort(claims, [](const Doubt& a, const Doubt& b) {
      return std::tie(a.score, a.article.doc, a.from, a.type, a.to) <
             std::tie(b.score, b.article.doc, b.from, b.type, b.to);
    });
    std::ranges::move(claims, std::back_inserter(found_));
    return {};
  }

  const query::GraphReader& graph_;
  const FactGraph& facts_;
  const double below_;
  std::map<std::pair<std::string, std::string>, Doubt> same_;
  std::vector<Doubt> found_;
};

}  // namespace

std::string Doubt::Cell(std::string_view column, base::Language language) const {
  if (column == "kind") return kind;
  if (column == "from") return from;
  if (column == "type") return type;
  if (column == "to") return to;
  if (column == "score") return fmt::format("{:.2f}", score);
  if (column == "article") return article.doc;
  if (column == "published") return article.published;
  if (column == "sentence") return sentence;
  if (column == "note") return note.In(language);
  if (column == "ref") return ref;
  if (column == "action" || column == "name") return {};
  return PlainText(ValueIn(values, column));
}

std::string SameReference(const std::string& key, const std::string& other) {
  return json::serialize(json::array{"same", key, other});
}

std::string ClaimReference(const std::string& text_hash, const std::string& type, const std::string& subject,
                           const std::string& object, int64_t offset) {
  return json::serialize(json::array{"claim", text_hash, type, subject, object, offset});
}

Result<Reference> ParseReference(const std::string& text) {
  Reference reference;
  if (text.empty()) return reference;
  const auto error = [&] {
    return base::MakeError(base::ErrorCode::kInput, "the cell 'ref' was changed; copy it from a new list of doubts");
  };
  json::error_code failed;
  const json::value parsed = json::parse(text, failed);
  if (failed || !parsed.is_array()) return error();
  const json::array& parts = parsed.get_array();
  std::vector<std::string> texts;
  for (const json::value& part : parts) {
    if (part.is_string()) texts.emplace_back(part.get_string());
  }
  if (texts.size() == 3 && parts.size() == 3 && texts[0] == "same") {
    reference.kind = texts[0];
    reference.key = texts[1];
    reference.other = texts[2];
    return reference;
  }
  if (texts.size() == 5 && parts.size() == 6 && texts[0] == "claim" && parts[5].is_int64()) {
    reference.kind = texts[0];
    reference.claim.text_hash = texts[1];
    reference.claim.type = texts[2];
    reference.claim.subject = texts[3];
    reference.claim.object = texts[4];
    reference.claim.offset = parts[5].get_int64();
    return reference;
  }
  return error();
}

Result<std::vector<Doubt>> FindDoubts(const query::GraphReader& graph, double below) {
  QIAO_TRY(const auto facts, FactGraph::Open(graph));
  return Finder(graph, facts, below).Find();
}

}  // namespace qiao::loaders
