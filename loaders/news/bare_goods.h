// Goods without a region's name, where the sentence trades them: 采购西芹, 樱桃走进…市场, 长绒棉的收购合同, 20吨青稞….
#pragma once

#include <vector>

#include "loaders/news/lists.h"

namespace qiao::loaders::news {

// In no order; one stretch may be found in several ways.
std::vector<ListItem> FindBareGoods(const Lexicon& lexicon, const Scan& scan);

}  // namespace qiao::loaders::news
