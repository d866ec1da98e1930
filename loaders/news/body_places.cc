#include "loaders/news/body_places.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <unordered_set>

#include "loaders/news/town_place.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kLeastTown = 3;  // characters of a town that a school may be named by

class Places {
 public:
  Places(const RegionContext& context, const std::vector<Finding>& found, StructureClaims& claims)
      : claims_(claims),
        regions_(claims.regions()),
        scan_(claims.scan()),
        reading_(claims.reading()),
        context_(context),
        towns_(regions_, scan_, context, reading_, found) {
    for (const Finding& finding : found) {
      if (finding.claim.type == LinkType::kParticipatesIn && finding.claim.role == "participant")
        visited_.insert(finding.claim.object);
    }
  }

  void Tell() {
    for (uint32_t i = 0; i < reading_.actors.size(); ++i) Locate(i);
  }

 private:
  void Locate(uint32_t id) {
    const Actor actor = reading_.actors[id];
    if (actor.region != kNoRegion || actor.label == EntityLabel::kProduct || claims_.Placed(id)) return;
    if (actor.kind == "central" || actor.kind == "fund" || actor.kind == "programme") return;
    if (actor.kind == "class" || actor.kind == "service") return;  // “锦澜班”, “粤桂协作号”专列: between two places
    if (actor.label == EntityLabel::kTown) return TownAbove(id);
    if (actor.label == EntityLabel::kEvent && SeveralPlaces(actor)) return;
    RegionId region = kNoRegion;
    double confidence = kFromName;
    const char* rule = "place-in-name";
    const bool thing = IsThing(actor.label);
    if (!actor.name_regions.empty()) region = NameRegion(actor);
    if (const RegionId station = Stationed(actor); station != kNoRegion) region = station;
    const bool local = actor.label == EntityLabel::kSchool || actor.label == EntityLabel::kHospital;
    if (region == kNoRegion && local && actor.name_regions.empty()) {
      if (const auto town = TownInName(actor.name)) {
        claims_.Add(LinkType::kLocatedIn, id, *town, true, kFromName, "town-in-name", actor.first);
        return;
      }
    }
    if (region == kNoRegion && actor.seat != kNoRegion) {
      region = claims_.Named(SeatByName(actor));
      rule = "known-seat";
    }
    // An event that one travels to is not at home.
    // Nor is a new area without its city's name anywhere but in itself.
    const bool elsewhere = (actor.label == EntityLabel::kEvent && (visited_.contains(id) || IsFair(actor.name))) ||
                           (actor.label == EntityLabel::kPark && u32string_view(actor.name).ends_with(U"新区") &&
                            !u32string_view(actor.name).ends_with(U"高新区"));
    if (region == kNoRegion && thing && actor.seat == kNoRegion && !elsewhere) {
      region = PlaceNear(actor.first);
      rule = "article-home";
      confidence = kFromHome;
    }
    if (region == kNoRegion) return;
    if (actor.kind == "delegation" && Travels(actor.name)) {
      claims_.Add(LinkType::kPartOf, id, claims_.ActorOf(region, actor.first), true, confidence, rule, actor.first);
      return;
    }
    claims_.Add(LinkType::kLocatedIn, id, claims_.ActorOf(region, actor.first), true, confidence, rule, actor.first);
  }

  // 文安驿中心小学: the town that the article names, without the word for its level.
  std::optional<uint32_t> TownInName(u32string_view name) const {
    for (uint32_t i = 0; i < reading_.actors.size(); ++i) {
      const u32string_view town = reading_.actors[i].name;
      if (reading_.actors[i].label != EntityLabel::kTown || town.size() < kLeastTown) continue;
      if (name.starts_with(town.substr(0, town.size() - 1))) return i;
    }
    return std::nullopt;
  }

  // A delegation comes and goes; a headquarters or a working team stays where its name says.
  static bool Travels(u32string_view name) { return name.ends_with(U"团") && !name.starts_with(U"驻"); }

  // Of the regions that this sentence names before, the last one on the side of the article's own region; that region
  // when there is none: 引进某公司的大方县 has the park that it builds.
  RegionId PlaceNear(size_t at) const {
    const RegionId home = context_.PlaceAt(at);
    if (home == kNoRegion) return home;
    const auto sentence = claims_.Sentence(at);
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
      if (!brief.empty() && u32string_view(actor.name).starts_with(brief) && claims_.actor_of().contains(region))
        return region;
    }
    return actor.seat;
  }

  // 某区驻京人才服务中心 is in 北京市.
  RegionId Stationed(const Actor& actor) const {
    const size_t at = actor.name.find(U'驻');
    if (actor.label != EntityLabel::kAgency || at == std::u32string::npos || at + 1 >= actor.name.size())
      return kNoRegion;
    return claims_.Named(context_.OfSign(actor.name[at + 1]));
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
    const uint32_t above = place->region == kNoRegion ? place->town : claims_.ActorOf(place->region, first);
    claims_.Add(LinkType::kPartOf, id, above, !place->stated, place->stated ? kStatedTogether : kFromHome, place->rule,
                first);
  }

  // The regions before `at`, nearest first.
  std::reverse_iterator<std::vector<RegionToken>::const_iterator> RegionsBefore(size_t at) const {
    return std::make_reverse_iterator(std::lower_bound(scan_.regions.begin(), scan_.regions.end(), at,
                                                       [](const RegionToken& r, size_t b) { return r.begin < b; }));
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

  StructureClaims& claims_;
  const Gazetteer& regions_;
  const Scan& scan_;
  const Reading& reading_;
  const RegionContext& context_;
  TownPlacer towns_;
  std::unordered_set<uint32_t> visited_;  // events that somebody takes part in as a guest
};

}  // namespace

void TellPlaces(const RegionContext& context, const std::vector<Finding>& found, StructureClaims& claims) {
  Places(context, found, claims).Tell();
}

}  // namespace qiao::loaders::news
