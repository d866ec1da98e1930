// Reads files of text cases; README.md says how they are written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qiao::tests {

struct CaseStep {
  enum class Kind : uint8_t { kGiven, kParams, kQuery, kColumns, kRows, kOrdered, kError, kDetail, kCounters, kReopen };
  Kind kind;
  std::string text;  // without the indentation of its lines
  int line = 0;
};

struct TextCase {
  std::string title;
  int line = 0;
  std::vector<CaseStep> steps;
};

base::Result<std::vector<TextCase>> ReadCases(std::string_view text);

// The cells of a row: separated by | outside of quotes, without the blanks around them.
std::vector<std::string> SplitCells(std::string_view row);

}  // namespace qiao::tests
