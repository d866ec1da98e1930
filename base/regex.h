// Regular expressions of the =~ operator, in ICU's (and Java's) syntax. A match is of the whole text. RE2 finds it
// where it has the pattern's syntax too, ICU otherwise.
//
// Errors:  kArgument for a pattern that can't be compiled; kLimit for a match that takes too long or too much memory:
//          no pattern can make a query hang.
// Threads: a compiled pattern may be used by several at once; a cache by one.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace qiao::base {

class Regex {
 public:
  static Result<Regex> Compile(std::string_view pattern);
  Result<bool> Matches(std::string_view text) const;

 private:
  struct Compiled;
  explicit Regex(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}

  std::shared_ptr<const Compiled> compiled_;
};

// The patterns that a query has compiled so far.
class RegexCache {
 public:
  Result<Regex> Get(std::string_view pattern);

 private:
  static constexpr size_t kMaxPatterns = 64;

  std::map<std::string, Regex, std::less<>> patterns_;
};

}  // namespace qiao::base
