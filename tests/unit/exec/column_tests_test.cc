#include "query/exec/column_tests.h"

#include <gtest/gtest.h>

#include <random>

#include "base/text_start.h"
#include "query/plan/comparison.h"

namespace qiao::query {
namespace {

using base::Kind;
using base::Value;

constexpr ExpressionKind kComparisons[] = {ExpressionKind::kEqual,   ExpressionKind::kNotEqual,
                                           ExpressionKind::kLess,    ExpressionKind::kLessEqual,
                                           ExpressionKind::kGreater, ExpressionKind::kGreaterEqual};
constexpr ExpressionKind kTextTests[] = {ExpressionKind::kStartsWith, ExpressionKind::kEndsWith,
                                         ExpressionKind::kContains};

// A view of arrays that live as long as this.
struct Run {
  explicit Run(uint32_t size) : present(kRunRows / 64) {
    view.size = size;
    for (uint32_t row = 0; row < size; ++row) present[row / 64] |= uint64_t{1} << (row % 64);
    view.present = present.data();
  }

  std::vector<uint64_t> present;
  ColumnView view;
};

RowBits AllRows(const Run& run) {
  return RowBits(LiveView{run.view.size, run.present.data(), nullptr}, 0, run.view.size);
}

// What KeepWhere() leaves is what asking the values one by one leaves.
void Check(const Run& run, ExpressionKind op, const Value& wanted) {
  RowBits rows = AllRows(run);
  KeepWhere(run.view, op, wanted, rows);
  std::vector<uint32_t> kept, expected;
  rows.List(kept);
  for (uint32_t row = 0; row < run.view.size; ++row) {
    const Value answer = Compare(op, run.view.Get(row), wanted);
    if (answer.is(Kind::kBoolean) && answer.boolean()) expected.push_back(row);
  }
  EXPECT_EQ(kept, expected) << "operator " << static_cast<int>(op) << " of " << base::ToText(wanted);
}

template <class T>
void CheckIntegers(int64_t first) {
  std::mt19937_64 random(sizeof(T));
  for (const uint32_t size : {1U, 63U, 64U, 200U, kRunRows}) {
    Run run(size);
    std::vector<T> distances(size);
    for (T& distance : distances) distance = static_cast<T>(random() % 50 == 0 ? random() : random() % 4);
    run.view.kind = Kind::kInteger;
    run.view.integers = {distances.data(), sizeof(T), first};
    run.view.least = INT64_MAX;
    run.view.greatest = INT64_MIN;
    for (uint32_t row = 0; row < size; ++row) {
      run.view.least = std::min(run.view.least, run.view.integers[row]);
      run.view.greatest = std::max(run.view.greatest, run.view.integers[row]);
    }
    for (const ExpressionKind op : kComparisons) {
      for (int64_t wanted = first - 2; wanted < first + 6; ++wanted) Check(run, op, Value::Integer(wanted));
      Check(run, op, Value::Integer(run.view.greatest));
      Check(run, op, Value::Integer(INT64_MAX));
      Check(run, op, Value::Float(static_cast<double>(first) + 1.5));
    }
  }
}

TEST(ColumnTests, CompareIntegersOfAllWidths) {
  CheckIntegers<uint8_t>(-2);
  CheckIntegers<uint16_t>(1000);
  CheckIntegers<uint32_t>(-5'000'000'000);
  CheckIntegers<uint64_t>(-3);
}

// Texts in the two forms in which they are read.
struct Texts {
  Texts(std::mt19937_64& random, uint32_t size) {
    const std::vector<std::string> parts = {"", "a", "ab", "城", "城市", "城区", std::string("a\0", 2), "\xff"};
    for (uint32_t i = 0; i < size; ++i) {
      texts.push_back(parts[random() % parts.size()] + parts[random() % parts.size()]);
    }
  }

  Run Plain() {
    Run run(static_cast<uint32_t>(texts.size()));
    for (const std::string& text : texts) {
      bytes += text;
      ends.push_back(static_cast<uint32_t>(bytes.size()));
      starts.push_back(base::StartOf(text));
    }
    return Finish(std::move(run));
  }

  Run Coded() {
    Run run(static_cast<uint32_t>(texts.size()));
    std::vector<std::string> entries = texts;
    std::ranges::sort(entries);
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
    for (const std::string& entry : entries) {
      bytes += entry;
      ends.push_back(static_cast<uint32_t>(bytes.size()));
    }
    for (const std::string& text : texts) {
      codes.push_back(static_cast<uint16_t>(std::ranges::lower_bound(entries, text) - entries.begin()));
    }
    run.view.string_codes = codes.data();
    return Finish(std::move(run));
  }

  Run Finish(Run run) {
    run.view.kind = Kind::kString;
    run.view.string_ends = ends.data();
    run.view.string_bytes = bytes.data();
    run.view.string_texts = static_cast<uint32_t>(ends.size());
    run.view.string_starts = starts.empty() ? nullptr : starts.data();
    return run;
  }

  std::vector<std::string> texts;
  std::string bytes;
  std::vector<uint32_t> ends, starts;
  std::vector<uint16_t> codes;
};

void CheckTexts(const Run& run) {
  const std::vector<std::string> wanted = {"",     "a", "ab", "abab", "城", "城市", "市", std::string("a\0", 2),
                                           "\xff", "zz"};
  for (const std::string& text : wanted) {
    for (const ExpressionKind op : kComparisons) Check(run, op, Value::String(text));
    for (const ExpressionKind op : kTextTests) Check(run, op, Value::String(text));
  }
}

TEST(ColumnTests, CompareTextsOfBothForms) {
  std::mt19937_64 random(1);
  for (const uint32_t size : {1U, 64U, 65U, kRunRows}) {
    Texts plain(random, size), coded(random, size);
    CheckTexts(plain.Plain());
    CheckTexts(coded.Coded());
  }
}

}  // namespace
}  // namespace qiao::query
