#include "base/regex.h"

#include <unicode/regex.h>
#include <unicode/utext.h>

#include <optional>

#include "base/regex_automaton.h"

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
    std::optional<RegexAutomaton> automaton;  // or else
    std::unique_ptr<icu::RegexMatcher> matcher;
  };
  // Lives until the thread asks for that of another one.
  static Result<Matcher*> MatcherOf(const std::shared_ptr<const Compiled>& compiled);

  std::unique_ptr<icu::RegexPattern> pattern;
  std::shared_ptr<const RegexProgram> program;  // nullptr: it takes ICU's matcher
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
  std::shared_ptr<const RegexProgram> program;
  if (auto made = MakeRegexProgram(pattern)) program = std::make_shared<RegexProgram>(std::move(*made));
  return Regex(std::make_shared<Compiled>(Compiled{std::move(compiled), std::move(program)}));
}

Result<Regex::Compiled::Matcher*> Regex::Compiled::MatcherOf(const std::shared_ptr<const Compiled>& compiled) {
  thread_local Matcher last;
  if (last.compiled == compiled) return &last;
  last = {};
  if (compiled->program != nullptr) {
    last.automaton.emplace(compiled->program);
  } else {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::RegexMatcher> matcher(compiled->pattern->matcher(status));
    if (U_SUCCESS(status)) matcher->setTimeLimit(kMaxSteps, status);
    if (U_SUCCESS(status)) matcher->setStackLimit(kMaxStackBytes, status);
    if (U_FAILURE(status)) return MakeError(ErrorCode::kLimit, "no memory left to match a regular expression");
    last.matcher = std::move(matcher);
  }
  last.compiled = compiled;
  return &last;
}

Result<bool> Regex::Matches(std::string_view text) const {
  QIAO_TRY(Compiled::Matcher* const known, Compiled::MatcherOf(compiled_));
  if (known->automaton) return known->automaton->Matches(text);
  icu::RegexMatcher* const matcher = known->matcher.get();
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
