#include "base/regex.h"

#include <gtest/gtest.h>

namespace qiao::base {
namespace {

bool Matches(const char* pattern, std::string_view text) { return *Regex::Compile(pattern)->Matches(text); }

TEST(RegexTest, MatchesTheWholeText) {
  EXPECT_TRUE(Matches("潞城.*", "潞城区人民医院"));
  EXPECT_FALSE(Matches("潞城", "潞城区"));
  EXPECT_TRUE(Matches("(?i)graph", "GRAPH"));
  EXPECT_TRUE(Matches(".", "𠮷"));
  EXPECT_FALSE(Matches(".", "\n"));
  EXPECT_TRUE(Matches("", ""));
}

TEST(RegexTest, RefusesWhatIsNoPattern) {
  for (const char* pattern : {"[", "(", "a**", "\\", "(?<x"}) {
    const auto regex = Regex::Compile(pattern);
    ASSERT_FALSE(regex) << pattern;
    EXPECT_EQ(regex.error().code, ErrorCode::kArgument);
  }
}

TEST(RegexTest, NoPatternHangs) {
  const std::string text = std::string(40, 'a') + "b";
  const auto matches = Regex::Compile("(a+)+(a+)+(a+)+c")->Matches(text);
  ASSERT_FALSE(matches);
  EXPECT_EQ(matches.error().code, ErrorCode::kLimit);
  const auto deep = Regex::Compile("(.|\\s)*")->Matches(std::string(50'000'000, 'a'));
  ASSERT_FALSE(deep);
  EXPECT_EQ(deep.error().code, ErrorCode::kLimit);
}

TEST(RegexCacheTest, ForgetsInTime) {
  RegexCache cache;
  for (int i = 0; i < 200; ++i) {
    const std::string text = "甲" + std::to_string(i);
    EXPECT_TRUE(*cache.Get(text)->Matches(text));
  }
  EXPECT_FALSE(cache.Get("["));
}

}  // namespace
}  // namespace qiao::base
