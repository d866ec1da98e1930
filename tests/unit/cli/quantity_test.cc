#include "cli/quantity.h"

#include <gtest/gtest.h>

namespace qiao::cli {
namespace {

TEST(Quantity, ReadsDurations) {
  EXPECT_EQ(ParseDuration("500ms")->count(), 500);
  EXPECT_EQ(ParseDuration("30")->count(), 30'000);
  EXPECT_EQ(ParseDuration("30s")->count(), 30'000);
  EXPECT_EQ(ParseDuration("5 m")->count(), 300'000);
  EXPECT_EQ(ParseDuration("2H")->count(), 7'200'000);
  for (const char* text : {"", "s", "0", "-1", "1.5s", "1d", "99999999999999999h", "1s2"}) {
    const auto wrong = ParseDuration(text);
    ASSERT_FALSE(wrong) << text;
    EXPECT_EQ(wrong.error().code, base::ErrorCode::kArgument);
  }
}

TEST(Quantity, TakesNoTimeWhereThatMeansSomething) {
  EXPECT_EQ(ParseDuration("0", Zero::kTaken)->count(), 0);
  EXPECT_EQ(ParseDuration("0ms", Zero::kTaken)->count(), 0);
  EXPECT_FALSE(ParseDuration("ms", Zero::kTaken));
}

TEST(Quantity, ReadsBytes) {
  EXPECT_EQ(*ParseBytes("1000000"), 1'000'000U);
  EXPECT_EQ(*ParseBytes("512MB"), size_t{512} << 20);
  EXPECT_EQ(*ParseBytes("2 gb"), size_t{2} << 30);
  for (const char* text : {"", "MB", "0GB", "1TB2", "99999999999GB"}) EXPECT_FALSE(ParseBytes(text)) << text;
}

}  // namespace
}  // namespace qiao::cli
