// Which region offers the goods that an article names.
#pragma once

#include <vector>

#include "loaders/news/finding.h"
#include "loaders/news/region_context.h"

namespace qiao::loaders::news {

struct GoodsOrigin {
  RegionId region = kNoRegion;
  uint32_t product = 0;  // of Reading::actors
  bool above = false;    // the offer of the region above the counties, rather than of the one in the goods' name
  size_t at = 0;         // where the goods are named
};

// `found`: what rules have told, so that who buys goods does not offer them.
std::vector<GoodsOrigin> FindGoodsOrigins(const Lexicon& lexicon, const Scan& scan, const RegionContext& context,
                                          const Reading& reading, const std::vector<Finding>& found);

}  // namespace qiao::loaders::news
