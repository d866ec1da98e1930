#include "base/regex.h"

#include <re2/re2.h>
#include <unicode/regex.h>
#include <unicode/utext.h>

#include "base/regex_syntax.h"

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
  // What a thread keeps of the pattern that it has used last: making a matcher takes longer than most matches.
  struct Matcher {
    std::shared_ptr<const Compiled> compiled;
    std::unique_ptr<icu::RegexMatcher> matcher;
  };
  // Lives until the thread asks for that of another one.
  static Result<icu::RegexMatcher*> MatcherOf(const std::shared_ptr<const Compiled>& compiled);

  std::unique_ptr<icu::RegexPattern> pattern;
  std::unique_ptr<const re2::RE2> linear;  // takes time in proportion to a text; nullptr: it takes ICU's matcher
};

namespace {

std::unique_ptr<const re2::RE2> CompileLinear(std::string_view pattern) {
  const auto translated = InSyntaxOfRe2(pattern);
  if (!translated) return nullptr;
  re2::RE2::Options options;
  options.set_log_errors(false);
  auto linear = std::make_unique<re2::RE2>(*translated, options);
  return linear->ok() ? std::move(linear) : nullptr;
}

}  // namespace

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
  return Regex(std::make_shared<Compiled>(Compiled{std::move(compiled), CompileLinear(pattern)}));
}

Result<icu::RegexMatcher*> Regex::Compiled::MatcherOf(const std::shared_ptr<const Compiled>& compiled) {
  thread_local Matcher last;
  if (last.compiled == compiled) return last.matcher.get();
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::RegexMatcher> matcher(compiled->pattern->matcher(status));
  if (U_SUCCESS(status)) matcher->setTimeLimit(kMaxSteps, status);
  if (U_SUCCESS(status)) matcher->setStackLimit(kMaxStackBytes, status);
  if (U_FAILURE(status)) return MakeError(ErrorCode::kLimit, "no memory left to match a regular expression");
  last = {compiled, std::move(matcher)};
  return last.matcher.get();
}

Result<bool> Regex::Matches(std::string_view text) const {
  if (compiled_->linear != nullptr) {
    return re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *compiled_->linear);
  }
  QIAO_TRY(icu::RegexMatcher* const matcher, Compiled::MatcherOf(compiled_));
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
