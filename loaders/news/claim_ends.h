// What the ends of a claim allow: who is at home where, where a thing lies, who of a pair helps.
#pragma once

#include <cstdint>
#include <optional>

#include "loaders/news/extraction.h"
#include "loaders/news/region_context.h"
#include "loaders/news/resolve.h"

namespace qiao::loaders::news {

// The actor that stands for a region; UINT32_MAX for none.
uint32_t RegionActor(const Reading& reading, RegionId region);

// 某市某公司 works in its own city: no cooperation.
bool AtHome(const Reading& reading, const RegionContext& context, uint32_t body, uint32_t region);

// The actor for the region that somebody or something is in: a thing in a hospital or a park is in the region of that.
std::optional<uint32_t> RegionOf(const Reading& reading, const RegionContext& context, uint32_t actor);

// Is it a region that gets help, and so spends its own money?
bool IsHelped(const Reading& reading, const RegionContext& context, uint32_t actor);

// The helping side becomes the start of a pair.
void DirectPair(const Reading& reading, const RegionContext& context, Claim& claim);

}  // namespace qiao::loaders::news
