#include "query/planner/sample.h"

#include <algorithm>
#include <cmath>

#include "query/planner/known_value.h"

namespace qiao::query {

using base::Value;

namespace {

constexpr size_t kSampledRows = 256;
constexpr size_t kSampledRuns = 8;  // each of which may have to be decoded

// Guesses where nothing is known.
constexpr double kUnknown = 0.5;
constexpr double kBound = 0.3;
constexpr double kText = 0.1;
constexpr double kListLength = 3;
constexpr double kLeastShare = 1e-12;

bool IsPropertyOf(const Expression& expression, Slot entity) {
  return expression.kind == ExpressionKind::kProperty && expression.operands[0]->kind == ExpressionKind::kSlot &&
         expression.operands[0]->slot == entity;
}

}  // namespace

// The largest tables, some runs of each, spread over the table; and some rows of each run, spread over the run.
void Sample::Draw() {
  if (drawn_) return;
  drawn_ = true;
  std::vector<std::pair<uint64_t, base::TableId>> tables;
  uint64_t total = 0;
  for (base::TableId id : population_.tables) {
    const uint64_t rows =
        population_.relationships ? graph_.EdgeTables()[id.value].rows : graph_.NodeTables()[id.value].rows;
    if (rows == 0) continue;
    tables.emplace_back(rows, id);
    total += rows;
  }
  std::ranges::sort(tables, std::greater<>());
  size_t left = kSampledRuns;
  for (const auto& [rows, table] : tables) {
    if (left == 0) break;
    const double part = static_cast<double>(rows) / static_cast<double>(total);
    const auto due = static_cast<size_t>(std::lround(part * static_cast<double>(kSampledRuns)));
    const size_t runs = std::min({left, std::max<size_t>(due, 1), static_cast<size_t>((rows - 1) / kRunRows + 1)});
    DrawFrom(table, rows, runs);
    left -= runs;
  }
}

void Sample::DrawFrom(base::TableId table, uint64_t rows, size_t runs) {
  const uint64_t all_runs = (rows - 1) / kRunRows + 1;
  for (size_t i = 0; i < runs; ++i) {
    const auto run = static_cast<uint32_t>(runs == 1 ? all_runs / 2 : i * (all_runs - 1) / (runs - 1));
    const auto size = static_cast<uint32_t>(std::min<uint64_t>(rows - uint64_t{run} * kRunRows, kRunRows));
    LiveView live;
    if (!population_.relationships) {
      auto read = graph_.ReadLive(table, run);
      if (!read) continue;
      live = *std::move(read);
    }
    const uint32_t wanted = std::max<uint32_t>(1, static_cast<uint32_t>(kSampledRows / kSampledRuns));
    const uint32_t step = std::max<uint32_t>(1, size / (all_runs == 1 ? kSampledRows : wanted));
    for (uint32_t row = step / 2; row < size; row += step) {
      if (population_.relationships || live.Has(row)) rows_.push_back({table, run * kRunRows + row});
    }
  }
}

const std::vector<Value>& Sample::ValuesOf(const std::string& name) {
  const auto [found, is_new] = values_.try_emplace(name);
  std::vector<Value>& values = found->second;
  if (!is_new) return values;
  values.resize(rows_.size());
  const auto key = graph_.FindKey(name);
  if (!key) return values;
  for (size_t i = 0; i < rows_.size();) {
    const base::TableId table = rows_[i].table;
    const uint32_t run = RunOf(rows_[i].row);
    auto view =
        population_.relationships ? graph_.ReadEdgeColumn(table, *key, run) : graph_.ReadColumn(table, *key, run);
    for (; i < rows_.size() && rows_[i].table == table && RunOf(rows_[i].row) == run; ++i) {
      if (view) values[i] = view->Get(RowInRun(rows_[i].row));
    }
  }
  return values;
}

// nullopt where it hangs on more than the row, could take long, or fails.
std::optional<Value> Sample::Ask(const Expression& expression, Slot entity, size_t row) {
  return KnownValue(graph_, expression, [&](const Expression& asked) {
    return IsPropertyOf(asked, entity) ? &ValuesOf(asked.name)[row] : nullptr;
  });
}

std::optional<std::vector<bool>> Sample::AskAll(const Expression& condition, Slot entity) {
  std::vector<bool> fits(rows_.size());
  for (size_t row = 0; row < rows_.size(); ++row) {
    const auto value = Ask(condition, entity, row);
    if (!value) return std::nullopt;
    fits[row] = value->is(base::Kind::kBoolean) && value->boolean();
  }
  return fits;
}

// How many values there are follows from how many of the sampled ones came once: those stand for many more.
double Sample::ShareOfOneValue(const std::string& key) {
  if (const auto told = shares_.OneValue(key)) return *told;
  std::vector<Value> values = ValuesOf(key);
  std::erase_if(values, [](const Value& value) { return value.is_null(); });
  if (values.empty()) return 0.5 / static_cast<double>(std::max<size_t>(rows_.size(), 1));
  std::ranges::sort(values, [](const Value& a, const Value& b) { return base::Order(a, b) < 0; });
  size_t once = 0, several = 0;
  for (size_t begin = 0, end = 0; begin < values.size(); begin = end) {
    while (end < values.size() && base::Order(values[begin], values[end]) == 0) ++end;
    (end - begin == 1 ? once : several) += 1;
  }
  const double scale = std::max(1.0, population_.size / static_cast<double>(rows_.size()));
  const double grown = static_cast<double>(once) * (several == 0 ? scale : std::sqrt(scale));
  const double there = static_cast<double>(values.size()) / static_cast<double>(rows_.size());
  return there / std::max(1.0, grown + static_cast<double>(several));
}

double Sample::GuessEquality(const Expression& condition, Slot entity) {
  double share = 0.05;
  for (const ExpressionPtr& side : condition.operands) {
    if (IsPropertyOf(*side, entity)) share = std::min(share, ShareOfOneValue(side->name));
  }
  return share;
}

double Sample::Guess(const Expression& condition, Slot entity) {
  const auto of = [&](const ExpressionPtr& operand) { return Guess(*operand, entity); };
  double share = 1;
  switch (condition.kind) {
    case ExpressionKind::kEqual:
      return GuessEquality(condition, entity);
    case ExpressionKind::kNotEqual:
      return 0.9;
    case ExpressionKind::kIn: {
      const Expression& list = *condition.operands[1];
      const auto length = list.kind == ExpressionKind::kList ? static_cast<double>(list.operands.size()) : kListLength;
      return std::min(kUnknown, GuessEquality(condition, entity) * length);
    }
    case ExpressionKind::kLess:
    case ExpressionKind::kLessEqual:
    case ExpressionKind::kGreater:
    case ExpressionKind::kGreaterEqual:
      return kBound;
    case ExpressionKind::kStartsWith:
    case ExpressionKind::kEndsWith:
    case ExpressionKind::kContains:
    case ExpressionKind::kRegex:
      return kText;
    case ExpressionKind::kNot:
      return std::max(0.1, 1 - of(condition.operands[0]));
    case ExpressionKind::kAnd:
      for (const ExpressionPtr& operand : condition.operands) share *= of(operand);
      return share;
    case ExpressionKind::kOr:
      for (const ExpressionPtr& operand : condition.operands) share *= 1 - of(operand);
      return std::max(1 - share, 1e-9);
    default:
      return kUnknown;
  }
}

// What statistics tell needs no sample, unless conditions on several properties, which may hang together, leave enough
// of it to show that.
double Sample::Share(Slot entity, std::span<const Expression* const> conditions) {
  if (conditions.empty()) return 1;
  const ConditionShares::Told told = shares_.All(entity, conditions);
  constexpr double kShown = 8;  // rows that tell something
  const bool is_shown = told.least >= kShown / static_cast<double>(kSampledRows);
  if (told.properties == 0 || (is_shown && (told.properties > 1 || !told.untold.empty()))) {
    return Ask(entity, conditions);
  }
  constexpr double kLeastRows = 0.5;
  return std::max(kLeastRows / std::max(population_.size, 1.0),
                  told.share * (told.untold.empty() ? 1 : Ask(entity, told.untold)));
}

double Sample::Ask(Slot entity, std::span<const Expression* const> conditions) {
  Draw();
  std::vector<bool> fits(rows_.size(), true);
  double guessed = 1, least = 1;
  for (const Expression* condition : conditions) {
    const auto answers = rows_.empty() ? std::nullopt : AskAll(*condition, entity);
    if (!answers) {
      guessed *= Guess(*condition, entity);
      continue;
    }
    for (size_t row = 0; row < fits.size(); ++row) fits[row] = fits[row] && (*answers)[row];
    if (std::ranges::find(*answers, true) == answers->end() && condition->kind == ExpressionKind::kEqual) {
      least = std::min(least, GuessEquality(*condition, entity));
    }
  }
  if (rows_.empty()) return guessed;
  // What no sampled row fits may still fit some: not more than one in twice as many.
  const auto count = static_cast<double>(std::ranges::count(fits, true));
  const auto rows = static_cast<double>(rows_.size());
  return std::max(kLeastShare, guessed * (count > 0 ? count / rows : std::min(least, 0.5 / rows)));
}

}  // namespace qiao::query
