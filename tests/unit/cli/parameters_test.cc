#include "cli/parameters.h"

#include <gtest/gtest.h>

namespace qiao::cli {
namespace {

// The parameters as Cypher text, or the error.
std::string Parse(const std::vector<std::string>& arguments) {
  const auto parameters = ParseParameters(arguments);
  return parameters ? base::ToText(base::Value::Of(*parameters)) : parameters.error().Text();
}

TEST(Parameters, KeepIntegersAndFloatsApart) {
  EXPECT_EQ(Parse({"n=1", "x=1.0", "y=1e3", "z=-9223372036854775808"}),
            "{n: 1, x: 1.0, y: 1000.0, z: -9223372036854775808}");
}

TEST(Parameters, ReadEveryKind) {
  EXPECT_EQ(Parse({R"(m={"名": ["潞城区", true, null, {"a": []}], "b": {}})"}),
            "{m: {名: ['潞城区', true, null, {a: []}], b: {}}}");
  EXPECT_EQ(Parse({R"(s="a\"b\\c\n\u6f5e")"}), Parse({"s=\"a\\\"b\\\\c\\n潞\""}));
  EXPECT_EQ(Parse({"$n=1", "e=\"a=b\""}), "{n: 1, e: 'a=b'}");
  EXPECT_EQ(Parse({}), "{}");
}

TEST(Parameters, NameTheOneThatIsWrong) {
  EXPECT_EQ(
      Parse({"region=潞城区"}),
      "parameter region: this is not JSON from character 1 on; write numbers as they are and texts in double quotes, "
      "as in --param 'name=\"潞城区\"'");
  EXPECT_TRUE(Parse({"a=[1, 2"}).starts_with("parameter a: this is not JSON"));
  EXPECT_TRUE(Parse({"a="}).starts_with("parameter a: this is not JSON"));
  EXPECT_TRUE(Parse({"a=1 2"}).starts_with("parameter a: this is not JSON from character 3"));
  EXPECT_TRUE(Parse({"a=\"\xFF\""}).starts_with("parameter a: this is not JSON"));
  EXPECT_EQ(Parse({"a"}), "a parameter is written name=json, not 'a'");
  EXPECT_EQ(Parse({"=1"}), "a parameter is written name=json, not '=1'");
  EXPECT_EQ(Parse({"a=1", "a=2"}), "parameter a is given twice");
}

TEST(Parameters, RefuseWhatNoNumberHolds) {
  EXPECT_EQ(Parse({"a=9223372036854775808"}), "parameter a: 9223372036854775808 is beyond the range of numbers");
  EXPECT_EQ(Parse({"a=123456789012345678901234567890"}),
            "parameter a: 123456789012345678901234567890 is beyond the range of numbers");
  EXPECT_EQ(Parse({"a=1e999"}), "parameter a: 1e999 is beyond the range of numbers");
  EXPECT_EQ(Parse({R"(a={"k": 1, "k": 2})"}), "parameter a: the key 'k' comes twice");
  EXPECT_EQ(Parse({"a=" + std::string(100'000, '[')}), "parameter a: nested deeper than 100 levels");
}

}  // namespace
}  // namespace qiao::cli
