// The hospital or school that an article speaks for: whose page it is, or whom it names above all others.
#pragma once

#include <string_view>
#include <vector>

#include "loaders/news/scan.h"
#include "loaders/news/spot.h"

namespace qiao::loaders::news {

// `page_body`: who publishes the page, if it says. The spot is one of `spots`; null when none stands out.
const Spot* FindOwnBody(const Scan& scan, const std::vector<Spot>& spots, std::u32string_view page_body);

// What `page_body` puts before `name`, where that is a region: 无锡市 for 滨湖中学. Empty without it.
std::u32string_view RegionBefore(std::u32string_view page_body, std::u32string_view name);

// The hospital or school that a letter is to, named in its salutation (尊敬的某院:): what 贵院 and 贵校 mean there.
// Null without one.
const Spot* FindAddressee(const Scan& scan, const std::vector<Spot>& spots);

}  // namespace qiao::loaders::news
