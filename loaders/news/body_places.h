// Where bodies, projects, parks and events are, as far as names, known seats and the article's own region tell.
#pragma once

#include <vector>

#include "loaders/news/region_context.h"
#include "loaders/news/structure_claims.h"

namespace qiao::loaders::news {

// `found` are the claims that rules made.
void TellPlaces(const RegionContext& context, const std::vector<Finding>& found, StructureClaims& claims);

}  // namespace qiao::loaders::news
