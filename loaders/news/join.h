// Mends sentences that the page's layout broke over lines.
#pragma once

#include "loaders/news/lexicon.h"
#include "loaders/news/text.h"

namespace qiao::loaders::news {

// Drops line breaks inside sentences: after a comma, before a particle, and before the tail of a name
// (…研发机构-京长合作 / 高质量发展研究中心,…). Headlines and captions keep their lines.
Text JoinLines(const Lexicon& lexicon, const Text& text);

}  // namespace qiao::loaders::news
