// Zones that share another one's data.
#pragma once

#include <string_view>

namespace qiao::base {

// The zone whose offsets count for `name`: mostly itself. The zone database keeps one history for zones that agree
// since 1970 and makes the other names links to it; some systems unpack older, less certain histories for these names.
// Going by the links gives the same answers everywhere.
std::string_view ZoneWithData(std::string_view name);

}  // namespace qiao::base
