// The order of keys is the order of values, and ranges of keys hold what they must.
#include "storage/index_key.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace qiao::storage {
namespace {

using base::Value;

std::string KeyOf(const Value& value) {
  std::string key;
  PutOrdered(key, value);
  return key;
}

// Values that lie close to each other, so that random pairs are often equal or neighbours.
class Values {
 public:
  explicit Values(uint64_t seed) : random_(seed) {}

  Value Any() {
    switch (Below(14)) {
      case 0:
      case 1:
        return Number();
      case 2:
      case 3:
        return Value::String(Text());
      case 4:
        return Value::Boolean(Below(2) == 0);
      case 5:
        return Value::Of(base::Date{Small()});
      case 6:
        return Value::Of(base::LocalTime{std::abs(Small())});
      case 7:
        return Value::Of(base::Time{std::abs(Small()) * 1'000'000'000, static_cast<int32_t>(Small())});
      case 8:
        return Value::Of(base::LocalDateTime{Small(), static_cast<int32_t>(Below(3))});
      case 9:
        return Value::Of(base::DateTime{Small(), static_cast<int32_t>(Below(2)), static_cast<int32_t>(Small()),
                                        Below(2) == 0 ? "" : "Asia/Shanghai"});
      case 10:
        return Value::Of(base::Duration{Small(), Small() * 30, Small(), static_cast<int32_t>(Below(2))});
      case 11:
        return Value::Of(base::Point{static_cast<base::Crs>(Below(4)), Double(), Double(), 0});
      case 12: {
        base::List list;
        for (size_t i = Below(4); i > 0; --i) list.push_back(Below(2) == 0 ? Number() : Value::String(Text()));
        return Value::Of(std::move(list));
      }
      default:
        return Value::Float(std::numeric_limits<double>::quiet_NaN());
    }
  }

 private:
  size_t Below(size_t end) { return random_() % end; }
  int64_t Small() { return static_cast<int64_t>(Below(7)) - 3; }

  double Double() {
    constexpr double kOdd[] = {-0.0, 0.0, 0.5, 1e300, -1e300, 5e-324, 9007199254740992.0, 9223372036854775808.0};
    return Below(2) == 0 ? static_cast<double>(Small()) / 2 : kOdd[Below(std::size(kOdd))];
  }
  Value Number() {
    constexpr int64_t kEdges[] = {0, INT64_MAX, INT64_MIN, int64_t{1} << 53, -(int64_t{1} << 53), int64_t{1} << 62};
    const int64_t edge = kEdges[Below(std::size(kEdges))];
    int64_t near = 0;
    if (__builtin_add_overflow(edge, Small(), &near)) near = edge;
    switch (Below(4)) {
      case 0:
        return Value::Integer(near);
      case 1:
        return Value::Float(static_cast<double>(near));
      case 2:
        return Value::Float(Below(8) == 0 ? std::numeric_limits<double>::infinity() : Double());
      default:
        return Value::Integer(Small());
    }
  }
  std::string Text() {
    constexpr std::string_view kParts[] = {"a", "b", std::string_view("\0", 1), "\xFF", "桥", "梁", "\x01"};
    std::string text;
    for (size_t i = Below(5); i > 0; --i) text += kParts[Below(std::size(kParts))];
    return text;
  }

  std::mt19937_64 random_;
};

int Sign(std::strong_ordering order) { return order < 0 ? -1 : order > 0 ? 1 : 0; }
int Sign(int order) { return order < 0 ? -1 : order > 0 ? 1 : 0; }

TEST(IndexKeyTest, KeysSortAsValuesDo) {
  Values values(11);
  int equal = 0;
  for (int i = 0; i < 100'000; ++i) {
    const Value a = values.Any(), b = values.Any();
    ASSERT_EQ(Sign(KeyOf(a).compare(KeyOf(b))), Sign(base::Order(a, b)))
        << base::ToText(a) << " and " << base::ToText(b);
    equal += base::Equivalent(a, b) ? 1 : 0;
    if (base::Equals(a, b) == true) {
      ASSERT_EQ(KeyOf(a), KeyOf(b)) << base::ToText(a) << " and " << base::ToText(b);
    }
  }
  EXPECT_GT(equal, 1000);
}

TEST(IndexKeyTest, NoKeyIsTheBeginningOfAnother) {
  Values values(12);
  for (int i = 0; i < 20'000; ++i) {
    const std::string a = KeyOf(values.Any()), b = KeyOf(values.Any());
    EXPECT_TRUE(a == b || !b.starts_with(a));
  }
}

// Every value that a comparison holds for lies in its range.
TEST(IndexKeyTest, RangesHoldWhatIsAskedFor) {
  Values values(13);
  int found = 0;
  for (int i = 0; i < 100'000; ++i) {
    const Value value = values.Any(), bound = values.Any();
    std::string key = RulePrefix(3) + KeyOf(value);
    PutEntity(key, 7);
    const auto holds = [&](const IndexRange& range) {
      const auto keys = RangeOf(3, range);
      return keys && keys->begin <= key && key < keys->end;
    };
    const auto order = base::Compare(value, bound);
    const bool less = order && *order < 0, greater = order && *order > 0, equal = base::Equals(value, bound) == true;
    EXPECT_EQ(holds({.equal = std::span(&bound, 1)}), equal) << base::ToText(value) << " = " << base::ToText(bound);
    if (less) {
      EXPECT_TRUE(holds({.upper = &bound, .upper_inclusive = false}));
    }
    if (greater) {
      EXPECT_TRUE(holds({.lower = &bound, .lower_inclusive = false}));
    }
    if (order && *order <= 0) {
      EXPECT_TRUE(holds({.upper = &bound}));
    }
    if (order && *order >= 0) {
      EXPECT_TRUE(holds({.lower = &bound}));
    }
    // Bounds that are not cut are sharp.
    if (equal) {
      EXPECT_FALSE(holds({.upper = &bound, .upper_inclusive = false}));
    }
    if (equal) {
      EXPECT_FALSE(holds({.lower = &bound, .lower_inclusive = false}));
    }
    found += less || greater ? 1 : 0;
    if (value.is(base::Kind::kString) && bound.is(base::Kind::kString)) {
      EXPECT_EQ(holds({.prefix = &bound}), value.string().starts_with(bound.string()));
    }
  }
  EXPECT_GT(found, 1000);
}

TEST(IndexKeyTest, LongTextsStayShortAndAreFound) {
  const std::string start(kMaxIndexedText, 'x');
  const Value one = Value::String(start + "一"), two = Value::String(start + "二"), exact = Value::String(start);
  EXPECT_LT(KeyOf(Value::String(std::string(10'000'000, '\0'))).size(), 3 * kMaxIndexedText);
  EXPECT_NE(KeyOf(one), KeyOf(two));
  EXPECT_LT(KeyOf(exact), KeyOf(one));
  const auto holds = [&](const Value& value, const IndexRange& range) {
    std::string key = RulePrefix(3) + KeyOf(value);
    PutEntity(key, 7);
    const auto keys = RangeOf(3, range);
    return keys && keys->begin <= key && key < keys->end;
  };
  for (const Value& value : {one, two}) {
    for (const Value& bound : {one, two}) {
      EXPECT_TRUE(holds(value, {.lower = &bound, .lower_inclusive = false}));
      EXPECT_TRUE(holds(value, {.upper = &bound, .upper_inclusive = false}));
    }
    EXPECT_TRUE(holds(value, {.lower = &exact, .lower_inclusive = false}));
    EXPECT_FALSE(holds(value, {.upper = &exact}));
    EXPECT_TRUE(holds(value, {.prefix = &value}));
    EXPECT_TRUE(holds(value, {.prefix = &exact}));
  }
}

TEST(IndexKeyTest, NothingEqualsWhatCanNotBeStored) {
  const Value odd[] = {Value(), Value::Float(std::numeric_limits<double>::quiet_NaN()), Value::Of(base::Map{}),
                       Value::Of(base::NodeId(3)), Value::Of(base::List{Value()})};
  for (const Value& value : odd) {
    EXPECT_FALSE(RangeOf(1, {.equal = std::span(&value, 1)}));
    EXPECT_FALSE(RangeOf(1, {.lower = &value}));
    EXPECT_FALSE(RangeOf(1, {.prefix = &value}));
  }
  const Value one = Value::Integer(1), text = Value::String("1");
  EXPECT_FALSE(RangeOf(1, {.lower = &one, .upper = &text}));
  EXPECT_TRUE(RangeOf(1, {}));
}

}  // namespace
}  // namespace qiao::storage
