#include "loaders/facts/review_rows.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/text.h"
#include "loaders/facts/claims.h"
#include "loaders/facts/entity_key.h"
#include "loaders/facts/review_cells.h"
#include "loaders/facts/review_names.h"

namespace qiao::loaders {

using base::Result;
using base::Value;

namespace {

constexpr std::array<std::string_view, 7> kValueColumns = {"status", "since",     "until", "amount_yuan",
                                                           "field",  "programme", "role"};
constexpr std::array<std::string_view, 4> kFigureColumns = {"value", "unit", "qualifier", "period"};

// The cells that say something.
Result<void> AddCells(const csv::NamedRow& row, std::span<const std::string_view> columns, base::Map& values) {
  for (const std::string_view column : columns) {
    if (const std::string cell = row.Get(column); !cell.empty()) QIAO_CHECK(AddCell(column, cell, values));
  }
  return {};
}

// The cells that say something else than `before`.
Result<void> Amend(const csv::NamedRow& row, std::span<const std::string_view> columns, const base::Map& before,
                   Decision& decision) {
  if (decision.action != Action::kAmend) return {};
  for (const std::string_view column : columns) {
    if (!row.cells.contains(column)) continue;
    const Value* value = ValueIn(before, column);
    const std::string cell = row.Get(column);
    if (SameCell(column, cell, value == nullptr ? std::string() : PlainText(*value))) continue;
    QIAO_CHECK(AddCell(column, cell, decision.values));
  }
  if (decision.values.empty()) return WrongRow("'amend' changes nothing: write the right values into the cells");
  return {};
}

// A cell names an entity as 某县 or District:某县.
bool Names(const std::string& cell, const std::string& key) {
  const KeyParts parts = SplitKey(key);
  return cell == parts.name || cell == std::string(parts.label) + ":" + std::string(parts.name);
}

}  // namespace

Result<void> ReviewRows::CheckUndecided(const Value* decided, const Decision& decision) const {
  if (decided == nullptr || facts_.decisions().HasSame(decision)) return {};
  return WrongRow("decision {} is about this already; undo it first", base::ToText(*decided));
}

std::vector<Decision> ReviewRows::DecidedBefore(const csv::NamedRow& row, Action action) const {
  const std::string from = row.Get("from"), to = row.Get("to"), name = row.Get("name");
  const auto ends = [&](const std::string& key) { return Names(from, key) || Names(to, key); };
  const auto article = HashOfCell(facts_, row.Get("article"));
  std::vector<Decision> before;
  for (const Decision& decision : facts_.decisions().all()) {
    if (!decision.holds() || decision.action != action) continue;
    const bool merged = action == Action::kMerge && ends(decision.key) && from != to &&
                        (name.empty() ? ends(decision.other) : Names(name, decision.other));
    const bool split = action == Action::kSplit && Names(from, decision.key) && Names(name, decision.other) &&
                       article && *article == decision.text_hash;
    if (merged || split) before.push_back(decision);
  }
  return before;
}

Result<std::vector<Decision>> ReviewRows::Read(const csv::NamedRow& row) const {
  const std::string word = row.Get("action");
  QIAO_TRY(const Action action, ParseAction(word));
  QIAO_TRY(Reference reference, ParseReference(row.Get("ref")));
  const bool of_entities = action == Action::kMerge || action == Action::kApart;
  if (of_entities || reference.kind == Reference::Kind::kSame) return Same(row, reference, action);
  if (action == Action::kAdd || action == Action::kSplit) {
    if (reference.kind != Reference::Kind::kNone) {
      return WrongRow("'{}' needs a row of its own, with an empty cell 'ref'", word);
    }
    if (action == Action::kSplit) return Split(row);
    return row.Get("kind") == "figure" ? AddFigure(row) : Add(row);
  }
  if (reference.kind == Reference::Kind::kNone) return WrongRow("'{}' needs the cell 'ref' of a list of doubts", word);
  reference.said.action = action;
  if (reference.said.topic == Topic::kValue) return OfValue(row, std::move(reference.said));
  return OfSaid(row, std::move(reference.said));
}

Result<std::vector<Decision>> ReviewRows::Same(const csv::NamedRow& row, const Reference& reference,
                                               Action action) const {
  Decision decision{.key = reference.key, .other = reference.other};
  if (reference.kind == Reference::Kind::kSaid) {
    return WrongRow("'{}' is for entities; this row is about what an article says", row.Get("action"));
  }
  if (reference.kind == Reference::Kind::kNone) {
    if (auto before = DecidedBefore(row, action); !before.empty()) return before;
    QIAO_TRY(decision.key, KeyOfCell(facts_.identities(), row.Get("from"), "from", false));
    QIAO_TRY(decision.other, KeyOfCell(facts_.identities(), row.Get("to"), "to", false));
  }
  for (const std::string& key : {decision.key, decision.other}) {
    const auto id = facts_.identities().Find(key);
    if (!id || !facts_.identities().alive(*id)) return WrongRow("the graph has no '{}' any more", SplitKey(key).name);
  }
  if (SplitKey(decision.key).label != SplitKey(decision.other).label) {
    return WrongRow("'{}' and '{}' have different labels", SplitKey(decision.key).name, SplitKey(decision.other).name);
  }
  if (decision.key == decision.other) return WrongRow("both are one entity already");
  if (action == Action::kApart || action == Action::kReject) {
    decision.action = Action::kApart;
    return std::vector{decision};
  }
  if (action != Action::kMerge && action != Action::kAccept) {
    return WrongRow("two entities may be merged or kept apart, not '{}'", row.Get("action"));
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

Result<std::vector<Decision>> ReviewRows::Split(const csv::NamedRow& row) const {
  if (auto before = DecidedBefore(row, Action::kSplit); !before.empty()) return before;
  Decision decision{.action = Action::kSplit};
  QIAO_TRY(decision.text_hash, HashOfCell(facts_, row.Get("article")));
  // The article's own reading, not the entity that it became.
  const std::string cell = row.Get("from");
  QIAO_TRY(const std::string root, KeyOfCell(facts_.identities(), cell, "from", false));
  const auto& document = facts_.documents().at(decision.text_hash);
  QIAO_TRY(const auto readings, NeighboursOf(graph_, document.node, "MENTIONED_IN", base::Direction::kIn));
  for (const Neighbour& reading : readings) {
    QIAO_TRY(const base::Map values, graph_.Properties(reading.edge));
    const std::string key = TextIn(values, "key");
    const auto id = facts_.identities().Find(key);
    if (id && facts_.identities().key(facts_.identities().root(*id)) == root) decision.key = key;
  }
  if (decision.key.empty()) return WrongRow("the article '{}' does not mention '{}'", document.doc, cell);
  const std::string name = row.Get("name");
  if (name.empty()) return WrongRow("the cell '{}' is empty", "name");
  const KeyParts parts = SplitKey(decision.key);
  if (name == parts.name) return WrongRow("'{}' is what it is called already", name);
  decision.other = MakeKey(parts.label, name);
  return std::vector{decision};
}

Result<std::vector<Decision>> ReviewRows::Add(const csv::NamedRow& row) const {
  Decision decision{.action = Action::kAdd, .type = row.Get("type"), .evidence = row.Get("sentence")};
  bool known = false;
  for (auto type = news::LinkType::kPairedWith; type <= news::LinkType::kSupplies;
       type = static_cast<news::LinkType>(static_cast<int>(type) + 1)) {
    known = known || news::Name(type) == decision.type;
  }
  if (!known) {
    return WrongRow(
        "unknown type '{}'; there are PAIRED_WITH, COOPERATES_WITH, INVESTS_IN, UNDERTAKES, PARTICIPATES_IN, "
        "LOCATED_IN, PART_OF, AFFILIATED_WITH and SUPPLIES",
        decision.type);
  }
  QIAO_TRY(decision.subject, KeyOfCell(facts_.identities(), row.Get("from"), "from", true));
  QIAO_TRY(decision.object, KeyOfCell(facts_.identities(), row.Get("to"), "to", true));
  if (decision.subject == decision.object) return WrongRow("'from' and 'to' are one entity");
  if (const std::string doc = row.Get("article"); !doc.empty()) {
    QIAO_TRY(decision.text_hash, HashOfCell(facts_, doc));
  }
  QIAO_CHECK(AddCells(row, kValueColumns, decision.values));
  return std::vector{decision};
}

Result<std::vector<Decision>> ReviewRows::AddFigure(const csv::NamedRow& row) const {
  Decision decision{
      .action = Action::kAdd, .topic = Topic::kFigure, .type = row.Get("type"), .evidence = row.Get("sentence")};
  for (const std::string_view column : {"type", "value"}) {
    if (row.Get(column).empty()) return WrongRow("the cell '{}' is empty", column);
  }
  QIAO_TRY(decision.subject, KeyOfCell(facts_.identities(), row.Get("from"), "from", true));
  if (!row.Get("to").empty()) {
    QIAO_TRY(decision.object, KeyOfCell(facts_.identities(), row.Get("to"), "to", true));
  }
  if (const std::string doc = row.Get("article"); !doc.empty()) {
    QIAO_TRY(decision.text_hash, HashOfCell(facts_, doc));
  }
  QIAO_CHECK(AddCells(row, kFigureColumns, decision.values));
  return std::vector{decision};
}

Result<std::vector<Decision>> ReviewRows::OfSaid(const csv::NamedRow& row, Decision decision) const {
  QIAO_TRY(const auto said, facts_.SaidOf(decision));
  if (said.empty()) return WrongRow("no article says this any more");
  QIAO_TRY(const base::Map values, graph_.Properties(said.front()));
  const Value* decided = ValueIn(values, "decision");
  if (decision.topic == Topic::kClaim) {
    QIAO_CHECK(Amend(row, kValueColumns, values, decision));
    QIAO_CHECK(CheckUndecided(decided, decision));
    return std::vector{decision};
  }
  QIAO_CHECK(Amend(row, kFigureColumns, values, decision));
  QIAO_TRY(const auto about, NeighboursOf(graph_, said.front(), "ABOUT", base::Direction::kOut));
  for (size_t i = 0; i < about.size() && i < 2; ++i) {  // for the list of decisions
    QIAO_TRY(const base::Map edge, graph_.Properties(about[i].edge));
    (i == 0 ? decision.subject : decision.object) = facts_.KeyBeforeSplit(decision.text_hash, TextIn(edge, "key"));
  }
  QIAO_CHECK(CheckUndecided(decided, decision));
  return std::vector{decision};
}

Result<std::vector<Decision>> ReviewRows::OfValue(const csv::NamedRow& row, Decision decision) const {
  QIAO_TRY(const auto reading, facts_.ReadingWithValue(decision));
  if (!reading) return WrongRow("no article says this any more");
  QIAO_TRY(const base::Map values, graph_.Properties(*reading));
  const std::string_view column = decision.type;
  base::Map stated;
  if (const Value* value = StatedValue(values, column)) stated.emplace_back(column, *value);
  QIAO_CHECK(Amend(row, std::span(&column, 1), stated, decision));
  QIAO_CHECK(CheckUndecided(ValueIn(values, DecisionName(decision.type)), decision));
  return std::vector{decision};
}

}  // namespace qiao::loaders
