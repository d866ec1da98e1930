// Names that stand in quotation marks: of classes and jointly built centres.
#pragma once

#include <vector>

#include "loaders/news/spot.h"

namespace qiao::loaders::news {

// Extends the names that quotations end and adds those that only quotations tell.
void ReadQuotations(const Scan& scan, std::vector<Spot>& spots);

}  // namespace qiao::loaders::news
