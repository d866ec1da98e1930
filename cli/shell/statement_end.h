// Whether what was typed so far is a whole statement.
#pragma once

#include <string_view>

namespace qiao::cli {

// True when the last thing in the text, comments and white space aside, is a semicolon outside quotes.
bool EndsStatement(std::string_view text);
// True when the text holds nothing but comments and white space.
bool IsBlank(std::string_view text);

}  // namespace qiao::cli
