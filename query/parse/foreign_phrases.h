// What people who come from SQL or Kùzu write where no clause of Cypher can stand, and what to write instead.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/error.h"

namespace qiao::query::syntax {

struct ForeignPhrase {
  base::TextSpan span;
  std::string_view message;
};

// The phrase for which the text was rejected at the byte `at`: it begins there, or one or two words before. A phrase of
// one word counts only where a clause could begin.
std::optional<ForeignPhrase> FindForeignPhrase(std::string_view text, uint32_t at, bool clause_expected);

}  // namespace qiao::query::syntax
