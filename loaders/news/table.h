// Tables in running text: a column of numbers whose head alone names their unit.
#pragma once

#include "loaders/news/text.h"

namespace qiao::loaders::news {

// Writes the unit of a column, 总投资(万元), behind each number below it, so that rules read every row by itself:
// 38000万元. `text` is simplified; cells are divided by kCell. Other text stays as it is.
Text FillUnits(const Text& text);

}  // namespace qiao::loaders::news
