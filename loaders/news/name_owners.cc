#include "loaders/news/name_owners.h"

#include <optional>
#include <string_view>
#include <unordered_set>

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

class Owners {
 public:
  explicit Owners(StructureClaims& claims) : claims_(claims), scan_(claims.scan()), reading_(claims.reading()) {}

  // The body that opens a name owns what the whole name is.
  void Tell() {
    for (size_t i = 0; i < reading_.items.size(); ++i) {
      const Item& outer = reading_.items[i];
      if (outer.actors.size() != 1 || !owned_.insert(outer.actors[0]).second) continue;
      const Item* owner = nullptr;
      for (size_t k = i + 1; k < reading_.items.size() && reading_.items[k].begin == outer.begin; ++k) {
        const Item& inner = reading_.items[k];
        if (inner.end < outer.end && inner.actors.size() == 1 && (!owner || inner.end > owner->end)) owner = &inner;
      }
      if (owner) Own(outer, *owner);
    }
  }

 private:
  void Own(const Item& outer, const Item& inner) {
    const Actor& body = reading_.actors[outer.actors[0]];
    const Actor& owner = reading_.actors[inner.actors[0]];
    if (owner.region != kNoRegion) return;
    if (body.label == EntityLabel::kTown) return;
    if (owner.label == EntityLabel::kTown) {
      claims_.Add(LinkType::kLocatedIn, outer.actors[0], inner.actors[0], true, kFromName, "place-in-name",
                  outer.begin);
      claims_.SetPlaced(outer.actors[0]);
      return;
    }
    if (body.label == EntityLabel::kInstitute && owner.label == EntityLabel::kInstitute && owner.known != UINT32_MAX) {
      claims_.Add(LinkType::kPartOf, outer.actors[0], inner.actors[0], false, kStatedTogether, "owner-in-name",
                  outer.begin);
      return;
    }
    const u32string_view rest = scan_.text.substr(inner.end, outer.end - inner.end);
    // 某某数据中心二期项目 is the centre growing, not what it builds.
    if (owner.label == EntityLabel::kInstitute && rest.find(U'期') != u32string_view::npos) return;
    // 某研究院龙岩分中心 belongs to the institute.
    if (owner.label == EntityLabel::kInstitute && body.label == EntityLabel::kInstitute &&
        (rest.ends_with(U"分中心") || rest.ends_with(U"分院") || rest.ends_with(U"分部"))) {
      claims_.Add(LinkType::kAffiliatedWith, outer.actors[0], inner.actors[0], false, kStatedTogether, "owner-in-name",
                  outer.begin);
      return;
    }
    // 某大学国家工程研究中心 is a part of the university rather than something that it builds.
    if (owner.label == EntityLabel::kSchool && body.label == EntityLabel::kInstitute &&
        (rest.ends_with(U"研究中心") || rest.ends_with(U"研究院") || rest.ends_with(U"研究所") ||
         rest.ends_with(U"重点实验室"))) {
      claims_.Add(LinkType::kAffiliatedWith, outer.actors[0], inner.actors[0], false, kStatedTogether, "owner-in-name",
                  outer.begin);
      claims_.SetPlaced(outer.actors[0]);
      return;
    }
    // 某省农业科学院园艺研究所 is the academy's.
    if (owner.label == EntityLabel::kInstitute && body.label == EntityLabel::kInstitute && rest.ends_with(U"研究所")) {
      claims_.Add(LinkType::kPartOf, outer.actors[0], inner.actors[0], false, kStatedTogether, "owner-in-name",
                  outer.begin);
      return;
    }
    // 某医院业务用房 is a house of the hospital.
    if (body.label == EntityLabel::kProject &&
        (rest.ends_with(U"楼") || rest.ends_with(U"房") || rest.find(U"楼项目") != u32string_view::npos ||
         rest.find(U"扩建") != u32string_view::npos || rest.find(U"迁建") != u32string_view::npos))
      return;
    if (IsThing(body.label) && Acts(owner.label)) {
      const LinkType role = body.label == EntityLabel::kEvent ? LinkType::kParticipatesIn : LinkType::kUndertakes;
      claims_.Add(role, inner.actors[0], outer.actors[0], true, kFromOwner, "owner-in-name", outer.begin);
      return;
    }
    const bool school = owner.label == EntityLabel::kSchool || owner.label == EntityLabel::kInstitute;
    std::optional<LinkType> type;
    const bool branch = rest.starts_with(U"附属") || rest.starts_with(U"第") || rest.ends_with(U"分院") ||
                        rest.ends_with(U"院区") || owner.label == EntityLabel::kSchool;
    if (body.label == EntityLabel::kHospital && branch) type = LinkType::kAffiliatedWith;
    if (body.label == EntityLabel::kSchool && school)
      type = rest.ends_with(U"系") ? LinkType::kPartOf : LinkType::kAffiliatedWith;
    if (body.label == EntityLabel::kAgency && owner.label == EntityLabel::kAgency) type = LinkType::kPartOf;
    if (!type) return;
    claims_.Add(*type, outer.actors[0], inner.actors[0], false, kStatedTogether, "owner-in-name", outer.begin);
    // The owner's place is enough, unless the name has one of its own.
    if (!body.name_regions.empty()) return;
    claims_.SetPlaced(outer.actors[0]);
    // 中山大学附属第三医院 is where its university is, as far as its name tells.
    RegionId seat = owner.name_regions.empty() ? claims_.Named(owner.seat) : owner.name_regions.back();
    if (body.label != EntityLabel::kHospital || seat == kNoRegion) return;
    claims_.Add(LinkType::kLocatedIn, outer.actors[0], claims_.ActorOf(seat, outer.begin), true, kFromOwner,
                "place-of-owner", outer.begin);
  }

  StructureClaims& claims_;
  const Scan& scan_;
  const Reading& reading_;
  std::unordered_set<uint32_t> owned_;
};

}  // namespace

void TellOwners(StructureClaims& claims) { Owners(claims).Tell(); }

}  // namespace qiao::loaders::news
