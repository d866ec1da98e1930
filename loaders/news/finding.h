// A claim on its way: its ends are actors of the Reading, its evidence a stretch of the cleaned text.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "loaders/news/extraction.h"

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

}  // namespace qiao::loaders::news
