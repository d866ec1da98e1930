// What stands where a syntax error is, for its message.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace qiao::query::syntax {

// The word, number or character at the byte `at`; empty at the end of the text.
base::TextSpan FoundSpan(std::string_view text, uint32_t at);

// The same for people: 'RETRUN', '(' or "the end of the text". Long words are cut.
std::string FoundText(std::string_view text, uint32_t at);

// A clause's keyword that a writer of the word at `at` may have meant.
std::optional<std::string_view> MeantKeyword(std::string_view text, uint32_t at);

// An operator of other languages that stands at or around the byte `at`, and what it is called here: == and =.
struct MeantOperator {
  base::TextSpan span;
  std::string_view meant;
};
std::optional<MeantOperator> FindMeantOperator(std::string_view text, uint32_t at);

// The ASCII character for which the one at `at` is often typed: '(' for the full-width '（', '-' for a long dash.
std::optional<std::string_view> MeantCharacter(std::string_view text, uint32_t at);

}  // namespace qiao::query::syntax
