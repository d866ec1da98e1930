#include "loaders/facts/doubts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/text.h"
#include "loaders/facts/conflicts.h"
#include "loaders/facts/entity_key.h"
#include "loaders/facts/neighbours.h"
#include "loaders/facts/reference.h"

namespace qiao::loaders {

using base::Direction;
using base::NodeId;
using base::Result;
using base::Value;

namespace {

constexpr size_t kLeastCharacters = 3;  // of a name that may be short for another one

int64_t OffsetIn(const base::Map& values) {
  const Value* offset = ValueIn(values, "offset");
  return offset != nullptr && offset->is(base::Kind::kInteger) ? offset->integer() : -1;
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

  // Namesakes whose articles say where they are or when, and not the same: 第一中学 of two counties.
  bool ToldApart(std::string_view key, std::string_view other) const {
    const auto told = [&](std::string_view mark) {
      return !mark.empty() && !facts_.documents().contains(std::string(mark));
    };
    return told(SplitKey(key).mark) && told(SplitKey(other).mark);
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
        if (ToldApart(identities().key(ids.front()), identities().key(ids[i]))) continue;
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
    const std::string& text_hash = claim.article.text_hash;
    Decision said{.text_hash = text_hash, .type = claim.type, .offset = OffsetIn(claim.values)};
    for (const bool subject : {true, false}) {
      QIAO_TRY(const auto ends, NeighboursOf(graph_, claim.node, subject ? "SUBJECT" : "OBJECT", Direction::kOut));
      if (ends.empty()) continue;
      QIAO_TRY(const base::Map values, graph_.Properties(ends.front().edge));
      (subject ? said.subject : said.object) = facts_.KeyBeforeSplit(text_hash, TextIn(values, "key"));
    }
    doubt.ref = SaidReference(said);
    return doubt;
  }

  Result<Doubt> DoubtOfFigure(const Statement& statement) {
    Doubt doubt{.kind = "conflict", .score = 1, .article = statement.article, .sentence = statement.sentence};
    QIAO_TRY(doubt.values, graph_.Properties(statement.node));
    doubt.type = TextIn(doubt.values, "metric");
    QIAO_TRY(const auto about, NeighboursOf(graph_, statement.node, "ABOUT", Direction::kOut));
    if (!about.empty()) {
      QIAO_TRY(doubt.from, NameOf(graph_, about.front().node));
    }
    if (about.size() > 1) {
      QIAO_TRY(doubt.to, NameOf(graph_, about[1].node));
    }
    doubt.ref = SaidReference({.topic = Topic::kFigure,
                               .text_hash = statement.article.text_hash,
                               .type = doubt.type,
                               .offset = OffsetIn(doubt.values),
                               .stated = NumberText(doubt.values)});
    return doubt;
  }

  Result<Doubt> DoubtOfAmount(const Conflict& conflict, const Statement& statement) {
    const std::string& text_hash = statement.article.text_hash;
    return Doubt{.kind = "conflict",
                 .from = conflict.about,
                 .values = {{"amount_yuan", Value::String(statement.value)}},
                 .score = 1,
                 .article = statement.article,
                 .sentence = statement.sentence,
                 .ref = SaidReference({.topic = Topic::kValue,
                                       .key = facts_.KeyBeforeSplit(text_hash, statement.key),
                                       .text_hash = text_hash,
                                       .type = "amount_yuan",
                                       .stated = statement.value})};
  }

  Result<Doubt> DoubtOf(const Conflict& conflict, const Statement& statement) {
    if (conflict.of == Conflict::Of::kFigures) return DoubtOfFigure(statement);
    if (conflict.of == Conflict::Of::kValues) return DoubtOfAmount(conflict, statement);
    QIAO_TRY(const auto claim, ReadClaim(graph_, statement.node));
    return DoubtOf(*claim, "conflict");
  }

  Result<void> FindClaims() {
    QIAO_TRY(const auto conflicts, FindConflicts(graph_));
    std::set<std::string> listed;
    for (const Conflict& conflict : conflicts) {
      if (conflict.decided || conflict.of == Conflict::Of::kEntities) continue;
      for (const Statement& statement : conflict.statements) {
        QIAO_TRY(auto doubt, DoubtOf(conflict, statement));
        if (!listed.insert(doubt.ref).second) continue;
        doubt.note = base::Message(
            "articles disagree about the {}: accept the right one, reject or amend the wrong one", conflict.kind);
        found_.push_back(std::move(doubt));
      }
    }
    std::vector<Doubt> claims;
    QIAO_CHECK(ForEachClaim(graph_, [&](const Said& claim) -> Result<void> {
      const Value* confidence = ValueIn(claim.values, "confidence");
      const bool low = confidence != nullptr && confidence->is_number() && confidence->number() < below_;
      if (!low || !TextIn(claim.values, "by").empty()) return {};
      QIAO_TRY(auto doubt, DoubtOf(claim, "claim"));
      if (!listed.insert(doubt.ref).second) return {};
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
  const Value* value = ValueIn(values, column);
  return value == nullptr ? std::string() : PlainText(*value);
}

Result<std::vector<Doubt>> FindDoubts(const query::GraphReader& graph, double below) {
  QIAO_TRY(const auto facts, FactGraph::Open(graph));
  return Finder(graph, facts, below).Find();
}

}  // namespace qiao::loaders
