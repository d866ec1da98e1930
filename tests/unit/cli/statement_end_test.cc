#include "cli/shell/statement_end.h"

#include <gtest/gtest.h>

namespace qiao::cli {
namespace {

TEST(StatementEnd, SeesTheSemicolon) {
  EXPECT_TRUE(EndsStatement("RETURN 1;"));
  EXPECT_TRUE(EndsStatement("RETURN 1;  \n"));
  EXPECT_TRUE(EndsStatement("RETURN '潞';　// done"));
  EXPECT_TRUE(EndsStatement("RETURN 1; /* done */"));
  EXPECT_TRUE(EndsStatement("RETURN 1; RETURN 2;"));
  EXPECT_FALSE(EndsStatement("RETURN 1"));
  EXPECT_FALSE(EndsStatement("RETURN 1; RETURN"));
  EXPECT_FALSE(EndsStatement(""));
}

TEST(StatementEnd, SkipsQuotesAndComments) {
  EXPECT_FALSE(EndsStatement("RETURN ';"));
  EXPECT_FALSE(EndsStatement("RETURN 'a\\';"));
  EXPECT_FALSE(EndsStatement("RETURN 1 // ;"));
  EXPECT_FALSE(EndsStatement("RETURN 1 /* ;"));
  EXPECT_FALSE(EndsStatement("RETURN \";\""));
  EXPECT_FALSE(EndsStatement("MATCH (`a;"));
  EXPECT_TRUE(EndsStatement("MATCH (`a;`) RETURN 1;"));
  EXPECT_TRUE(EndsStatement("RETURN 'a\\'b';"));
  EXPECT_TRUE(EndsStatement("RETURN '//';"));
}

TEST(StatementEnd, KnowsBlankTexts) {
  EXPECT_TRUE(IsBlank(" \n　"));
  EXPECT_TRUE(IsBlank("// nothing"));
  EXPECT_TRUE(IsBlank("/* nothing */"));
  EXPECT_FALSE(IsBlank(";"));
  EXPECT_FALSE(IsBlank("/* open"));
  EXPECT_FALSE(IsBlank("潞"));
}

}  // namespace
}  // namespace qiao::cli
