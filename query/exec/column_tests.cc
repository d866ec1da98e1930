#include "query/exec/column_tests.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "base/text_start.h"
#include "query/exec/evaluate.h"
#include "query/plan/comparison.h"

namespace qiao::query {

using base::Kind;
using base::Result;
using base::Value;

namespace {

// Calls use(holds), which says of a value whether it is `op` the wanted one, for the comparisons.
template <class T, class Use>
void WithComparison(ExpressionKind op, T wanted, Use use) {
  switch (op) {
    case ExpressionKind::kEqual:
      return use([wanted](T value) { return value == wanted; });
    case ExpressionKind::kNotEqual:
      return use([wanted](T value) { return value != wanted; });
    case ExpressionKind::kLess:
      return use([wanted](T value) { return value < wanted; });
    case ExpressionKind::kLessEqual:
      return use([wanted](T value) { return value <= wanted; });
    case ExpressionKind::kGreater:
      return use([wanted](T value) { return value > wanted; });
    default:
      return use([wanted](T value) { return value >= wanted; });
  }
}

// The same for texts, their beginnings, ends and parts.
template <class Use>
void WithTextComparison(ExpressionKind op, std::string_view wanted, Use use) {
  switch (op) {
    case ExpressionKind::kStartsWith:
      return use([wanted](std::string_view text) { return text.starts_with(wanted); });
    case ExpressionKind::kEndsWith:
      return use([wanted](std::string_view text) { return text.ends_with(wanted); });
    case ExpressionKind::kContains:
      return use([wanted](std::string_view text) { return text.find(wanted) != std::string_view::npos; });
    default:
      return WithComparison(op, wanted, use);
  }
}

// The texts of a run lie one behind the other: they are searched in one go, and each place found is looked up.
void KeepContaining(const ColumnView& view, std::string_view part, RowBits& bits) {
  std::vector<uint32_t> rows;
  bits.List(rows);
  bits.Clear();
  if (rows.empty()) return;
  const char* const end = view.string_bytes + view.string_ends[rows.back()];
  size_t i = 0;
  while (i < rows.size()) {
    const std::string_view first = view.Text(rows[i]);
    const auto left = static_cast<size_t>(end - first.data());
    const auto* found = static_cast<const char*>(memmem(first.data(), left, part.data(), part.size()));
    if (found == nullptr) return;
    const auto at = static_cast<uint32_t>(found - view.string_bytes);
    while (i < rows.size() && view.string_ends[rows[i]] <= at) ++i;
    if (i == rows.size()) return;
    // The place may lie in a row that is out already, or go beyond the text that it begins in.
    if (view.Text(rows[i]).find(part) != std::string_view::npos) bits.Set(rows[i]);
    ++i;
  }
}

// Equal texts stand once: each is asked about once.
void KeepCodes(const ColumnView& view, ExpressionKind op, std::string_view wanted, RowBits& rows) {
  std::vector<uint8_t> passes(view.string_texts);
  WithTextComparison(op, wanted, [&](const auto& holds) {
    for (uint32_t text = 0; text < view.string_texts; ++text) passes[text] = holds(view.TextAt(text)) ? 1 : 0;
  });
  rows.KeepWhere(view.string_codes, view.size, [&](uint16_t code) { return passes[code] != 0; });
}

// Keeps the rows that can still be right once their first bytes are known.
void KeepStarts(const ColumnView& view, ExpressionKind op, std::string_view wanted, RowBits& rows) {
  const uint32_t start = base::StartOf(wanted);
  const auto keep = [&](auto holds) { rows.KeepWhere(view.string_starts, view.size, holds); };
  switch (op) {
    case ExpressionKind::kStartsWith: {
      const size_t known = std::min(wanted.size(), base::kStartBytes);
      const uint32_t mask = known == 0 ? 0 : ~uint32_t{0} << (base::kStartBytes - known) * 8;
      return keep([=](uint32_t other) { return (other & mask) == start; });
    }
    case ExpressionKind::kEqual:
      return keep([=](uint32_t other) { return other == start; });
    case ExpressionKind::kLess:
    case ExpressionKind::kLessEqual:
      return keep([=](uint32_t other) { return other <= start; });
    case ExpressionKind::kGreater:
    case ExpressionKind::kGreaterEqual:
      return keep([=](uint32_t other) { return other >= start; });
    default:  // the first bytes say nothing
      return;
  }
}

void KeepTexts(const ColumnView& view, ExpressionKind op, std::string_view wanted, RowBits& rows) {
  const bool coded = view.string_codes != nullptr;
  if (coded && view.string_texts <= rows.count()) return KeepCodes(view, op, wanted, rows);
  if (!coded && op == ExpressionKind::kContains) return wanted.empty() ? void() : KeepContaining(view, wanted, rows);
  if (view.string_starts != nullptr) KeepStarts(view, op, wanted, rows);
  WithTextComparison(op, wanted,
                     [&](const auto& holds) { rows.KeepIf([&](uint32_t row) { return holds(view.Text(row)); }); });
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

void KeepIntegers(const ColumnView& view, ExpressionKind op, int64_t wanted, RowBits& rows) {
  const auto all = SaysOfAll(op, view.least, view.greatest, wanted);
  if (all == true) return;
  if (all == false) return rows.Clear();
  view.integers.With([&]<class T>(const T* distances) {
    if constexpr (sizeof(T) == sizeof(int64_t)) {
      WithComparison(op, wanted, [&](auto holds) {
        const auto first = static_cast<uint64_t>(view.integers.first);
        rows.KeepWhere(distances, view.size, [=](T distance) { return holds(static_cast<int64_t>(first + distance)); });
      });
    } else {
      // Not all values are on one side of the wanted one, so it lies in the range of the array itself.
      WithComparison(op, static_cast<T>(static_cast<uint64_t>(wanted) - static_cast<uint64_t>(view.integers.first)),
                     [&](auto holds) { rows.KeepWhere(distances, view.size, holds); });
    }
  });
}

bool IsTextTest(ExpressionKind op) {
  return op == ExpressionKind::kStartsWith || op == ExpressionKind::kEndsWith || op == ExpressionKind::kContains;
}

}  // namespace

void KeepWhere(const ColumnView& view, ExpressionKind op, const Value& value, RowBits& rows) {
  if (!view.mixed && !IsTextTest(op)) {
    if (view.kind == Kind::kInteger && value.is(Kind::kInteger)) return KeepIntegers(view, op, value.integer(), rows);
    if (view.kind == Kind::kDate && value.is(Kind::kDate)) return KeepIntegers(view, op, value.date().days, rows);
    if (view.kind == Kind::kFloat && value.is(Kind::kFloat)) {
      return WithComparison(op, value.floating(), [&](auto holds) { rows.KeepWhere(view.floats, view.size, holds); });
    }
  }
  if (!view.mixed && view.kind == Kind::kString && value.is(Kind::kString)) {
    return KeepTexts(view, op, value.string(), rows);
  }
  rows.KeepIf([&](uint32_t row) {
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

Result<void> ColumnTests::Select(base::TableId table, uint32_t run, RowBits& rows) const {
  for (const Test& test : tests_) {
    if (!rows.any()) return {};
    const auto key = env_->graph.FindKey(test.key);
    // No comparison with null is true, nor is one of a property that is nowhere.
    if (!key || (test.op != ExpressionKind::kIsNotNull && test.value.is_null())) {
      rows.Clear();
      return {};
    }
    QIAO_TRY(const ColumnView view, env_->graph.ReadColumn(table, *key, run));
    rows.KeepSet(view.present, view.size);
    if (test.op != ExpressionKind::kIsNotNull) KeepWhere(view, test.op, test.value, rows);
  }
  return {};
}

}  // namespace qiao::query
