#include "loaders/news/region_context.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/charset.h"
#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr u32string_view kCommonInNames = U"州阳山安海江南北东西城平宁京河溪水乡口关门林川德昌春";
constexpr double kHelpedBonus = 4;  // articles are mostly the helped side's
constexpr double kTitleWeight = 3;
constexpr double kLeastPairMentions = 2;
constexpr double kLeastHome = 3;
constexpr double kCountySign = 0.6;
constexpr double kLaterSign = 0.4;
constexpr size_t kLeastSisters = 3;
constexpr double kAlike = 0.7;  // of two scores: nobody can tell which of the two 县里 means

}  // namespace

RegionContext::RegionContext(const Gazetteer& regions, const Scan& scan, const std::string& outlet)
    : regions_(regions), scan_(scan), title_end_(std::min(scan.text.find(U'\n'), scan.text.size())) {
  Count();
  FindHome(outlet);
  FindPair();
  FindSigns();
}

void RegionContext::Count() {
  for (const RegionToken& token : scan_.regions) {
    count_[token.region] += token.begin < title_end_ ? kTitleWeight : 1;
    if (scan_.At(token.begin).cover == Cover::kRegion) of_level_[regions_[token.region].name.back()].push_back(&token);
  }
  for (const auto& [region, count] : count_) order_.push_back(region);
  std::sort(order_.begin(), order_.end());
}

double RegionContext::CountOf(RegionId region) const {
  const auto at = count_.find(region);
  return at == count_.end() ? 0 : at->second;
}

double RegionContext::Score(RegionId region) const {
  const auto at = count_.find(region);
  if (at == count_.end()) return 0;
  const auto own = own_paper_.find(region);
  return at->second * (regions_.Helper(region) ? 1 : kHelpedBonus) + (own == own_paper_.end() ? 0 : own->second);
}

void RegionContext::FindHome(const std::string& outlet) {
  // 长治日报 is 长治市's paper; a district's media centre is the district's.
  const std::u32string paper = base::ToUtf32(outlet);
  for (const RegionId id : order_) {
    const Region& region = regions_[id];
    if (!region.brief.empty() && paper.starts_with(region.brief) && region.label != EntityLabel::kProvince) {
      own_paper_[id] = 1000;
    }
  }
  if (const RegionId author = TitleAuthor(); author != kNoRegion) own_paper_[author] = 1000;
  double best_county = 0, best_city = 0;
  for (const RegionId id : order_) {
    const bool county = regions_[id].label == EntityLabel::kDistrict;
    if (regions_[id].label == EntityLabel::kProvince) continue;
    double& best = county ? best_county : best_city;
    if (Score(id) <= best) continue;
    best = Score(id);
    (county ? home_ : home_city_) = id;
  }
  // A county named once or twice beside its city is no home.
  if (home_ != kNoRegion) {
    // Beside the helper's city, however often that is named, the county is.
    const bool own_city = home_city_ != kNoRegion && regions_.Helper(home_city_) == regions_.Helper(home_);
    const double county = CountOf(home_), city = own_city ? CountOf(home_city_) : 0;
    if (county < kLeastHome && Score(home_) < 1000 && city > 0) home_ = kNoRegion;
    if (county < city && Score(home_) < 1000) home_ = kNoRegion;
    // 广州日报 on 龙岩市: nor is one of its counties that is named less often than it.
    const RegionId helped = Best(false, false);
    const bool helpers_paper = home_city_ != kNoRegion && regions_.Helper(home_city_) && Score(home_city_) >= 1000;
    if (helpers_paper && helped != kNoRegion && county < CountOf(helped) && Score(home_) < 1000) home_ = kNoRegion;
  }
  if (home_ != kNoRegion) {
    const RegionId above = regions_[home_].parent;
    if (above != kNoRegion && regions_[above].label == EntityLabel::kCity && Score(home_city_) < 1000)
      home_city_ = above;
  }
  // Where several counties of a city are named alike, the article is the city's.
  if (home_ != kNoRegion && home_ != home_city_ && Score(home_) < 1000) {
    size_t alike = 0;
    for (const RegionId id : order_) {
      const bool sister = regions_[id].label == EntityLabel::kDistrict && regions_[id].parent == regions_[home_].parent;
      alike += sister && CountOf(id) * 2 > CountOf(home_);
    }
    if (alike >= kLeastSisters && home_city_ != kNoRegion && regions_[home_].parent == home_city_ &&
        CountOf(home_city_) > 1)
      home_ = home_city_;
  }
  if (home_ == kNoRegion) home_ = home_city_;
  if (home_ == kNoRegion && !order_.empty()) {
    home_ =
        *std::max_element(order_.begin(), order_.end(), [&](RegionId a, RegionId b) { return Score(a) < Score(b); });
  }
}

RegionId RegionContext::Best(bool helper, bool county) const {
  RegionId best = kNoRegion;
  for (const RegionId id : order_) {
    if ((regions_[id].label == EntityLabel::kDistrict) != county || regions_.Helper(id) != helper) continue;
    if (!county && regions_[id].label == EntityLabel::kProvince && regions_[id].sign == 0) continue;
    if (best == kNoRegion || count_.at(id) > count_.at(best)) best = id;
  }
  return best;
}

void RegionContext::FindPair() {
  for (const bool county : {true, false}) {
    const RegionPair pair{Best(true, county), Best(false, county)};
    if (pair.helping == kNoRegion || pair.helped == kNoRegion) continue;
    if (count_.at(pair.helping) < kLeastPairMentions || count_.at(pair.helped) < kLeastPairMentions) continue;
    (county ? county_pair_ : city_pair_) = pair;
  }
  // Two counties beside two cities in every sentence are not the pair.
  if (county_pair_ && city_pair_) {
    const double counties = count_.at(county_pair_->helping) + count_.at(county_pair_->helped);
    const double cities = count_.at(city_pair_->helping) + count_.at(city_pair_->helped);
    if (counties * 3 < cities) county_pair_.reset();
  }
}

void RegionContext::FindSigns() {
  std::unordered_map<char32_t, double> weight;
  auto offer = [&](char32_t c, RegionId region, double score) {
    if (c == 0 || score <= weight[c]) return;
    weight[c] = score;
    signs_[c] = region;
  };
  for (RegionId id = 0; id < regions_.size(); ++id) {
    if (regions_[id].sign != 0) offer(regions_[id].sign, id, 0.5);
  }
  for (const RegionId id : order_) {
    const Region& region = regions_[id];
    if (region.sign != 0) {
      offer(region.sign, id, 1000 + count_.at(id));
      continue;
    }
    // 长治 is 长; 三明 is 明, 东莞 is 莞: a later character will do where it is nobody's first.
    const double weight = count_.at(id) * (region.label == EntityLabel::kCity ? 1 : kCountySign);
    if (region.brief.empty()) continue;
    offer(region.brief[0], id, weight);
    if (region.brief.size() == 2 && !In(kCommonInNames, region.brief[1]))
      offer(region.brief[1], id, weight * kLaterSign);
  }
}

// 武清区2023年东西部协作工作总结: a helping district whose title names nobody else reports of itself.
RegionId RegionContext::TitleAuthor() const {
  RegionId author = kNoRegion;
  for (const RegionToken& token : scan_.regions) {
    if (token.begin >= title_end_) break;
    if (scan_.At(token.begin).cover != Cover::kRegion) continue;
    if (!regions_.Helper(token.region) || (author == kNoRegion && token.begin > 0)) return kNoRegion;
    author = token.region;
  }
  return author != kNoRegion && regions_[author].label == EntityLabel::kDistrict ? author : kNoRegion;
}

RegionId RegionContext::OfLevel(char32_t level) const {
  if (home_ != kNoRegion && regions_[home_].name.back() == level) return home_;
  if (level == U'市' && home_city_ != kNoRegion && regions_[home_city_].name.back() == U'市') return home_city_;
  RegionId best = kNoRegion, second = kNoRegion;
  for (const RegionId id : order_) {
    if (regions_[id].name.back() != level) continue;
    if (best == kNoRegion || Score(id) > Score(best)) {
      second = std::exchange(best, id);
    } else if (second == kNoRegion || Score(id) > Score(second)) {
      second = id;
    }
  }
  return second != kNoRegion && Score(second) > Score(best) * kAlike ? kNoRegion : best;
}

RegionId RegionContext::HelpingOfLevel(char32_t level) const {
  std::unordered_map<RegionId, double> weight;
  RegionId best = kNoRegion;
  for (const RegionId id : order_) {
    if (!regions_.Helper(id)) continue;
    for (RegionId above = id; above != kNoRegion; above = regions_[above].parent) {
      if (regions_[above].name.back() != level) continue;
      weight[above] += count_.at(id);
      if (best == kNoRegion || weight[above] > weight[best]) best = above;
    }
  }
  return best;
}

RegionId RegionContext::LastOfLevel(char32_t level, size_t position) const {
  const auto named = of_level_.find(level);
  if (named == of_level_.end()) return kNoRegion;
  const auto behind = std::lower_bound(named->second.begin(), named->second.end(), position,
                                       [](const RegionToken* r, size_t at) { return r->begin < at; });
  return behind == named->second.begin() ? kNoRegion : (*std::prev(behind))->region;
}

std::optional<RegionPair> RegionContext::PairAt(size_t position) const {
  auto pair = county_pair_ ? county_pair_ : city_pair_;
  if (!pair || !county_pair_) return pair;
  // Of several counties the one last named is meant, on either side.
  bool helping = false, helped = false;
  const auto behind = std::lower_bound(scan_.regions.begin(), scan_.regions.end(), position,
                                       [](const RegionToken& r, size_t at) { return r.begin < at; });
  for (auto token = std::make_reverse_iterator(behind); token != scan_.regions.rend(); ++token) {
    if (token->begin < title_end_ || position - token->begin > 400) break;
    if (regions_[token->region].label != EntityLabel::kDistrict) continue;
    bool& found = regions_.Helper(token->region) ? helping : helped;
    if (found) continue;
    found = true;
    (regions_.Helper(token->region) ? pair->helping : pair->helped) = token->region;
  }
  return pair;
}

RegionId RegionContext::PlaceAt(size_t position) const {
  if (home_ == kNoRegion || !regions_.Helper(home_)) return home_;
  // 广州日报 tells of the city that 广州市 helps, whichever of its counties was named last.
  const auto pair = home_ == home_city_ && city_pair_ ? city_pair_ : PairAt(position);
  return pair ? pair->helped : home_;
}

RegionId RegionContext::OfSign(char32_t sign) const {
  const auto at = signs_.find(sign);
  return at == signs_.end() ? kNoRegion : at->second;
}

}  // namespace qiao::loaders::news
