#include "loaders/news/region_context.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/charset.h"
#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr std::array<u32string_view, 33> kJointCues = {
    U"合作", U"对口", U"协作", U"两地", U"携手", U"双方", U"情",   U"消费", U"劳务", U"产业", U"教育",
    U"医疗", U"人才", U"帮扶", U"牵手", U"共建", U"联动", U"一家", U"友谊", U"干部", U"文旅", U"现代",
    U"科技", U"山海", U"同心", U"交流", U"结对", U"支援", U"互联", U"两市", U"两省", U"两区", U"共"};
constexpr std::array<u32string_view, 12> kPairWords = {U"两地",   U"双方",   U"两市",   U"两区", U"两县",   U"两省",
                                                       U"两省市", U"两市县", U"两省区", U"双边", U"两地区", U"两区县"};
constexpr u32string_view kCommonInNames = U"州阳山安海江南北东西城平宁京河溪水乡口关门林川德昌春";
constexpr u32string_view kTravel = U"赴进来在驻抵返离到入";
constexpr u32string_view kLevels = U"省市区县旗盟州";
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

bool RegionContext::Cities(const RegionPair& pair) const {
  return regions_[pair.helping].name.ends_with(U"市") && regions_[pair.helped].name.ends_with(U"市");
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

std::optional<RegionId> RegionContext::SignAt(size_t i) const {
  if (i >= scan_.text.size() || !IsHan(scan_.text[i])) return std::nullopt;
  const auto at = signs_.find(scan_.text[i]);
  if (at == signs_.end()) return std::nullopt;
  return at->second;
}

RegionId RegionContext::BannerOf(size_t i) const {
  const auto bounded = [&](size_t at) {
    return !IsHan(scan_.text[at]) || scan_.At(at).cover == Cover::kStop || scan_.At(at).cover == Cover::kSoft;
  };
  if ((i > 0 && !bounded(i - 1)) || (i + 2 < scan_.text.size() && !bounded(i + 2))) return kNoRegion;
  RegionId banner = kNoRegion;
  for (const RegionId id : order_) {
    if (regions_[id].name.front() != scan_.text[i] || regions_[id].name.back() != U'旗') continue;
    if (banner != kNoRegion) return kNoRegion;
    banner = id;
  }
  return banner;
}

std::vector<RegionWord> RegionContext::Words() const {
  std::vector<RegionWord> words;
  const u32string_view text = scan_.text;
  auto starts = [&](size_t i, u32string_view word) { return text.substr(i, word.size()) == word; };
  for (size_t i = 0; i + 1 < text.size(); ++i) {
    if (scan_.At(i).cover == Cover::kRegion || scan_.At(i).cover == Cover::kKnown) continue;
    const u32string_view rest = text.substr(i);
    // 在咱这儿
    if (text[i] == U'咱' && (text[i + 1] == U'这' || rest.starts_with(U"咱们这"))) {
      const size_t end = i + (text[i + 1] == U'这' ? 2 : 3);
      const RegionId region = PlaceAt(i);
      const bool place = end < text.size() && In(U"儿里边", text[end]);
      if (region != kNoRegion) words.push_back({i, end + (place ? 1 : 0), {region}, true});
      continue;
    }
    // 我们县, 咱们县
    if (i > 0 && text[i] == U'们' && In(U"我咱", text[i - 1]) && In(kLevels, text[i + 1])) {
      const RegionId region = OfLevel(text[i + 1]);
      if (region != kNoRegion) words.push_back({i - 1, i + 2, {region}, true});
      ++i;
      continue;
    }
    if (In(U"我该本全咱", text[i]) && In(kLevels, text[i + 1])) {
      const RegionId region = text[i] == U'该' ? LastOfLevel(text[i + 1], i) : OfLevel(text[i + 1]);
      if (region != kNoRegion) words.push_back({i, i + 2, {region}, true});
      ++i;
      continue;
    }
    // 县里 acts at the head of a clause, like 我县.
    if (text[i + 1] == U'里' && In(kLevels, text[i]) && (i == 0 || !IsHan(text[i - 1]))) {
      const RegionId region = OfLevel(text[i]);
      if (region != kNoRegion) words.push_back({i, i + 2, {region}, true});
      ++i;
      continue;
    }
    // 阿旗 for 阿鲁科尔沁旗: the first character of the one banner that the article names in full.
    if (text[i + 1] == U'旗' && IsHan(text[i])) {
      const RegionId banner = BannerOf(i);
      if (banner != kNoRegion) words.push_back({i, i + 2, {banner}, false});
    }
    const auto pair_word =
        std::find_if(kPairWords.begin(), kPairWords.end(), [&](u32string_view w) { return starts(i, w); });
    if (pair_word != kPairWords.end()) {
      auto pair = PairAt(i);
      // 两市 are no counties.
      if (*pair_word == U"两市" && pair && city_pair_ && !Cities(*pair) && Cities(*city_pair_)) pair = city_pair_;
      if (pair) words.push_back({i, i + pair_word->size(), {pair->helping, pair->helped}, true});
      ++i;
      continue;
    }
    const auto first = SignAt(i);
    const auto second = SignAt(i + 1);
    const Token& word = scan_.At(i);
    const bool in_word = word.cover != Cover::kPlain && word.end - word.begin >= 2;  // 新兴产业
    if (first && second && !in_word && !In(U"山东南西北", text[i]) && *first != *second &&
        scan_.At(i + 1).cover != Cover::kRegion) {
      const u32string_view after = rest.substr(2);
      const bool cue =
          std::any_of(kJointCues.begin(), kJointCues.end(), [&](u32string_view c) { return after.starts_with(c); });
      const bool quoted = i > 0 && text[i - 1] == U'“' && after.starts_with(U"”");
      // At least one side is a region of this article, or both are provinces (闽宁协作).
      const bool known =
          Mentioned(*first) || Mentioned(*second) || (regions_[*first].sign != 0 && regions_[*second].sign != 0);
      if ((cue || quoted) && known) {
        // 粤黔 are the provinces, whatever city of theirs begins with the character.
        const auto left = regions_.ProvinceOfSign(text[i]), right = regions_.ProvinceOfSign(text[i + 1]);
        if (left && right) {
          words.push_back({i, i + 2, {*left, *right}, false});
          ++i;
          continue;
        }
        words.push_back({i, i + 2, {*first, *second}, false});
        ++i;
        continue;
      }
    }
    // 赴京, 来潞: a sign behind a verb of travel, before a verb or a stop.
    if (i > 0 && first && In(kTravel, text[i - 1]) && scan_.At(i).end == i + 1) {
      const bool province = regions_[*first].sign != 0 && Mentioned(*first);
      const Cover after = IsHan(text[i + 1]) ? scan_.At(i + 1).cover : Cover::kStop;
      if (Mentioned(*first) && (province || after == Cover::kStop || after == Cover::kSoft))
        words.push_back({i, i + 1, {*first}, false});
    }
  }
  return words;
}

}  // namespace qiao::loaders::news
