#include "loaders/facts/review.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "loaders/csv/named_table.h"
#include "loaders/facts/claims.h"
#include "loaders/facts/doubts.h"
#include "loaders/facts/entity_key.h"
#include "loaders/facts/fact_graph.h"
#include "loaders/facts/load_article.h"
#include "loaders/facts/review_cells.h"
#include "loaders/input.h"

namespace qiao::loaders {

using base::Result;
using base::Value;

namespace {

constexpr std::array<std::string_view, 1> kRequired = {"action"};
constexpr std::array<std::string_view, 7> kValueColumns = {"status", "since",     "until", "amount_yuan",
                                                           "field",  "programme", "role"};
constexpr std::array<std::string_view, 4> kFigureColumns = {"value", "unit", "qualifier", "period"};

template <class... Args>
base::Error Wrong(fmt::format_string<Args...> text, Args&&... args) {
  return base::MakeError(base::ErrorCode::kInput, text, std::forward<Args>(args)...);
}

// Turns the rows of a table into decisions, one row after the other.
class RowReader {
 public:
  RowReader(const query::GraphReader& graph, const FactGraph& facts) : graph_(graph), facts_(facts) {}

  Result<std::vector<Decision>> Read(const csv::NamedRow& row) {
    const std::string word = row.Get("action");
    QIAO_TRY(const Action action, ParseAction(word));
    QIAO_TRY(Reference reference, ParseReference(row.Get("ref")));
    const bool of_entities = action == Action::kMerge || action == Action::kApart;
    if (of_entities || reference.kind == Reference::Kind::kSame) return Same(row, reference, action);
    if (action == Action::kAdd || action == Action::kSplit) {
      if (reference.kind != Reference::Kind::kNone) {
        return Wrong("'{}' needs a row of its own, with an empty cell 'ref'", word);
      }
      if (action == Action::kSplit) return Split(row);
      return row.Get("kind") == "figure" ? AddFigure(row) : Add(row);
    }
    if (reference.kind == Reference::Kind::kNone) return Wrong("'{}' needs the cell 'ref' of a list of doubts", word);
    reference.said.action = action;
    if (reference.said.topic == Topic::kValue) return OfValue(row, std::move(reference.said));
    return OfSaid(row, std::move(reference.said));
  }

 private:
  const Identities& identities() const { return facts_.identities(); }

  // An entity by its name, or as Label:name; `fresh` allows a new one with a label.
  Result<std::string> KeyOf(const std::string& cell, std::string_view column, bool fresh) {
    if (cell.empty()) return Wrong("the cell '{}' is empty", column);
    const size_t colon = cell.find(':');
    const bool labelled = colon != std::string::npos && IsLabel(std::string_view(cell).substr(0, colon));
    const std::string label = labelled ? cell.substr(0, colon) : std::string();
    std::string name(base::Trim(labelled ? std::string_view(cell).substr(colon + 1) : std::string_view(cell)));
    std::string mark;
    if (name.ends_with(')') && name.find(" (") != std::string::npos) {  // 朝阳区 (110105)
      const size_t open = name.rfind(" (");
      mark = name.substr(open + 2, name.size() - open - 3);
      name.resize(open);
    }
    std::vector<std::string> found;
    std::vector<std::string> names;
    for (Identities::Id id = 0; id < identities().size(); ++id) {
      if (!identities().alive(id)) continue;
      const KeyParts parts = SplitKey(identities().key(id));
      if (identities().root(id) == id) names.emplace_back(parts.name);
      const bool fits =
          parts.name == name && (label.empty() || parts.label == label) && (mark.empty() || parts.mark == mark);
      if (fits) found.push_back(identities().key(identities().root(id)));
    }
    std::ranges::sort(found);
    found.erase(std::ranges::unique(found).begin(), found.end());
    if (found.size() == 1) return found.front();
    if (found.size() > 1) {
      std::string all;
      for (const std::string& key : found) {
        const KeyParts parts = SplitKey(key);
        all += fmt::format("{}{}:{}", all.empty() ? "" : ", ", parts.label, parts.name);
        if (!parts.mark.empty()) all += fmt::format(" ({})", parts.mark);
      }
      return Wrong("{} entities are called '{}': {}", found.size(), cell, all);
    }
    if (fresh && labelled) return MakeKey(label, name);
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    if (const auto near = base::ClosestName(name, candidates)) {
      return Wrong("no entity is called '{}'; did you mean '{}'?", cell, *near);
    }
    return fresh ? Wrong("no entity is called '{}'; write Label:name for a new one", cell)
                 : Wrong("no entity is called '{}'", cell);
  }

  static bool IsLabel(std::string_view text) {
    for (auto label = news::EntityLabel::kProvince; label <= news::EntityLabel::kTroupe;
         label = static_cast<news::EntityLabel>(static_cast<int>(label) + 1)) {
      if (news::Name(label) == text) return true;
    }
    return false;
  }

  // An article by its name, which a spreadsheet may have robbed of leading zeros.
  Result<std::string> HashOf(const std::string& doc) {
    const auto find = [&](const auto& fits) {
      std::vector<std::string> found;
      for (const auto& [text_hash, document] : facts_.documents()) {
        if (fits(document.doc)) found.push_back(text_hash);
      }
      return found;
    };
    auto found = find([&](const std::string& name) { return name == doc; });
    if (found.empty()) {
      found = find([&](const std::string& name) {
        return name.substr(std::min(name.size(), name.find_first_not_of('0'))) == doc;
      });
    }
    if (found.size() > 1) return Wrong("several articles are called '{}'", doc);
    if (!found.empty()) return found.front();
    std::vector<std::string_view> names;
    for (const auto& [text_hash, document] : facts_.documents()) names.push_back(document.doc);
    if (const auto near = base::ClosestName(doc, names)) {
      return Wrong("no article is called '{}'; did you mean '{}'?", doc, *near);
    }
    return Wrong("no article is called '{}'", doc);
  }

  Result<std::vector<Decision>> Same(const csv::NamedRow& row, const Reference& reference, Action action) {
    Decision decision{.key = reference.key, .other = reference.other};
    if (reference.kind == Reference::Kind::kSaid) {
      return Wrong("'{}' is for entities; this row is about what an article says", row.Get("action"));
    }
    if (reference.kind == Reference::Kind::kNone) {
      QIAO_TRY(decision.key, KeyOf(row.Get("from"), "from", false));
      QIAO_TRY(decision.other, KeyOf(row.Get("to"), "to", false));
    }
    for (const std::string& key : {decision.key, decision.other}) {
      const auto id = identities().Find(key);
      if (!id || !identities().alive(*id)) return Wrong("the graph has no '{}' any more", SplitKey(key).name);
    }
    if (SplitKey(decision.key).label != SplitKey(decision.other).label) {
      return Wrong("'{}' and '{}' have different labels", SplitKey(decision.key).name, SplitKey(decision.other).name);
    }
    if (decision.key == decision.other) return Wrong("both are one entity already");
    if (action == Action::kApart || action == Action::kReject) {
      decision.action = Action::kApart;
      return std::vector{decision};
    }
    if (action != Action::kMerge && action != Action::kAccept) {
      return Wrong("two entities may be merged or kept apart, not '{}'", row.Get("action"));
    }
    decision.action = Action::kMerge;
    const std::string name = row.Get("name");
    const KeyParts one = SplitKey(decision.key), other = SplitKey(decision.other);
    if (!name.empty() && name != one.name && name != other.name) {
      const std::string named = MakeKey(one.label, name, one.mark);
      Decision second = decision;
      second.key = decision.other;
      decision.other = second.other = named;
      return std::vector{decision, second};
    }
    const bool first_stands = name.empty() ? base::CodePointCount(one.name) > base::CodePointCount(other.name)
                                           : name == one.name && name != other.name;
    if (first_stands) std::swap(decision.key, decision.other);
    return std::vector{decision};
  }

  Result<std::vector<Decision>> Split(const csv::NamedRow& row) {
    Decision decision{.action = Action::kSplit};
    QIAO_TRY(decision.text_hash, HashOf(row.Get("article")));
    // The article's own reading, not the entity that it became.
    const std::string cell = row.Get("from");
    QIAO_TRY(const std::string root, KeyOf(cell, "from", false));
    const auto& document = facts_.documents().at(decision.text_hash);
    QIAO_TRY(const auto readings, NeighboursOf(graph_, document.node, "MENTIONED_IN", base::Direction::kIn));
    for (const Neighbour& reading : readings) {
      QIAO_TRY(const base::Map values, graph_.Properties(reading.edge));
      const std::string key = TextIn(values, "key");
      const auto id = identities().Find(key);
      if (id && identities().key(identities().root(*id)) == root) decision.key = key;
    }
    if (decision.key.empty()) return Wrong("the article '{}' does not mention '{}'", document.doc, cell);
    const std::string name = row.Get("name");
    if (name.empty()) return Wrong("the cell '{}' is empty", "name");
    const KeyParts parts = SplitKey(decision.key);
    if (name == parts.name) return Wrong("'{}' is what it is called already", name);
    decision.other = MakeKey(parts.label, name);
    return std::vector{decision};
  }

  Result<std::vector<Decision>> Add(const csv::NamedRow& row) {
    Decision decision{.action = Action::kAdd, .type = row.Get("type"), .evidence = row.Get("sentence")};
    bool known = false;
    for (auto type = news::LinkType::kPairedWith; type <= news::LinkType::kSupplies;
         type = static_cast<news::LinkType>(static_cast<int>(type) + 1)) {
      known = known || news::Name(type) == decision.type;
    }
    if (!known) {
      return Wrong(
          "unknown type '{}'; there are PAIRED_WITH, COOPERATES_WITH, INVESTS_IN, UNDERTAKES, PARTICIPATES_IN, "
          "LOCATED_IN, PART_OF, AFFILIATED_WITH and SUPPLIES",
          decision.type);
    }
    QIAO_TRY(decision.subject, KeyOf(row.Get("from"), "from", true));
    QIAO_TRY(decision.object, KeyOf(row.Get("to"), "to", true));
    if (decision.subject == decision.object) return Wrong("'from' and 'to' are one entity");
    if (const std::string doc = row.Get("article"); !doc.empty()) {
      QIAO_TRY(decision.text_hash, HashOf(doc));
    }
    QIAO_CHECK(AddCells(row, kValueColumns, decision.values));
    return std::vector{decision};
  }

  Result<std::vector<Decision>> AddFigure(const csv::NamedRow& row) {
    Decision decision{
        .action = Action::kAdd, .topic = Topic::kFigure, .type = row.Get("type"), .evidence = row.Get("sentence")};
    for (const std::string_view column : {"type", "value"}) {
      if (row.Get(column).empty()) return Wrong("the cell '{}' is empty", column);
    }
    QIAO_TRY(decision.subject, KeyOf(row.Get("from"), "from", true));
    if (!row.Get("to").empty()) {
      QIAO_TRY(decision.object, KeyOf(row.Get("to"), "to", true));
    }
    if (const std::string doc = row.Get("article"); !doc.empty()) {
      QIAO_TRY(decision.text_hash, HashOf(doc));
    }
    QIAO_CHECK(AddCells(row, kFigureColumns, decision.values));
    return std::vector{decision};
  }

  // The cells that say something.
  static Result<void> AddCells(const csv::NamedRow& row, std::span<const std::string_view> columns, base::Map& values) {
    for (const std::string_view column : columns) {
      if (const std::string cell = row.Get(column); !cell.empty()) QIAO_CHECK(AddCell(column, cell, values));
    }
    return {};
  }

  // The cells that say something else than `before`.
  static Result<void> Amend(const csv::NamedRow& row, std::span<const std::string_view> columns,
                            const base::Map& before, Decision& decision) {
    if (decision.action != Action::kAmend) return {};
    for (const std::string_view column : columns) {
      if (!row.cells.contains(column)) continue;
      const Value* value = ValueIn(before, column);
      const std::string cell = row.Get(column);
      if (SameCell(column, cell, value == nullptr ? std::string() : PlainText(*value))) continue;
      QIAO_CHECK(AddCell(column, cell, decision.values));
    }
    if (decision.values.empty()) return Wrong("'amend' changes nothing: write the right values into the cells");
    return {};
  }

  static Result<void> CheckUndecided(const Value* decided) {
    if (decided == nullptr) return {};
    return Wrong("decision {} is about this already; undo it first", base::ToText(*decided));
  }

  Result<std::vector<Decision>> OfSaid(const csv::NamedRow& row, Decision decision) {
    QIAO_TRY(const auto said, facts_.SaidOf(decision));
    if (said.empty()) return Wrong("no article says this any more");
    QIAO_TRY(const base::Map values, graph_.Properties(said.front()));
    QIAO_CHECK(CheckUndecided(ValueIn(values, "decision")));
    if (decision.topic == Topic::kClaim) {
      QIAO_CHECK(Amend(row, kValueColumns, values, decision));
      return std::vector{decision};
    }
    QIAO_CHECK(Amend(row, kFigureColumns, values, decision));
    QIAO_TRY(const auto about, NeighboursOf(graph_, said.front(), "ABOUT", base::Direction::kOut));
    for (size_t i = 0; i < about.size() && i < 2; ++i) {  // for the list of decisions
      QIAO_TRY(const base::Map edge, graph_.Properties(about[i].edge));
      (i == 0 ? decision.subject : decision.object) = facts_.KeyBeforeSplit(decision.text_hash, TextIn(edge, "key"));
    }
    return std::vector{decision};
  }

  Result<std::vector<Decision>> OfValue(const csv::NamedRow& row, Decision decision) {
    QIAO_TRY(const auto reading, facts_.ReadingWithValue(decision));
    if (!reading) return Wrong("no article says this any more");
    QIAO_TRY(const base::Map values, graph_.Properties(*reading));
    QIAO_CHECK(CheckUndecided(ValueIn(values, DecisionName(decision.type))));
    const std::string_view column = decision.type;
    QIAO_CHECK(Amend(row, std::span(&column, 1), values, decision));
    return std::vector{decision};
  }

  const query::GraphReader& graph_;
  const FactGraph& facts_;
};

bool SameSubject(const Decision& a, const Decision& b) {
  const auto of_said = [](const Decision& d) { return d.action >= Action::kAccept && d.action != Action::kAdd; };
  if (of_said(a) && of_said(b)) {
    return std::tie(a.topic, a.text_hash, a.type, a.key, a.subject, a.object, a.offset, a.stated) ==
           std::tie(b.topic, b.text_hash, b.type, b.key, b.subject, b.object, b.offset, b.stated);
  }
  const bool entities = a.action <= Action::kApart && b.action <= Action::kApart;
  return entities && std::minmax(a.key, a.other) == std::minmax(b.key, b.other);
}

}  // namespace

Result<ReviewOutcome> ApplyReview(engine::Database& database, const std::string& path, const std::string& by,
                                  const std::string& why) {
  QIAO_TRY(const auto table, csv::ReadNamedTable(path, kReviewColumns, kRequired, csv::OtherColumns::kLeftOut));
  QIAO_TRY(auto transaction, database.BeginWrite());
  QIAO_TRY(auto facts, FactGraph::Open(transaction->reader()));
  facts.Begin(*transaction);
  ReviewOutcome outcome;
  RowReader reader(transaction->reader(), facts);
  const std::string at = TimeNow();
  for (const csv::NamedRow& row : table.rows) {
    if (row.Get("action").empty()) continue;
    auto read = reader.Read(row);
    const std::string place = InputPlace{path, row.line}.Text();
    if (!read) {
      if (read.error().code != base::ErrorCode::kInput) return std::move(read).error();
      outcome.problems.push_back({place, std::move(read).error().message});
      continue;
    }
    for (Decision& decision : *read) {
      if (std::ranges::any_of(outcome.decisions, [&](const Decision& d) { return SameSubject(d, decision); })) {
        outcome.problems.push_back({place, base::Message("a row above decides this too")});
        break;
      }
      decision.id = facts.decisions().next_id() + static_cast<int64_t>(outcome.decisions.size());
      decision.by = by;
      decision.at = at;
      decision.why = why;
      outcome.decisions.push_back(std::move(decision));
    }
  }
  if (!outcome.problems.empty() || outcome.decisions.empty()) {
    outcome.decisions.clear();
    return outcome;
  }
  for (const Decision& decision : outcome.decisions) QIAO_CHECK(facts.Apply(decision));
  QIAO_CHECK(facts.Settle());
  QIAO_CHECK(transaction->Commit());
  return outcome;
}

Result<Decision> UndoDecision(engine::Database& database, int64_t id, const std::string& by) {
  QIAO_TRY(auto transaction, database.BeginWrite());
  QIAO_TRY(auto facts, FactGraph::Open(transaction->reader()));
  facts.Begin(*transaction);
  const Decision* known = facts.decisions().Find(id);
  if (known == nullptr) return Wrong("there is no decision {}; 'qiao review DB --list' lists them", id);
  if (!known->holds()) return Wrong("decision {} was undone by {} already", id, known->undone_by);
  QIAO_CHECK(facts.Undo(*known, TimeNow(), by));
  QIAO_CHECK(facts.Settle());
  QIAO_CHECK(transaction->Commit());
  return *facts.decisions().Find(id);
}

}  // namespace qiao::loaders
