// Towns, subdistricts and villages: no list holds them all, so their places in the text tell them.
#pragma once

#include <cstddef>
#include <vector>

#include "loaders/news/scan.h"

namespace qiao::loaders::news {

struct TownSpot {
  size_t begin = 0;
  size_t end = 0;
};

std::vector<TownSpot> FindTowns(const Lexicon& lexicon, const Scan& scan);

}  // namespace qiao::loaders::news
