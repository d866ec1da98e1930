// Whose a body is, where its name says so: 首都医科大学附属…医院, …第八十中学睿德分校, …人民政府新闻办公室.
#pragma once

#include "loaders/news/structure_claims.h"

namespace qiao::loaders::news {

void TellOwners(StructureClaims& claims);

}  // namespace qiao::loaders::news
