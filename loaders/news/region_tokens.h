// Which regions an article means where it writes their names: of all that bear a name the one that the rest speaks for,
// and none where the characters are a street's, a river's or a reporter's.
#pragma once

#include <string_view>
#include <vector>

#include "loaders/news/scan.h"

namespace qiao::loaders::news {

// A word of the lexicon in the text.
struct Hit {
  uint32_t begin;
  uint32_t length;
  Term term;
};

// `hits` by their begin. In the order of the text; no two overlap.
std::vector<RegionToken> FindRegions(const Lexicon& lexicon, std::u32string_view text, const std::vector<Hit>& hits);

}  // namespace qiao::loaders::news
