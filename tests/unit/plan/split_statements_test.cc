#include <gtest/gtest.h>

#include "query/query.h"

namespace qiao::tests {
namespace {

std::vector<std::string_view> Split(std::string_view script) {
  auto statements = query::SplitStatements(script);
  EXPECT_TRUE(statements);
  return *statements;
}

TEST(SplitStatements, AtSemicolons) {
  EXPECT_EQ(Split("RETURN 1; RETURN 2;"), (std::vector<std::string_view>{"RETURN 1", " RETURN 2"}));
}

TEST(SplitStatements, NotInTextsNamesAndComments) {
  for (std::string_view script : {"RETURN ';'", "RETURN \"a;\\\";b\"", "MATCH (`a;b`) RETURN 1", "RETURN /* ; */ 1",
                                  "RETURN 1 // ; RETURN 2", "RETURN '它说\\';\\''"}) {
    EXPECT_EQ(Split(script), std::vector<std::string_view>{script});
  }
}

TEST(SplitStatements, LeavesOutEmptyOnes) {
  EXPECT_TRUE(Split("").empty());
  EXPECT_TRUE(Split(" ;; // nothing; here\n ; /* nor\nhere */ ;").empty());
}

TEST(SplitStatements, OpenTextsReachToTheEnd) {
  EXPECT_EQ(Split("RETURN 'a; b").size(), 1u);
  EXPECT_EQ(Split("RETURN 'a;\\").size(), 1u);
  EXPECT_EQ(Split("RETURN 1 /* ; ").size(), 1u);
}

}  // namespace
}  // namespace qiao::tests
