#include "loaders/news/joint_names.h"

#include <string_view>
#include <vector>

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

class JointNames {
 public:
  explicit JointNames(StructureClaims& claims)
      : claims_(claims), regions_(claims.regions()), scan_(claims.scan()), reading_(claims.reading()) {}

  // 北大医学-康元制药联合实验室: both founders; 北京与长治…签约仪式: both regions take part.
  void Tell() {
    for (size_t i = 0; i < reading_.items.size(); ++i) {
      const Item& outer = reading_.items[i];
      if (outer.nested || outer.actors.size() != 1) continue;
      const Actor& thing = reading_.actors[outer.actors[0]];
      if (thing.label == EntityLabel::kInstitute) Founders(i);
      if (thing.label == EntityLabel::kEvent && !IsFair(thing.name)) EventRegions(i);
      if (thing.kind == "delegation" && thing.name.find(U"对口支援") != std::u32string::npos) EventRegions(i);
    }
  }

 private:
  void Founders(size_t i) {
    const Item& outer = reading_.items[i];
    std::vector<uint32_t> founders;
    for (size_t k = i + 1; k < reading_.items.size() && reading_.items[k].begin < outer.end; ++k) {
      const Item& inner = reading_.items[k];
      if (inner.actors.size() != 1 || !Acts(reading_.actors[inner.actors[0]].label)) continue;
      const bool left = inner.begin == outer.begin && inner.end < scan_.text.size() && scan_.text[inner.end] == U'-';
      const bool right = inner.begin > outer.begin && scan_.text[inner.begin - 1] == U'-';
      if (left || right) founders.push_back(inner.actors[0]);
    }
    if (founders.size() != 2) return;
    claims_.Add(LinkType::kUndertakes, founders[0], outer.actors[0], true, kFromOwner, "founders-in-name", outer.begin);
    claims_.Add(LinkType::kUndertakes, founders[1], outer.actors[0], true, kFromOwner, "founders-in-name", outer.begin);
    claims_.Add(LinkType::kCooperatesWith, founders[0], founders[1], false, kFromName, "founders-in-name", outer.begin);
  }

  void EventRegions(size_t i) {
    const Item& outer = reading_.items[i];
    const bool event = reading_.actors[outer.actors[0]].label == EntityLabel::kEvent;
    std::vector<uint32_t> regions;
    const u32string_view name = reading_.actors[outer.actors[0]].name;
    const bool pairing = name.find(U"对口") != u32string_view::npos || name.find(U"协作") != u32string_view::npos;
    size_t covered = 0;
    for (size_t k = i + 1; k < reading_.items.size() && reading_.items[k].begin < outer.end; ++k) {
      const Item& inner = reading_.items[k];
      if (inner.actors.size() == 2 && inner.end < outer.end) JointPair(inner, outer);
      if (inner.actors.size() != 1 || reading_.actors[inner.actors[0]].region == kNoRegion) continue;
      // Of 长治市潞城区 the district; not the city that people go to.
      if (inner.end <= covered) continue;
      covered = inner.end;
      const char32_t before = inner.begin == 0 ? U'\n' : scan_.text[inner.begin - 1];
      const char32_t after = inner.end < scan_.text.size() ? scan_.text[inner.end] : U'\n';
      if (before == U'赴' || before == U'进' || before == U'入' || before == U'(') continue;
      if (after == U'·' && !pairing && !BriefRegionAt(inner.end + 1)) continue;  // 兰州·某某信息谷
      if (event)
        claims_.Add(LinkType::kParticipatesIn, inner.actors[0], outer.actors[0], true, kFromOwner, "region-in-event",
                    outer.begin);
      regions.push_back(inner.actors[0]);
    }
    // 大连市与上海市对口合作工作座谈会
    if (regions.size() != 2 || !pairing) return;
    const RegionId first = reading_.actors[regions[0]].region, second = reading_.actors[regions[1]].region;
    if (regions_.Within(first, second) || regions_.Within(second, first)) return;
    const bool helps = name.find(U"对口支援") != u32string_view::npos || name.find(U"对口帮扶") != u32string_view::npos;
    // 日照·黔江: a municipality's district stands beside a city.
    auto rank = [&](RegionId id) {
      const RegionId above = regions_[id].parent;
      const bool city =
          regions_[id].label == EntityLabel::kDistrict && above != kNoRegion && regions_[above].level == "municipality";
      return city ? EntityLabel::kCity : regions_[id].label;
    };
    if (regions_[first].label != regions_[second].label && rank(first) != rank(second) && !helps) return;
    const bool turned = regions_.Helper(second) && !regions_.Helper(first);
    claims_.Add(LinkType::kPairedWith, regions[turned], regions[!turned], true, kFromOwner, "pair-in-event",
                outer.begin);
  }

  // 北京·玉树专场招聘会 is both cities'.
  bool BriefRegionAt(size_t at) const {
    if (at >= scan_.text.size() || !IsHan(scan_.text[at])) return false;
    const Token& token = scan_.At(at);
    return token.cover == Cover::kRegion && !scan_.regions[token.index].full;
  }

  // 苏陕协作 within an event's name.
  void JointPair(const Item& joint, const Item& outer) {
    const u32string_view after = scan_.text.substr(joint.end, 2);
    if (after != U"东西" && after != U"协作" && after != U"对口" && after != U"帮扶") return;
    const RegionId second = reading_.actors[joint.actors[1]].region, first = reading_.actors[joint.actors[0]].region;
    if (first == kNoRegion || second == kNoRegion) return;
    const bool turned = regions_.Helper(second) && !regions_.Helper(first);
    claims_.Add(LinkType::kPairedWith, joint.actors[turned], joint.actors[!turned], true, kFromOwner, "pair-in-event",
                outer.begin);
    // A joint conference is both sides', and so is a fair that bears both names.
    const u32string_view event = reading_.actors[outer.actors[0]].name;
    const bool own = event.find(U"次联席会议") != u32string_view::npos;  // the programme's very conference
    if (!event.ends_with(U"联席会议") && event.find(U"展销") == u32string_view::npos && !event.ends_with(U"节")) return;
    for (const uint32_t side : joint.actors) {
      // 沪滇 is mostly the programme's name.
      if (reading_.actors[side].label == EntityLabel::kProvince && !own) continue;
      claims_.Add(LinkType::kParticipatesIn, side, outer.actors[0], true, kFromOwner, "region-in-event", outer.begin);
    }
  }

  StructureClaims& claims_;
  const Gazetteer& regions_;
  const Scan& scan_;
  const Reading& reading_;
};

}  // namespace

void TellSidesOfJointNames(StructureClaims& claims) { JointNames(claims).Tell(); }

}  // namespace qiao::loaders::news
