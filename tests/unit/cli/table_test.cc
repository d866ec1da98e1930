#include "cli/format/table.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace qiao::cli {
namespace {

TEST(Table, AlignsWideCharacters) {
  Table table({"名称", "n"});
  table.Add({{"上党区人民医院"}, {"1", true}});
  table.Add({{"ab"}, {"1200", true}});
  EXPECT_EQ(table.Text(0),
            " 名称           | n\n"
            "----------------+-----\n"
            " 上党区人民医院 |    1\n"
            " ab             | 1200\n");
}

TEST(Table, CutsTheWidestColumnsToTheTerminal) {
  Table table({"a", "b"});
  table.Add({{std::string(200, 'x')}, {"short"}});
  table.Add({{"首都医科大学附属北京潞河医院与上党区人民医院结对"}, {"s"}});
  const std::string text = table.Text(40);
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = text.find('\n', begin);
    EXPECT_LE(base::DisplayWidth(text.substr(begin, end - begin)), 40U) << text;
    begin = end + 1;
  }
  EXPECT_NE(text.find("… | short"), std::string::npos) << text;
}

TEST(Table, KeepsNarrowColumnsReadable) {
  Table table({"column one", "column two", "column three"});
  table.Add({{"1"}, {"2"}, {"3"}});
  EXPECT_NE(table.Text(5).find("colum…"), std::string::npos);
}

TEST(Table, CutsBetweenCharacters) {
  EXPECT_EQ(Cut("潞城区", 6), "潞城区");
  EXPECT_EQ(Cut("潞城区", 5), "潞城…");
  EXPECT_EQ(Cut("潞城区", 4), "潞…");
  EXPECT_EQ(Cut("abc", 1), "…");
}

TEST(Table, ShowsControlCharactersInOneLine) {
  EXPECT_EQ(OneLine("a\nb\tc\rd\x1b[31m"), "a\\nb\\tc\\rd\\x1b[31m");
  EXPECT_EQ(OneLine("潞城 区"), "潞城 区");
}

}  // namespace
}  // namespace qiao::cli
