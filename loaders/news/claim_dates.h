// Which of a sentence's dates tells since when a claim holds.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "loaders/news/extraction.h"
#include "loaders/news/quantities.h"
#include "loaders/news/resolve.h"
#include "loaders/news/rule_match.h"

namespace qiao::loaders::news {

// The last date before the match, or the first in it; failing that one behind, which 自, 始于 or what happened then
// (2021年开园) mark, as long as nobody else is named before it. `dates`: of the sentence that ends at `end`.
std::optional<StatedDate> DateOf(std::u32string_view text, const std::vector<DateMention>& dates,
                                 const Reading& reading, const Match& match, size_t end);

}  // namespace qiao::loaders::news
