// Bodies of known.tsv where they are named, and what grows out of their names: 复旦大学附属中山医院,
// 哈尔滨工业大学(深圳).
#pragma once

#include <vector>

#include "loaders/news/spot.h"

namespace qiao::loaders::news {

// In no order.
std::vector<Spot> FindKnownBodies(const Lexicon& lexicon, const Scan& scan);

}  // namespace qiao::loaders::news
