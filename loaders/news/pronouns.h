// Words that stand for a body or thing named elsewhere: 该项目, 两校, 我院.
#pragma once

#include <string_view>
#include <vector>

#include "loaders/news/extraction.h"

namespace qiao::loaders::news {

struct PronounSpot {
  size_t begin = 0;
  size_t end = 0;
  EntityLabel label = EntityLabel::kProject;
  bool two = false;        // 两校: the last two of the label, else the last one
  bool own = false;        // 我院: the body whose page this is
  bool latter = false;     // 后者: the body named last
  bool addressed = false;  // 贵院: the body that the letter is to
};

// In the order of the text.
std::vector<PronounSpot> FindPronouns(std::u32string_view text);

}  // namespace qiao::loaders::news
