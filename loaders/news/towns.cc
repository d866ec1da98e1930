#include "loaders/news/towns.h"

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kLongestTown = 3;     // characters before 镇
constexpr size_t kLongestForeign = 6;  // 阿热买里|镇
constexpr size_t kLongestStreet = 4;
constexpr size_t kLongestListed = 4;

// Characters that write names of other languages.
constexpr u32string_view kSounds =
    U"阿艾安昂奥巴拜班包贝比别波博布才查察达大代旦当得德登迪丁顿多恩尔额俄尕噶嘎盖格根古哈汗浩赫呼吉加嘉江卡坎"
    U"康柯科克肯孔库坤拉兰勒里力利丽列林留鲁伦罗洛玛买麦满曼芒毛莫木穆那纳乃尼娘宁努诺帕皮普其奇恰秋曲却热日荣"
    U"柔若萨塞桑色森沙山什石斯苏素索塔台太泰坦塘提通图吐托瓦万旺维温文翁沃吾乌西希夏先协谢辛星雄许雅亚牙央依伊"
    U"英尤于玉约扎泽增哲者珠卓宗";

// What else ends in 乡 and 村: 侨乡, 水乡, 城中村.
constexpr u32string_view kNoTowns = U"侨茶水家故返下城他老同酒梦思异进回离瓷花果鱼米棉丝竹歌农还归入驻出";

class TownFinder {
 public:
  TownFinder(const Lexicon& lexicon, const Scan& scan) : lexicon_(lexicon), scan_(scan) {}

  std::vector<TownSpot> Run() {
    for (size_t i = 1; i < scan_.text.size(); ++i) {
      const char32_t c = scan_.text[i];
      if (c == U'道' && scan_.text[i - 1] == U'街') Try(i - 1, i + 1, kLongestStreet, false);
      if (In(U"镇乡", c) && scan_.text.substr(i + 1, 2) != U"街道" && !TryWhole(i)) Try(i, i + 1, kLongestTown, false);
      if (c == U'村') Try(i, i + 1, kLongestTown, true);
    }
    return std::move(found_);
  }

 private:
  bool Plain(size_t i) const { return IsHan(scan_.text[i]) && scan_.At(i).cover == Cover::kPlain; }

  // A few plain characters before the level, between a region, a town, a stop word or a mark and the level itself.
  void Try(size_t level, size_t end, size_t longest, bool village) {
    if (const size_t listed = ListedFrom(level); !village && listed != SIZE_MAX) {
      found_.push_back({listed, end});
      return;
    }
    if (!Plain(level)) return;
    size_t begin = level;
    while (begin > 0 && level - begin <= longest && Plain(begin - 1) && !EndsTown(begin)) --begin;
    const bool helped = level - begin > 2 && scan_.text[begin] == U'帮';  // 帮|新现镇
    if (helped) ++begin;
    const size_t length = level - begin;
    if (length > 0 && In(U"个各该本全每多几两此镇乡村友好", scan_.text[begin])) return;
    if (length < 1 || length > longest) return;
    if (!village && end - level == 1 &&
        (scan_.text[level - 1] == U'之' || (length == 1 && In(kNoTowns, scan_.text[begin]))))
      return;
    const bool marked = begin == 0 || !IsHan(scan_.text[begin - 1]);
    const Cover before = marked ? Cover::kPlain : scan_.At(begin - 1).cover;
    const bool held = EndsTown(begin) || before == Cover::kRegion;
    const bool verb = before == Cover::kStop || before == Cover::kSoft;
    // Villages are named like many things; only behind a region or a town they are sure, then everywhere.
    // 扎镇|达松村
    if (!village && length == 1 && (marked || verb) && VillageBehind(end)) {
      found_.push_back({begin, end});
      return;
    }
    const bool named = held || helped || (length >= 2 && verb) || (marked && length >= 2 && length <= 3) ||
                       (marked && end - level == 2);
    if (village && !(held && length >= 2) && !Known(begin, end) && !Told(begin, end)) return;
    if (!village && !named) return;
    found_.push_back({begin, end});
  }

  bool TryWhole(size_t level) { return TryBehindRegion(level) || TryForeign(level); }

  // 崇明区|向化镇, whatever words its two characters make; not 某县|建成乡村….
  bool TryBehindRegion(size_t level) {
    if (level < 3 || !IsHan(scan_.text[level - 1]) || !IsHan(scan_.text[level - 2]) || !IsHan(scan_.text[level - 3]))
      return false;
    const size_t begin = level - 2;
    const Token& region = scan_.At(begin - 1);
    if (region.cover != Cover::kRegion || !scan_.regions[region.index].full || region.end != begin) return false;
    const bool verb = scan_.At(begin).end == level;
    const bool countryside = scan_.text.substr(level + 1, 1) == U"村" && scan_.text.substr(level + 1, 2) != U"村民";
    if (Plain(begin) || verb || countryside) return false;
    if (scan_.text.substr(begin, 2).find_first_of(U"的和与各等所是有在某该乡镇村及两多个山重城小大新") !=
        u32string_view::npos)
      return false;
    found_.push_back({begin, level + 1});
    return true;
  }

  // 与|阿热买里镇: four sounds or more.
  bool TryForeign(size_t level) {
    size_t begin = level;
    while (begin > 0 && level - begin < kLongestForeign && IsHan(scan_.text[begin - 1]) && Plain(begin - 1) &&
           In(kSounds, scan_.text[begin - 1]))
      --begin;
    const Cover before = begin == 0 || !IsHan(scan_.text[begin - 1]) ? Cover::kStop : scan_.At(begin - 1).cover;
    const bool bounded = before == Cover::kStop || before == Cover::kRegion || EndsTown(begin);
    if (level - begin <= kLongestTown || !bounded) return false;
    found_.push_back({begin, level + 1});
    return true;
  }

  // Do two or three characters and 村 follow?
  bool VillageBehind(size_t at) const {
    for (size_t i = at + 2; i <= at + 3 && i < scan_.text.size(); ++i) {
      if (scan_.text[i] == U'村') return true;
      if (!IsHan(scan_.text[i]) || scan_.At(i).cover == Cover::kStop) return false;
    }
    return false;
  }

  // 走进河湾村, 距县城不远的河湾村: two characters that are no word, behind a verb or 的 and before a mark or a verb.
  bool Told(size_t begin, size_t end) const {
    const u32string_view name = scan_.text.substr(begin, end - begin - 1);
    if (name.size() != 2 || begin == 0 || lexicon_.Generic(name, true) || lexicon_.Generic(name.substr(0, 1)))
      return false;
    const bool opens = IsHan(scan_.text[begin - 1]) && scan_.At(begin - 1).cover == Cover::kStop;
    const bool closes = end >= scan_.text.size() || !IsHan(scan_.text[end]) || scan_.At(end).cover == Cover::kStop ||
                        scan_.text.substr(end, 2) == U"村民";
    return opens && closes;
  }

  // 南梁镇、元城镇: where the next name of a list of towns begins that ends before `level`.
  size_t ListedFrom(size_t level) const {
    if (found_.empty()) return SIZE_MAX;
    const size_t begin = found_.back().end + 1;
    if (begin >= level || level - begin > kLongestListed || !In(U"、和与及", scan_.text[begin - 1])) return SIZE_MAX;
    for (size_t i = begin; i < level; ++i) {
      if (!IsHan(scan_.text[i]) || scan_.At(i).cover == Cover::kStop || scan_.At(i).cover == Cover::kRegion)
        return SIZE_MAX;
    }
    return begin;
  }

  // Does a town that has been found end here? 荣丁镇|后池村
  bool EndsTown(size_t at) const { return !found_.empty() && found_.back().end == at; }

  bool Known(size_t begin, size_t end) const {
    const u32string_view name = scan_.text.substr(begin, end - begin);
    for (const TownSpot& town : found_) {
      if (scan_.text.substr(town.begin, town.end - town.begin) == name) return true;
    }
    return false;
  }

  const Lexicon& lexicon_;
  const Scan& scan_;
  std::vector<TownSpot> found_;
};

}  // namespace

std::vector<TownSpot> FindTowns(const Lexicon& lexicon, const Scan& scan) { return TownFinder(lexicon, scan).Run(); }

}  // namespace qiao::loaders::news
