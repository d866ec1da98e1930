#include "loaders/news/town_place.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kItemsLook = 4;

}  // namespace

TownPlacer::TownPlacer(const Gazetteer& regions, const Scan& scan, const RegionContext& context, const Reading& reading,
                       const std::vector<Finding>& found)
    : regions_(regions), scan_(scan), context_(context), reading_(reading) {
  const auto town = [&](uint32_t actor) { return reading_.actors[actor].label == EntityLabel::kTown; };
  for (const Finding& finding : found) {
    const Claim& claim = finding.claim;
    if (claim.type != LinkType::kPairedWith || !town(claim.subject) || !town(claim.object)) continue;
    partner_.emplace(claim.subject, claim.object);
    partner_.emplace(claim.object, claim.subject);
  }
}

std::optional<TownPlace> TownPlacer::Above(uint32_t id) {
  const size_t first = reading_.actors[id].first;
  if (const auto town = TownEndingAt(first)) return TownPlace{kNoRegion, *town, true, "town-in-town"};
  std::vector<RegionId> counties;  // the last ones before, latest first, of different sides
  bool adjacent = false;
  size_t last = 0;  // where the last one stands
  const auto behind = std::lower_bound(scan_.regions.begin(), scan_.regions.end(), first,
                                       [](const RegionToken& r, size_t b) { return r.begin < b; });
  for (auto token = std::make_reverse_iterator(behind); token != scan_.regions.rend() && counties.size() < 2; ++token) {
    if (token->end > first) continue;
    if (token->end + 1 == first && scan_.text[token->end] == U':') continue;  // 某区:某镇…项目 names the giver
    const Region& region = regions_[token->region];
    // 东莞市寮步镇: a city without districts.
    if (token->end == first && counties.empty() && region.label == EntityLabel::kCity)
      return TownPlace{token->region, 0, true, "town-in-city"};
    if (region.label != EntityLabel::kDistrict) continue;
    if (!counties.empty() && regions_.Helper(counties[0]) == regions_.Helper(token->region)) continue;
    if (counties.empty()) last = token->begin;
    counties.push_back(token->region);
    adjacent = token->end == first;
    if (adjacent) break;
  }
  RegionId county = Context(id, first, adjacent ? kNoRegion : AcrossFrom(id, first));
  const u32string_view between = u32string_view(scan_.text).substr(last, first - last);
  if (county == kNoRegion && !partner_.contains(id) && between.find(U'\n') != u32string_view::npos)
    county = Home(first);
  if (county == kNoRegion && counties.empty()) return std::nullopt;
  if (county == kNoRegion) county = Nearest(id, first, counties);
  county_[id] = county;
  return TownPlace{county, 0, false, "town-in-county"};
}

// Of two that are paired the helping side's is named first.
RegionId TownPlacer::Nearest(uint32_t id, size_t first, const std::vector<RegionId>& counties) const {
  if (counties.size() < 2) return counties[0];
  if (!partner_.contains(id)) return counties[OpensPair(id, first)];
  return counties[!regions_.Helper(counties[0])];
}

// 我县南梁镇: the region that a word before means; else `across`; 、元城镇: that of the town before in the list.
RegionId TownPlacer::Context(uint32_t id, size_t first, RegionId across) const {
  auto item = std::lower_bound(reading_.items.begin(), reading_.items.end(), first,
                               [](const Item& i, size_t b) { return i.begin < b; });
  for (size_t looked = 0; item != reading_.items.begin() && looked < kItemsLook; ++looked) {
    --item;
    const Actor& before = reading_.actors[item->actors[0]];
    if (item->end == first && item->pronoun && item->actors.size() == 1 && before.region != kNoRegion)
      return before.region;
    // 甲县的乙镇
    if (item->end + 1 == first && scan_.text[item->end] == U'的' && item->actors.size() == 1 &&
        before.label == EntityLabel::kDistrict)
      return before.region;
    const bool listed = across == kNoRegion && item->end + 1 == first && scan_.text[item->end] == U'、';
    // 甲镇与乙镇、|丙镇与丁镇: 丙镇 lies with 甲镇.
    const auto couple = partner_.find(item->actors[0]);
    const bool column = couple != partner_.end() && partner_.contains(id);
    const auto county = county_.find(column ? couple->second : item->actors[0]);
    if (listed && item->actors[0] != id && county != county_.end()) return county->second;
  }
  return across;
}

RegionId TownPlacer::Home(size_t at) const {
  const RegionId home = context_.PlaceAt(at);
  return home != kNoRegion && regions_[home].label == EntityLabel::kDistrict ? home : kNoRegion;
}

// 甲县的甲镇与乙镇结对: the county of the other side that was named last, or that the article is about.
RegionId TownPlacer::AcrossFrom(uint32_t id, size_t first) const {
  const auto partner = partner_.find(id);
  const auto placed = partner == partner_.end() ? county_.end() : county_.find(partner->second);
  if (placed == county_.end()) return kNoRegion;
  const bool helper = regions_.Helper(placed->second);
  const auto behind = std::lower_bound(scan_.regions.begin(), scan_.regions.end(), first,
                                       [](const RegionToken& r, size_t b) { return r.begin < b; });
  for (auto token = std::make_reverse_iterator(behind); token != scan_.regions.rend(); ++token) {
    if (regions_[token->region].label == EntityLabel::kDistrict && regions_.Helper(token->region) != helper)
      return token->region;
  }
  const auto pair = context_.PairAt(first);
  return !pair ? kNoRegion : helper ? pair->helped : pair->helping;
}

std::optional<uint32_t> TownPlacer::TownEndingAt(size_t at) const {
  auto item = std::lower_bound(reading_.items.begin(), reading_.items.end(), at,
                               [](const Item& i, size_t b) { return i.begin < b; });
  if (item == reading_.items.begin() || scan_.text[at - 1] == U'村') return std::nullopt;
  --item;
  const bool town = item->end == at && reading_.actors[item->actors[0]].label == EntityLabel::kTown;
  return town ? std::optional(item->actors[0]) : std::nullopt;
}

// 平水镇与劳动镇: the first of two towns, neither with its county.
bool TownPlacer::OpensPair(uint32_t id, size_t first) const {
  auto item = std::upper_bound(reading_.items.begin(), reading_.items.end(), first,
                               [](size_t p, const Item& i) { return p < i.begin; });
  size_t end = 0;  // of the longest town that holds this place: 漓渚镇棠棣村
  for (size_t looked = 0; item != reading_.items.begin() && looked < 4; ++looked) {
    --item;
    const bool town = reading_.actors[item->actors[0]].label == EntityLabel::kTown;
    if (town && item->begin <= first && item->end > first) end = std::max(end, item->end);
  }
  if (end == 0 || end >= scan_.text.size() || u32string_view(U"与和同").find(scan_.text[end]) == u32string_view::npos)
    return false;
  const auto next = std::lower_bound(reading_.items.begin(), reading_.items.end(), end + 1,
                                     [](const Item& i, size_t b) { return i.begin < b; });
  const bool bare = next != reading_.items.end() && next->begin == end + 1 && reading_.actors[id].first == first;
  return bare && reading_.actors[next->actors[0]].label == EntityLabel::kTown;
}

}  // namespace qiao::loaders::news
