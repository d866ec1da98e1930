// Who stands behind what bears two names: 北大医学-康元制药联合实验室, 北京与长治…签约仪式, 苏陕协作联席会议.
#pragma once

#include "loaders/news/structure_claims.h"

namespace qiao::loaders::news {

void TellSidesOfJointNames(StructureClaims& claims);

}  // namespace qiao::loaders::news
