#include "base/regex.h"

#include <unicode/regex.h>
#include <unicode/utext.h>

namespace qiao::base {
namespace {

// ICU counts in steps of its matching loop, about a millisecond each.
constexpr int32_t kMaxSteps = 2'000;
constexpr int32_t kMaxStackBytes = 16 << 20;

struct CloseText {
  void operator()(UText* text) const { utext_close(text); }
};

}  // namespace

struct Regex::Compiled {
  // Lives until the thread asks for another one.
  static Result<icu::RegexMatcher*> Matcher(const std::shared_ptr<const Compiled>& compiled);

  std::unique_ptr<icu::RegexPattern> pattern;
};

Result<Regex> Regex::Compile(std::string_view pattern) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UText, CloseText> text(
      utext_openUTF8(nullptr, pattern.data(), static_cast<int64_t>(pattern.size()), &status));
  UParseError place;
  std::unique_ptr<icu::RegexPattern> compiled(icu::RegexPattern::compile(text.get(), 0, place, status));
  if (U_FAILURE(status)) {
    return MakeError(ErrorCode::kArgument, "'{}' is no regular expression: {}", pattern, u_errorName(status))
        .With(ErrorDetail::kInvalidArgumentValue);
  }
  return Regex(std::make_shared<Compiled>(Compiled{std::move(compiled)}));
}

// The matcher of the pattern that the thread has used last: making one takes longer than most matches.
Result<icu::RegexMatcher*> Regex::Compiled::Matcher(const std::shared_ptr<const Compiled>& compiled) {
  struct Last {
    std::shared_ptr<const Compiled> compiled;
    std::unique_ptr<icu::RegexMatcher> matcher;
  };
  thread_local Last last;
  if (last.compiled == compiled) return last.matcher.get();
  last.matcher.reset();
  last.compiled.reset();
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::RegexMatcher> matcher(compiled->pattern->matcher(status));
  if (U_SUCCESS(status)) matcher->setTimeLimit(kMaxSteps, status);
  if (U_SUCCESS(status)) matcher->setStackLimit(kMaxStackBytes, status);
  if (U_FAILURE(status)) return MakeError(ErrorCode::kLimit, "no memory left to match a regular expression");
  last = {compiled, std::move(matcher)};
  return last.matcher.get();
}

Result<bool> Regex::Matches(std::string_view text) const {
  QIAO_TRY(icu::RegexMatcher* const matcher, Compiled::Matcher(compiled_));
  UErrorCode status = U_ZERO_ERROR;
  UText place = UTEXT_INITIALIZER;
  const std::unique_ptr<UText, CloseText> input(
      utext_openUTF8(&place, text.data(), static_cast<int64_t>(text.size()), &status));
  if (U_FAILURE(status)) return MakeError(ErrorCode::kLimit, "no memory left to match a regular expression");
  matcher->reset(input.get());
  const bool matches = matcher->matches(status);
  if (U_FAILURE(status)) {
    return MakeError(ErrorCode::kLimit, "matching a regular expression took too much time or memory: {}",
                     u_errorName(status));
  }
  return matches;
}

Result<Regex> RegexCache::Get(std::string_view pattern) {
  if (const auto found = patterns_.find(pattern); found != patterns_.end()) return found->second;
  QIAO_TRY(Regex compiled, Regex::Compile(pattern));
  if (patterns_.size() == kMaxPatterns) patterns_.clear();
  patterns_.emplace(pattern, compiled);
  return compiled;
}

}  // namespace qiao::base
