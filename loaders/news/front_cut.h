// What stands before a name's own words and is none of it: verbs, sums, counts, the programme that pays.
#pragma once

#include "loaders/news/left_edge.h"

namespace qiao::loaders::news {

// The name's start, when it reached back to `begin`; with `held` the name stands behind a verb of holding and keeps its
// soft words.
NameStart CutFront(const Lexicon& lexicon, const Scan& scan, const Ending& ending, size_t begin, size_t ending_begin,
                   bool held);

}  // namespace qiao::loaders::news
