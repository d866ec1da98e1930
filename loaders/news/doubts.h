// Names of one article that may mean the same thing, kept apart and listed rather than joined.
#pragma once

#include <vector>

#include "loaders/news/resolve.h"

namespace qiao::loaders::news {

// Pairs of one label with the share of characters they have in common, from 0.75 up. Names that differ in a number
// (第一中学, 第二中学) or in their region are different things.
std::vector<PossibleSame> FindDoubts(const Reading& reading);

}  // namespace qiao::loaders::news
