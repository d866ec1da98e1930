// One node a real thing: short and partial names of one article join the full one.
#pragma once

#include "loaders/news/declared_names.h"
#include "loaders/news/resolve.h"

namespace qiao::loaders::news {

// Joins 北京潞河医院 with the 首都医科大学附属某医院 that the article names too, …示范园区 with …示范园, a brand
// with the company whose name it opens; only when exactly one longer name fits. What bears a declared name joins the
// one that it was declared for. Renumbers the reading.
void MergeNames(const std::vector<DeclaredName>& declared, Reading& reading);

}  // namespace qiao::loaders::news
