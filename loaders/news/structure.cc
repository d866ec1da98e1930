#include "loaders/news/structure.h"

#include <unordered_map>

#include "loaders/news/body_places.h"
#include "loaders/news/goods_origins.h"
#include "loaders/news/joint_names.h"
#include "loaders/news/name_owners.h"
#include "loaders/news/structure_claims.h"

namespace qiao::loaders::news {
namespace {

// Which region of the article lies in which other: 北京市通州区 states it; else the codes tell it.
void TellRegionsAbove(StructureClaims& claims) {
  const Gazetteer& regions = claims.regions();
  const std::vector<RegionToken>& tokens = claims.scan().regions;
  std::unordered_map<RegionId, size_t> stated;  // where first
  for (size_t i = 1; i < tokens.size(); ++i) {
    if (tokens[i - 1].end == tokens[i].begin && tokens[i - 1].region == regions[tokens[i].region].parent)
      stated.try_emplace(tokens[i].region, tokens[i].begin);
  }
  for (const auto& [region, actor] : claims.actor_of()) {
    const auto above = claims.actor_of().find(regions[region].parent);
    if (above == claims.actor_of().end()) continue;
    if (const auto at = stated.find(region); at != stated.end()) {
      claims.Add(LinkType::kPartOf, actor, above->second, false, kStatedTogether, "region-in-region", at->second);
    } else {
      claims.Add(LinkType::kPartOf, actor, above->second, true, kFromGazetteer, "region-by-code",
                 claims.reading().actors[actor].first);
    }
  }
}

}  // namespace

std::vector<Finding> FindStructure(const Lexicon& lexicon, const Scan& scan, const RegionContext& context,
                                   Reading& reading, const std::vector<Finding>& found) {
  const std::vector<GoodsOrigin> origins = FindGoodsOrigins(lexicon, scan, context, reading, found);
  StructureClaims claims(lexicon.gazetteer(), scan, reading, found);
  TellOwners(claims);
  TellSidesOfJointNames(claims);
  for (const GoodsOrigin& origin : origins) {
    claims.Add(LinkType::kSupplies, claims.ActorOf(origin.region, origin.at), origin.product, origin.above,
               origin.above ? kFromOwner : kFromName, origin.above ? "goods-offered-above" : "product-of-region",
               origin.at);
  }
  TellPlaces(context, found, claims);
  TellRegionsAbove(claims);
  return claims.Take();
}

}  // namespace qiao::loaders::news
