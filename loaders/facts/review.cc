#include "loaders/facts/review.h"

#include <algorithm>
#include <array>

#include "loaders/csv/named_table.h"
#include "loaders/facts/doubts.h"
#include "loaders/facts/fact_graph.h"
#include "loaders/facts/load_article.h"
#include "loaders/facts/review_cells.h"
#include "loaders/facts/review_rows.h"
#include "loaders/input.h"

namespace qiao::loaders {

using base::Result;

namespace {

constexpr std::array<std::string_view, 1> kRequired = {"action"};

bool SameSubject(const Decision& a, const Decision& b) {
  const auto of_said = [](const Decision& d) { return d.action >= Action::kAccept && d.action != Action::kAdd; };
  if (of_said(a) && of_said(b)) {
    return std::tie(a.topic, a.text_hash, a.type, a.key, a.subject, a.object, a.offset, a.stated) ==
           std::tie(b.topic, b.text_hash, b.type, b.key, b.subject, b.object, b.offset, b.stated);
  }
  if (a.action == Action::kAdd || a.action == Action::kSplit) return a.Repeats(b);
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
  const ReviewRows reader(transaction->reader(), facts);
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
      if (facts.decisions().HasSame(decision)) {
        ++outcome.repeated;
        continue;
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
  if (known == nullptr) return WrongRow("there is no decision {}; 'qiao review DB --list' lists them", id);
  if (!known->holds()) return WrongRow("decision {} was undone by {} already", id, known->undone_by);
  QIAO_CHECK(facts.Undo(*known, TimeNow(), by));
  QIAO_CHECK(facts.Settle());
  QIAO_CHECK(transaction->Commit());
  return *facts.decisions().Find(id);
}

}  // namespace qiao::loaders
