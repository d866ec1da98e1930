// Short cuts for tests of the parser: a tree as text, an error as text.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "base/text.h"
#include "query/parse/parse.h"
#include "query/parse/print.h"

namespace qiao::query::syntax {

// What Print makes of the text, or the error: normal forms are easy to compare.
inline std::string Normal(std::string_view text, const ParseOptions& options = {}) {
  const auto script = Parse(text, options);
  return script ? Print(*script) : "error: " + script.error().Text();
}

// The same for an expression.
inline std::string NormalExpression(const std::string& text) {
  const std::string printed = Normal("RETURN " + text + " AS x");
  if (!printed.starts_with("RETURN ")) return printed;
  return printed.substr(7, printed.size() - 7 - 5);
}

// Detail, column of the place in characters, message.
inline std::string ErrorOf(std::string_view text, const ParseOptions& options = {}) {
  const auto script = Parse(text, options);
  if (script) return "no error";
  const base::Error& error = script.error();
  const size_t column = error.span ? base::CodePointCount(text.substr(0, error.span->begin)) + 1 : 0;
  return fmt::format("{} {} {}", column,
                     error.detail == base::ErrorDetail::kNone ? base::Name(error.code) : base::Name(error.detail),
                     error.Text());
}

}  // namespace qiao::query::syntax
