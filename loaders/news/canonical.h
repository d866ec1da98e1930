// The full name of what a spot names: 市卫健委 -> 长治市卫生健康委员会, 市二院 -> 长治市第二人民医院.
#pragma once

#include <map>
#include <string>

#include "loaders/news/region_context.h"
#include "loaders/news/spot.h"

namespace qiao::loaders::news {

using Expansions = std::map<std::u32string, std::u32string, std::less<>>;

struct CanonicalName {
  std::u32string name;          // empty when context can't tell
  RegionId region = kNoRegion;  // that context supplied
};

// `inherited` is the region that a list hands on: 潞城区人民医院和中医院.
CanonicalName Canonical(const Lexicon& lexicon, const Expansions& expansions, const Scan& scan,
                        const RegionContext& context, const Spot& spot, RegionId inherited);

// Without quotes and spaces; brackets as they are.
std::u32string Plain(std::u32string_view name);

}  // namespace qiao::loaders::news
