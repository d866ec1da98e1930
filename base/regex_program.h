// Regular expressions as programs of a machine that reads bytes, for those patterns of ICU's syntax that need no way
// back: literals, sets, groups, alternatives and repetitions.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace qiao::base {

struct RegexProgram {
  enum class Kind : uint8_t {
    kByte,   // goes on with `next` behind a byte from `least` to `greatest`
    kSplit,  // goes on with both `next` and `other`
    kMatch,  // the text has been matched if it ends here
  };
  struct Step {
    Kind kind = Kind::kMatch;
    uint8_t least = 0;
    uint8_t greatest = 0;
    uint32_t next = 0;
    uint32_t other = 0;
  };

  std::vector<Step> steps;
  uint32_t start = 0;
};

// The program that matches exactly the valid UTF-8 texts that `pattern`, which ICU has accepted, matches as a whole.
// nullopt where the pattern asks for more (a way back, flags, conditions on what stands around) or its program would be
// too large.
std::optional<RegexProgram> MakeRegexProgram(std::string_view pattern);

}  // namespace qiao::base
