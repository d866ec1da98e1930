// A first look at a query's text, before the grammar: is it valid UTF-8, does every string, comment and quoted name
// end, are the brackets nested no deeper than allowed, and where could a pattern start? The last question saves the
// grammar from reading a parenthesis twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qiao::query::syntax {

class Outline {
 public:
  // Errors: kSyntax for text that is not UTF-8 or has an open end, kLimit for brackets deeper than max_depth.
  static base::Result<Outline> Of(std::string_view text, size_t max_depth);

  // Whether the parenthesis that opens at `offset` is followed by what looks like a relationship: (…)-[ or (…)<--
  bool MayStartPattern(size_t offset) const;

 private:
  std::vector<uint32_t> pattern_starts_;  // ascending
};

}  // namespace qiao::query::syntax
