#include "loaders/news/structure.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "loaders/news/goods_origins.h"
#include "loaders/news/text.h"
#include "loaders/news/town_place.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr double kStatedTogether = 0.97;
constexpr double kFromGazetteer = 0.9;
constexpr double kFromName = 0.85;
constexpr double kFromOwner = 0.6;
constexpr double kFromHome = 0.6;

class Structure {
 public:
  Structure(const Lexicon& lexicon, const Scan& scan, const RegionContext& context, Reading& reading,
            const std::vector<Finding>& found)
      : regions_(lexicon.gazetteer()),
        scan_(scan),
        context_(context),
        reading_(reading),
        sentences_(Sentences(scan.text)),
        origins_(FindGoodsOrigins(lexicon, scan, context, reading, found)),
        towns_(regions_, scan, reading) {
    for (uint32_t i = 0; i < reading_.actors.size(); ++i) {
      if (reading_.actors[i].region != kNoRegion) by_region_[reading_.actors[i].region] = i;
    }
    for (const Finding& finding : found) {
      if (finding.claim.type == LinkType::kLocatedIn) placed_.insert(finding.claim.subject);
      if (finding.claim.type == LinkType::kParticipatesIn && finding.claim.role == "participant")
        visited_.insert(finding.claim.object);
    }
  }

  std::vector<Finding> Find() {
    Owners();
    Participants();
    for (const GoodsOrigin& origin : origins_) {
      Claim(LinkType::kSupplies, ActorOf(origin.region, origin.at), origin.product, origin.above,
            origin.above ? kFromOwner : kFromName, origin.above ? "goods-offered-above" : "product-of-region",
            origin.at);
    }
    for (uint32_t i = 0; i < reading_.actors.size(); ++i) Locate(i);
    for (const auto& [region, actor] : std::unordered_map(by_region_)) Above(region, actor);
    std::sort(findings_.begin(), findings_.end(), [](const Finding& a, const Finding& b) {
      return std::tuple(a.begin, a.claim.type, a.claim.subject, a.claim.object) <
             std::tuple(b.begin, b.claim.type, b.claim.subject, b.claim.object);
    });
    return std::move(findings_);
  }

 private:
  void Claim(LinkType type, uint32_t subject, uint32_t object, bool inferred, double confidence, const char* rule,
             size_t at) {
    if (subject == object) return;
    Finding finding;
    finding.claim.type = type;
    finding.claim.subject = subject;
    finding.claim.object = object;
    finding.claim.inferred = inferred;
    finding.claim.confidence = confidence;
    finding.claim.rule = rule;
    std::tie(finding.begin, finding.end) = SentenceAt(sentences_, at);
    findings_.push_back(std::move(finding));
  }

  // The actor of a region; made without mention when only a seat tells it.
  uint32_t ActorOf(RegionId id, size_t at) {
    const auto known = by_region_.find(id);
    if (known != by_region_.end()) return known->second;
    Actor actor;
    actor.label = regions_[id].label;
    actor.name = regions_[id].name;
    actor.kind = regions_[id].level;
    actor.region = id;
    actor.first = at;
    actor.full = true;
    const auto made = static_cast<uint32_t>(reading_.actors.size());
    reading_.actors.push_back(std::move(actor));
    reading_.mentions.emplace_back();
    by_region_[id] = made;
    return made;
  }

  void Above(RegionId region, uint32_t actor) {
    const RegionId parent = regions_[region].parent;
    const auto above = by_region_.find(parent);
    if (parent == kNoRegion || above == by_region_.end()) return;
    // 北京市通州区 states it.
    for (size_t i = 1; i < scan_.regions.size(); ++i) {
      const RegionToken& token = scan_.regions[i];
      if (token.region != region || scan_.regions[i - 1].region != parent || scan_.regions[i - 1].end != token.begin)
        continue;
      Claim(LinkType::kPartOf, actor, above->second, false, kStatedTogether, "region-in-region", token.begin);
      return;
    }
    Claim(LinkType::kPartOf, actor, above->second, true, kFromGazetteer, "region-by-code",
          reading_.actors[actor].first);
  }

  // 首都医科大学附属…医院, …第八十中学睿德分校, …人民政府新闻办公室: the body that opens the name owns it.
  void Owners() {
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

  void Own(const Item& outer, const Item& inner) {
    const Actor& body = reading_.actors[outer.actors[0]];
    const Actor& owner = reading_.actors[inner.actors[0]];
    if (owner.region != kNoRegion) return;
    if (body.label == EntityLabel::kTown) return;
    if (owner.label == EntityLabel::kTown) {
      Claim(LinkType::kLocatedIn, outer.actors[0], inner.actors[0], true, kFromName, "place-in-name", outer.begin);
      placed_.insert(outer.actors[0]);
      return;
    }
    if (body.label == EntityLabel::kInstitute && owner.label == EntityLabel::kInstitute && owner.known != UINT32_MAX) {
      Claim(LinkType::kPartOf, outer.actors[0], inner.actors[0], false, kStatedTogether, "owner-in-name", outer.begin);
      return;
    }
    const u32string_view rest = scan_.text.substr(inner.end, outer.end - inner.end);
    // 某某数据中心二期项目 is the centre growing, not what it builds.
    if (owner.label == EntityLabel::kInstitute && rest.find(U'期') != u32string_view::npos) return;
    // 某研究院龙岩分中心 belongs to the institute.
    if (owner.label == EntityLabel::kInstitute && body.label == EntityLabel::kInstitute &&
        (rest.ends_with(U"分中心") || rest.ends_with(U"分院") || rest.ends_with(U"分部"))) {
      Claim(LinkType::kAffiliatedWith, outer.actors[0], inner.actors[0], false, kStatedTogether, "owner-in-name",
            outer.begin);
      return;
    }
    // 某大学国家工程研究中心 is a part of the university rather than something that it builds.
    if (owner.label == EntityLabel::kSchool && body.label == EntityLabel::kInstitute &&
        (rest.ends_with(U"研究中心") || rest.ends_with(U"研究院") || rest.ends_with(U"研究所") ||
         rest.ends_with(U"重点实验室"))) {
      Claim(LinkType::kAffiliatedWith, outer.actors[0], inner.actors[0], false, kStatedTogether, "owner-in-name",
            outer.begin);
      placed_.insert(outer.actors[0]);
      return;
    }
    // 某省农业科学院园艺研究所 is the academy's.
    if (owner.label == EntityLabel::kInstitute && body.label == EntityLabel::kInstitute && rest.ends_with(U"研究所")) {
      Claim(LinkType::kPartOf, outer.actors[0], inner.actors[0], false, kStatedTogether, "owner-in-name", outer.begin);
      return;
    }
    // 某医院业务用房 is a house of the hospital.
    if (body.label == EntityLabel::kProject &&
        (rest.ends_with(U"楼") || rest.ends_with(U"房") || rest.find(U"楼项目") != u32string_view::npos ||
         rest.find(U"扩建") != u32string_view::npos || rest.find(U"迁建") != u32string_view::npos))
      return;
    if (Thing(body.label) && Acts(owner.label)) {
      const LinkType role = body.label == EntityLabel::kEvent ? LinkType::kParticipatesIn : LinkType::kUndertakes;
      Claim(role, inner.actors[0], outer.actors[0], true, kFromOwner, "owner-in-name", outer.begin);
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
    Claim(*type, outer.actors[0], inner.actors[0], false, kStatedTogether, "owner-in-name", outer.begin);
    // The owner's place is enough, unless the name has one of its own.
    if (!body.name_regions.empty()) return;
    placed_.insert(outer.actors[0]);
    // 中山大学附属第三医院 is where its university is, as far as its name tells.
    RegionId seat = owner.name_regions.empty() ? Named(owner.seat) : owner.name_regions.back();
    if (body.label != EntityLabel::kHospital || seat == kNoRegion) return;
    Claim(LinkType::kLocatedIn, outer.actors[0], ActorOf(seat, outer.begin), true, kFromOwner, "place-of-owner",
          outer.begin);
  }

  static bool Thing(EntityLabel label) {
    return label == EntityLabel::kProject || label == EntityLabel::kPark || label == EntityLabel::kEvent ||
           label == EntityLabel::kInstitute;
  }

  static bool Acts(EntityLabel label) {
    return label == EntityLabel::kCompany || label == EntityLabel::kHospital || label == EntityLabel::kSchool ||
           label == EntityLabel::kTroupe || label == EntityLabel::kInstitute;
  }

  // 北大医学-康元制药联合实验室: both founders; 北京与长治…签约仪式: both regions take part.
  void Participants() {
    for (size_t i = 0; i < reading_.items.size(); ++i) {
      const Item& outer = reading_.items[i];
      if (outer.nested || outer.actors.size() != 1) continue;
      const Actor& thing = reading_.actors[outer.actors[0]];
      if (thing.label == EntityLabel::kInstitute) Founders(i);
      if (thing.label == EntityLabel::kEvent && !Fair(thing.name)) EventRegions(i);
      if (thing.kind == "delegation" && thing.name.find(U"对口支援") != std::u32string::npos) EventRegions(i);
    }
  }

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
    Claim(LinkType::kUndertakes, founders[0], outer.actors[0], true, kFromOwner, "founders-in-name", outer.begin);
    Claim(LinkType::kUndertakes, founders[1], outer.actors[0], true, kFromOwner, "founders-in-name", outer.begin);
    Claim(LinkType::kCooperatesWith, founders[0], founders[1], false, kFromName, "founders-in-name", outer.begin);
  }

  // Fairs are named after their city and open to all.
  static bool Fair(u32string_view name) {
    for (const u32string_view word : {U"博览会", U"交易会", U"论坛", U"大会", U"峰会", U"节", U"洽谈会", U"展览会",
                                      U"支援合作地区", U"对口支援地区"}) {
      if (name.find(word) != u32string_view::npos) return true;
    }
    return name.starts_with(U"第");
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
        Claim(LinkType::kParticipatesIn, inner.actors[0], outer.actors[0], true, kFromOwner, "region-in-event",
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
    Claim(LinkType::kPairedWith, regions[turned], regions[!turned], true, kFromOwner, "pair-in-event", outer.begin);
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
    Claim(LinkType::kPairedWith, joint.actors[turned], joint.actors[!turned], true, kFromOwner, "pair-in-event",
          outer.begin);
    // A joint conference is both sides', and so is a fair that bears both names.
    const u32string_view event = reading_.actors[outer.actors[0]].name;
    const bool own = event.find(U"次联席会议") != u32string_view::npos;  // the programme's very conference
    if (!event.ends_with(U"联席会议") && event.find(U"展销") == u32string_view::npos && !event.ends_with(U"节")) return;
    for (const uint32_t side : joint.actors) {
      // 沪滇 is mostly the programme's name.
      if (reading_.actors[side].label == EntityLabel::kProvince && !own) continue;
      Claim(LinkType::kParticipatesIn, side, outer.actors[0], true, kFromOwner, "region-in-event", outer.begin);
    }
  }

  void Locate(uint32_t id) {
    const Actor actor = reading_.actors[id];
    if (actor.region != kNoRegion || actor.label == EntityLabel::kProduct || placed_.contains(id)) return;
    if (actor.kind == "central" || actor.kind == "fund" || actor.kind == "programme") return;
    if (actor.kind == "class" || actor.kind == "service") return;  // “锦澜班”, “粤桂协作号”专列: between two places
    if (actor.label == EntityLabel::kTown) return TownAbove(id);
    if (actor.label == EntityLabel::kEvent && SeveralPlaces(actor)) return;
    RegionId region = kNoRegion;
    double confidence = kFromName;
    const char* rule = "place-in-name";
    const bool thing = Thing(actor.label);
    if (!actor.name_regions.empty()) region = NameRegion(actor);
    if (const RegionId station = Stationed(actor); station != kNoRegion) region = station;
    if (region == kNoRegion && actor.seat != kNoRegion) {
      region = Named(SeatByName(actor));
      rule = "known-seat";
    }
    // An event that one travels to is not at home.
    // Nor is a new area without its city's name anywhere but in itself.
    const bool elsewhere = (actor.label == EntityLabel::kEvent && (visited_.contains(id) || Fair(actor.name))) ||
                           (actor.label == EntityLabel::kPark && u32string_view(actor.name).ends_with(U"新区") &&
                            !u32string_view(actor.name).ends_with(U"高新区"));
    if (region == kNoRegion && thing && actor.seat == kNoRegion && !elsewhere) {
      region = PlaceNear(actor.first);
      rule = "article-home";
      confidence = kFromHome;
    }
    if (region == kNoRegion) return;
    if (actor.kind == "delegation" && Travels(actor.name)) {
      Claim(LinkType::kPartOf, id, ActorOf(region, actor.first), true, confidence, rule, actor.first);
      return;
    }
    Claim(LinkType::kLocatedIn, id, ActorOf(region, actor.first), true, confidence, rule, actor.first);
  }

  // A delegation comes and goes; a headquarters or a working team stays where its name says.
  static bool Travels(u32string_view name) { return name.ends_with(U"团") && !name.starts_with(U"驻"); }

  // Of the regions that this sentence names before, the last one on the side of the article's own region; that region
  // when there is none: 引进某公司的大方县 has the park that it builds.
  RegionId PlaceNear(size_t at) const {
    const RegionId home = context_.PlaceAt(at);
    if (home == kNoRegion) return home;
    const auto sentence = SentenceAt(sentences_, at);
    const RegionId province = regions_.Province(home);
    for (auto token = RegionsBefore(at); token != scan_.regions.rend(); ++token) {
      if (token->begin < sentence.first) break;
      const Region& region = regions_[token->region];
      if (scan_.At(token->begin).cover != Cover::kRegion || region.label != EntityLabel::kDistrict) continue;
      if (regions_.Province(token->region) != province || regions_.Within(home, token->region)) continue;
      if (InsideName(token->begin)) continue;
      return token->region;
    }
    return home;
  }

  // 武汉市东西湖区人民医院 names a hospital, no place of what the sentence tells.
  bool InsideName(size_t at) const {
    auto item = std::upper_bound(reading_.items.begin(), reading_.items.end(), at,
                                 [](size_t p, const Item& i) { return p < i.begin; });
    for (size_t looked = 0; item != reading_.items.begin() && looked < 6; ++looked) {
      --item;
      if (item->end > at && item->actors.size() == 1 && reading_.actors[item->actors[0]].region == kNoRegion)
        return true;
    }
    return false;
  }

  // Of a known body's city and province the one that its name holds: 浙江师范大学 is 浙江省's.
  RegionId SeatByName(const Actor& actor) const {
    if (actor.known == UINT32_MAX) return actor.seat;
    for (RegionId region = actor.seat; region != kNoRegion; region = regions_[region].parent) {
      const std::u32string& brief = regions_[region].brief;
      if (!brief.empty() && u32string_view(actor.name).starts_with(brief) && by_region_.contains(region)) return region;
    }
    return actor.seat;
  }

  // 某区驻京人才服务中心 is in 北京市.
  RegionId Stationed(const Actor& actor) const {
    const size_t at = actor.name.find(U'驻');
    if (actor.label != EntityLabel::kAgency || at == std::u32string::npos || at + 1 >= actor.name.size())
      return kNoRegion;
    return Named(context_.OfSign(actor.name[at + 1]));
  }

  // A meeting of two regions far apart may be anywhere.
  bool SeveralPlaces(const Actor& actor) const {
    for (const RegionId a : actor.name_regions) {
      for (const RegionId b : actor.name_regions) {
        if (!regions_.Within(a, b) && !regions_.Within(b, a)) return true;
      }
    }
    return false;
  }

  void TownAbove(uint32_t id) {
    const auto place = towns_.Above(id);
    if (!place) return;
    const size_t first = reading_.actors[id].first;
    const uint32_t above = place->region == kNoRegion ? place->town : ActorOf(place->region, first);
    Claim(LinkType::kPartOf, id, above, !place->stated, place->stated ? kStatedTogether : kFromHome, place->rule,
          first);
  }

  // The regions before `at`, nearest first.
  std::reverse_iterator<std::vector<RegionToken>::const_iterator> RegionsBefore(size_t at) const {
    return std::make_reverse_iterator(std::lower_bound(scan_.regions.begin(), scan_.regions.end(), at,
                                                       [](const RegionToken& r, size_t b) { return r.begin < b; }));
  }

  // A seat that nobody mentions is told by the nearest region above that is mentioned, or not at all.
  RegionId Named(RegionId region) const {
    while (region != kNoRegion && !by_region_.contains(region)) region = regions_[region].parent;
    return region;
  }

  // Of 北京市通州区 the district; of a project with a helper's name in front the helped side's.
  RegionId NameRegion(const Actor& actor) const {
    if (const RegionId place = BracketedPlace(regions_, actor); place != kNoRegion) return place;
    RegionId deepest = actor.name_regions.front();
    for (const RegionId region : actor.name_regions) {
      if (regions_.Within(region, deepest)) deepest = region;
    }
    const u32string_view name = actor.name;
    if (name.ends_with(U"飞地") || name.ends_with(U"分中心") || name.ends_with(U"分院") || name.ends_with(U"校区") ||
        name.ends_with(U"分校") || name.ends_with(U"分公司"))
      return actor.name_regions.back();
    // 某市对口支援某县指挥部 is where it helps.
    const bool sent = name.find(U"支援") != u32string_view::npos &&
                      (name.ends_with(U"指挥部") || name.ends_with(U"工作队") || name.ends_with(U"工作组"));
    if (sent && actor.name_regions.size() > 1 && regions_[actor.name_regions.back()].label != EntityLabel::kProvince)
      return actor.name_regions.back();
    // 苏州宿迁工业园区: of two cities of one province the second has the park that both made.
    if (actor.label == EntityLabel::kPark && actor.name_regions.size() == 2 &&
        regions_.Province(actor.name_regions[0]) == regions_.Province(actor.name_regions[1]) &&
        regions_[actor.name_regions[0]].label == regions_[actor.name_regions[1]].label)
      return actor.name_regions.back();
    const RegionId home = context_.PlaceAt(actor.first);
    // A sales hall is where its name says, not where its goods come from.
    const bool hall = name.ends_with(U"馆") || name.ends_with(U"中心");
    // 武进旬阳协作产业园: of two sides in its name, the helped one has the park.
    const bool joint = actor.label == EntityLabel::kPark && actor.name_regions.size() == 2 &&
                       !regions_.Within(actor.name_regions[0], actor.name_regions[1]) &&
                       !regions_.Within(actor.name_regions[1], actor.name_regions[0]);
    const bool works = (actor.label == EntityLabel::kProject && !hall) || joint || name.ends_with(U"基地");
    if (!works || home == kNoRegion) return deepest;
    RegionId near = kNoRegion;
    for (const RegionId region : actor.name_regions) {
      const bool here = regions_.Within(region, regions_.Province(home));
      if (here && (near == kNoRegion || regions_.Within(region, near))) near = region;
    }
    if (near != kNoRegion) return near;
    if (regions_.Helper(deepest) && !regions_.Helper(home)) return home;
    return deepest;
  }

  const Gazetteer& regions_;
  const Scan& scan_;
  const RegionContext& context_;
  Reading& reading_;
  const std::vector<std::pair<size_t, size_t>> sentences_;
  std::unordered_map<RegionId, uint32_t> by_region_;
  std::unordered_set<uint32_t> placed_;
  const std::vector<GoodsOrigin> origins_;
  TownPlacer towns_;
  std::unordered_set<uint32_t> visited_;  // events that somebody takes part in as a guest
  std::unordered_set<uint32_t> owned_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> FindStructure(const Lexicon& lexicon, const Scan& scan, const RegionContext& context,
                                   Reading& reading, const std::vector<Finding>& found) {
  return Structure(lexicon, scan, context, reading, found).Find();
}

}  // namespace qiao::loaders::news
