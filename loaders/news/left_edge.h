// How far a name reaches back from its ending: the grammar of names.txt and words.txt.
#pragma once

#include <cstddef>
#include <string_view>

#include "loaders/news/scan.h"

namespace qiao::loaders::news {

// Characters that count things: 20家企业, 6个基地.
inline constexpr std::u32string_view kMeasures = U"个家所名条座项批次位只处间亩吨年月日届期元倍种类场户支台套栋份";

struct NameStart {
  size_t begin = 0;
  bool counted = false;  // 20家企业, 6个基地: a number of unnamed things
};

NameStart FindNameStart(const Lexicon& lexicon, const Scan& scan, const Ending& ending, size_t ending_begin);

}  // namespace qiao::loaders::news
