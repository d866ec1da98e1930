// Names inside longer names: which of them are mentions of their own.
#pragma once

#include <vector>

#include "loaders/news/spot.h"

namespace qiao::loaders::news {

// Drops what a longer name swallows, keeps bodies that open a longer name or own it and marks them as nested.
// `spots` are sorted by begin, longer ones first; so is the answer.
std::vector<Spot> NestSpots(const Lexicon& lexicon, const Scan& scan, std::vector<Spot> spots);

}  // namespace qiao::loaders::news
