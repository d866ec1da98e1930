#include "loaders/news/short_forms.h"

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr u32string_view kLevels = U"省市区县旗盟州镇乡";
constexpr u32string_view kNumerals = U"一二三四五六七八九十";

class ShortFormFinder {
 public:
  ShortFormFinder(const Lexicon& lexicon, const Scan& scan) : lexicon_(lexicon), scan_(scan) {}

  std::vector<Spot> Run() {
    for (const Token& token : scan_.tokens) {
      if (token.cover == Cover::kRegion) AddCommittee(token);
      if (token.cover == Cover::kPlain || token.cover == Cover::kKeep) AddNumbered(token);
    }
    return std::move(spots_);
  }

 private:
  char32_t Char(size_t i) const { return i < scan_.text.size() ? scan_.text[i] : U'\n'; }

  // 大兴区委: the region's last character is the committee's first. Not 大兴区委员.
  void AddCommittee(const Token& token) {
    const char32_t last = Char(token.end - 1);
    if (Char(token.end) != U'委' || !In(kLevels, last) || In(U"员托派外党", Char(token.end + 1))) return;
    if (DepartmentAt(token.end + 1)) return;
    Spot spot;
    spot.begin = token.begin;
    spot.end = token.end + 1;
    spot.label = EntityLabel::kAgency;
    spot.kind = "party";
    spot.lead_end = token.end;
    spot.ending_begin = token.end;
    TakeRegions(scan_, spot);
    if (lexicon_.WordAt(scan_.text, spot.end, WordClass::kTitle) == 0) spots_.push_back(std::move(spot));
  }

  // 市委|组织部 is a body of its own.
  bool DepartmentAt(size_t at) const {
    for (const u32string_view department : {U"组织部", U"宣传部", U"统战部", U"政法委", U"社会工作部"}) {
      if (scan_.text.substr(at, department.size()) == department) return true;
    }
    return false;
  }

  // 市二院, 北京市八十中: a numeral between a region or its level and 院, 中, 小.
  void AddNumbered(const Token& token) {
    const size_t begin = token.begin;
    const char32_t level = Char(begin);
    const bool after_region =
        In(kNumerals, level) && begin > 0 && IsHan(Char(begin - 1)) && scan_.At(begin - 1).cover == Cover::kRegion;
    if (In(kNumerals, level) && AddExperimental(begin)) return;
    size_t i = after_region ? begin : begin + 1;
    if (!after_region && !(In(kLevels, level) && In(kNumerals, Char(i)))) return;
    if (!after_region && begin > 0 && IsHan(Char(begin - 1)) && scan_.At(begin - 1).cover == Cover::kPlain) return;
    while (In(kNumerals, Char(i))) ++i;
    if (!In(U"院中小", Char(i)) || In(U"学心医国型", Char(i + 1))) return;
    Spot spot;
    spot.begin = after_region ? scan_.At(begin - 1).begin : begin;
    while (after_region && spot.begin > 0 && IsHan(Char(spot.begin - 1)) &&
           scan_.At(spot.begin - 1).cover == Cover::kRegion) {
      spot.begin = scan_.At(spot.begin - 1).begin;
    }
    spot.end = i + 1;
    spot.ending_begin = i;
    spot.label = Char(i) == U'院' ? EntityLabel::kHospital : EntityLabel::kSchool;
    spot.kind = Char(i) == U'中' ? "secondary" : Char(i) == U'小' ? "primary" : "";
    spot.lead_end = begin;
    spot.level = after_region ? 0 : level;
    TakeRegions(scan_, spot);
    spots_.push_back(std::move(spot));
  }

  // 某区|实验|一小: kept as it is written, since 第一实验小学 and 实验第一小学 are both in use.
  bool AddExperimental(size_t numeral) {
    if (numeral < 3 || scan_.text.substr(numeral - 2, 2) != U"实验" || !IsHan(Char(numeral - 3))) return false;
    const Token& region = scan_.At(numeral - 3);
    if (region.cover != Cover::kRegion || !In(U"中小", Char(numeral + 1)) || In(U"学心医国型", Char(numeral + 2)))
      return false;
    Spot spot;
    spot.begin = region.begin;
    spot.end = spot.ending_begin = numeral + 2;
    spot.label = EntityLabel::kSchool;
    spot.kind = Char(numeral + 1) == U'中' ? "secondary" : "primary";
    spot.surface_name = true;
    TakeRegions(scan_, spot);
    spots_.push_back(std::move(spot));
    return true;
  }

  const Lexicon& lexicon_;
  const Scan& scan_;
  std::vector<Spot> spots_;
};

}  // namespace

std::vector<Spot> FindShortForms(const Lexicon& lexicon, const Scan& scan) {
  return ShortFormFinder(lexicon, scan).Run();
}

}  // namespace qiao::loaders::news
