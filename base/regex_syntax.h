// The part of ICU's regular expressions that RE2 has too, and how RE2 writes it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace qiao::base {

// What RE2 shall match to match exactly the valid UTF-8 texts that `pattern`, which ICU has accepted, matches as a
// whole. nullopt where the pattern asks for more: a way back, flags, conditions on what stands around.
std::optional<std::string> InSyntaxOfRe2(std::string_view pattern);

}  // namespace qiao::base
