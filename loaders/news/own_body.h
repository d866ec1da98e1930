// The hospital or school that an article speaks for: whose page it is, or whom it names above all others.
#pragma once

#include <string_view>
#include <vector>

#include "loaders/news/scan.h"
#include "loaders/news/spot.h"

namespace qiao::loaders::news {

// `page_body`: who publishes the page, if it says. The spot is one of `spots`; null when none stands out.
const Spot* FindOwnBody(const Scan& scan, const std::vector<Spot>& spots, std::u32string_view page_body);

}  // namespace qiao::loaders::news
