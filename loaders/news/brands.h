// Companies that their brand names without 公司: 企业“光华储能”, and 卓立袜业, a brand before its branch.
#pragma once

#include <vector>

#include "loaders/news/spot.h"

namespace qiao::loaders::news {

// In no order.
std::vector<Spot> FindBrands(const Lexicon& lexicon, const Scan& scan);

}  // namespace qiao::loaders::news
