#include "loaders/news/name_judge.h"

#include <algorithm>

#include "loaders/news/left_edge.h"
#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kShortCore = 5;
constexpr size_t kTellingCore = 3;   // 印江县|农业投资|公司
constexpr size_t kLeastFounded = 6;  // 教育实践基地
constexpr size_t kLeastOfItsOwn = 3;
constexpr size_t kLeastWorks = 4;  // 服装厂 and 分厂 are any
constexpr size_t kLongestDepartment = 5;
constexpr u32string_view kLevels = U"省市区县旗盟州镇乡";

class Judgement {
 public:
  Judgement(const Lexicon& lexicon, const Scan& scan) : lexicon_(lexicon), scan_(scan) {}

  std::optional<Spot> Run(size_t begin, size_t ending_begin, size_t end, uint32_t index) const {
    const Ending& ending = lexicon_.endings()[index];
    Spot spot;
    spot.begin = begin;
    spot.end = end;
    spot.ending = index;
    spot.ending_begin = ending_begin;
    spot.label = ending.label;
    spot.kind = ending.kind;
    TakeRegions(scan_, spot);
    if (Governs(ending) && lexicon_.WordAt(scan_.text, end, WordClass::kTitle) > 0) return std::nullopt;
    if (ending.label == EntityLabel::kCompany && In(U"镇乡村", Char(end))) return std::nullopt;  // 瓦厂镇
    // 引进了一家竹编厂
    if (ending.label == EntityLabel::kCompany && ending.needs_core && spot.lead_end == begin && begin >= 2 &&
        Char(begin - 1) == U'家' && In(U"一两几多某", Char(begin - 2)))
      return std::nullopt;
    // A works that is to be built: 新建牦牛乳加工厂. One that has a region's name may be somebody.
    if (ending.label == EntityLabel::kCompany && In(U"厂场", ending.text.back()) && ending.text != U"市场" &&
        spot.lead_end == begin && BehindBuilding(begin, end))
      spot.label = EntityLabel::kProject;
    const bool works = spot.label != ending.label;
    std::u32string core(
        scan_.text.substr(std::min(spot.lead_end, ending_begin), ending_begin - std::min(spot.lead_end, ending_begin)));
    std::erase_if(core, [](char32_t c) { return In(U"“”()·-+", c); });
    const bool has_region = spot.lead_end > spot.begin;
    const bool generic_core = lexicon_.Generic(core);
    const bool school = ending.label == EntityLabel::kSchool || ending.label == EntityLabel::kHospital;
    if (ending.of_school && !HoldsSchool(begin, ending_begin)) return std::nullopt;
    // 某职业技术学院毕节分院 is a school.
    if (ending.label == EntityLabel::kHospital && ending.text == U"分院" && HoldsSchool(begin, ending_begin) &&
        core.find(U'医') == std::u32string::npos)
      spot.label = EntityLabel::kSchool;
    const bool opens_with_level =
        !has_region && core.size() >= 3 && In(kLevels, core[0]) && LevelOpens(spot.begin, ending);
    const bool placed = has_region || (ending.open_start && !spot.regions.empty());
    if (ending.needs_region && !(opens_with_level || (placed && core.size() >= 2))) return std::nullopt;
    if (CountedCore(core, ending) || core.starts_with(U"两") || core.starts_with(U"各级") ||
        (core == U"中国" && ending.needs_core))
      return std::nullopt;
    if (ending.text == U"专区" && EndsLikeGoods(core)) return std::nullopt;  // 静宁苹果展销专区 is a corner of a shop
    // 某公司生产车间 is a part of the company.
    if ((ending.text.ends_with(U"车间") || ending.text.ends_with(U"生产线")) && core.find(U"公司") != core.npos)
      return std::nullopt;
    if (ending.label == EntityLabel::kProject && (BehindEvent(begin, ending_begin) || CountsThings(core)))
      return std::nullopt;
    // 某区计划投入…
    if (ending.kind == "programme" && ending.text == U"计划" && IsHan(Char(end)) &&
        (scan_.At(end).cover == Cover::kStop || scan_.At(end).cover == Cover::kSoft))
      return std::nullopt;
    // 某公司计划在…: who plans is no plan.
    if (ending.kind == "programme" && ending.text == U"计划" && ending_begin > 0 && IsHan(Char(ending_begin - 1)) &&
        scan_.At(ending_begin - 1).cover != Cover::kPlain && scan_.At(ending_begin - 1).cover != Cover::kKeep &&
        scan_.At(ending_begin - 1).cover != Cover::kSoft)
      return std::nullopt;
    if (ending.label == EntityLabel::kAgency && ending.text.size() == 2 && ending.text[1] == U'委' &&
        In(kLevels, ending.text[0])) {
      spot.kind = "party";
      if (!has_region && core.empty()) spot.level = ending.text[0];
    } else if (!has_region && core.size() == 1 && In(kLevels, core[0])) {
      if (!ending.region_suffices) return std::nullopt;
      spot.level = core[0];
    } else if (!has_region && core.size() > 1 && In(kLevels, core[0]) && In(kLevels, core[1])) {
      return std::nullopt;  // 各县市区教育局
    } else if (!has_region && core.size() > 1 && In(kLevels, core[0]) &&
               (ending.region_suffices || ending.needs_region || school) && LevelOpens(spot.begin, ending)) {
      spot.level = core[0];
    } else if (ending.label == EntityLabel::kProject && !has_region && core.size() <= kShortCore &&
               lexicon_.Generic(core, true) && !BuiltPlace(spot, core)) {
      return std::nullopt;  // 产业化项目
    } else if (works && !core.empty()) {
      // named by what it makes
    } else if (ending.label == EntityLabel::kCompany && ending.needs_core && !has_region &&
               lexicon_.Generic(core, true) && !(core[0] == U'第' && core.size() >= 4)) {
      return std::nullopt;  // 食品公司, but 第一食品商店
    } else if (core.empty() || generic_core) {
      const bool joint = ending.joint && !core.empty() && has_region && (core.size() >= 4 || OfTwoRegions(spot)) &&
                         ending.text != U"专区";
      // 潞城医院 and 对口合作医院 are some hospital there.
      const bool ordinal = core.starts_with(U"第");
      // 厦门市海沧医院: a city's hospital that bears its quarter's name.
      const bool stacked = spot.regions.size() > 1;
      const bool bare_hospital = core.empty() && ending.text == U"医院" && !FullRegionBefore(ending_begin) && !stacked;
      // 长春工业大学 is one, whatever its words.
      const bool higher = ending.kind == "university" || ending.kind == "vocational" ||
                          (ending.label == EntityLabel::kSchool && !SomeSchool(core));
      if (school && has_region && !ordinal && !higher && ((bare_hospital && !BesideBody(spot)) || !core.empty()))
        return std::nullopt;
      if (has_region &&
          (ending.region_suffices || joint || (ending.label == EntityLabel::kCompany && OfTwoRegions(spot)) ||
           (ending.needs_region && core.size() >= 2) || (school && !core.empty()) ||
           (ending.label == EntityLabel::kCompany &&
            (!ending.needs_core ||
             (ending.text == U"公司" && core.size() >= kTellingCore && FullRegionBefore(spot.lead_end)) ||
             (OfItsRegion(ending) && (core.size() >= 2 || ending.text.size() >= 4 || ending.text == U"银行")))))) {
        // named by its region
      } else if (ending.label == EntityLabel::kEvent && (has_region || core.size() >= 4)) {
        // 乡村旅游推介会: enough to tell it from others
      } else if (!core.empty() && !has_region && JustFounded(spot, core)) {
        // 共建乡村振兴研究院: new things are named by what they do
      } else if (ending.label == EntityLabel::kEvent) {
        spot.generic = true;
      } else if (core.empty() && ending.region_suffices) {
        spot.bare = true;
      } else {
        return std::nullopt;
      }
    } else if (core.size() < 2 && !has_region && ending.label != EntityLabel::kHospital) {
      return std::nullopt;
    }
    return spot;
  }

 private:
  char32_t Char(size_t i) const { return i < scan_.text.size() ? scan_.text[i] : U'\n'; }

  // Bodies whose mention before a title is only a part of the title: 市委书记, 县政府副县长.
  static bool Governs(const Ending& ending) {
    const u32string_view text = ending.text;
    if (text.starts_with(U"委")) return true;  // 市委组织部部长
    return ending.public_body &&
           (text.ends_with(U"委") || text.ends_with(U"政府") || text == U"政协" || text.starts_with(U"人大")) &&
           (text.size() <= 2 || text.ends_with(U"政府") || text.ends_with(U"党委"));
  }

  bool EndsLikeGoods(u32string_view core) const {
    for (const u32string_view use : {U"展销", U"销售", U"特产"}) {
      if (core.ends_with(use)) core.remove_suffix(use.size());
    }
    for (size_t i = 0; i + 2 <= core.size(); ++i) {
      if (lexicon_.IsWord(core.substr(i), WordClass::kGoods)) return true;
    }
    return false;
  }

  // 额敏县辽阳现代农业示范园: the region that gives stands behind the one that gets.
  bool OfTwoRegions(const Spot& spot) const {
    const Gazetteer& regions = lexicon_.gazetteer();
    return spot.regions.size() == 2 && !regions.Within(spot.regions[0], spot.regions[1]) &&
           !regions.Within(spot.regions[1], spot.regions[0]);
  }

  // 江苏银行, 南通供销集团: one that bears nothing but its region's name.
  static bool OfItsRegion(const Ending& ending) {
    return ending.text == U"银行" || ending.text.ends_with(U"集团") || ending.text == U"集团公司";
  }

  // 合建|潞江坝咖啡加工厂, 建起了一座|肉牛加工厂, and 一座|肉牛加工厂 alone: what 座 counts are buildings.
  bool BehindBuilding(size_t begin, size_t end) const {
    const u32string_view before = scan_.text.substr(0, begin);
    if (lexicon_.EndsIn(before, WordClass::kBuilt) || lexicon_.EndsIn(before, WordClass::kSigns)) return true;
    const bool counted = before.ends_with(U"一座") || before.ends_with(U"这座") || before.ends_with(U"拟建");
    return end - begin >= kLeastWorks && (counted || FoundedBefore(begin));
  }

  // Does a verb of founding end here, or before how many are founded: 共建了一个|乡村振兴研究院?
  bool FoundedBefore(size_t at) const {
    size_t verb = at;
    if (verb >= 2 && In(U"个座处条间家所", Char(verb - 1)) && In(U"一两三四五六", Char(verb - 2))) verb -= 2;
    const auto ends = [&](size_t end) {
      const auto first = std::lower_bound(scan_.founded.begin(), scan_.founded.end(), end);
      return first != scan_.founded.end() && *first == end;
    };
    return ends(verb) || (verb > 0 && In(U"了起", Char(verb - 1)) && ends(verb - 1));
  }

  // 现场签约9个项目, 建设基地14个: some number of them.
  bool CountedCore(std::u32string_view core, const Ending& ending) const {
    if (ending.open_start || ending.label == EntityLabel::kAgency || core.size() < 2 || !In(kMeasures, core.back()))
      return false;
    size_t i = core.size() - 1;
    while (i > 0 && In(U"余多万亿", core[i - 1])) --i;
    return i > 0 && IsDigit(core[i - 1]);
  }

  // 3条自动化生产线: some number of them, whatever they are.
  static bool CountsThings(std::u32string_view core) {
    for (size_t i = 1; i < core.size(); ++i) {
      if (IsDigit(core[i - 1]) && In(U"条个家座间所", core[i])) return true;
    }
    return false;
  }

  // 某推介会签约项目: projects of an event, none of them named.
  bool BehindEvent(size_t begin, size_t ending_begin) const {
    for (size_t i = begin; i < ending_begin; i = scan_.At(i).end) {
      const Token& token = scan_.At(i);
      if (token.cover != Cover::kEnding || lexicon_.endings()[token.index].label != EntityLabel::kEvent) continue;
      if (lexicon_.Generic(scan_.text.substr(token.end, ending_begin - token.end))) return true;
    }
    return false;
  }

  // 潞城对口合作学校, but 上海市贸易学校
  static bool SomeSchool(u32string_view core) {
    for (const u32string_view word : {U"对口", U"合作", U"协作", U"结对", U"帮扶", U"支援", U"优质", U"重点", U"中小",
                                      U"乡镇", U"农村", U"城市", U"市", U"县", U"区", U"多", U"各", U"两", U"该"}) {
      if (core.find(word) != u32string_view::npos) return true;
    }
    return core.empty();
  }

  // 沭阳医院 beside another body is one of the two, not just some hospital there.
  bool BesideBody(const Spot& spot) const {
    const char32_t before = spot.begin == 0 ? U'\n' : Char(spot.begin - 1);
    return In(U"与和同、及", before) || In(U"与和同、及便", Char(spot.end)) || DepartmentBehind(spot.end);
  }

  // 舟山医院|胸外科
  bool DepartmentBehind(size_t at) const {
    for (size_t i = at; i < at + kLongestDepartment && IsHan(Char(i)) && scan_.At(i).cover != Cover::kStop; ++i) {
      if (Char(i) == U'科' && i > at) return true;
    }
    return false;
  }

  bool JustFounded(const Spot& spot, std::u32string_view core) const {
    if (spot.label != EntityLabel::kInstitute && spot.label != EntityLabel::kPark &&
        spot.label != EntityLabel::kProject)
      return false;
    if (core.find(U"合作") != u32string_view::npos || core.find(U"协作") != u32string_view::npos) return false;
    // “飞地”园区, but 电商直播基地
    if (spot.label == EntityLabel::kPark && core.size() < kLeastOfItsOwn && spot.end - spot.ending_begin <= 2)
      return false;
    if (spot.end - spot.begin < kLeastFounded || scan_.text.substr(0, spot.end).ends_with(U"专区")) return false;
    return lexicon_.EndsIn(scan_.text.substr(0, spot.begin), WordClass::kBuilt) || FoundedBefore(spot.begin);
  }

  // 建成食用菌冷链仓储中心, but 建设产业化项目
  bool BuiltPlace(const Spot& spot, std::u32string_view core) const {
    const u32string_view name = scan_.text.substr(spot.begin, spot.end - spot.begin);
    return !lexicon_.EndsIn(name, WordClass::kUnplaced) && JustFounded(spot, core);
  }

  bool FullRegionBefore(size_t at) const {
    return at > 0 && IsHan(Char(at - 1)) && scan_.At(at - 1).cover == Cover::kRegion &&
           scan_.regions[scan_.At(at - 1).index].full;
  }

  // 美术学院环艺系: is there a school right before the name's own part?
  bool HoldsSchool(size_t begin, size_t end) const {
    for (size_t i = begin; i < end; i = scan_.At(i).end) {
      const Token& token = scan_.At(i);
      if (token.end == end) return false;
      if (token.cover == Cover::kEnding && lexicon_.endings()[token.index].label == EntityLabel::kSchool) return true;
      if (token.cover == Cover::kKnown && lexicon_.known()[token.index].label == EntityLabel::kSchool) return true;
    }
    return false;
  }

  // 市第二人民医院, 市求真学校: a level that stands for a region, not a part of a longer word.
  bool LevelOpens(size_t begin, const Ending& ending) const {
    if (begin > 0 && IsHan(Char(begin - 1))) {
      const Cover before = scan_.At(begin - 1).cover;
      if (before == Cover::kPlain) return false;
    }
    return Char(begin + 1) == U'第' || ending.label == EntityLabel::kAgency || ending.label == EntityLabel::kSchool ||
           ending.label == EntityLabel::kHospital;
  }

  const Lexicon& lexicon_;
  const Scan& scan_;
};

}  // namespace

std::optional<Spot> NameJudge::Judge(size_t begin, size_t ending_begin, size_t end, uint32_t index) const {
  return Judgement(lexicon_, scan_).Run(begin, ending_begin, end, index);
}

}  // namespace qiao::loaders::news
