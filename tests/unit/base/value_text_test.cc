#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/value.h"

namespace qiao::base {
namespace {

TEST(FloatTextTest, ShortestDigitsInJavasLayout) {
  const std::pair<double, std::string> cases[] = {
      {1.0, "1.0"},
      {-0.5, "-0.5"},
      {0.1 + 0.2, "0.30000000000000004"},
      {100.0, "100.0"},
      {1234567.125, "1234567.125"},
      {9999999.0, "9999999.0"},
      {1e7, "1.0E7"},
      {12345678.0, "1.2345678E7"},
      {1e23, "1.0E23"},
      {0.001, "0.001"},
      {0.0001, "1.0E-4"},
      {5e-324, "5.0E-324"},
      {1.7976931348623157e308, "1.7976931348623157E308"},
      {0.0, "0.0"},
      {-0.0, "-0.0"},
      {std::nan(""), "NaN"},
      {std::numeric_limits<double>::infinity(), "Infinity"},
      {-std::numeric_limits<double>::infinity(), "-Infinity"},
  };
  for (const auto& [number, text] : cases) EXPECT_EQ(FloatText(number), text);
}

TEST(QuotedTest, Escapes) {
  EXPECT_EQ(Quoted("it's\na \\ 桥"), "'it\\'s\\na \\\\ 桥'");
  EXPECT_EQ(QuotedName("公司"), "公司");
  EXPECT_EQ(QuotedName("_x1"), "_x1");
  EXPECT_EQ(QuotedName("1x"), "`1x`");
  EXPECT_EQ(QuotedName("a `b`"), "`a ``b```");
  EXPECT_EQ(QuotedName(""), "``");
}

TEST(ToTextTest, WritesCypher) {
  const NodeRecord district{NodeId(1), {"District", "区县"}, {{"name", Value::String("潞城区")}}};
  const NodeRecord bare{NodeId(2), {}, {}};
  const RelationshipRecord pairing{EdgeId(4), NodeId(2), NodeId(1), "PAIRED_WITH", {{"since", Value::Integer(2023)}}};
  const std::pair<Value, std::string> cases[] = {
      {Value::Null(), "null"},
      {Value::Boolean(true), "true"},
      {Value::Of(List{Value::Integer(1), Value::Null(), Value::Of(List{})}), "[1, null, []]"},
      {Value::Of(Map{}), "{}"},
      {Value::Of(Map{{"name", Value::String("x")}, {"a b", Value::Float(1)}}), "{name: 'x', `a b`: 1.0}"},
      {Value::Of(district), "(:District:区县 {name: '潞城区'})"},
      {Value::Of(bare), "()"},
      {Value::Of(pairing), "[:PAIRED_WITH {since: 2023}]"},
      {Value::Of(PathRecord{{district, bare}, {pairing}}),
       "<(:District:区县 {name: '潞城区'})<-[:PAIRED_WITH {since: 2023}]-()>"},
      {Value::Of(PathRecord{{bare, district}, {pairing}}),
       "<()-[:PAIRED_WITH {since: 2023}]->(:District:区县 {name: '潞城区'})>"},
      {Value::Of(NodeId(17)), "(#17)"},
      {Value::Of(EdgeId(4)), "[#4]"},
      {Value::Of(Path{{NodeId(1), NodeId(2)}, {EdgeId(4)}}), "<(#1)-[#4]-(#2)>"},
      {Value::Of(Date{0}), "'1970-01-01'"},
      {Value::Of(Duration{14, 3, 14'706, 700'000'000}), "'P1Y2M3DT4H5M6.7S'"},
      {Value::Of(Point{Crs::kWgs84_2D, 113.1, 36.2}), "point({longitude: 113.1, latitude: 36.2})"},
      {Value::Of(Point{Crs::kCartesian3D, 1, 2, 3}), "point({x: 1.0, y: 2.0, z: 3.0})"},
  };
  for (const auto& [value, text] : cases) EXPECT_EQ(ToText(value), text);
}

}  // namespace
}  // namespace qiao::base
