#include "loaders/news/structure_claims.h"

#include <algorithm>
#include <tuple>

namespace qiao::loaders::news {

using std::u32string_view;

StructureClaims::StructureClaims(const Gazetteer& regions, const Scan& scan, Reading& reading,
                                 const std::vector<Finding>& found)
    : regions_(regions), scan_(scan), reading_(reading), sentences_(Sentences(scan.text)) {
  for (uint32_t i = 0; i < reading_.actors.size(); ++i) {
    if (reading_.actors[i].region != kNoRegion) actor_of_[reading_.actors[i].region] = i;
  }
  for (const Finding& finding : found) {
    if (finding.claim.type == LinkType::kLocatedIn) placed_.insert(finding.claim.subject);
  }
}

void StructureClaims::Add(LinkType type, uint32_t subject, uint32_t object, bool inferred, double confidence,
                          const char* rule, size_t at) {
  if (subject == object) return;
  Finding finding;
  finding.claim.type = type;
  finding.claim.subject = subject;
  finding.claim.object = object;
  finding.claim.inferred = inferred;
  finding.claim.confidence = confidence;
  finding.claim.rule = rule;
  std::tie(finding.begin, finding.end) = Sentence(at);
  findings_.push_back(std::move(finding));
}

uint32_t StructureClaims::ActorOf(RegionId region, size_t at) {
  const auto known = actor_of_.find(region);
  if (known != actor_of_.end()) return known->second;
  Actor actor;
  actor.label = regions_[region].label;
  actor.name = regions_[region].name;
  actor.kind = regions_[region].level;
  actor.region = region;
  actor.first = at;
  actor.full = true;
  const auto made = static_cast<uint32_t>(reading_.actors.size());
  reading_.actors.push_back(std::move(actor));
  reading_.mentions.emplace_back();
  actor_of_[region] = made;
  return made;
}

RegionId StructureClaims::Named(RegionId region) const {
  while (region != kNoRegion && !actor_of_.contains(region)) region = regions_[region].parent;
  return region;
}

std::vector<Finding> StructureClaims::Take() {
  std::sort(findings_.begin(), findings_.end(), [](const Finding& a, const Finding& b) {
    return std::tuple(a.begin, a.claim.type, a.claim.subject, a.claim.object) <
           std::tuple(b.begin, b.claim.type, b.claim.subject, b.claim.object);
  });
  return std::move(findings_);
}

bool IsThing(EntityLabel label) {
  return label == EntityLabel::kProject || label == EntityLabel::kPark || label == EntityLabel::kEvent ||
         label == EntityLabel::kInstitute;
}

bool Acts(EntityLabel label) {
  return label == EntityLabel::kCompany || label == EntityLabel::kHospital || label == EntityLabel::kSchool ||
         label == EntityLabel::kTroupe || label == EntityLabel::kInstitute;
}

bool IsFair(u32string_view name) {
  for (const u32string_view word : {U"博览会", U"交易会", U"论坛", U"大会", U"峰会", U"节", U"洽谈会", U"展览会",
                                    U"支援合作地区", U"对口支援地区"}) {
    if (name.find(word) != u32string_view::npos) return true;
  }
  return name.starts_with(U"第");
}

}  // namespace qiao::loaders::news
