// Words by which a sentence hedges, dates or takes back what it says: 拟, 已建成, 尚未, 后因故取消.
#pragma once

#include <string_view>

#include "loaders/news/extraction.h"

namespace qiao::loaders::news {

// The word by which `text` denies what it says; empty without one.
std::u32string_view Denial(std::u32string_view text);

// The word in the rest of the sentence by which it takes back what it has said; empty without one.
std::u32string_view TakenBack(std::u32string_view rest);

// How far things are: what `seen`, the stretch that a rule fits, and `after`, the rest of its clause, say; the rule's
// own status goes before all but intention and end.
ClaimStatus StatusOf(ClaimStatus rule, std::u32string_view seen, std::u32string_view after);

}  // namespace qiao::loaders::news
