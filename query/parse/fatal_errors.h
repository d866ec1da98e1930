// Errors that leave no other way to read the text: the grammar's must<> rules.
#pragma once

#include <cstdint>
#include <string_view>

#include "query/parse/found_text.h"
#include "query/parse/grammar/cypher.h"

namespace qiao::query::syntax::grammar {

// The error of `Rule` that failed at the byte `at`.
template <class Rule>
base::Error FatalError(std::string_view text, uint32_t at);

template <>
inline base::Error FatalError<number_end>(std::string_view text, uint32_t at) {
  return base::MakeError(base::ErrorCode::kSyntax, "a number can't go on with {}", FoundText(text, at))
      .At(FoundSpan(text, at))
      .With(base::ErrorDetail::kInvalidNumberLiteral)
      .AtCompileTime();
}

// `at` is behind the backslash.
template <>
inline base::Error FatalError<escape_end>(std::string_view text, uint32_t at) {
  if (at < text.size() && (text[at] == 'u' || text[at] == 'U')) {
    return base::MakeError(base::ErrorCode::kSyntax, "expected four hexadecimal digits after \\u, or eight after \\U")
        .At({at - 1, at + 1})
        .With(base::ErrorDetail::kInvalidUnicodeLiteral)
        .AtCompileTime();
  }
  return base::MakeError(base::ErrorCode::kSyntax, "unknown escape: write \\\\ for a backslash")
      .At({at - 1, at})
      .With(base::ErrorDetail::kUnexpectedSyntax)
      .AtCompileTime();
}

template <>
inline base::Error FatalError<no_wrong_inequality>(std::string_view, uint32_t at) {
  return base::MakeError(base::ErrorCode::kSyntax, "unknown operator !=: did you mean <>?")
      .At({at, at + 2})
      .With(base::ErrorDetail::kUnexpectedSyntax)
      .AtCompileTime();
}

}  // namespace qiao::query::syntax::grammar
