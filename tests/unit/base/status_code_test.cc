#include "base/status_code.h"

#include <gtest/gtest.h>

#include <set>
#include <string_view>

namespace qiao::base {
namespace {

TEST(StatusCodeTest, TellsErrorsApart) {
  std::set<std::string_view> codes;
  for (int i = 0; i <= static_cast<int>(ErrorCode::kInternal); ++i) {
    const std::string_view code = StatusCode(static_cast<ErrorCode>(i));
    EXPECT_TRUE(code.starts_with("Neo.")) << code;
    EXPECT_TRUE(codes.insert(code).second) << code;
  }
}

TEST(StatusCodeTest, OnlyWhatMayPassIsToBeTriedAgain) {
  for (const ErrorCode code : {ErrorCode::kConflict, ErrorCode::kBusy, ErrorCode::kCancelled}) {
    EXPECT_TRUE(StatusCode(code).starts_with("Neo.TransientError.")) << StatusCode(code);
  }
  EXPECT_EQ(StatusCode(ErrorCode::kSyntax), "Neo.ClientError.Statement.SyntaxError");
}

}  // namespace
}  // namespace qiao::base
