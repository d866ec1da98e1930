// Undoes what scraping did to a page's characters. Each kept character still knows its bytes in the original.
#pragma once

#include "loaders/news/text.h"

namespace qiao::loaders::news {

// Full-width ASCII becomes ASCII (so brackets, commas and colons have one form each), quotes become “”, dots between
// names become ·, invisible characters go, spaces shrink to one and vanish between Chinese characters and punctuation,
// 發(fā)展 loses its gloss, and of doubled punctuation (",,", ",。") the last one stays.
Text Repair(const Text& text);

}  // namespace qiao::loaders::news
