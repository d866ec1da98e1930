#include "loaders/news/left_edge.h"

#include "loaders/news/front_cut.h"
#include "loaders/news/holding.h"
#include "loaders/news/name_edge.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kLongestName = 42;
constexpr size_t kLongestQuote = 30;
constexpr size_t kLongestBracket = 10;
constexpr size_t kLongestDuties = 8;
constexpr size_t kLongestHelp = 6;
constexpr size_t kLongestSubject = 14;
constexpr size_t kLeastThing = 4;
constexpr size_t kLongestGoods = 4;
constexpr size_t kLeastBrand = 2;
constexpr size_t kLongestBrand = 4;

// Walks back from an ending to where its name begins.
class LeftEdge : NameEdge {
 public:
  LeftEdge(const Lexicon& lexicon, const Scan& scan, const Ending& ending, size_t ending_begin)
      : NameEdge(lexicon, scan, ending, ending_begin, ending_begin) {}

  size_t Find() {
    const size_t longest = ending_.open_start ? kLongestEvent : kLongestName;
    while (begin_ > 0 && ending_begin_ - begin_ < longest && StepBack()) {
    }
    bool held = false;
    if (ending_.open_start || ending_.label == EntityLabel::kProject || ending_.label == EntityLabel::kPark) {
      if (const auto behind = BehindHoldingVerb(lexicon_, scan_, ending_, begin_, ending_begin_)) {
        begin_ = *behind;
        held = true;
      }
    }
    const NameStart cut = CutFront(lexicon_, scan_, ending_, begin_, ending_begin_, held);
    begin_ = cut.begin;
    counted_ = cut.counted;
    ExtendBrand();
    WholeQuote();
    SkipSeat();
    SkipOurs();
    return begin_;
  }

  bool counted() const { return counted_; }

 private:
  // 德保—龙岗产业园, but not 某某有限公司——…产业园; 江宁—洛南协作…项目
  bool SingleDash(size_t at) const {
    if (at == 0 || at + 1 >= scan_.text.size()) return false;
    if (ending_.label == EntityLabel::kProject && scan_.RegionsAround(at)) return true;
    if (ending_.label != EntityLabel::kPark) return false;
    return Char(at - 1) != U'—' && Char(at + 1) != U'—';
  }

  bool Quotable() const {
    return ending_.quotable || ending_.label == EntityLabel::kPark || ending_.label == EntityLabel::kInstitute;
  }

  bool StepBack() {
    const char32_t c = Char(begin_ - 1);
    if (c == U'”') return StepOverPair(U'“', kLongestQuote, Quotable());
    if (c == U'》') return StepOverPair(U'《', kLongestName, ending_.quotable);
    if (c == U')') return BracketOfName() && StepOverPair(U'(', kLongestBracket, true);
    if (c == U'·' || c == U'-' || (c == U'—' && (ending_.open_start || SingleDash(begin_ - 1))) || c == U'/' ||
        c == U'.')
      return StepOverJoint(c);
    if (IsLatin(c) || IsDigit(c)) {
      --begin_;
      return true;
    }
    if (!IsHan(c)) return false;
    const Token& token = scan_.At(begin_ - 1);
    // 大兴区委区政府: the committee before is another body.
    if (c == U'委' && begin_ >= 2 && Covered(begin_ - 2, Cover::kRegion)) return false;
    switch (token.cover) {
      case Cover::kStop:
        // 大连市与上海市对口合作工作座谈会
        if (ending_.open_start && In(U"与和", c) && token.end - token.begin == 1 && scan_.RegionsAround(begin_ - 1)) {
          begin_ = token.begin;
          return true;
        }
        if ((c == U'和' || c == U'与') && token.end - token.begin == 1 && JoinsDuties(begin_ - 1)) {
          begin_ = token.begin;
          return true;
        }
        if (c == U'和' && token.end - token.begin == 1 && (InBrand(begin_ - 1) || JoinsGoods(begin_ - 1))) {
          begin_ = token.begin;
          return true;
        }
        if (c == U'及' && token.end - token.begin == 1 && JoinsWorks(begin_ - 1)) {
          begin_ = token.begin;
          return true;
        }
        return StepOverStop(token);
      case Cover::kRegion:
        begin_ = token.begin;
        return BeyondRegion();
      case Cover::kKnown:
        begin_ = token.begin;
        // 对口帮扶|延安大学附属医院: a university's hospital bears its name from there on.
        return ending_.label != EntityLabel::kHospital || lexicon_.known()[token.index].label != EntityLabel::kSchool;
      case Cover::kKeep:
        // 某园区和|县人民医院: 和县 is a county of that name only where it opens the name.
        if (JoinsLevel(token)) {
          begin_ = token.begin + 1;
          return false;
        }
        begin_ = token.begin;
        return true;
      case Cover::kEnding:
      case Cover::kSoft:
      case Cover::kPlain:
        begin_ = token.begin;
        return true;
    }
    return false;
  }

  bool JoinsLevel(const Token& token) const {
    return token.end - token.begin == 2 && In(U"和与", Char(token.begin)) &&
           In(U"省市区县旗州", Char(token.begin + 1)) && token.begin > 0 && Covered(token.begin - 1, Cover::kEnding);
  }

  // 2.某学校: the number of a paragraph.
  bool NumbersLine(size_t dot) const {
    size_t i = dot;
    while (i > 0 && IsDigit(Char(i - 1))) --i;
    return i < dot && (i == 0 || In(U"\n。;:", Char(i - 1)));
  }

  // Stop words that belong to the name after all: 朝阳区、潞城区两地研修班, and the only core that a name has,
  // 山东成功集团.
  bool StepOverStop(const Token& token) {
    const u32string_view word = scan_.text.substr(token.begin, token.end - token.begin);
    if (token.begin == 0 || (!IsHan(Char(token.begin - 1)) && Char(token.begin - 1) != U'”')) return false;
    const Token& before = scan_.At(token.begin - 1);
    // 正广和|股份有限公司: right before 有限公司 no word joins anything.
    if (begin_ == ending_begin_ && ending_.label == EntityLabel::kCompany && !ending_.needs_core && word.size() == 1 &&
        before.cover == Cover::kPlain) {
      begin_ = token.begin;
      return true;
    }
    // “开化好物”走进鄞州展销活动
    if (ending_.open_start && Char(token.begin - 1) == U'”' && word == U"走进") {
      begin_ = token.begin;
      return true;
    }
    if (before.cover != Cover::kRegion) return false;
    if (ending_.open_start && (word == U"两地" || word == U"两市" || word == U"两县")) {
      begin_ = before.begin;
      while (begin_ > 1) {
        const size_t joint = In(U"、和与", Char(begin_ - 1)) ? 2 : 1;
        if (!Covered(begin_ - joint, Cover::kRegion)) break;
        begin_ = scan_.At(begin_ - joint).begin;
      }
      return false;
    }
    if (begin_ != ending_begin_ || word.size() != 2 || ending_.label != EntityLabel::kCompany) return false;
    begin_ = before.begin;
    return BeyondRegion();
  }

  // 某县教育体育和科学技术局: only names of duties stand between the region and 和.
  bool JoinsDuties(size_t joint) const {
    if (ending_.label == EntityLabel::kInstitute || ending_.label == EntityLabel::kSchool) return BehindKnown(joint);
    if (ending_.label != EntityLabel::kAgency || !(ending_.needs_region || ending_.public_body)) return false;
    size_t i = joint;
    while (i > 0 && joint - i <= kLongestDuties && IsHan(Char(i - 1)) && scan_.At(i - 1).cover != Cover::kRegion) {
      if (scan_.At(i - 1).cover == Cover::kStop) return false;
      i = scan_.At(i - 1).begin;
    }
    return i > 0 && i < joint && Covered(i - 1, Cover::kRegion) &&
           lexicon_.Generic(scan_.text.substr(i, joint - i), true);
  }

  // 北京某某三和马铃薯有限公司: between a region's name and 和 stand a few characters that are no word.
  bool InBrand(size_t joint) const {
    if (ending_.label != EntityLabel::kCompany || ending_.needs_core || begin_ == ending_begin_) return false;
    size_t i = joint;
    while (i > 0 && joint - i < kLongestBrand && Covered(i - 1, Cover::kPlain)) --i;
    if (joint - i < kLeastBrand || i == 0 || !Covered(i - 1, Cover::kRegion)) return false;
    const size_t region = scan_.At(i - 1).begin;
    if (region > 0 && Covered(region - 1, Cover::kPlain)) return false;
    for (size_t k = joint + 1; k < ending_begin_; k = scan_.At(k).end) {
      if (!IsHan(Char(k)) || scan_.At(k).cover == Cover::kRegion || scan_.At(k).cover == Cover::kEnding) return false;
    }
    return true;
  }

  // 面粉和挂面|生产线: what is made on it.
  bool JoinsGoods(size_t joint) const {
    if (ending_.label != EntityLabel::kProject || !In(U"线厂间", ending_.text.back())) return false;
    if (!lexicon_.IsWord(scan_.text.substr(joint + 1, ending_begin_ - joint - 1), WordClass::kGoods)) return false;
    for (size_t i = joint; i > 0 && joint - i < kLongestGoods && IsHan(Char(i - 1)); --i) {
      if (lexicon_.IsWord(scan_.text.substr(i - 1, joint - i + 1), WordClass::kGoods)) return true;
    }
    return false;
  }

  // 生猪屠宰分割及冷链配套项目: two works are one project; no body, no other project and no region ends before 及.
  bool JoinsWorks(size_t joint) const {
    if (ending_.label != EntityLabel::kProject || !(ending_.text.ends_with(U"项目") || ending_.text.ends_with(U"工程")))
      return false;
    size_t i = joint;
    while (i > 0 && joint - i < kLongestSubject && IsHan(Char(i - 1))) {
      const Token& token = scan_.At(i - 1);
      if (token.cover == Cover::kStop || token.cover == Cover::kRegion) break;
      if (token.cover == Cover::kEnding || token.cover == Cover::kKnown) return false;
      i = token.begin;
    }
    return joint - i >= kLeastThing;
  }

  // 中国科学院某地光学与物理研究所, 浙江大学农业与生物技术学院: an institute or a school of a known body of its kind.
  bool BehindKnown(size_t joint) const {
    size_t i = joint;
    while (i > 0 && joint - i <= kLongestSubject && IsHan(Char(i - 1)) && scan_.At(i - 1).cover != Cover::kStop &&
           scan_.At(i - 1).cover != Cover::kKnown)
      i = scan_.At(i - 1).begin;
    return i > 0 && i < joint && Covered(i - 1, Cover::kKnown) &&
           lexicon_.known()[scan_.At(i - 1).index].label == ending_.label;
  }

  // 华文(北京)规划设计院, …新材料(RTP)生产基地: a place or a formula, not a remark.
  bool BracketOfName() const {
    const size_t open = scan_.text.substr(0, begin_).rfind(U'(');
    if (open == u32string_view::npos || begin_ - open > kLongestBracket) return false;
    const u32string_view inside = scan_.text.substr(open + 1, 2);
    if (inside == U"集团" || inside == U"股份" || inside == U"控股" || inside == U"中国") return true;
    return !IsHan(Char(open + 1)) || scan_.At(open + 1).cover == Cover::kRegion;
  }

  bool StepOverPair(char32_t open, size_t longest, bool allowed) {
    if (!allowed) return false;
    size_t i = begin_ - 1;
    while (i > 0 && begin_ - i <= longest && Char(i - 1) != open && Char(i - 1) != U'\n' && Char(i - 1) != U'。') --i;
    if (i == 0 || Char(i - 1) != open) return false;
    begin_ = i - 1;
    // A book title is a name's whole front: 《…》项目.
    return open != U'《';
  }

  bool StepOverJoint(char32_t c) {
    if (begin_ < 2) return false;
    const char32_t before = Char(begin_ - 2);
    const bool name = IsHan(before) || IsLatin(before) || IsDigit(before) || before == U'”';
    if (!name || (c == U'.' && (!IsDigit(before) || NumbersLine(begin_ - 1)))) return false;
    if (c == U'-' && ending_.label == EntityLabel::kCompany) return false;
    if (IsHan(before) && scan_.At(begin_ - 2).cover == Cover::kStop) return false;
    --begin_;
    return true;
  }

  // A region opens a name, unless what stands before it plainly belongs to the name, too.
  bool BeyondRegion() const {
    if (begin_ == 0) return false;
    const char32_t before = Char(begin_ - 1);
    if (before == U'驻' && ending_.label == EntityLabel::kAgency) return true;
    if (ending_.open_start && In(U"与和", before) && scan_.RegionsAround(begin_ - 1)) return true;
    if (before == U'·' || before == U'-') return true;
    if (before == U'—' && (ending_.open_start || SingleDash(begin_ - 1))) return true;
    if (before == U'”' && ending_.open_start) return true;
    if (!IsHan(before)) return false;
    const Token& token = scan_.At(begin_ - 1);
    if (token.cover == Cover::kRegion || token.cover == Cover::kEnding || token.cover == Cover::kKnown) return true;
    const u32string_view text = scan_.text.substr(0, begin_);
    if (ending_.open_start && text.ends_with(U"”走进")) return true;
    if ((ending_.open_start || ending_.kind == "delegation") && HelpBetweenRegions(token)) return true;
    if (text.ends_with(U"附属") || text.ends_with(U"暨")) return true;
    if (ending_.label == EntityLabel::kCompany && BehindCorporation(text)) return true;
    if (ending_.label == EntityLabel::kPark && text.ends_with(U"中关村")) return true;
    if (ending_.open_start && (before == U'届' || before == U'年')) return true;
    // 金龙客车厦门分公司: a branch bears its company's name before its city.
    if (ending_.label == EntityLabel::kCompany &&
        (ending_.text.ends_with(U"分公司") || ending_.text.ends_with(U"支公司")) && token.cover == Cover::kPlain)
      return true;
    // 山东省|千佛山医院: a region's short name within a hospital's own, behind the region where it is.
    if (ending_.label == EntityLabel::kHospital && token.cover == Cover::kPlain && begin_ >= 2 &&
        Covered(begin_ - 2, Cover::kRegion))
      return true;
    // 天津桂发祥长春门店: a shop bears its brand before its city.
    return ending_.label == EntityLabel::kProject && ending_.text.ends_with(U"店") && token.cover == Cover::kPlain;
  }

  // 国网浙江省电力有限公司: the corporation whose branch there it is.
  static bool BehindCorporation(u32string_view text) {
    for (const u32string_view name :
         {U"国网", U"中铁", U"中建", U"中交", U"中冶", U"中石油", U"中石化", U"国能", U"华能", U"大唐", U"华电",
          U"国药", U"中粮", U"中航", U"中核", U"中电建", U"中能建"}) {
      if (text.ends_with(name)) return true;
    }
    return false;
  }

  // 青岛市对口支援宜昌市工作座谈会: who helps whom is the event's name.
  bool HelpBetweenRegions(const Token& help) const {
    size_t i = help.end;
    while (i > 0 && help.end - i < kLongestHelp && IsHan(Char(i - 1)) &&
           (scan_.At(i - 1).cover == Cover::kSoft || scan_.At(i - 1).cover == Cover::kKeep))
      i = scan_.At(i - 1).begin;
    if (i == help.end || i == 0 || !Covered(i - 1, Cover::kRegion)) return false;
    const u32string_view words = scan_.text.substr(i, help.end - i);
    return words.starts_with(U"对口") || words.starts_with(U"结对") || words.starts_with(U"帮扶") ||
           words.starts_with(U"支援");
  }

  // 恒和食品公司: where only the branch would be left, a single character that looks like a stop word is the brand's.
  void ExtendBrand() {
    if (ending_.label != EntityLabel::kCompany || begin_ == 0 || begin_ >= ending_begin_ || !IsHan(Char(begin_ - 1)))
      return;
    if (!lexicon_.Generic(scan_.text.substr(begin_, ending_begin_ - begin_), true)) return;
    const Token& stop = scan_.At(begin_ - 1);
    if (stop.cover != Cover::kStop || stop.end - stop.begin != 1) return;
    size_t i = stop.begin;
    while (i > 0 && stop.begin - i < 3 && Covered(i - 1, Cover::kPlain)) --i;
    if (i == stop.begin) return;
    const Cover before = i == 0 || !IsHan(Char(i - 1)) ? Cover::kStop : scan_.At(i - 1).cover;
    // 福建省德化佳客来食品股份有限公司
    while (i > 0 && Covered(i - 1, Cover::kRegion)) i = scan_.At(i - 1).begin;
    if (before == Cover::kStop || before == Cover::kRegion) begin_ = i;
  }

  // “双创中心某地馆”: a quotation that ends with the ending is the name as a whole.
  void WholeQuote() {
    const u32string_view text = scan_.text;
    const size_t end = ending_begin_ + ending_.text.size();
    if (!Quotable() || end >= text.size() || text[end] != U'”') return;
    const size_t open = text.substr(0, begin_ + 1).rfind(U'“');
    if (open == u32string_view::npos || end - open > kLongestQuote) return;
    if (text.substr(open, end - open).find_first_of(U",。;”\n") == u32string_view::npos) begin_ = open + 1;
  }

  // 某区北大附小…学校: a region before a known body is only where it stands.
  void SkipSeat() {
    if (begin_ >= ending_begin_ || !Covered(begin_, Cover::kRegion)) return;
    if (ending_.label != EntityLabel::kSchool && ending_.label != EntityLabel::kHospital) return;
    const size_t end = scan_.At(begin_).end;
    if (end < ending_begin_ && Covered(end, Cover::kKnown)) begin_ = end;
  }

  // 我们县|某工业园: the county is ours and no part of the name.
  void SkipOurs() {
    if (ending_.label != EntityLabel::kPark && ending_.label != EntityLabel::kProject) return;
    if (begin_ == 0 || begin_ + kLeastThing > ending_begin_ || !In(U"县区市旗州镇乡", Char(begin_))) return;
    if (In(U"我咱", Char(begin_ - 1)) || (begin_ >= 2 && Char(begin_ - 1) == U'们' && In(U"我咱", Char(begin_ - 2))))
      ++begin_;
  }
};

}  // namespace

NameStart FindNameStart(const Lexicon& lexicon, const Scan& scan, const Ending& ending, size_t ending_begin) {
  LeftEdge edge(lexicon, scan, ending, ending_begin);
  const size_t begin = edge.Find();
  return {begin, edge.counted()};
}

}  // namespace qiao::loaders::news
