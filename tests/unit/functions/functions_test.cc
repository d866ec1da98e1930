// Scalar functions apart from the temporal ones.
#include <gtest/gtest.h>

#include "tests/unit/functions/calculate.h"

namespace qiao::query {
namespace {

using testing::Calculated;

struct Case {
  const char* expression;
  const char* value;
};
class FunctionTest : public ::testing::TestWithParam<Case> {};

TEST_P(FunctionTest, Calculates) {
  EXPECT_EQ(Calculated(GetParam().expression), GetParam().value) << GetParam().expression;
}

INSTANTIATE_TEST_SUITE_P(Math, FunctionTest,
                         ::testing::ValuesIn(std::initializer_list<Case>{
                             {"abs(-1.5)", "1.5"},
                             {"abs(-9223372036854775808)", "ArithmeticError: IntegerOverflow"},
                             {"abs('a')", "TypeError: InvalidArgumentValue"},
                             {"abs(null)", "null"},
                             {"sqrt(-1)", "NaN"},
                             {"log(0)", "-Infinity"},
                             {"sign(0)", "0"},
                             {"round(3.5)", "4.0"},
                             {"round(-3.5)", "-3.0"},
                             {"round(0.49999999999999994)", "0.0"},
                             {"round(2.345, 2)", "2.35"},
                             {"round(-2.345, 2)", "-2.35"},
                             {"round(1.005, 2)", "1.01"},
                             {"round(9.99, 1)", "10.0"},
                             {"round(0.04, 1)", "0.0"},
                             {"round(1234.5, 0)", "1235.0"},
                             {"round(7, 3)", "7.0"},
                             {"round(1e300, 2)", "1.0E300"},
                             {"round(1.25, 1, 'HALF_EVEN')", "1.2"},
                             {"round(1.35, 1, 'half_even')", "1.4"},
                             {"round(1.25, 1, 'HALF_DOWN')", "1.2"},
                             {"round(-1.21, 1, 'UP')", "-1.3"},
                             {"round(-1.29, 1, 'DOWN')", "-1.2"},
                             {"round(-1.29, 1, 'CEILING')", "-1.2"},
                             {"round(-1.21, 1, 'FLOOR')", "-1.3"},
                             {"round(1.5, -1)", "ArgumentError: NumberOutOfRange"},
                             {"round(1.5, 1, 'sideways')", "ArgumentError: NumberOutOfRange"},
                             {"isNaN(1)", "false"},
                             {"atan2(1, 1) = pi() / 4", "true"},
                             {"round(sin(pi() / 2), 12)", "1.0"},
                         }));

INSTANTIATE_TEST_SUITE_P(Text, FunctionTest,
                         ::testing::ValuesIn(std::initializer_list<Case>{
                             {"left('潞城区', 0)", "''"},
                             {"left('潞城区', 9)", "'潞城区'"},
                             {"left('潞城区', -1)", "ArgumentError: NegativeIntegerArgument"},
                             {"right('潞城区', 1)", "'区'"},
                             {"right('潞城区', 9)", "'潞城区'"},
                             {"substring('潞城区', 1)", "'城区'"},
                             {"substring('潞城区', 5)", "''"},
                             {"substring('潞城区', 0, -1)", "ArgumentError: NegativeIntegerArgument"},
                             {"replace('aaa', 'aa', 'b')", "'ba'"},
                             {"replace('长治', '', '-')", "'-长-治-'"},
                             {"split('a,b', '')", "['a', ',', 'b']"},
                             {"split('', ',')", "['']"},
                             {"split(',a,', ',')", "['', 'a', '']"},
                             {"split('京;津,冀', [',', ';'])", "['京', '津', '冀']"},
                             {"split('a', [1])", "TypeError: InvalidArgumentValue"},
                             {"split(null, ',')", "null"},
                             {"toUpper('straße')", "'STRASSE'"},
                             {"normalize('①', 'NFKC')", "'1'"},
                             {"normalize('①', 'x')", "ArgumentError: NumberOutOfRange"},
                             {"ltrim('  a ')", "'a '"},
                             {"btrim('xyaxy', 'xy')", "'a'"},
                             {"reverse('raksO')", "'Oskar'"},
                             {"size('𠮷')", "1"},
                             {"toUpper(1)", "TypeError: InvalidArgumentValue"},
                         }));

INSTANTIATE_TEST_SUITE_P(Lists, FunctionTest,
                         ::testing::ValuesIn(std::initializer_list<Case>{
                             {"head([])", "null"},
                             {"last([1, 2])", "2"},
                             {"tail([])", "[]"},
                             {"reverse([1, null])", "[null, 1]"},
                             {"range(3, 1)", "[]"},
                             {"range(3, 1, -1)", "[3, 2, 1]"},
                             {"range(0, 10, 4)", "[0, 4, 8]"},
                             {"range(9223372036854775806, 9223372036854775807)",
                              "[9223372036854775806, 9223372036854775807]"},
                             {"range(-9223372036854775808, 9223372036854775807, 9223372036854775807)",
                              "[-9223372036854775808, -1, 9223372036854775806]"},
                             {"range(1, 3, 0)", "ArgumentError: NumberOutOfRange"},
                             {"range(1, 3.0)", "ArgumentError: InvalidArgumentType"},
                             {"range('1', 3)", "ArgumentError: InvalidArgumentType"},
                             {"range(0, 1000000000000)", "LimitError"},
                             {"size([1, [2, 3]])", "2"},
                             {"size(1)", "TypeError: InvalidArgumentValue"},
                             {"isEmpty({})", "true"},
                             {"isEmpty('a')", "false"},
                             {"keys({b: 1, a: null})", "['b', 'a']"},
                             {"properties({b: 1})", "{b: 1}"},
                             {"coalesce(null, null)", "null"},
                             {"coalesce(null, 2, 3)", "2"},
                             {"nullIf(1, 1.0)", "null"},
                             {"nullIf(1, null)", "1"},
                             {"exists(null)", "false"},
                         }));

INSTANTIATE_TEST_SUITE_P(Conversion, FunctionTest,
                         ::testing::ValuesIn(std::initializer_list<Case>{
                             {"toInteger('42')", "42"},
                             {"toInteger(' -4.7 ')", "-4"},
                             {"toInteger('+7')", "7"},
                             {"toInteger('1e3')", "1000"},
                             {"toInteger('0x2a')", "42"},
                             {"toInteger('-9223372036854775808')", "-9223372036854775808"},
                             {"toInteger('foo')", "null"},
                             {"toInteger('')", "null"},
                             {"toInteger('-')", "null"},
                             {"toInteger('--1')", "null"},
                             {"toInteger('1 2')", "null"},
                             {"toInteger(2.9)", "2"},
                             {"toInteger(-2.9)", "-2"},
                             {"toInteger(true)", "1"},
                             {"toInteger(1e300)", "ArithmeticError: IntegerOverflow"},
                             {"toInteger(0.0 / 0.0)", "ArithmeticError: IntegerOverflow"},
                             {"toInteger('9223372036854775808')", "ArithmeticError: IntegerOverflow"},
                             {"toInteger([])", "TypeError: InvalidArgumentValue"},
                             {"toInteger(null)", "null"},
                             {"toIntegerOrNull(1e300)", "null"},
                             {"toIntegerOrNull([])", "null"},
                             {"toFloat('3.4')", "3.4"},
                             {"toFloat(5)", "5.0"},
                             {"toFloat('1e400')", "Infinity"},
                             {"toFloat('NaN')", "NaN"},
                             {"toFloat('nan(1)')", "null"},
                             {"toFloat('foo')", "null"},
                             {"toFloat(true)", "TypeError: InvalidArgumentValue"},
                             {"toBoolean('TRUE')", "true"},
                             {"toBoolean('yes')", "null"},
                             {"toBoolean(0)", "false"},
                             {"toBoolean(1.0)", "TypeError: InvalidArgumentValue"},
                             {"toString(42)", "'42'"},
                             {"toString(1.0)", "'1.0'"},
                             {"toString(true)", "'true'"},
                             {"toString(duration('P1D'))", "'P1D'"},
                             {"toString([])", "TypeError: InvalidArgumentValue"},
                             {"toString({})", "TypeError: InvalidArgumentValue"},
                             {"toIntegerList(['1', 'x', null, []])", "[1, null, null, null]"},
                             {"toStringList(null)", "null"},
                             {"valueType(null)", "'NULL'"},
                             {"valueType('a')", "'STRING NOT NULL'"},
                             {"valueType([])", "'LIST<NOTHING> NOT NULL'"},
                             {"valueType([null])", "'LIST<NULL> NOT NULL'"},
                             {"valueType([1, 'a', 2])", "'LIST<STRING NOT NULL | INTEGER NOT NULL> NOT NULL'"},
                             {"valueType([1, null])", "'LIST<INTEGER> NOT NULL'"},
                             {"valueType([[1]])", "'LIST<LIST<INTEGER NOT NULL> NOT NULL> NOT NULL'"},
                             {"valueType(datetime())", "'ZONED DATETIME NOT NULL'"},
                             {"timestamp()", "1689942896789"},
                             {"randomUUID() =~ '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'",
                              "true"},
                             {"randomUUID() = randomUUID()", "false"},
                         }));

INSTANTIATE_TEST_SUITE_P(
    Points, FunctionTest,
    ::testing::ValuesIn(std::initializer_list<Case>{
        {"point({x: 1, y: 2})", "point({x: 1.0, y: 2.0})"},
        {"point({longitude: 113.1, latitude: 36.2}).srid", "4326"},
        {"point({x: 113.1, y: 36.2, crs: 'WGS-84'}).longitude", "113.1"},
        {"point({x: 1, y: 2, z: 3}).z", "3.0"},
        {"point({x: 1, y: 2, z: 3}).crs", "'cartesian-3d'"},
        {"point({x: 1, y: 2}).longitude", "ArgumentError: InvalidArgumentValue"},
        {"point({x: null, y: 2})", "null"},
        {"point({x: 1})", "ArgumentError: InvalidArgumentValue"},
        {"point({x: 1, y: 2, w: 3})", "ArgumentError: InvalidArgumentValue"},
        {"point({x: 1, y: 2, crs: 'cartesian-3D'})", "ArgumentError: InvalidArgumentValue"},
        {"point({longitude: 1, latitude: 91})", "ArgumentError: InvalidArgumentValue"},
        {"point({x: 'a', y: 2})", "TypeError: InvalidArgumentValue"},
        {"point.distance(point({x: 0, y: 0}), point({longitude: 0, latitude: 0}))", "null"},
        {"point.distance(point({x: 0, y: 0, z: 0}), point({x: 2, y: 3, z: 6}))", "7.0"},
        {"round(point.distance(point({longitude: 0, latitude: 0}), point({longitude: 180, latitude: 0})))",
         "2.0037518E7"},
        {"point.withinBBox(point({longitude: 179, latitude: 0}), point({longitude: 170, latitude: -1}), "
         "point({longitude: -170, latitude: 1}))",
         "true"},
        {"point.withinBBox(point({x: 3, y: 0}), point({x: 0, y: 0}), point({x: 2, y: 2}))", "false"},
    }));

TEST(GraphFunctionTest, LookIntoRecords) {
  using base::Value;
  const base::NodeRecord hospital{base::NodeId(1), {"医院"}, {{"name", Value::String("潞城区人民医院")}}};
  const base::NodeRecord district{base::NodeId(2), {}, {}};
  const base::RelationshipRecord in{
      base::EdgeId(5), hospital.id, district.id, "位于", {{"since", Value::Integer(1949)}}};
  const base::Map variables = {{"n", Value::Of(hospital)},
                               {"r", Value::Of(in)},
                               {"p", Value::Of(base::PathRecord{{hospital, district}, {in}})},
                               {"q", Value::Of(base::Path{{hospital.id, district.id}, {in.id}})}};
  const Case cases[] = {
      {"labels(n)", "['医院']"},
      {"n.name", "'潞城区人民医院'"},
      {"n['name']", "'潞城区人民医院'"},
      {"n.age", "null"},
      {"n[1]", "TypeError: MapElementAccessByNonString"},
      {"keys(n)", "['name']"},
      {"properties(r)", "{since: 1949}"},
      {"type(r)", "'位于'"},
      {"id(r)", "5"},
      {"elementId(n)", "'1'"},
      {"startNode(r) = n", "true"},
      {"endNode(r) = n", "false"},
      {"length(p)", "1"},
      {"length(q)", "1"},
      {"nodes(p)[0].name", "'潞城区人民医院'"},
      {"nodes(q) = nodes(p)", "true"},
      {"relationships(p) = relationships(q)", "true"},
      {"p = q", "true"},
      {"p.name", "TypeError: InvalidArgumentType"},
      {"type(n)", "TypeError: InvalidArgumentValue"},
      {"labels(r)", "TypeError: InvalidArgumentValue"},
      {"labels(null)", "null"},
      {"toString(n)", "TypeError: InvalidArgumentValue"},
  };
  for (const auto& [expression, value] : cases) EXPECT_EQ(Calculated(expression, variables), value) << expression;
}

}  // namespace
}  // namespace qiao::query
