#include "cli/format/json_text.h"

#include <gtest/gtest.h>

#include <limits>

#include "cli/parameters.h"

namespace qiao::cli {
namespace {

using base::Value;

TEST(JsonText, WritesPlainValues) {
  EXPECT_EQ(ToJson(Value::Null()), "null");
  EXPECT_EQ(ToJson(Value::Boolean(true)), "true");
  EXPECT_EQ(ToJson(Value::Integer(std::numeric_limits<int64_t>::min())), "-9223372036854775808");
  EXPECT_EQ(ToJson(Value::Float(1)), "1.0");
  EXPECT_EQ(ToJson(Value::Float(0.1)), "0.1");
  EXPECT_EQ(ToJson(Value::Float(1e300)), "1e+300");
  EXPECT_EQ(ToJson(Value::Float(-std::numeric_limits<double>::infinity())), "\"-Infinity\"");
  EXPECT_EQ(ToJson(Value::Float(std::numeric_limits<double>::quiet_NaN())), "\"NaN\"");
  EXPECT_EQ(ToJson(Value::String("潞\"\\\n\x01")), "\"潞\\\"\\\\\\n\\u0001\"");
  EXPECT_EQ(ToJson(Value::Of(base::List{})), "[]");
  EXPECT_EQ(ToJson(Value::Of(base::Map{{"键", Value::Of(base::List{Value::Integer(1), Value::Null()})}})),
            "{\"键\": [1, null]}");
}

TEST(JsonText, WritesEntities) {
  const base::NodeRecord a{base::NodeId(1), {"District"}, {{"name", Value::String("潞城区")}}};
  const base::NodeRecord b{base::NodeId(2), {}, {}};
  const base::RelationshipRecord r{base::EdgeId(3), base::NodeId(1), base::NodeId(2), "PART_OF", {}};
  const std::string node = R"({"id": 1, "labels": ["District"], "properties": {"name": "潞城区"}})";
  const std::string link = R"({"id": 3, "type": "PART_OF", "start": 1, "end": 2, "properties": {}})";
  EXPECT_EQ(ToJson(Value::Of(a)), node);
  EXPECT_EQ(ToJson(Value::Of(r)), link);
  EXPECT_EQ(
      ToJson(Value::Of(base::PathRecord{{a, b}, {r}})),
      R"({"nodes": [)" + node + R"(, {"id": 2, "labels": [], "properties": {}}], "relationships": [)" + link + "]}");
}

TEST(JsonText, WritesTemporalValuesAndPoints) {
  EXPECT_EQ(ToJson(Value::Of(base::Date{0})), "\"1970-01-01\"");
  EXPECT_EQ(ToJson(Value::Of(base::Duration{.months = 14})), "\"P1Y2M\"");
  EXPECT_EQ(ToJson(Value::Of(base::Point{base::Crs::kWgs84_2D, 113.1, 36})),
            "{\"crs\": \"wgs-84\", \"x\": 113.1, \"y\": 36.0}");
}

TEST(JsonText, ReadsBackAsTheSameValue) {
  for (const double number : {0.1, 1e300, 5e-324, 123456789.0, 1e21, -0.0, 3.0}) {
    const auto read = ParseJson("x", ToJson(Value::Float(number)));
    ASSERT_TRUE(read) << number;
    ASSERT_TRUE(read->is(base::Kind::kFloat)) << number;
    EXPECT_EQ(read->floating(), number);
  }
}

}  // namespace
}  // namespace qiao::cli
