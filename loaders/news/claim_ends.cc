#include "loaders/news/claim_ends.h"

#include <utility>

#include "loaders/news/finding.h"

namespace qiao::loaders::news {

uint32_t RegionActor(const Reading& reading, RegionId region) {
  for (uint32_t i = 0; i < reading.actors.size(); ++i) {
    if (region != kNoRegion && reading.actors[i].region == region) return i;
  }
  return UINT32_MAX;
}

bool AtHome(const Reading& reading, const RegionContext& context, uint32_t body, uint32_t region) {
  const RegionId place = reading.actors[region].region;
  const Actor& actor = reading.actors[body];
  if (place == kNoRegion || actor.region != kNoRegion) return false;
  const RegionId own = actor.name_regions.empty() ? actor.seat : actor.name_regions.back();
  return own != kNoRegion && context.regions().Within(own, place);
}

std::optional<uint32_t> RegionOf(const Reading& reading, const RegionContext& context, uint32_t id) {
  const Gazetteer& regions = context.regions();
  const Actor& actor = reading.actors[id];
  if (actor.region != kNoRegion) return id;
  RegionId region = BracketedPlace(regions, actor);
  if (region == kNoRegion) region = actor.seat;
  for (const RegionId named : actor.name_regions) {
    if (region == kNoRegion || regions.Within(named, region)) region = named;
  }
  if (region == kNoRegion) region = context.home();
  for (; region != kNoRegion; region = regions[region].parent) {
    if (const uint32_t named = RegionActor(reading, region); named != UINT32_MAX) return named;
  }
  return std::nullopt;
}

bool IsHelped(const Reading& reading, const RegionContext& context, uint32_t actor) {
  const RegionId region = reading.actors[actor].region;
  return region != kNoRegion && !context.regions().Helper(region);
}

void DirectPair(const Reading& reading, const RegionContext& context, Claim& claim) {
  const auto helps = [&](uint32_t id) {
    const Actor& actor = reading.actors[id];
    const RegionId region = actor.region != kNoRegion     ? actor.region
                            : !actor.name_regions.empty() ? actor.name_regions.front()
                                                          : actor.seat;
    return region != kNoRegion && context.regions().Helper(region);
  };
  if (!helps(claim.subject) && helps(claim.object)) std::swap(claim.subject, claim.object);
}

}  // namespace qiao::loaders::news
