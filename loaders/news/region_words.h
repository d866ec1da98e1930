// Where an article means regions without their names: 我市, 两地, 京长, 赴京, 阿旗.
#pragma once

#include <vector>

#include "loaders/news/region_context.h"

namespace qiao::loaders::news {

struct RegionWord {
  size_t begin = 0;
  size_t end = 0;
  std::vector<RegionId> regions;
  bool pronoun = false;  // 我市, 两地: no name of its own
};

// In the order of the text.
std::vector<RegionWord> FindRegionWords(const Scan& scan, const RegionContext& context);

}  // namespace qiao::loaders::news
