#include "base/regex.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/text.h"

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

// Each pattern beside itself in a form that only ICU's matcher takes: with a look ahead that always succeeds.
TEST(RegexTest, Re2MatchesWhatIcuMatches) {
  const std::vector<std::string> texts = {"",           "a",          "b",      "ab",     "ba",
                                          "aab",        "abab",       "abc",    "a-b",    "a]b",
                                          "A",          "é",          "é治",    "潞城区", "潞城区人民医院",
                                          "𠮷",         "𠮷a𠮷",      "a\nb",   "\n",     " ",
                                          "a b",        "2026-12-01", "٣",      "x_1",    "a.b",
                                          "aaaaaaaaaa", "\u2028",     "\u0085", "\u00A0", "\u00DF",
                                          "^",          "$",          "a$"};
  for (const std::string pattern : {"",
                                    "a",
                                    "a*",
                                    "a+b?",
                                    "(ab)*",
                                    "(?:a|b)+",
                                    "a|b|",
                                    "(a|ab)(c|bcd)?",
                                    ".",
                                    ".*",
                                    ".*b.*",
                                    "潞城.*",
                                    ".+医院",
                                    "[a-c]+",
                                    "[^a]",
                                    "[^a-z]*",
                                    "[a-z0-9_-]+",
                                    "[\\d-]+",
                                    "\\d{4}-\\d{2}-\\d\\d",
                                    "\\w+",
                                    "\\W",
                                    "\\s*",
                                    "\\S+",
                                    "a{3,}",
                                    "a{2,10}",
                                    "a{0}",
                                    "(a{1,2}){2}b",
                                    "^a",
                                    "^ab$",
                                    "a|b$",
                                    "[潞-鿿]+",
                                    "[^潞]{3}",
                                    "a\\.b",
                                    "a[.]b",
                                    "\\^",
                                    "[$^]",
                                    ".*?a.*?",
                                    "((a)|(b))*",
                                    "a\\-b",
                                    "[\\w.]+",
                                    "(|a)+",
                                    "(a*)*",
                                    "(a*)+b",
                                    "[\\]]",
                                    "\\n",
                                    "[^\\n]*",
                                    "[𠮷-𠮸]"}) {
    const auto fast = Regex::Compile(pattern);
    const auto slow = Regex::Compile("(?=)(?:" + pattern + ")");
    ASSERT_TRUE(fast && slow) << pattern;
    for (const std::string& text : texts)
      EXPECT_EQ(*fast->Matches(text), *slow->Matches(text)) << pattern << ' ' << text;
  }
}

TEST(RegexTest, SetsHoldTheCharactersThatIcuSays) {
  for (const std::string pattern : {".", "\\d", "\\w", "\\s", "[^a-z潞]", "[\\D]", "[\\u0000-\\u00FF\\W]"}) {
    const auto fast = Regex::Compile(pattern);
    const auto slow = Regex::Compile("(?=)" + pattern);
    ASSERT_TRUE(fast && slow) << pattern;
    for (char32_t point = 0; point < 0x110000; point += point < 0x3000 ? 1 : 61) {
      std::string text;
      AppendCodePoint(text, point);
      ASSERT_EQ(*fast->Matches(text), *slow->Matches(text)) << pattern << ' ' << static_cast<uint32_t>(point);
    }
  }
}

TEST(RegexTest, NoPatternHangs) {
  const std::string text = std::string(40, 'a') + "b";
  EXPECT_FALSE(*Regex::Compile("(a+)+(a+)+(a+)+c")->Matches(text));
  EXPECT_FALSE(*Regex::Compile("(a|b|ab)*.{200}c")->Matches(text));
  const auto matches = Regex::Compile("(?=)(a+)+(a+)+(a+)+c")->Matches(text);
  ASSERT_FALSE(matches);
  EXPECT_EQ(matches.error().code, ErrorCode::kLimit);
  const auto deep = Regex::Compile("(?=)(.|\\s)*")->Matches(std::string(50'000'000, 'a'));
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
