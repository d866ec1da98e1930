// Text to syntax tree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "query/parse/tree.h"

namespace qiao::query::syntax {

inline constexpr size_t kDefaultMaxQueryBytes = size_t{16} << 20;
inline constexpr size_t kDefaultMaxQueryDepth = 256;

struct ParseOptions {
  size_t max_bytes = kDefaultMaxQueryBytes;  // a longer text is refused unread
  // Brackets, subqueries, prefix operators and chains of postfix operators that may stand inside one another. Parsing
  // takes up to 4 KiB of stack for each level, some three times that without optimisation.
  size_t max_depth = kDefaultMaxQueryDepth;
};

// Reads a whole text, statements separated by ';'. Errors are kSyntax with phase kCompile, the place and a detail, or
// kLimit when the text is longer or deeper than the options allow. Takes time linear in the text's length. Thread-safe.
base::Result<Script> Parse(std::string_view text, const ParseOptions& options = {});

// Reads a text that holds exactly one statement (a ';' after it is fine).
base::Result<Statement> ParseStatement(std::string_view text, const ParseOptions& options = {});

}  // namespace qiao::query::syntax
