#include "loaders/facts/review.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/temporal_text.h"
#include "base/text.h"
#include "loaders/csv/named_table.h"
#include "loaders/facts/doubts.h"
#include "loaders/facts/entity_key.h"
#include "loaders/facts/fact_graph.h"
#include "loaders/facts/load_article.h"
#include "loaders/input.h"

namespace qiao::loaders {

using base::Result;
using base::Value;

namespace {

constexpr std::array<std::string_view, 1> kRequired = {"action"};
constexpr std::array<std::string_view, 7> kValueColumns = {"status", "since",     "until", "amount_yuan",
                                                           "field",  "programme", "role"};
constexpr std::array<std::string_view, 6> kStatuses = {"intended", "agreed", "signed", "started", "completed", "ended"};

template <class... Args>
base::Error Wrong(fmt::format_string<Args...> text, Args&&... args) {
  return base::MakeError(base::ErrorCode::kInput, text, std::forward<Args>(args)...);
}

struct Day {
  int64_t year = 0, month = 0, day = 0;  // 0: open
};

// 2023, 2023-09, 2023-9-25, also with slashes, as spreadsheets write it.
Result<Day> ParseDay(const std::string& text) {
  int64_t parts[3] = {0, 0, 0};
  size_t count = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (count < 3) {
    const auto [next, error] = std::from_chars(at, end, parts[count]);
    if (error != std::errc() || next == at) break;
    ++count;
    at = next;
    if (at == end || (*at != '-' && *at != '/') || count == 3) break;
    ++at;
  }
  const Day day{parts[0], parts[1], parts[2]};
  const bool formed = count > 0 && at == end && day.year >= 1900 && day.year < 2200 && (count < 2 || day.month > 0);
  const std::string full =
      fmt::format("{:04}-{:02}-{:02}", day.year, std::max<int64_t>(day.month, 1), std::max<int64_t>(day.day, 1));
  if (!formed || (count == 3 && day.day < 1) || !base::ParseDate(full)) {
    return Wrong("'{}' is no date; write it as 2023, 2023-09 or 2023-09-25", text);
  }
  return day;
}

std::string DayText(const Day& day) {
  if (day.month == 0) return fmt::format("{:04}", day.year);
  if (day.day == 0) return fmt::format("{:04}-{:02}", day.year, day.month);
  return fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
}

void AddDate(base::Map& values, const std::string& name, const Day& day) {
  const std::string text = DayText(day);
  std::string first = text, last = text;
  if (day.month == 0) {
    first += "-01-01";
    last += "-12-31";
  } else if (day.day == 0) {
    first += "-01";
    int64_t length = 31;
    while (!base::ParseDate(fmt::format("{}-{:02}", text, length))) --length;
    last += fmt::format("-{:02}", length);
  }
  values.emplace_back(name, Value::String(text));
  values.emplace_back(name + "_first", Value::String(first));
  values.emplace_back(name + "_last", Value::String(last));
}

// The cell as a value of the claim; an empty cell takes the value away.
Result<void> AddValue(std::string_view column, const std::string& cell, base::Map& values) {
  const std::string name(column);
  if (cell.empty()) {
    values.emplace_back(name, Value::String(""));
    return {};
  }
  if (column == "status") {
    if (std::ranges::find(kStatuses, cell) == kStatuses.end()) {
      return Wrong("unknown status '{}'; there are intended, agreed, signed, started, completed and ended", cell);
    }
    values.emplace_back(name, Value::String(cell));
  } else if (column == "since" || column == "until") {
    QIAO_TRY(const Day day, ParseDay(cell));
    AddDate(values, name, day);
  } else if (column == "amount_yuan") {
    std::string digits = cell;
    std::erase(digits, ',');
    int64_t yuan = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), yuan);
    if (error != std::errc() || end != digits.data() + digits.size() || yuan < 0) {
      return Wrong("'{}' is no amount; write whole yuan, 470000000", cell);
    }
    values.emplace_back(name, Value::Integer(yuan));
  } else {
    values.emplace_back(name, Value::String(cell));
  }
  return {};
}

std::string Shown(const base::Map& values, std::string_view column) {
  const Value* value = ValueIn(values, column);
  if (value == nullptr) return {};
  return value->is(base::Kind::kString) ? std::string(value->string()) : base::ToText(*value);
}

// Turns the rows of a table into decisions, one row after the other.
class RowReader {
 public:
  RowReader(const query::GraphReader& graph, const FactGraph& facts) : graph_(graph), facts_(facts) {}

  Result<std::vector<Decision>> Read(const csv::NamedRow& row) {
    const std::string action = base::AsciiLower(row.Get("action"));
    QIAO_TRY(const Reference reference, ParseReference(row.Get("ref")));
    if (action == "merge" || action == "apart" || reference.kind == "same") return Same(row, reference, action);
    if (action == "add" || action == "split") {
      if (!reference.kind.empty()) return Wrong("'{}' needs a row of its own, with an empty cell 'ref'", action);
      return action == "add" ? Add(row) : Split(row);
    }
    if (action != "accept" && action != "reject" && action != "amend") {
      return Wrong("unknown action '{}'; there are accept, reject, amend, add, merge, apart and split", action);
    }
    if (reference.kind.empty()) return Wrong("'{}' needs the cell 'ref' of a list of doubts", action);
    return OfClaim(row, reference.claim, *ActionNamed(action));
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

  Result<std::string> HashOf(const std::string& doc) {
    std::string found;
    for (const auto& [text_hash, document] : facts_.documents()) {
      if (document.doc != doc) continue;
      if (!found.empty()) return Wrong("several articles are called '{}'", doc);
      found = text_hash;
    }
    if (found.empty()) return Wrong("no article is called '{}'", doc);
    return found;
  }

  Result<std::vector<Decision>> Same(const csv::NamedRow& row, const Reference& reference, const std::string& action) {
    Decision decision{.key = reference.key, .other = reference.other};
    if (reference.kind == "claim") return Wrong("'{}' is for entities, this row is about a claim", action);
    if (reference.kind.empty()) {
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
    if (action == "apart" || action == "reject") {
      decision.action = Action::kApart;
      return std::vector{decision};
    }
    if (action != "merge" && action != "accept") {
      return Wrong("two entities may be merged or kept apart, not '{}'", action);
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
    for (const std::string_view column : kValueColumns) {
      if (const std::string cell = row.Get(column); !cell.empty()) QIAO_CHECK(AddValue(column, cell, decision.values));
    }
    return std::vector{decision};
  }

  Result<std::vector<Decision>> OfClaim(const csv::NamedRow& row, Decision decision, Action action) {
    decision.action = action;
    QIAO_TRY(const auto claims, facts_.ClaimsOf(decision));
    if (claims.empty()) return Wrong("no article says this any more");
    QIAO_TRY(const base::Map values, graph_.Properties(claims.front()));
    const Value* decided = ValueIn(values, "decision");
    if (decided != nullptr)
      return Wrong("decision {} is about this claim already; undo it first", base::ToText(*decided));
    if (action != Action::kAmend) return std::vector{decision};
    for (const std::string_view column : kValueColumns) {
      if (!row.cells.contains(column)) continue;
      const std::string cell = row.Get(column), before = Shown(values, column);
      if (cell == before) continue;
      base::Map changed;
      QIAO_CHECK(AddValue(column, cell, changed));
      if (Shown(changed, column) == before) continue;  // 2023/9 for 2023-09
      std::ranges::move(changed, std::back_inserter(decision.values));
    }
    if (decision.values.empty()) return Wrong("'amend' changes nothing: write the right values into the cells");
    return std::vector{decision};
  }

  const query::GraphReader& graph_;
  const FactGraph& facts_;
};

bool SameSubject(const Decision& a, const Decision& b) {
  if (a.action >= Action::kAccept && b.action >= Action::kAccept && a.action != Action::kAdd &&
      b.action != Action::kAdd) {
    return std::tie(a.text_hash, a.type, a.subject, a.object, a.offset) ==
           std::tie(b.text_hash, b.type, b.subject, b.object, b.offset);
  }
  const bool entities = a.action <= Action::kApart && b.action <= Action::kApart;
  return entities && std::minmax(a.key, a.other) == std::minmax(b.key, b.other);
}

}  // namespace

Result<ReviewOutcome> ApplyReview(engine::Database& database, const std::string& path, const std::string& by,
                                  const std::string& why) {
  QIAO_TRY(const auto table, csv::ReadNamedTable(path, kReviewColumns, kRequired));
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
