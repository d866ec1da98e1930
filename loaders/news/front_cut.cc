#include "loaders/news/front_cut.h"

#include "loaders/news/name_edge.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kLeastThing = 3;

class FrontCut : NameEdge {
 public:
  FrontCut(const Lexicon& lexicon, const Scan& scan, const Ending& ending, size_t begin, size_t ending_begin)
      : NameEdge(lexicon, scan, ending, begin, ending_begin) {}

  NameStart Run(bool held) {
    CutAmount();
    CutProgramme();
    Trim(held);
    CutBuilding();
    return {begin_, counted_};
  }

 private:
  // 在深哈产业园投资2.6亿元建设…项目: a sum of money is no part of a name.
  void CutAmount() {
    for (size_t i = ending_begin_; i > begin_ + 1; --i) {
      if (Char(i - 1) != U'元' || !(IsDigit(Char(i - 2)) || In(U"万亿", Char(i - 2)))) continue;
      if (ending_begin_ - i >= 2) begin_ = i;
      return;
    }
  }

  // 苏陕协作项目柞水木耳大数据中心: what kind of project it is, is no part of its name.
  void CutProgramme() {
    if (!NamesThing()) return;
    // 粤桂协作德保—龙岗产业园
    const size_t place = begin_ + 4;
    if (place + 2 <= ending_begin_ && scan_.text.substr(begin_ + 2, 2) == U"协作" && Covered(place, Cover::kRegion))
      begin_ = place;
    for (size_t i = begin_ + 2; i + 4 <= ending_begin_; ++i) {
      if (scan_.text.substr(i, 2) != U"项目") continue;
      const u32string_view kind = scan_.text.substr(i - 2, 2);
      if (kind == U"协作" || kind == U"合作" || kind == U"帮扶" || kind == U"支援" || kind == U"援建") begin_ = i + 2;
    }
  }

  // 支持科左中旗建设…示范园, 在芒市建设…物流园, 某开发区合作建设…产业园: what stands before the verb acts or is the
  // place, the name begins behind it.
  void CutBuilding() {
    if (!NamesThing() && ending_.label != EntityLabel::kSchool) return;
    for (size_t i = begin_; i < ending_begin_; ++i) {
      if (!IsHan(Char(i)) || scan_.At(i).begin != i || scan_.At(i).cover != Cover::kSoft) continue;
      const size_t verb = i == begin_ ? 0 : BuildingVerb(i);
      if (verb == 0 || i + verb + 2 > ending_begin_ || !IsHan(Char(i - 1))) continue;
      const Cover before = scan_.At(i - 1).cover;
      const bool town = In(U"镇乡村", Char(i - 1)) || scan_.text.substr(0, i).ends_with(U"厂房") ||
                        scan_.text.substr(0, i).ends_with(U"土地");
      if (!town && before != Cover::kRegion && before != Cover::kEnding && before != Cover::kKnown &&
          !BuildsThing(i + verb))
        continue;
      begin_ = i + verb;
      return;
    }
  }

  // 租用标准厂房建设|香菇酱加工项目, but 美丽乡村建设示范项目: behind the verb something of its own is named.
  bool BuildsThing(size_t at) const {
    return ending_.label == EntityLabel::kProject && at + kLeastThing <= ending_begin_ &&
           !lexicon_.Generic(scan_.text.substr(at, ending_begin_ - at), true);
  }

  size_t BuildingVerb(size_t at) const { return lexicon_.WordAt(scan_.text, at, WordClass::kBuilds); }

  // Cuts what can't begin a name: soft words, counts (20家, 2530万元), 等.
  void Trim(bool held) {
    for (bool again = true; again && begin_ < ending_begin_;) {
      again = false;
      size_t i = begin_;
      while (i < ending_begin_ && (IsDigit(Char(i)) || Char(i) == U'.')) ++i;
      const bool year = i < ending_begin_ && Char(i) == U'年' && ending_.open_start;
      if (i > begin_ && i < ending_begin_ && !year) {
        size_t unit = i;
        while (unit < ending_begin_ && In(U"万亿余多", Char(unit))) ++unit;
        if (unit < ending_begin_ && In(kMeasures, Char(unit))) {
          counted_ |= Char(unit) != U'元';
          begin_ = unit + 1;
          again = true;
          continue;
        }
      }
      if (!IsHan(Char(begin_))) continue;
      if (const size_t count = CountAt(begin_); count > 0) {
        begin_ += count;
        again = true;
        continue;
      }
      const Token& token = scan_.At(begin_);
      if (Heads(token)) {
        begin_ = token.end;
        again = true;
        continue;
      }
      // 创建|卒中中心: a verb right before what is a name by itself.
      if (token.begin == begin_ && token.end == ending_begin_ && BuildingVerb(begin_) == token.end - begin_ &&
          ending_.label == EntityLabel::kInstitute) {
        begin_ = ending_begin_;
        break;
      }
      const bool cut = token.cover == Cover::kStop || (token.cover == Cover::kSoft && !held && !OpensBrand(token));
      if (cut && token.begin == begin_ && token.end < ending_begin_ && !WholeIsGeneric(token.end)) {
        begin_ = token.end;
        again = true;
      }
    }
    while (begin_ < ending_begin_ && (In(U"-·./)、 ", Char(begin_)))) ++begin_;
  }

  // 进|中国轻纺城, 供|某市某超市, 帮|县医院: a verb of one character at the head of a clause, before a place's name.
  bool Heads(const Token& token) const {
    if (!In(U"进往回给供帮经", Char(token.begin)) || token.end - token.begin != 1 || token.end >= ending_begin_ ||
        !IsHan(Char(token.end)) || (token.begin > 0 && IsHan(Char(token.begin - 1))))
      return false;
    const Cover next = scan_.At(token.end).cover;
    return next == Cover::kRegion || next == Cover::kKnown || scan_.text.substr(token.end, 2) == U"中国" ||
           In(U"省市区县旗州镇乡", Char(token.end));
  }

  // 四栋|标准厂房, and 家|工厂 behind 这: how many characters count things there.
  size_t CountAt(size_t at) const {
    constexpr u32string_view kSmall = U"一二三四五六七八九十两几百多";
    constexpr u32string_view kHouses = U"栋座间个条处家所辆套列趟";
    const bool behind = at > 0 && In(U"这那另每几某哪各首", Char(at - 1));
    size_t i = at;
    while (i < ending_begin_ && In(kSmall, Char(i)) && scan_.At(i).cover == Cover::kPlain) ++i;
    if (i >= ending_begin_ || !In(kHouses, Char(i)) || (i == at && !behind) || scan_.At(i).cover != Cover::kPlain)
      return 0;
    const bool opens = at == 0 || !IsHan(Char(at - 1)) || scan_.At(at - 1).cover == Cover::kStop;
    return opens ? i + 1 - at : 0;
  }

  // 西部机场集团, 首都农业集团: at the head of a clause such a word is the company's own.
  bool OpensBrand(const Token& token) const {
    if (ending_.label != EntityLabel::kCompany || (token.begin > 0 && IsHan(Char(token.begin - 1)))) return false;
    const u32string_view word = scan_.text.substr(token.begin, token.end - token.begin);
    return word == U"西部" || word == U"东部" || word == U"首都" || word == U"国际" || word == U"现代";
  }

  // 建设 is cut off 建设青龙…项目, but not off 建设银行, where nothing of its own would be left.
  bool WholeIsGeneric(size_t from) const { return lexicon_.Generic(scan_.text.substr(from, ending_begin_ - from)); }
};

}  // namespace

NameStart CutFront(const Lexicon& lexicon, const Scan& scan, const Ending& ending, size_t begin, size_t ending_begin,
                   bool held) {
  return FrontCut(lexicon, scan, ending, begin, ending_begin).Run(held);
}

}  // namespace qiao::loaders::news
