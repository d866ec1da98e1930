#include "loaders/news/links.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace qiao::loaders::news {
namespace {

// Claim and Link share these values by name.
template <class To, class From>
void FillOpen(To& to, const From& from) {
  if (to.status == ClaimStatus::kStated) to.status = from.status;
  if (!to.amount_yuan && from.amount_yuan) {
    to.amount_yuan = from.amount_yuan;
    to.approximate = from.approximate;
  }
  if (!to.since) to.since = from.since;
  if (!to.until) to.until = from.until;
  if (to.field.empty()) to.field = from.field;
  if (to.programme.empty()) to.programme = from.programme;
  if (to.role.empty()) to.role = from.role;
  to.confidence = std::max(to.confidence, from.confidence);
  to.inferred = to.inferred && from.inferred;
}

}  // namespace

void CompleteFrom(const Claim& other, Claim& claim) {
  FillOpen(claim, other);
  if (!claim.agreement) claim.agreement = other.agreement;
}

std::vector<Link> ConcludeLinks(const std::vector<Claim>& claims) {
  std::vector<Link> links;
  std::map<std::tuple<LinkType, uint32_t, uint32_t>, size_t> index;
  for (uint32_t i = 0; i < claims.size(); ++i) {
    const Claim& claim = claims[i];
    const auto turned = index.find({claim.type, claim.object, claim.subject});
    if (Symmetric(claim.type) && turned != index.end()) {
      links[turned->second].claims.push_back(i);
      continue;
    }
    const auto [at, fresh] = index.try_emplace({claim.type, claim.subject, claim.object}, links.size());
    if (fresh) {
      Link link;
      link.type = claim.type;
      link.from = claim.subject;
      link.to = claim.object;
      link.inferred = true;
      links.push_back(std::move(link));
    }
    links[at->second].claims.push_back(i);
  }
  for (Link& link : links) {
    std::vector<uint32_t> order = link.claims;
    std::stable_sort(order.begin(), order.end(),
                     [&](uint32_t a, uint32_t b) { return claims[a].confidence > claims[b].confidence; });
    for (const uint32_t i : order) FillOpen(link, claims[i]);
  }
  return links;
}

}  // namespace qiao::loaders::news
