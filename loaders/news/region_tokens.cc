#include "loaders/news/region_tokens.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

constexpr std::array<std::u32string_view, 8> kAgencies = {U"新华社", U"中新社", U"中新网", U"人民网",
                                                          U"新华网", U"央广网", U"光明网", U"本报"};
constexpr size_t kLongestDay = 6;  // 12月30日

class RegionFinder {
 public:
  RegionFinder(const Lexicon& lexicon, std::u32string_view text) : lexicon_(lexicon), text_(text) {}

  std::vector<RegionToken> Find(const std::vector<Hit>& hits) {
    hits_ = &hits;
    CountClearNames(hits);
    std::vector<RegionToken> tokens;
    size_t free_from = 0;
    for (size_t h = 0; h < hits.size();) {
      const size_t begin = hits[h].begin;
      std::optional<RegionToken> best;
      for (; h < hits.size() && hits[h].begin == begin; ++h) {
        if (begin < free_from || hits[h].term.kind != TermKind::kRegion) continue;
        const RegionName& name = Names()[hits[h].term.index];
        const RegionToken token{begin, begin + hits[h].length, name.region, name.full};
        const RegionToken* before = tokens.empty() ? nullptr : &tokens.back();
        if (!Acceptable(token, before) || InDateline(token) || InStreet(token) || InPlaceName(token) ||
            InWords(token) || InMarket(token) || InGoods(token, before))
          continue;
        if (!best || token.end > best->end || (token.end == best->end && Better(token, *best, before))) best = token;
      }
      if (best) {
        tokens.push_back(*best);
        free_from = best->end;
      }
    }
    return tokens;
  }

 private:
  const std::vector<RegionName>& Names() const { return lexicon_.gazetteer().names(); }
  const Gazetteer& Regions() const { return lexicon_.gazetteer(); }

  // 新华社兰州6月12日电: where the reporter sat.
  bool InDateline(const RegionToken& token) const {
    const std::u32string_view before = text_.substr(0, token.begin);
    const bool agency =
        std::any_of(kAgencies.begin(), kAgencies.end(), [&](auto word) { return before.ends_with(word); });
    if (!agency || token.full) return false;
    size_t i = token.end;
    while (i < text_.size() && i < token.end + kLongestDay &&
           (IsDigit(text_[i]) || text_[i] == U'月' || text_[i] == U'日'))
      ++i;
    return i < text_.size() && (text_[i] == U'电' || text_[i] == U'讯');
  }

  // 太行山东麓 and 《济南的冬天》 name no region.
  bool InWords(const RegionToken& token) const {
    if (token.full || token.begin == 0 || token.end >= text_.size()) return false;
    const bool points = std::u32string_view(U"东南西北").find(text_[token.end - 1]) != std::u32string_view::npos;
    if (points && IsHan(text_[token.begin - 1]) &&
        std::u32string_view(U"麓坡侧岸翼端").find(text_[token.end]) != std::u32string_view::npos)
      return true;
    return text_[token.begin - 1] == U'《' && text_[token.end] == U'的';
  }

  // 扬州|市场
  bool InMarket(const RegionToken& token) const {
    return token.full && text_[token.end - 1] == U'市' && token.end < text_.size() && text_[token.end] == U'场';
  }

  // 阿里河小学: a river, a town or a village of which the region's name is only a part.
  bool InPlaceName(const RegionToken& token) const {
    if (token.full || token.end >= text_.size()) return false;
    if (std::u32string_view(U"河镇乡村").find(text_[token.end]) == std::u32string_view::npos) return false;
    const std::u32string_view next = text_.substr(token.end, 2);
    return next != U"乡村" && next != U"村镇" && next != U"乡镇" && next != U"镇村" && !RegionBeginsAt(token.end);
  }

  // 鄯善|哈密瓜: a kind of fruit, which another region grows.
  bool InGoods(const RegionToken& token, const RegionToken* before) const {
    if (token.full || !before || before->end != token.begin) return false;
    return lexicon_.IsWord(text_.substr(token.begin, token.end + 1 - token.begin), WordClass::kGoods);
  }

  bool RegionBeginsAt(size_t at) const {
    return RegionHit(at, [](RegionId) { return true; });
  }

  // 安康旬阳: one of its own counties follows.
  bool CountyBehind(const RegionToken& token) const {
    return RegionHit(token.end, [&](RegionId r) { return r != token.region && Regions().Within(r, token.region); });
  }

  template <class Fits>
  bool RegionHit(size_t at, Fits fits) const {
    auto hit = std::lower_bound(hits_->begin(), hits_->end(), at, [](const Hit& h, size_t b) { return h.begin < b; });
    for (; hit != hits_->end() && hit->begin == at; ++hit) {
      if (hit->term.kind == TermKind::kRegion && fits(Names()[hit->term.index].region)) return true;
    }
    return false;
  }

  // 四川北路: a street bears the name of another city.
  bool InStreet(const RegionToken& token) const {
    if (token.full) return false;
    size_t i = token.end;
    if (i < text_.size() && std::u32string_view(U"东南西北中").find(text_[i]) != std::u32string_view::npos) ++i;
    const std::u32string_view rest = text_.substr(i, 2);
    return rest.starts_with(U"路") || rest == U"大街" || rest == U"大道" || rest == U"街道";
  }

  // Full names, and short names of provinces and prefectures, are clear enough to lend their weight to others.
  void CountClearNames(const std::vector<Hit>& hits) {
    for (const Hit& hit : hits) {
      if (hit.term.kind != TermKind::kRegion) continue;
      const RegionName& name = Names()[hit.term.index];
      const Region& region = Regions()[name.region];
      if (name.full) ++full_[name.region];
      if (!name.full && (region.label == EntityLabel::kDistrict || IsAmbiguous(name.text))) continue;
      for (RegionId above = name.region; above != kNoRegion; above = Regions()[above].parent) ++weight_[above];
    }
  }

  bool IsAmbiguous(std::u32string_view text) const { return lexicon_.IsWord(text, WordClass::kAmbiguous); }

  bool Follows(const RegionToken& token, const RegionToken* before) const {
    return before && before->end == token.begin && before->region != token.region &&
           Regions().Within(token.region, before->region);
  }

  // Does anything above the region speak for it?
  bool ParentMentioned(RegionId region) const {
    for (RegionId above = Regions()[region].parent; above != kNoRegion; above = Regions()[above].parent) {
      if (weight_.contains(above) && weight_.at(above) > OwnWeight(region)) return true;
    }
    return false;
  }

  int OwnWeight(RegionId region) const {
    const auto at = full_.find(region);
    return at == full_.end() ? 0 : at->second;
  }

  bool Acceptable(const RegionToken& token, const RegionToken* before) const {
    if (Follows(token, before)) return true;
    const Region& region = Regions()[token.region];
    const size_t length = token.end - token.begin;
    // 城区, 和县: hardly names without their parents.
    if (token.full) return !IsAmbiguous(text_.substr(token.begin, length)) || ParentMentioned(token.region);
    if (region.label != EntityLabel::kDistrict) {
      return !IsAmbiguous(text_.substr(token.begin, length)) || full_.contains(token.region) || CountyBehind(token);
    }
    return (full_.contains(token.region) && BestOf(token.region)) || ListedWithSister(token, before) ||
           CityOfItsOwn(token);
  }

  // 义乌的: a county that is called a city needs no word for its level, where the article names the city above.
  bool CityOfItsOwn(const RegionToken& token) const {
    const Region& region = Regions()[token.region];
    if (region.name.back() != U'市' || !ParentMentioned(token.region) || token.begin == 0) return false;
    return !IsHan(text_[token.begin - 1]) && token.end < text_.size() && text_[token.end] == U'的';
  }

  // 广州的越秀、海珠、荔湾三区: short names in a row, all of one city that the article names.
  bool ListedWithSister(const RegionToken& token, const RegionToken* before) const {
    const RegionId city = Regions()[token.region].parent;
    if (!ParentMentioned(token.region)) return false;
    const bool sister_before = before && before->end + 1 == token.begin && IsJoint(before->end) &&
                               before->region != token.region && Regions()[before->region].parent == city;
    const bool sister_behind =
        token.end < text_.size() && IsJoint(token.end) &&
        RegionHit(token.end + 1, [&](RegionId r) { return r != token.region && Regions()[r].parent == city; });
    return sister_before || sister_behind;
  }

  bool IsJoint(size_t at) const { return text_[at] == U'、' || text_[at] == U'和' || text_[at] == U'与'; }

  // 朝阳 after 朝阳区: of the regions with this full name, is it the one meant?
  bool BestOf(RegionId region) const {
    for (const auto& [other, count] : full_) {
      if (other != region && Regions()[other].name == Regions()[region].name && Weight(other) > Weight(region))
        return false;
    }
    return true;
  }

  int Weight(RegionId region) const {
    int weight = 0;
    for (RegionId above = Regions()[region].parent; above != kNoRegion; above = Regions()[above].parent) {
      const auto at = weight_.find(above);
      if (at != weight_.end()) weight += at->second;
    }
    return weight;
  }

  bool Better(const RegionToken& a, const RegionToken& b, const RegionToken* before) const {
    if (Follows(a, before) != Follows(b, before)) return Follows(a, before);
    if (a.full != b.full) return a.full;
    const bool small_a = Regions()[a.region].label == EntityLabel::kDistrict;
    const bool small_b = Regions()[b.region].label == EntityLabel::kDistrict;
    // 朝阳 is the district that the article names in full, before the city that it doesn't.
    if (!a.full && small_a != small_b) {
      const RegionId small = small_a ? a.region : b.region;
      const RegionId large = small_a ? b.region : a.region;
      return (full_.contains(small) && !full_.contains(large)) == small_a;
    }
    const int weight_a = Weight(a.region), weight_b = Weight(b.region);
    if (weight_a != weight_b) return weight_a > weight_b;
    return a.region < b.region;
  }

  const Lexicon& lexicon_;
  std::u32string_view text_;
  const std::vector<Hit>* hits_ = nullptr;  // of the text being read
  std::unordered_map<RegionId, int> full_;
  std::unordered_map<RegionId, int> weight_;
};

}  // namespace

std::vector<RegionToken> FindRegions(const Lexicon& lexicon, std::u32string_view text, const std::vector<Hit>& hits) {
  return RegionFinder(lexicon, text).Find(hits);
}

}  // namespace qiao::loaders::news
