// Claims -> links: one for each (type, from, to) of an article.
#pragma once

#include <vector>

#include "loaders/news/extraction.h"

namespace qiao::loaders::news {

// Fills what `claim` leaves open from `other`.
void CompleteFrom(const Claim& other, Claim& claim);

// Of each value the most confident claim's that has it, then the earliest. A symmetric link keeps the direction of its
// first claim.
std::vector<Link> ConcludeLinks(const std::vector<Claim>& claims);

}  // namespace qiao::loaders::news
