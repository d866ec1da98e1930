#include "query/exec/column_tests.h"

#include <cmath>
#include <cstring>
#include <optional>

#include "query/exec/evaluate.h"
#include "query/plan/comparison.h"

namespace qiao::query {

using base::Kind;
using base::Result;
using base::Value;

namespace {

template <class Holds>
void KeepIf(std::vector<uint32_t>& rows, Holds holds) {
  size_t kept = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    const uint32_t row = rows[i];
    rows[kept] = row;
    kept += holds(row) ? 1 : 0;
  }
  rows.resize(kept);
}

// at(row) against `wanted`, for the comparisons.
template <class At, class T>
void Compare(ExpressionKind op, std::vector<uint32_t>& rows, At at, const T& wanted) {
  switch (op) {
    case ExpressionKind::kEqual:
      return KeepIf(rows, [&](uint32_t row) { return at(row) == wanted; });
    case ExpressionKind::kNotEqual:
      return KeepIf(rows, [&](uint32_t row) { return at(row) != wanted; });
    case ExpressionKind::kLess:
      return KeepIf(rows, [&](uint32_t row) { return at(row) < wanted; });
    case ExpressionKind::kLessEqual:
      return KeepIf(rows, [&](uint32_t row) { return at(row) <= wanted; });
    case ExpressionKind::kGreater:
      return KeepIf(rows, [&](uint32_t row) { return at(row) > wanted; });
    default:
      return KeepIf(rows, [&](uint32_t row) { return at(row) >= wanted; });
  }
}

std::string_view TextOf(const ColumnView& view, uint32_t row) {
  const uint32_t begin = row == 0 ? 0 : view.string_ends[row - 1];
  return {view.string_bytes + begin, view.string_ends[row] - begin};
}

// The texts of a run lie one behind the other: they are searched in one go, and each place found is looked up.
void KeepContaining(const ColumnView& view, std::string_view part, std::vector<uint32_t>& rows) {
  if (rows.empty()) return;
  const char* const end = view.string_bytes + view.string_ends[rows.back()];
  size_t kept = 0, i = 0;
  while (i < rows.size()) {
    const std::string_view first = TextOf(view, rows[i]);
    const auto left = static_cast<size_t>(end - first.data());
    const auto* found = static_cast<const char*>(memmem(first.data(), left, part.data(), part.size()));
    if (found == nullptr) break;
    const auto at = static_cast<uint32_t>(found - view.string_bytes);
    while (i < rows.size() && view.string_ends[rows[i]] <= at) ++i;
    if (i == rows.size()) break;
    // The place may lie in a row that is out already, or go beyond the text that it begins in.
    if (TextOf(view, rows[i]).find(part) != std::string_view::npos) rows[kept++] = rows[i];
    ++i;
  }
  rows.resize(kept);
}

void KeepTexts(const ColumnView& view, ExpressionKind op, std::string_view wanted, std::vector<uint32_t>& rows) {
  if (op == ExpressionKind::kStartsWith) {
    return KeepIf(rows, [&](uint32_t row) { return TextOf(view, row).starts_with(wanted); });
  }
  if (op == ExpressionKind::kEndsWith) {
    return KeepIf(rows, [&](uint32_t row) { return TextOf(view, row).ends_with(wanted); });
  }
  if (op == ExpressionKind::kContains) return wanted.empty() ? void() : KeepContaining(view, wanted, rows);
  Compare(
      op, rows, [&](uint32_t row) { return TextOf(view, row); }, wanted);
}

// What the comparison says of each value between two bounds; nullopt where it says different things.
std::optional<bool> SaysOfAll(ExpressionKind op, int64_t least, int64_t greatest, int64_t wanted) {
  const auto decide = [](bool all, bool some) { return all == some ? std::optional(all) : std::nullopt; };
  switch (op) {
    case ExpressionKind::kEqual:
      return decide(least == wanted && greatest == wanted, least <= wanted && wanted <= greatest);
    case ExpressionKind::kNotEqual:
      return decide(wanted < least || greatest < wanted, least != wanted || greatest != wanted);
    case ExpressionKind::kLess:
      return decide(greatest < wanted, least < wanted);
    case ExpressionKind::kLessEqual:
      return decide(greatest <= wanted, least <= wanted);
    case ExpressionKind::kGreater:
      return decide(least > wanted, greatest > wanted);
    default:
      return decide(least >= wanted, greatest >= wanted);
  }
}

void CompareIntegers(const ColumnView& view, ExpressionKind op, int64_t wanted, std::vector<uint32_t>& rows) {
  const auto all = SaysOfAll(op, view.least, view.greatest, wanted);
  if (all == true) return;
  if (all == false) return rows.clear();
  Compare(
      op, rows, [&](uint32_t row) { return view.integers[row]; }, wanted);
}

bool IsTextTest(ExpressionKind op) {
  return op == ExpressionKind::kStartsWith || op == ExpressionKind::kEndsWith || op == ExpressionKind::kContains;
}

}  // namespace

void KeepPresent(const ColumnView& view, std::vector<uint32_t>& rows) {
  // Most often all have one: then 64 rows are asked at once.
  uint32_t full = 0;
  while (full + 64 <= view.size && view.present[full / 64] == ~uint64_t{0}) full += 64;
  if (rows.empty() || rows.back() < full) return;
  KeepIf(rows, [&](uint32_t row) { return view.Has(row); });
}

void KeepWhere(const ColumnView& view, ExpressionKind op, const Value& value, std::vector<uint32_t>& rows) {
  if (!view.mixed && !IsTextTest(op)) {
    if (view.kind == Kind::kInteger && value.is(Kind::kInteger))
      return CompareIntegers(view, op, value.integer(), rows);
    if (view.kind == Kind::kDate && value.is(Kind::kDate)) return CompareIntegers(view, op, value.date().days, rows);
    if (view.kind == Kind::kFloat && value.is(Kind::kFloat)) {
      return Compare(
          op, rows, [&](uint32_t row) { return view.floats[row]; }, value.floating());
    }
  }
  if (!view.mixed && view.kind == Kind::kString && value.is(Kind::kString)) {
    return KeepTexts(view, op, value.string(), rows);
  }
  KeepIf(rows, [&](uint32_t row) {
    const Value answer = Compare(op, view.Get(row), value);
    return answer.is(Kind::kBoolean) && answer.boolean();
  });
}

Result<ColumnTests> ColumnTests::Make(const std::vector<ColumnTest>& tests, Environment& env) {
  ColumnTests made(env);
  for (const ColumnTest& test : tests) {
    Value value;
    if (test.value != nullptr) {
      QIAO_TRY(const EvaluatorPtr evaluator, MakeEvaluator(*test.value, env));
      QIAO_TRY(value, EvaluateOnce(*evaluator));
    }
    made.tests_.push_back({std::string(test.key), test.op, std::move(value)});
  }
  return made;
}

Result<void> ColumnTests::Select(base::TableId table, uint32_t run, std::vector<uint32_t>& rows) const {
  for (const Test& test : tests_) {
    if (rows.empty()) return {};
    const auto key = env_->graph.FindKey(test.key);
    // No comparison with null is true, nor is one of a property that is nowhere.
    if (!key || (test.op != ExpressionKind::kIsNotNull && test.value.is_null())) {
      rows.clear();
      return {};
    }
    QIAO_TRY(const ColumnView view, env_->graph.ReadColumn(table, *key, run));
    KeepPresent(view, rows);
    if (test.op != ExpressionKind::kIsNotNull) KeepWhere(view, test.op, test.value, rows);
  }
  return {};
}

}  // namespace qiao::query
