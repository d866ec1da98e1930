#include "loaders/facts/conflicts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "loaders/facts/conclude.h"
#include "loaders/facts/fact_graph.h"
#include "loaders/facts/neighbours.h"

namespace qiao::loaders {

using base::Direction;
using base::NodeId;
using base::Result;
using base::Value;

namespace {

// A statement with what decides whether it fits another one.
struct Candidate {
  Statement statement;
  std::string first, last;  // of a date
  bool reviewed = false;
};

// Both dates may mean the same day. A date whose year is open fits any.
bool Fit(const Candidate& a, const Candidate& b) {
  if (a.first.empty() || b.first.empty()) return true;
  return a.first <= b.last && b.first <= a.last;
}

class Finder {
 public:
  explicit Finder(const query::GraphReader& graph) : graph_(graph) {}

  Result<std::vector<Conflict>> Find() {
    QIAO_CHECK(ForEachClaim(graph_, [&](Said claim) { return TakeClaim(claim); }));
    for (auto& [key, candidates] : values_) {
      const auto& [kind, type, from, to] = key;
      QIAO_TRY(std::string about, Ends(from, to));
      Report(Conflict::Of::kClaims, kind, type, std::move(about), std::move(candidates));
    }
    QIAO_CHECK(FindPlaces());
    QIAO_CHECK(FindEntityAmounts());
    QIAO_CHECK(FindFigures());
    QIAO_CHECK(FindNames());
    std::ranges::stable_sort(found_, [](const Conflict& a, const Conflict& b) {
      return std::tie(a.kind, a.about, a.type) < std::tie(b.kind, b.about, b.type);
    });
    return std::move(found_);
  }

 private:
  using Key = std::tuple<std::string_view, std::string, NodeId, NodeId>;

  Result<std::string> Ends(NodeId from, NodeId to) {
    QIAO_TRY(std::string about, NameOf(graph_, from));
    if (from == to) return about;
    QIAO_TRY(const std::string other, NameOf(graph_, to));
    return about + " – " + other;
  }

  Result<void> TakeClaim(const Said& claim) {
    if (TrueIn(claim.values, "overruled")) return {};
    if (claim.type == "LOCATED_IN") places_[claim.from].push_back(claim);
    auto ends = std::pair(claim.from, claim.to);
    if (IsSymmetric(claim.type) && ends.second < ends.first) std::swap(ends.first, ends.second);
    const auto take = [&](std::string_view kind, std::string_view value_name) {
      const Value* value = ValueIn(claim.values, value_name);
      if (value == nullptr) return;
      Candidate candidate{.statement = {PlainText(*value), claim.sentence, claim.article, claim.node, {}},
                          .reviewed = !TextIn(claim.values, "by").empty()};
      if (kind != "amount") {
        candidate.first = TextIn(claim.values, std::string(value_name) + "_first");
        candidate.last = TextIn(claim.values, std::string(value_name) + "_last");
      }
      values_[{kind, claim.type, ends.first, ends.second}].push_back(std::move(candidate));
    };
    take("amount", "amount_yuan");
    take("date", "since");
    take("end date", "until");
    return {};
  }

  // One statement for each value that doesn't fit the ones before it, the best first.
  void Report(Conflict::Of of, std::string_view kind, std::string type, std::string about,
              std::vector<Candidate> candidates) {
    std::ranges::stable_sort(candidates, [](const Candidate& a, const Candidate& b) {
      return std::tuple(!a.reviewed, b.statement.article.published, a.statement.article.doc, a.statement.sentence) <
             std::tuple(!b.reviewed, a.statement.article.published, b.statement.article.doc, b.statement.sentence);
    });
    const bool dates = kind == "date" || kind == "end date";
    std::vector<Candidate> apart;
    for (Candidate& candidate : candidates) {
      const auto same = [&](const Candidate& other) {
        return dates ? Fit(candidate, other) : candidate.statement.value == other.statement.value;
      };
      if (std::ranges::none_of(apart, same)) apart.push_back(std::move(candidate));
    }
    if (apart.size() < 2) return;
    Conflict conflict{.of = of, .kind = dates ? "date" : kind, .type = std::move(type), .about = std::move(about)};
    for (Candidate& candidate : apart) {
      conflict.decided = conflict.decided || candidate.reviewed;
      conflict.statements.push_back(std::move(candidate.statement));
    }
    found_.push_back(std::move(conflict));
  }

  // The region and all above it.
  Result<std::set<NodeId>> Above(NodeId region) {
    std::set<NodeId> above{region};
    std::vector<NodeId> next{region};
    while (!next.empty()) {
      const NodeId node = next.back();
      next.pop_back();
      QIAO_TRY(const auto up, NeighboursOf(graph_, node, "PART_OF", Direction::kOut));
      for (const Neighbour& region_above : up) {
        if (above.insert(region_above.node).second) next.push_back(region_above.node);
      }
    }
    return above;
  }

  // Regions none of which lies in another.
  class Apart {
   public:
    // False for a region that fits one which is there already.
    bool Add(NodeId region, const std::set<NodeId>& above) {
      const bool fits = std::ranges::any_of(
          regions_, [&](const auto& known) { return known.second.contains(region) || above.contains(known.first); });
      if (!fits) regions_.emplace_back(region, above);
      return !fits;
    }
    size_t size() const { return regions_.size(); }

   private:
    std::vector<std::pair<NodeId, std::set<NodeId>>> regions_;
  };

  Result<void> FindPlaces() {
    for (const auto& [entity, claims] : places_) {
      std::map<NodeId, std::set<NodeId>> above;
      std::map<std::string, Apart> of_article;
      for (const Said& claim : claims) {
        QIAO_TRY(above[claim.to], Above(claim.to));
        of_article[claim.article.doc].Add(claim.to, above[claim.to]);
      }
      std::vector<Candidate> apart;
      Apart regions;
      for (const Said& claim : claims) {
        // A visit to two counties is at both.
        if (of_article[claim.article.doc].size() > 1 || !regions.Add(claim.to, above[claim.to])) continue;
        QIAO_TRY(std::string place, NameOf(graph_, claim.to));
        apart.push_back({.statement = {std::move(place), claim.sentence, claim.article, claim.node, {}},
                         .reviewed = !TextIn(claim.values, "by").empty()});
      }
      if (apart.size() < 2) continue;
      QIAO_TRY(std::string about, NameOf(graph_, entity));
      Report(Conflict::Of::kClaims, "place", "LOCATED_IN", std::move(about), std::move(apart));
    }
    return {};
  }

  Result<void> FindFigures() {
    std::map<std::tuple<std::string, std::string, std::string, std::string, std::vector<NodeId>>,
             std::vector<Candidate>>
        figures;
    QIAO_CHECK(ForEachNode(graph_, "Figure", [&](NodeId node) -> Result<void> {
      QIAO_TRY(const base::Map values, graph_.Properties(node));
      QIAO_TRY(const auto about, NeighboursOf(graph_, node, "ABOUT", Direction::kOut));
      std::vector<NodeId> entities;
      for (const Neighbour& entity : about) entities.push_back(entity.node);
      std::ranges::sort(entities);
      const Value* value = ValueIn(values, "value");
      if (entities.empty() || value == nullptr || TextIn(values, "scope") == "group") return {};
      if (TrueIn(values, "overruled")) return {};
      QIAO_TRY(Article article, ArticleOf(graph_, node));
      const std::string unit = TextIn(values, "unit");
      // The same sum as of the entity itself.
      if (amounts_.contains({entities.front(), article.text_hash, NumberText(values)})) return {};
      Statement statement{
          TextIn(values, "qualifier") + NumberText(values), TextIn(values, "evidence"), std::move(article), node, {}};
      figures[{TextIn(values, "metric"), unit, TextIn(values, "period"), TextIn(values, "scope"), entities}].push_back(
          {.statement = std::move(statement), .reviewed = !TextIn(values, "by").empty()});
      return {};
    }));
    for (auto& [key, candidates] : figures) {
      const auto& [metric, unit, period, scope, entities] = key;
      DropSeveral(candidates);
      std::string about;
      for (const NodeId entity : entities) {
        QIAO_TRY(const std::string name, NameOf(graph_, entity));
        about += (about.empty() ? "" : " – ") + name;
      }
      Report(Conflict::Of::kFigures, "count", period.empty() ? metric : metric + " " + period, std::move(about),
             std::move(candidates));
    }
    return {};
  }

  // An article that gives several numbers for one thing counts several: 产业类项目10个, 民生类项目5个.
  static void DropSeveral(std::vector<Candidate>& candidates) {
    std::map<std::string, std::set<std::string>> values;
    for (const auto& candidate : candidates) values[candidate.statement.article.doc].insert(candidate.statement.value);
    std::erase_if(candidates,
                  [&](const Candidate& candidate) { return values[candidate.statement.article.doc].size() > 1; });
  }

  // What articles say an entity costs.
  Result<void> FindEntityAmounts() {
    std::map<NodeId, std::vector<Candidate>> amounts;
    QIAO_CHECK(ForEachNode(graph_, "Document", [&](NodeId document) -> Result<void> {
      QIAO_TRY(const auto readings, NeighboursOf(graph_, document, "MENTIONED_IN", Direction::kIn));
      for (const Neighbour& reading : readings) {
        QIAO_TRY(const base::Map values, graph_.Properties(reading.edge));
        const Value* amount = ValueIn(values, "amount_yuan");
        if (amount == nullptr) continue;
        QIAO_TRY(Article article, ReadArticle(graph_, document));
        QIAO_TRY(std::string sentence, SentenceAbout(reading.node, article.text_hash));
        amounts_.insert({reading.node, article.text_hash, PlainText(*amount) + "元"});
        amounts[reading.node].push_back({.statement = {PlainText(*amount), std::move(sentence), std::move(article),
                                                       reading.node, TextIn(values, "key")},
                                         .reviewed = ValueIn(values, DecisionName("amount_yuan")) != nullptr});
      }
      return {};
    }));
    for (auto& [entity, candidates] : amounts) {
      QIAO_TRY(std::string about, NameOf(graph_, entity));
      Report(Conflict::Of::kValues, "amount", "", std::move(about), std::move(candidates));
    }
    return {};
  }

  // A sentence of that article (any, when the text hash is empty) that says something about the entity.
  Result<std::string> SentenceAbout(NodeId entity, const std::string& text_hash) {
    for (const std::string_view end : {"OBJECT", "SUBJECT"}) {
      QIAO_TRY(const auto claims, NeighboursOf(graph_, entity, end, Direction::kIn));
      for (const Neighbour& claim : claims) {
        QIAO_TRY(const Article article, ArticleOf(graph_, claim.node));
        if (text_hash.empty() || article.text_hash == text_hash) return TextOf(graph_, claim.node, "evidence");
      }
    }
    return std::string();
  }

  Result<void> FindNames() {
    QIAO_TRY(const Decisions decisions, Decisions::Read(graph_));
    std::set<std::pair<NodeId, NodeId>> seen;
    for (const query::EdgeTable& table : graph_.EdgeTables()) {
      if (graph_.TypeName(table.type) != "POSSIBLE_SAME_AS" || table.live == 0) continue;
      doubt_tables_.insert(table.source);
    }
    for (const base::TableId table : doubt_tables_) QIAO_CHECK(FindNamesOf(table, decisions, seen));
    return {};
  }

  Result<void> FindNamesOf(base::TableId table, const Decisions& decisions, std::set<std::pair<NodeId, NodeId>>& seen) {
    for (const query::NodeTable& nodes : graph_.NodeTables()) {
      if (nodes.id != table) continue;
      for (uint32_t row = 0; row < nodes.rows; ++row) {
        const NodeId node(table, row);
        QIAO_TRY(const auto doubts, NeighboursOf(graph_, node, "POSSIBLE_SAME_AS", Direction::kOut));
        for (const Neighbour& doubt : doubts) {
          QIAO_TRY(const base::Map values, graph_.Properties(doubt.edge));
          if (node == doubt.node || !seen.insert(std::minmax(node, doubt.node)).second) continue;
          if (KeptApart(decisions, TextIn(values, "key"), TextIn(values, "other_key"))) continue;
          Conflict conflict{.of = Conflict::Of::kEntities, .kind = "name"};
          for (const NodeId end : {node, doubt.node}) {
            QIAO_TRY(std::string name, NameOf(graph_, end));
            QIAO_TRY(std::string sentence, SentenceAbout(end, ""));
            QIAO_TRY(const auto document, NeighbourOf(graph_, end, "MENTIONED_IN", Direction::kOut));
            Statement statement{std::move(name), std::move(sentence), {}, end, {}};
            if (document) {
              QIAO_TRY(statement.article, ReadArticle(graph_, *document));
            }
            conflict.statements.push_back(std::move(statement));
          }
          conflict.about = conflict.statements[0].value;
          found_.push_back(std::move(conflict));
        }
      }
    }
    return {};
  }

  static bool KeptApart(const Decisions& decisions, const std::string& a, const std::string& b) {
    return std::ranges::any_of(decisions.all(), [&](const Decision& decision) {
      return decision.holds() && decision.action == Action::kApart &&
             std::minmax(decision.key, decision.other) == std::minmax(a, b);
    });
  }

  const query::GraphReader& graph_;
  std::map<Key, std::vector<Candidate>> values_;
  std::map<NodeId, std::vector<Said>> places_;
  std::set<std::tuple<NodeId, std::string, std::string>> amounts_;  // of entities, by article
  std::set<base::TableId> doubt_tables_;
  std::vector<Conflict> found_;
};

}  // namespace

Result<std::vector<Conflict>> FindConflicts(const query::GraphReader& graph) { return Finder(graph).Find(); }

}  // namespace qiao::loaders
