// Columns of numbers get the unit that their head names.
#include "loaders/news/table.h"

#include <gtest/gtest.h>

#include "base/charset.h"

namespace qiao::loaders::news {
namespace {

Text ToText(std::string_view utf8) {
  Text text;
  uint32_t at = 0;
  for (const char32_t c : base::ToUtf32(utf8)) {
    text.Push(c, at, at + 1);
    ++at;
  }
  return text;
}

std::string Filled(std::string_view utf8) { return base::ToUtf8(FillUnits(ToText(utf8)).chars()); }

TEST(FillUnits, WritesTheUnitOfAColumnBehindItsNumbers) {
  EXPECT_EQ(Filled("项目¦单位¦总投资(万元)\n甲项目¦乙公司¦380.5\n丙项目¦丁公司¦谋划\n"),
            "项目¦单位¦总投资(万元)\n甲项目¦乙公司¦380.5万元\n丙项目¦丁公司¦谋划\n");
  EXPECT_EQ(Filled("项目¦金额:亿元¦件数\n甲项目¦3¦5\n"), "项目¦金额:亿元¦件数\n甲项目¦3亿元¦5\n");
}

TEST(FillUnits, LeavesOtherTextAlone) {
  for (const char* text :
       {"甲项目¦乙公司¦380\n", "总投资(万元)\n380\n", "项目¦单位¦总投资(万元)\n说明\n甲项目¦乙公司¦380\n",
        "项目¦总投资380万元¦年份\n甲项目¦380¦2021\n", ""}) {
    EXPECT_EQ(Filled(text), text);
  }
}

TEST(FillUnits, WhatItWritesHasNoPlaceInTheFile) {
  const Text text = FillUnits(ToText("a¦b¦c(万元)\n1¦2¦3\n"));
  const size_t row = text.chars().find(U"1¦2");
  const SourceSpan place = text.Place(row, text.size() - 1);
  EXPECT_EQ(place.offset, 10u);
  EXPECT_EQ(place.length, 5u);
}

}  // namespace
}  // namespace qiao::loaders::news
