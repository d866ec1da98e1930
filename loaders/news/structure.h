// What names and the order of things say without a verb: which region lies in which, where a body sits, whose
// department it is. These claims are `inferred` unless the text writes both ends together (北京市通州区).
#pragma once

#include <vector>

#include "loaders/news/finding.h"
#include "loaders/news/lexicon.h"
#include "loaders/news/region_context.h"
#include "loaders/news/resolve.h"

namespace qiao::loaders::news {

// `found` are the claims that rules made: a place that a sentence states wins over one read off a name.
std::vector<Finding> FindStructure(const Lexicon& lexicon, const Scan& scan, const RegionContext& context,
                                   Reading& reading, const std::vector<Finding>& found);

}  // namespace qiao::loaders::news
