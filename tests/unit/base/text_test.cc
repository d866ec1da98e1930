#include "base/text.h"

#include <gtest/gtest.h>

namespace qiao::base {
namespace {

TEST(Utf8Test, FindsTheFirstBrokenByte) {
  EXPECT_EQ(FindInvalidUtf8("潞城区 abc 𠮷"), std::nullopt);
  EXPECT_EQ(FindInvalidUtf8("ab\xC0\x80"), 2u);        // overlong zero
  EXPECT_EQ(FindInvalidUtf8("潞\xE6\xBD"), 3u);        // cut off
  EXPECT_EQ(FindInvalidUtf8("\xED\xA0\x80"), 0u);      // a surrogate
  EXPECT_EQ(FindInvalidUtf8("\xF4\x90\x80\x80"), 0u);  // beyond U+10FFFF
  EXPECT_EQ(FindInvalidUtf8(std::string("a\0b", 3)), std::nullopt);
}

TEST(CodePointTest, CountsAndCutsByCharacters) {
  EXPECT_EQ(CodePointCount(""), 0u);
  EXPECT_EQ(CodePointCount("潞城𠮷a"), 4u);
  EXPECT_EQ(CodePointSubstring("山西省长治市", 3, 2), "长治");
  EXPECT_EQ(CodePointSubstring("长治", 1, 100), "治");
  EXPECT_EQ(CodePointSubstring("长治", 5, 1), "");
  EXPECT_EQ(CodePointOffset("长治", 1), 3u);
  EXPECT_EQ(ReverseCodePoints("a长𠮷"), "𠮷长a");
}

TEST(CodePointTest, CountsAndCutsLongTextsOfAllWidths) {
  std::string text;
  std::vector<size_t> ends;  // of each character
  for (int i = 0; i < 40; ++i) {
    for (const char32_t point : {U'a', U'é', U'治', U'𠮷', U'b', U'b', U'城'}) {
      AppendCodePoint(text, point);
      ends.push_back(text.size());
    }
  }
  for (size_t count = 1; count <= ends.size(); ++count) {
    EXPECT_EQ(CodePointCount(std::string_view(text).substr(0, ends[count - 1])), count);
    EXPECT_EQ(CodePointOffset(text, count), ends[count - 1]);
  }
  EXPECT_EQ(CodePointOffset(text, ends.size() + 1), text.size());
  EXPECT_EQ(CodePointOffset(text, 0), 0u);
}

TEST(CodePointTest, AppendReplacesWhatIsNoCharacter) {
  std::string text;
  for (const char32_t point : {U'a', U'é', U'治', U'𠮷', char32_t{0xD800}, char32_t{0x110000}}) {
    AppendCodePoint(text, point);
  }
  EXPECT_EQ(text, "aé治𠮷\uFFFD\uFFFD");
}

TEST(CaseTest, FollowsUnicode) {
  EXPECT_EQ(ToUpper("straße 桥 ñ"), "STRASSE 桥 Ñ");
  EXPECT_EQ(ToLower("ÄÖ Σ"), "äö σ");
  EXPECT_EQ(AsciiLower("TOUPPER Ä"), "toupper Ä");
}

TEST(NormalizeTest, AllForms) {
  EXPECT_EQ(Normalize("e\u0301", NormalForm::kNfc), "é");
  EXPECT_EQ(Normalize("é", NormalForm::kNfd), "e\u0301");
  EXPECT_EQ(Normalize("Ａ①", NormalForm::kNfkc), "A1");
  EXPECT_EQ(Normalize("ﬁ", NormalForm::kNfkd), "fi");
}

TEST(TrimTest, KnowsWideSpacesAndChosenCharacters) {
  EXPECT_EQ(Trim("\u3000 长治\t\n"), "长治");
  EXPECT_EQ(TrimLeft("  a "), "a ");
  EXPECT_EQ(TrimRight("  a "), "  a");
  EXPECT_EQ(Trim(" \u3000 "), "");
  EXPECT_EQ(TrimLeft("。、甲。", "、。"), "甲。");
  EXPECT_EQ(TrimRight("甲。、", "、。"), "甲");
}

TEST(DisplayWidthTest, WideAndCombiningCharacters) {
  EXPECT_EQ(DisplayWidth("abc"), 3u);
  EXPECT_EQ(DisplayWidth("桥（ａ"), 6u);
  EXPECT_EQ(DisplayWidth("e\u0301"), 1u);
  EXPECT_EQ(DisplayWidth("\u200B"), 0u);
}

TEST(EditDistanceTest, CountsChanges) {
  EXPECT_EQ(EditDistance("", "长治"), 2u);
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3u);
  EXPECT_EQ(EditDistance("form", "from"), 1u);
  EXPECT_EQ(EditDistance("潞城区", "潞城县"), 1u);
}

TEST(ClosestNameTest, SuggestsOnlyWhatIsNear) {
  const std::string_view names[] = {"toUpper", "toLower", "医院", "District"};
  EXPECT_EQ(ClosestName("toupper", names), "toUpper");
  EXPECT_EQ(ClosestName("Distrcit", names), "District");
  EXPECT_EQ(ClosestName("医园", names), "医院");
  EXPECT_EQ(ClosestName("学校", names), std::nullopt);
  EXPECT_EQ(ClosestName("x", names), std::nullopt);
  EXPECT_EQ(ClosestName(std::string(100'000, 'a'), names), std::nullopt);
}

}  // namespace
}  // namespace qiao::base
