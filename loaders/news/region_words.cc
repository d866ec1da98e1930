#include "loaders/news/region_words.h"

#include <algorithm>
#include <array>
#include <utility>

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
constexpr u32string_view kTravel = U"赴进来在驻抵返离到入";
constexpr u32string_view kLevels = U"省市区县旗盟州";

class RegionWords {
 public:
  RegionWords(const Scan& scan, const RegionContext& context)
      : scan_(scan), text_(scan.text), context_(context), regions_(context.regions()) {}

  std::vector<RegionWord> Find() && {
    for (size_t i = 0; i + 1 < text_.size(); ++i) {
      if (scan_.At(i).cover == Cover::kRegion || scan_.At(i).cover == Cover::kKnown) continue;
      if (TakeHere(i)) continue;
      if (TakeOurs(i) || TakeWithin(i)) {
        ++i;
        continue;
      }
      TakeBanner(i);
      if (TakePairWord(i) || TakeJoint(i)) {
        ++i;
        continue;
      }
      TakeTravelled(i);
    }
    return std::move(words_);
  }

 private:
  void Put(size_t begin, size_t end, RegionId region, bool pronoun) {
    if (region != kNoRegion) words_.push_back({begin, end, {region}, pronoun});
  }

  // 在咱这儿
  bool TakeHere(size_t i) {
    if (text_[i] != U'咱' || (text_[i + 1] != U'这' && !text_.substr(i).starts_with(U"咱们这"))) return false;
    const size_t end = i + (text_[i + 1] == U'这' ? 2 : 3);
    const bool place = end < text_.size() && In(U"儿里边", text_[end]);
    Put(i, end + (place ? 1 : 0), context_.PlaceAt(i), true);
    return true;
  }

  // 我县, 该市, 我们县, 咱们县
  bool TakeOurs(size_t i) {
    const char32_t level = text_[i + 1];
    if (!In(kLevels, level)) return false;
    if (i > 0 && text_[i] == U'们' && In(U"我咱", text_[i - 1])) {
      Put(i - 1, i + 2, context_.OfLevel(level), true);
      return true;
    }
    if (!In(U"我该本全咱", text_[i])) return false;
    Put(i, i + 2, text_[i] == U'该' ? context_.LastOfLevel(level, i) : context_.OfLevel(level), true);
    return true;
  }

  // 县里 acts at the head of a clause, like 我县.
  bool TakeWithin(size_t i) {
    if (text_[i + 1] != U'里' || !In(kLevels, text_[i]) || (i > 0 && IsHan(text_[i - 1]))) return false;
    Put(i, i + 2, context_.OfLevel(text_[i]), true);
    return true;
  }

  // 阿旗 for 阿鲁科尔沁旗: the first character of the one banner that the article names in full.
  void TakeBanner(size_t i) {
    if (text_[i + 1] != U'旗' || !IsHan(text_[i])) return;
    if ((i > 0 && !Bounded(i - 1)) || (i + 2 < text_.size() && !Bounded(i + 2))) return;
    RegionId banner = kNoRegion;
    for (const RegionId id : context_.mentioned()) {
      if (regions_[id].name.front() != text_[i] || regions_[id].name.back() != U'旗') continue;
      if (banner != kNoRegion) return;
      banner = id;
    }
    Put(i, i + 2, banner, false);
  }

  bool Bounded(size_t i) const {
    return !IsHan(text_[i]) || scan_.At(i).cover == Cover::kStop || scan_.At(i).cover == Cover::kSoft;
  }

  bool TakePairWord(size_t i) {
    const u32string_view rest = text_.substr(i);
    const auto word = std::ranges::find_if(kPairWords, [&](u32string_view w) { return rest.starts_with(w); });
    if (word == kPairWords.end()) return false;
    auto pair = context_.PairAt(i);
    // 两市 are no counties.
    const auto& cities = context_.city_pair();
    if (*word == U"两市" && pair && cities && !AreCities(*pair) && AreCities(*cities)) pair = cities;
    if (pair) words_.push_back({i, i + word->size(), {pair->helping, pair->helped}, true});
    return true;
  }

  bool AreCities(const RegionPair& pair) const {
    return regions_[pair.helping].name.ends_with(U"市") && regions_[pair.helped].name.ends_with(U"市");
  }

  // 京长对口合作: two signs side by side.
  bool TakeJoint(size_t i) {
    const RegionId first = SignAt(i), second = SignAt(i + 1);
    const Token& word = scan_.At(i);
    const bool in_word = word.cover != Cover::kPlain && word.end - word.begin >= 2;  // 新兴产业
    if (first == kNoRegion || second == kNoRegion || in_word || In(U"山东南西北", text_[i]) || first == second ||
        scan_.At(i + 1).cover == Cover::kRegion)
      return false;
    const u32string_view after = text_.substr(i + 2);
    const bool cue = std::ranges::any_of(kJointCues, [&](u32string_view c) { return after.starts_with(c); });
    const bool quoted = i > 0 && text_[i - 1] == U'“' && after.starts_with(U"”");
    if (!cue && !quoted) return false;
    // At least one side is a region of this article, or both are provinces (闽宁协作).
    if (!context_.Mentioned(first) && !context_.Mentioned(second) &&
        (regions_[first].sign == 0 || regions_[second].sign == 0))
      return false;
    // 粤黔 are the provinces, whatever city of theirs begins with the character.
    const auto left = regions_.ProvinceOfSign(text_[i]), right = regions_.ProvinceOfSign(text_[i + 1]);
    const bool provinces = left && right;
    words_.push_back({i, i + 2, {provinces ? *left : first, provinces ? *right : second}, false});
    return true;
  }

  // 赴京, 来潞: a sign behind a verb of travel, before a verb or a stop.
  void TakeTravelled(size_t i) {
    if (i == 0 || !In(kTravel, text_[i - 1]) || scan_.At(i).end != i + 1) return;
    const RegionId region = SignAt(i);
    if (region == kNoRegion || !context_.Mentioned(region)) return;
    if (regions_[region].sign != 0 || Bounded(i + 1)) Put(i, i + 1, region, false);
  }

  RegionId SignAt(size_t i) const { return IsHan(text_[i]) ? context_.OfSign(text_[i]) : kNoRegion; }

  const Scan& scan_;
  const u32string_view text_;
  const RegionContext& context_;
  const Gazetteer& regions_;
  std::vector<RegionWord> words_;
};

}  // namespace

std::vector<RegionWord> FindRegionWords(const Scan& scan, const RegionContext& context) {
  return RegionWords(scan, context).Find();
}

}  // namespace qiao::loaders::news
