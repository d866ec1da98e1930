// Bodies that a character or two behind their region name: 大兴区委, 市二院, 北京市八十中.
#pragma once

#include <vector>

#include "loaders/news/spot.h"

namespace qiao::loaders::news {

// In no order.
std::vector<Spot> FindShortForms(const Lexicon& lexicon, const Scan& scan);

}  // namespace qiao::loaders::news
