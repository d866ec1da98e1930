#include "base/value.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <thread>

namespace qiao::base {
namespace {

Value I(int64_t number) { return Value::Integer(number); }
Value F(double number) { return Value::Float(number); }
Value S(std::string_view text) { return Value::String(text); }
Value L(List list) { return Value::Of(std::move(list)); }
Value M(Map map) { return Value::Of(std::move(map)); }
const Value kNull;
const Value kTrue = Value::Boolean(true);
const Value kFalse = Value::Boolean(false);
const Value kNaN = F(std::nan(""));
constexpr auto kUnknown = std::nullopt;
constexpr int64_t kTwoTo53 = int64_t{1} << 53;

TEST(ValueTest, IsSmallAndShared) {
  EXPECT_EQ(sizeof(Value), 16u);
  const Value text = S("山西省长治市潞城区人民医院");
  Value copy = text;
  EXPECT_EQ(copy.string().data(), text.string().data());
  Value moved = std::move(copy);
  EXPECT_EQ(moved.string(), "山西省长治市潞城区人民医院");
  moved = moved;
  EXPECT_EQ(moved.string(), text.string());
}

TEST(ValueTest, CopiesInManyThreads) {
  const Value list = L({S("甲"), S("乙")});
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 10'000; ++j) {
        const Value copy = list;
        const Value element = copy.list()[1];
        ASSERT_EQ(element.string(), "乙");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(ValueTest, EntitiesWithAndWithoutRecords) {
  const Value bare = Value::Of(NodeId(TableId(3), 7));
  const Value record = Value::Of(NodeRecord{NodeId(TableId(3), 7), {"医院"}, {{"name", S("潞城区人民医院")}}});
  EXPECT_FALSE(bare.has_record());
  EXPECT_TRUE(record.has_record());
  EXPECT_EQ(bare.node(), record.node());
  EXPECT_EQ(Equals(bare, record), true);
  EXPECT_TRUE(Equivalent(bare, record));
  EXPECT_EQ(Hash(bare), Hash(record));
}

TEST(ValueTest, FindsKeysOfMaps) {
  const Value map = M({{"a", I(1)}, {"b", kNull}});
  EXPECT_EQ(map.Find("a")->integer(), 1);
  EXPECT_TRUE(map.Find("b")->is_null());
  EXPECT_EQ(map.Find("c"), nullptr);
}

struct EqualsCase {
  Value a, b;
  std::optional<bool> equal;
};

TEST(EqualsTest, IsThreeValued) {
  const EqualsCase cases[] = {
      {I(1), F(1.0), true},
      {I(1), S("1"), false},
      {kNull, kNull, kUnknown},
      {kNull, I(1), kUnknown},
      {kNaN, kNaN, false},
      {F(0.0), F(-0.0), true},
      {I(kTwoTo53 + 1), F(static_cast<double>(kTwoTo53)), false},
      {I(kTwoTo53), F(static_cast<double>(kTwoTo53)), true},
      {I(INT64_MAX), F(9223372036854775808.0), false},
      {I(INT64_MIN), F(-9223372036854775808.0), true},
      {L({I(1), I(2)}), L({I(1), F(2.0)}), true},
      {L({I(1)}), L({I(1), kNull}), false},
      {L({I(1), I(2)}), L({kNull, I(2)}), kUnknown},
      {L({I(1), I(2)}), L({kNull, S("foo")}), false},
      {L({L({I(1)}), L({I(2)})}), L({L({I(1)}), L({kNull})}), kUnknown},
      {L({L({kNull}), I(1)}), L({L({I(1)}), I(2)}), false},
      {L({}), M({}), false},
      {L({}), S(""), false},
      {M({{"a", I(1)}, {"b", I(2)}}), M({{"b", I(2)}, {"a", I(1)}}), true},
      {M({{"k", kNull}}), M({{"k", kNull}}), kUnknown},
      {M({{"k", kNull}}), M({}), false},
      {M({{"k", kNull}}), M({{"l", kNull}}), false},
      {kTrue, kFalse, false},
      {Value::Of(Duration{0, 1, 0, 0}), Value::Of(Duration{0, 0, 86'400, 0}), false},
      {Value::Of(Point{Crs::kCartesian2D, 1, 2}), Value::Of(Point{Crs::kWgs84_2D, 1, 2}), false},
  };
  for (const auto& [a, b, equal] : cases) {
    EXPECT_EQ(Equals(a, b), equal) << ToText(a) << " = " << ToText(b);
    EXPECT_EQ(Equals(b, a), equal) << ToText(b) << " = " << ToText(a);
    if (equal == true) {
      EXPECT_TRUE(Equivalent(a, b)) << ToText(a) << " ~ " << ToText(b);
      EXPECT_EQ(Hash(a), Hash(b)) << ToText(a) << " ~ " << ToText(b);
      EXPECT_EQ(Order(a, b), std::strong_ordering::equal) << ToText(a) << " ~ " << ToText(b);
    }
  }
}

TEST(EquivalentTest, NullsAndNaNsAreGrouped) {
  for (const Value& value : {kNull, kNaN, L({kNull, kNaN}), M({{"k", kNull}})}) {
    const Value same = L({value}).list()[0];
    EXPECT_TRUE(Equivalent(value, same)) << ToText(value);
    EXPECT_EQ(Hash(value), Hash(same));
  }
  EXPECT_FALSE(Equivalent(kNull, I(0)));
  EXPECT_FALSE(Equivalent(L({kNull}), L({I(1)})));
  EXPECT_EQ(Hash(kNaN), Hash(F(-std::nan("7"))));
}

struct CompareCase {
  Value a, b;
  std::optional<std::partial_ordering> order;
};

TEST(CompareTest, ComparesWithinKindsOnly) {
  constexpr auto less = std::partial_ordering::less;
  constexpr auto same = std::partial_ordering::equivalent;
  constexpr auto unordered = std::partial_ordering::unordered;
  const CompareCase cases[] = {
      {I(1), F(3.14), less},
      {I(1), F(1.0), same},
      {I(kTwoTo53), F(static_cast<double>(kTwoTo53) + 2), less},
      {F(static_cast<double>(kTwoTo53)), I(kTwoTo53 + 1), less},
      {F(-1.5), I(-1), less},
      {I(-2), F(-1.5), less},
      {I(INT64_MAX), F(std::numeric_limits<double>::infinity()), less},
      {kNaN, I(1), unordered},
      {kNaN, kNaN, unordered},
      {kNaN, S("a"), kUnknown},
      {S("1"), I(1), kUnknown},
      {kNull, I(1), kUnknown},
      {S("a"), S("b"), less},
      {S("甲"), S("甲乙"), less},
      {kFalse, kTrue, less},
      {L({I(1)}), L({I(1), I(0)}), less},
      {L({I(1)}), L({I(1), kNull}), less},
      {L({I(1), kNull}), L({I(1), I(2)}), kUnknown},
      {L({I(1), I(2)}), L({I(3), kNull}), less},
      {L({I(1)}), L({S("a")}), kUnknown},
      {L({L({I(1), I(2)}), I(9)}), L({L({I(1), I(3)}), I(0)}), less},
      {L({M({}), I(1)}), L({M({}), I(2)}), less},
      {M({}), M({}), kUnknown},
      {Value::Of(Date{1}), Value::Of(Date{2}), less},
      {Value::Of(Date{1}), Value::Of(LocalDateTime{0, 0}), kUnknown},
      // 11:00Z and 12:00+02:00 (10:00Z)
      {Value::Of(Time{43'200'000'000'000, 7200}), Value::Of(Time{39'600'000'000'000, 0}), less},
      {Value::Of(Duration{1, 0, 0, 0}), Value::Of(Duration{2, 0, 0, 0}), kUnknown},
      {Value::Of(Point{Crs::kCartesian2D, 1, 1}), Value::Of(Point{Crs::kCartesian2D, 2, 2}), kUnknown},
      {Value::Of(NodeId(1)), Value::Of(NodeId(2)), kUnknown},
  };
  for (const auto& [a, b, order] : cases) {
    EXPECT_EQ(Compare(a, b), order) << ToText(a) << " < " << ToText(b);
    const auto reversed = order ? std::optional(0 <=> *order) : order;
    EXPECT_EQ(Compare(b, a), reversed) << ToText(b) << " > " << ToText(a);
  }
}

TEST(OrderTest, IsTotalOverAllKinds) {
  const NodeRecord node{NodeId(1), {"N"}, {}};
  const RelationshipRecord edge{EdgeId(1), NodeId(1), NodeId(2), "R", {}};
  // Ascending, as ORDER BY sorts.
  const List sorted = {
      M({}),
      M({{"a", S("map")}}),
      M({{"b", I(0)}}),
      Value::Of(node),
      Value::Of(NodeId(2)),
      Value::Of(edge),
      L({}),
      L({S("a")}),
      L({S("a"), I(1)}),
      L({I(1)}),
      L({I(1), S("a")}),
      L({I(1), kNull}),
      L({kNull, I(1)}),
      L({kNull, I(2)}),
      Value::Of(Path{{NodeId(1)}, {}}),
      Value::Of(PathRecord{{node, node}, {edge}}),
      Value::Of(Point{Crs::kCartesian2D, 1, 2}),
      Value::Of(Point{Crs::kWgs84_2D, 0, 0}),
      Value::Of(DateTime{0, 0, 0, ""}),
      Value::Of(DateTime{0, 0, 3600, ""}),
      Value::Of(DateTime{0, 0, 3600, "Europe/Berlin"}),
      Value::Of(LocalDateTime{-1, 999'999'999}),
      Value::Of(LocalDateTime{0, 0}),
      Value::Of(Date{-1}),
      Value::Of(Time{0, 0}),
      Value::Of(LocalTime{0}),
      Value::Of(Duration{0, 30, 0, 0}),
      Value::Of(Duration{1, 0, 0, 0}),
      Value::Of(Duration{0, 31, 0, 0}),
      S(""),
      S("text"),
      kFalse,
      kTrue,
      F(-std::numeric_limits<double>::infinity()),
      I(INT64_MIN),
      F(1.5),
      I(2),
      I(INT64_MAX),
      F(9223372036854775808.0),
      kNaN,
      kNull,
  };
  for (size_t i = 0; i < sorted.size(); ++i) {
    for (size_t j = 0; j < sorted.size(); ++j) {
      EXPECT_EQ(Order(sorted[i], sorted[j]), i <=> j) << ToText(sorted[i]) << " and " << ToText(sorted[j]);
      EXPECT_EQ(Equivalent(sorted[i], sorted[j]), i == j) << ToText(sorted[i]) << " and " << ToText(sorted[j]);
    }
  }
}

// A list in a list in a list …: [[[leaf]]]
Value Nested(int depth, Value leaf) {
  Value value = std::move(leaf);
  for (int i = 0; i < depth; ++i) value = i % 2 == 0 ? L({value}) : M({{"k", value}});
  return value;
}

TEST(NestingTest, NoDepthOverflowsTheStack) {
  constexpr int kDepth = 100'000;
  const Value deep = Nested(kDepth, I(1));
  const Value same = Nested(kDepth, F(1.0));
  const Value more = Nested(kDepth, I(2));
  EXPECT_EQ(Equals(deep, same), true);
  EXPECT_EQ(Equals(deep, Nested(kDepth, kNull)), kUnknown);
  EXPECT_TRUE(Equivalent(deep, same));
  EXPECT_EQ(Hash(deep), Hash(same));
  EXPECT_EQ(Order(deep, more), std::strong_ordering::less);
  EXPECT_GT(ToText(deep).size(), size_t{kDepth});
  EXPECT_GT(HeapSize(deep), size_t{kDepth} * sizeof(Value));
  Value list = I(1);
  for (int i = 0; i < kDepth; ++i) list = L({list});
  EXPECT_EQ(Compare(list, list), std::partial_ordering::equivalent);
}

TEST(HeapSizeTest, CountsWhatIsHeld) {
  EXPECT_EQ(HeapSize(I(1)), 0u);
  EXPECT_GE(HeapSize(S(std::string(1000, 'a'))), 1000u);
  EXPECT_GE(HeapSize(L({S(std::string(1000, 'a')), S(std::string(1000, 'b'))})), 2000u);
  EXPECT_GE(HeapSize(M({{std::string(500, 'k'), S(std::string(1000, 'a'))}})), 1500u);
}

TEST(HeapSizeTest, KnowsAtOnceWhatIsSharedManifold) {
  Value twice = I(1);
  for (int i = 0; i < 100; ++i) twice = L({twice, twice});
  EXPECT_EQ(HeapSize(twice), kMaxHeapSize);
}

}  // namespace
}  // namespace qiao::base
