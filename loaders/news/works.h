// What is named by what it is: 智慧教室 and 坯布分拣线 where somebody builds or founds them, “茶艺精英”班 behind a
// quotation. Their words (flag b of names.txt) are so common that they name nothing elsewhere.
#pragma once

#include <vector>

#include "loaders/news/spot.h"

namespace qiao::loaders::news {

// In no order.
std::vector<Spot> FindWorks(const Lexicon& lexicon, const Scan& scan);

}  // namespace qiao::loaders::news
