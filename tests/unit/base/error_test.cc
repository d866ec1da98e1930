#include "base/error.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/result.h"
#include "base/translations.h"

namespace qiao::base {
namespace {

TEST(MessageTest, FillsInArgumentsInBothLanguages) {
  const Message message("{}: {}", "SyntaxError", "{}");
  EXPECT_EQ(message.In(Language::kEnglish), "SyntaxError: {}");
  EXPECT_EQ(message.In(Language::kChinese), "SyntaxError：{}");
}

TEST(MessageTest, AWrongFormatHidesNothing) {
  Message message;
  message.format = "{} {1} {2} {{}} {";
  message.arguments = {"甲", "乙"};
  EXPECT_EQ(message.In(Language::kEnglish), "甲 乙 {2} {} {");
}

TEST(MessageTest, WordsPhrasesAmongTheArgumentsButNoNames) {
  EXPECT_EQ(Message("expected an expression, found {}", "the end of the text").In(Language::kChinese),
            "此处应为表达式，却是文本的结尾");
  EXPECT_EQ(Message("unknown procedure {}", "type").In(Language::kChinese), "没有过程 type");
  EXPECT_EQ(Message("more than {} operands in one chain of {}", 9, "XOR").In(Language::kChinese),
            "XOR 连用的操作数超过 9 个");
}

TEST(TranslationsTest, AreSortedAndHaveTheSamePlaceholders) {
  const auto table = Translations();
  EXPECT_TRUE(std::ranges::is_sorted(table, {}, &Translation::english));
  for (const Translation& row : table) {
    EXPECT_EQ(std::ranges::count(row.english, '{'), std::ranges::count(row.chinese, '{')) << row.english;
    EXPECT_EQ(FindTranslation(row.english), row.chinese);
  }
}

TEST(ErrorTest, KeepsTheFirstPlaceAndDetail) {
  const Error error = MakeError(ErrorCode::kType, "no")
                          .At({1, 2})
                          .At({3, 4})
                          .With(ErrorDetail::kInvalidArgumentType)
                          .With(ErrorDetail::kInvalidArgumentValue)
                          .AtCompileTime();
  EXPECT_EQ(error.span, (TextSpan{1, 2}));
  EXPECT_EQ(Name(error.detail), "InvalidArgumentType");
  EXPECT_EQ(Name(error.code), "TypeError");
  EXPECT_EQ(error.phase, ErrorPhase::kCompile);
}

Error SyntaxAt(uint32_t begin) { return MakeError(ErrorCode::kSyntax, "expected ')'").At({begin, begin + 1}); }

TEST(DescribeTest, CaretStandsUnderWideCharacters) {
  const std::string query = "MATCH (c:公司 RETURN c";
  EXPECT_EQ(Describe(SyntaxAt(static_cast<uint32_t>(query.find("RETURN"))), query),
            "SyntaxError at line 1, column 13: expected ')'\n"
            "  MATCH (c:公司 RETURN c\n"
            "                ^");
}

TEST(DescribeTest, CountsLinesAndCharacters) {
  const std::string query = "MATCH (n)\r\nWHERE n.名 = 'x'\tRETRUN n\r\n";
  EXPECT_EQ(Describe(SyntaxAt(static_cast<uint32_t>(query.find("RETRUN"))), query, Language::kChinese),
            "SyntaxError，第 2 行第 17 列：expected ')'\n"
            "  WHERE n.名 = 'x' RETRUN n\n"
            "                   ^");
}

TEST(DescribeTest, EndOfTextAndNoPlace) {
  EXPECT_EQ(Describe(SyntaxAt(9), "RETURN 甲"),
            "SyntaxError at line 1, column 8: expected ')'\n  RETURN 甲\n         ^");
  EXPECT_EQ(Describe(SyntaxAt(4'000'000), "甲"), "SyntaxError at line 1, column 2: expected ')'\n  甲\n    ^");
  EXPECT_EQ(Describe(MakeError(ErrorCode::kIo, "no disk"), "甲"), "IoError: no disk");
}

TEST(DescribeTest, ShowsTheSurroundingsOfAPlaceInALongLine) {
  const std::string query = std::string(500, 'a') + "!" + std::string(500, 'b');
  EXPECT_EQ(Describe(SyntaxAt(500), query),
            "SyntaxError at line 1, column 501: expected ')'\n"
            "  ..." +
                std::string(60, 'a') + "!" + std::string(59, 'b') + "...\n" + std::string(65, ' ') + "^");
}

TEST(DescribeTest, ABrokenByteIsOneCharacter) {
  EXPECT_EQ(Describe(SyntaxAt(3), "a\xff\xfe!"), "SyntaxError at line 1, column 4: expected ')'\n  a��!\n     ^");
}

Result<int> Half(int number) {
  if (number % 2 != 0) return MakeError(ErrorCode::kArgument, "{} is odd", number);
  return number / 2;
}
Result<int> Quarter(int number) {
  QIAO_TRY(const int half, Half(number));
  return Half(half);
}

TEST(ResultTest, PassesErrorsUp) {
  EXPECT_EQ(*Quarter(12), 3);
  EXPECT_EQ(Quarter(6).error().Text(), "3 is odd");
}

}  // namespace
}  // namespace qiao::base
