#include "loaders/news/framed.h"

#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace qiao::loaders::news {
namespace {

// Links both ways, where a type has no direction.
using Tie = std::tuple<LinkType, uint32_t, uint32_t>;

template <class Tell>
void ForTies(const Claim& claim, Tell tell) {
  tell(Tie{claim.type, claim.subject, claim.object});
  if (Symmetric(claim.type)) tell(Tie{claim.type, claim.object, claim.subject});
}

// A frame may know the sum of what a rule tells of the same sentence.
void TakeAmounts(const std::vector<Finding>& framed, std::vector<Finding>& stated) {
  std::map<std::pair<size_t, Tie>, const Claim*> sums;
  for (const Finding& finding : framed) {
    if (!finding.claim.amount_yuan) continue;
    ForTies(finding.claim, [&](const Tie& tie) { sums.emplace(std::pair(finding.begin, tie), &finding.claim); });
  }
  for (Finding& finding : stated) {
    Claim& claim = finding.claim;
    const auto sum = sums.find({finding.begin, Tie{claim.type, claim.subject, claim.object}});
    if (claim.amount_yuan || sum == sums.end()) continue;
    claim.amount_yuan = sum->second->amount_yuan;
    claim.approximate = sum->second->approximate;
  }
}

}  // namespace

void AddFramed(std::vector<Finding> framed, std::vector<Finding>& stated) {
  TakeAmounts(framed, stated);
  std::set<Tie> told;
  const auto tell = [&](const Tie& tie) { told.insert(tie); };
  for (const Finding& finding : stated) ForTies(finding.claim, tell);
  std::erase_if(framed, [&](const Finding& finding) {
    return told.contains({finding.claim.type, finding.claim.subject, finding.claim.object});
  });
  for (const Finding& finding : framed) ForTies(finding.claim, tell);
  for (Finding& finding : framed) {
    const Claim& claim = finding.claim;
    const auto also = [&](LinkType type) { return told.contains({type, claim.subject, claim.object}); };
    if (claim.type == LinkType::kCooperatesWith && also(LinkType::kPairedWith)) continue;
    if (claim.type == LinkType::kUndertakes && also(LinkType::kInvestsIn)) continue;
    stated.push_back(std::move(finding));
  }
}

}  // namespace qiao::loaders::news
