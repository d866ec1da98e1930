#include "loaders/news/brands.h"

#include <algorithm>
#include <string_view>

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kLongestQuoted = 8;
constexpr size_t kShortestBrand = 2;
constexpr size_t kLongestBrand = 3;
constexpr size_t kNear = 2000;  // how far around a name it is looked for again, so that time stays linear
// Who stands before these acts: 卓立袜业则…
constexpr u32string_view kActs = U"则还也捐派租投签与和同在将把向已从为给正、";
// What makes two characters a description: 干鲜食品.
constexpr u32string_view kPlainWords =
    U"大小新老好各该本全高低优特精粗干鲜冷热副主多种类这那的了其某几半余名位个家批项";

class BrandFinder {
 public:
  BrandFinder(const Lexicon& lexicon, const Scan& scan) : lexicon_(lexicon), scan_(scan) {}

  std::vector<Spot> Run() {
    for (size_t i = 2; i < scan_.text.size(); ++i) {
      if (scan_.text[i] == U'“') ReadQuoted(i);
    }
    for (const LooseEnding& branch : scan_.branches) ReadBranch(branch);
    return std::move(found_);
  }

 private:
  char32_t Char(size_t i) const { return i < scan_.text.size() ? scan_.text[i] : U'\n'; }

  // 另一家企业“光华储能”: a brand that only the word before tells.
  void ReadQuoted(size_t open) {
    const u32string_view before = scan_.text.substr(open - 2, 2);
    if (before != U"企业" && before != U"公司" && before != U"药企" && before != U"车企") return;
    size_t close = open + 1;
    while (close - open <= kLongestQuoted && (IsHan(Char(close)) || IsLatin(Char(close)))) ++close;
    if (Char(close) != U'”' || close - open < 3 ||
        lexicon_.Generic(scan_.text.substr(open + 1, close - open - 1), true))
      return;
    for (size_t i = open + 1; i < close; ++i) {
      if (IsHan(Char(i)) && scan_.At(i).cover == Cover::kStop) return;  // 企业“走出去”
    }
    Add(open + 1, close);
  }

  // 余姚的恒顺印染、义乌的卓立袜业也来看: two or three characters that are no word, between marks, 的 or a verb, with
  // something that the company does or has, or said again.
  void ReadBranch(const LooseEnding& branch) {
    if (IsHan(Char(branch.end)) && scan_.At(branch.end).begin != branch.end) return;
    for (size_t length = kShortestBrand; length <= kLongestBrand && length <= branch.begin; ++length) {
      const size_t begin = branch.begin - length;
      if (!Brand(begin, branch.begin)) return;
      if (!Opens(begin)) continue;
      if (!Acts(begin, branch.end) && !SaidAgain(begin, branch.end)) return;
      Add(WithRegion(begin), branch.end);
      return;
    }
  }

  bool Brand(size_t begin, size_t end) const {
    for (size_t i = begin; i < end; ++i) {
      if (!IsHan(Char(i)) || scan_.At(i).cover != Cover::kPlain || In(kPlainWords, Char(i))) return false;
    }
    return !lexicon_.Generic(scan_.text.substr(begin, end - begin), true);
  }

  bool Opens(size_t at) const {
    if (at == 0 || !IsHan(Char(at - 1))) return true;
    if (Char(at - 1) == U'其') return false;  // 引进其…电器的服务: one of somebody's brands
    const Cover before = scan_.At(at - 1).cover;
    return before == Cover::kStop || before == Cover::kRegion;
  }

  bool Acts(size_t begin, size_t end) const {
    const bool owned = begin > 0 && (In(U"的由与和同、", Char(begin - 1)) ||
                                     (IsHan(Char(begin - 1)) && scan_.At(begin - 1).cover == Cover::kRegion));
    const bool closes = !IsHan(Char(end)) || scan_.At(end).cover == Cover::kStop;
    return (owned && closes) || In(kActs, Char(end));
  }

  bool SaidAgain(size_t begin, size_t end) const {
    const u32string_view name = scan_.text.substr(begin, end - begin);
    const size_t from = begin - std::min(begin, kNear);
    const u32string_view near = scan_.text.substr(from, end + kNear - from);
    return near.find(name) != begin - from || near.find(name, end - from) != u32string_view::npos;
  }

  // 通化|百禾药业, but not 永宁县|青铜酒庄: a region's short name belongs to the company's.
  size_t WithRegion(size_t begin) const {
    if (begin == 0 || !IsHan(Char(begin - 1)) || scan_.At(begin - 1).cover != Cover::kRegion) return begin;
    const Token& region = scan_.At(begin - 1);
    return scan_.regions[region.index].full ? begin : region.begin;
  }

  void Add(size_t begin, size_t end) {
    Spot spot;
    spot.begin = spot.lead_end = begin;
    spot.end = spot.ending_begin = end;
    spot.label = EntityLabel::kCompany;
    spot.surface_name = true;
    TakeRegions(scan_, spot);
    found_.push_back(std::move(spot));
  }

  const Lexicon& lexicon_;
  const Scan& scan_;
  std::vector<Spot> found_;
};

}  // namespace

std::vector<Spot> FindBrands(const Lexicon& lexicon, const Scan& scan) { return BrandFinder(lexicon, scan).Run(); }

}  // namespace qiao::loaders::news
