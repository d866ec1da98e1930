// Which county or town a town belongs to.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>

#include "loaders/news/finding.h"
#include "loaders/news/region_context.h"
#include "loaders/news/resolve.h"

namespace qiao::loaders::news {

struct TownPlace {
  RegionId region = kNoRegion;  // what holds it; kNoRegion: the actor `town` does
  uint32_t town = 0;
  bool stated = false;  // it stands right before the name
  const char* rule = "";
};

// Asked for the towns of a reading in the order of their first mention. The region or town right before a town holds
// it; else that of the town before in a list. A town that `found` pairs with one already placed lies on the other side.
// Else it is the county named last in the paragraph, or, where two towns are joined (甲镇与乙镇), the county named last
// on either side; else the article's own.
class TownPlacer {
 public:
  TownPlacer(const Gazetteer& regions, const Scan& scan, const RegionContext& context, const Reading& reading,
             const std::vector<Finding>& found);

  std::optional<TownPlace> Above(uint32_t id);

 private:
  std::optional<uint32_t> TownEndingAt(size_t at) const;
  RegionId Context(uint32_t id, size_t first, RegionId across) const;
  RegionId Nearest(uint32_t id, size_t first, const std::vector<RegionId>& counties) const;
  RegionId Home(size_t at) const;
  RegionId AcrossFrom(uint32_t id, size_t first) const;
  bool OpensPair(uint32_t id, size_t first) const;

  const Gazetteer& regions_;
  const Scan& scan_;
  const RegionContext& context_;
  const Reading& reading_;
  std::unordered_map<uint32_t, uint32_t> partner_;  // of each town that is paired with one
  std::unordered_map<uint32_t, RegionId> county_;   // of each town told before
};

}  // namespace qiao::loaders::news
