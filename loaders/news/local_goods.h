// Goods that carry their region's name and stand without 等特色产品: 富宁油茶、富宁小米辣, 六安瓜片进入….
#pragma once

#include <vector>

#include "loaders/news/lists.h"

namespace qiao::loaders::news {

std::vector<ListItem> FindLocalGoods(const Lexicon& lexicon, const Scan& scan);

}  // namespace qiao::loaders::news
