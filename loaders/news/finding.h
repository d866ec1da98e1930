// A claim on its way: its ends are actors of the Reading, its evidence a stretch of the cleaned text.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "loaders/news/extraction.h"
#include "loaders/news/resolve.h"

namespace qiao::loaders::news {

struct Finding {
  Claim claim;
  size_t begin = 0;
  size_t end = 0;
};

// Stretches of text that end with 。, !, ?, ; or a line's end. A sentence holds its closing mark and quote.
std::vector<std::pair<size_t, size_t>> Sentences(std::u32string_view text);

// The sentence that holds `position`.
std::pair<size_t, size_t> SentenceAt(const std::vector<std::pair<size_t, size_t>>& sentences, size_t position);

// Of 深圳(哈尔滨)产业园区 the region in brackets: that is where the thing is. kNoRegion without one.
RegionId BracketedPlace(const Gazetteer& regions, const Actor& actor);

}  // namespace qiao::loaders::news
