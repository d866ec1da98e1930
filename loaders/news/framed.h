// What frames tell beside what other rules tell.
#pragma once

#include <vector>

#include "loaders/news/finding.h"

namespace qiao::loaders::news {

// Adds to `stated` what a frame tells and no other rule of the article does, and the sum of what both tell where only
// the frame knows it. Whoever is paired does not only work together, and whoever 投资建设 something is told once, as
// its investor.
void AddFramed(std::vector<Finding> framed, std::vector<Finding>& stated);

}  // namespace qiao::loaders::news
