#include "loaders/news/framed.h"

#include <set>
#include <tuple>
#include <utility>

namespace qiao::loaders::news {

void AddFramed(std::vector<Finding> framed, std::vector<Finding>& stated) {
  std::set<std::tuple<LinkType, uint32_t, uint32_t>> told;
  const auto tell = [&](const Claim& claim) {
    told.emplace(claim.type, claim.subject, claim.object);
    if (Symmetric(claim.type)) told.emplace(claim.type, claim.object, claim.subject);
  };
  for (const Finding& finding : stated) tell(finding.claim);
  std::erase_if(framed, [&](const Finding& finding) {
    return told.contains({finding.claim.type, finding.claim.subject, finding.claim.object});
  });
  for (const Finding& finding : framed) tell(finding.claim);
  for (Finding& finding : framed) {
    const Claim& claim = finding.claim;
    const auto also = [&](LinkType type) { return told.contains({type, claim.subject, claim.object}); };
    if (claim.type == LinkType::kCooperatesWith && also(LinkType::kPairedWith)) continue;
    if (claim.type == LinkType::kUndertakes && also(LinkType::kInvestsIn)) continue;
    stated.push_back(std::move(finding));
  }
}

}  // namespace qiao::loaders::news
