#include "loaders/news/spot.h"

#include <algorithm>
#include <array>

#include "loaders/news/left_edge.h"
#include "loaders/news/nest.h"
#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kShortCore = 5;
constexpr size_t kShortHospital = 4;  // 中山医院
constexpr size_t kLeastFounded = 6;   // 教育实践基地
constexpr size_t kLongestBrand = 8;
constexpr u32string_view kLevels = U"省市区县旗盟州镇乡";
constexpr u32string_view kNumerals = U"一二三四五六七八九十";

bool In(u32string_view set, char32_t c) { return set.find(c) != u32string_view::npos; }

class Spotter {
 public:
  Spotter(const Lexicon& lexicon, const Scan& scan) : lexicon_(lexicon), scan_(scan) {}

  std::vector<Spot> Run() {
    for (const Token& token : scan_.tokens) {
      if (token.cover == Cover::kKnown) AddKnown(token);
      if (token.cover == Cover::kEnding) AddEnding(token);
      if (token.cover == Cover::kRegion) AddCommittee(token);
      if (token.cover == Cover::kPlain || token.cover == Cover::kKeep) AddNumbered(token);
    }
    AddQuoted();
    AddQuotedCompanies();
    std::sort(spots_.begin(), spots_.end(),
              [](const Spot& a, const Spot& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
    return NestSpots(lexicon_, scan_, std::move(spots_));
  }

 private:
  char32_t Char(size_t i) const { return i < scan_.text.size() ? scan_.text[i] : U'\n'; }

  void AddKnown(const Token& token) {
    const KnownBody& body = lexicon_.known()[token.index];
    // 复旦大学附属中山医院: the hospital's name reaches back to its university.
    if (body.label == EntityLabel::kHospital &&
        (scan_.text.substr(0, token.begin).ends_with(U"附属") || SchoolEndsAt(token.begin))) {
      Ending hospital;
      hospital.label = EntityLabel::kHospital;
      Spot owned;
      owned.begin = FindNameStart(lexicon_, scan_, hospital, token.begin).begin;
      owned.end = token.end;
      owned.label = body.label;
      owned.ending_begin = token.end;
      owned.surface_name = true;
      TakeRegions(owned);
      spots_.push_back(std::move(owned));
      return;
    }
    AddCampus(token, body);
    // 上海中山医院: where only a short name is known, the region before belongs to it.
    const size_t before = token.begin;
    if (body.label == EntityLabel::kHospital && before > 0 && IsHan(Char(before - 1)) &&
        scan_.At(before - 1).cover == Cover::kRegion &&
        ((body.name.size() == token.end - token.begin && body.name.size() <= kShortHospital) ||
         Elsewhere(body, scan_.regions[scan_.At(before - 1).index].region))) {
      Spot spot;
      spot.begin = scan_.At(before - 1).begin;
      spot.end = spot.ending_begin = token.end;
      spot.label = body.label;
      spot.surface_name = true;
      TakeRegions(spot);
      spots_.push_back(std::move(spot));
      return;
    }
    Spot spot;
    spot.begin = token.begin;
    spot.end = token.end;
    spot.label = body.label;
    spot.kind = body.kind;
    spot.known = token.index;
    // 江苏沙钢集团: the short name of where it comes from belongs to it.
    if (body.label == EntityLabel::kCompany && before > 0 && IsHan(Char(before - 1)) &&
        scan_.At(before - 1).cover == Cover::kRegion && In(U"团司厂份", Char(token.end - 1))) {
      const RegionToken& home = scan_.regions[scan_.At(before - 1).index];
      if (!home.full && body.seat != kNoRegion && lexicon_.gazetteer().Within(body.seat, home.region))
        spot.begin = home.begin;
    }
    spot.lead_end = token.begin;
    spot.ending_begin = token.end;
    // A name that goes on is another body's: 清华大学美术学院 is found by its own ending.
    spots_.push_back(std::move(spot));
  }

  // 伊犁州友谊医院 is not the one in Beijing that is known by this short name.
  bool Elsewhere(const KnownBody& body, RegionId region) const {
    const Gazetteer& regions = lexicon_.gazetteer();
    return body.seat != kNoRegion && !regions.Within(body.seat, region) && !regions.Within(region, body.seat);
  }

  // 首都医科大学|宣武医院
  bool SchoolEndsAt(size_t at) const {
    if (at == 0 || !IsHan(Char(at - 1))) return false;
    const Token& before = scan_.At(at - 1);
    return (before.cover == Cover::kKnown && lexicon_.known()[before.index].label == EntityLabel::kSchool) ||
           (before.cover == Cover::kEnding && lexicon_.endings()[before.index].kind == "university");
  }

  // 哈尔滨工业大学(深圳): a school of its own in another city. The university itself is named, too.
  void AddCampus(const Token& token, const KnownBody& body) {
    if (body.label != EntityLabel::kSchool || Char(token.end) != U'(' || !IsHan(Char(token.end + 1))) return;
    const Token& place = scan_.At(token.end + 1);
    if (place.cover != Cover::kRegion || Char(place.end) != U')') return;
    const RegionId region = scan_.regions[place.index].region;
    if (body.seat != kNoRegion && lexicon_.gazetteer().Within(body.seat, region)) return;
    Spot campus;
    campus.begin = token.begin;
    campus.end = campus.ending_begin = place.end + 1;
    campus.label = body.label;
    campus.kind = body.kind;
    campus.surface_name = true;
    campus.regions = {region};
    campus.lead_end = token.begin;
    spots_.push_back(std::move(campus));
  }

  void AddEnding(const Token& token) {
    const Ending& ending = lexicon_.endings()[token.index];
    const NameStart start = FindNameStart(lexicon_, scan_, ending, token.begin);
    // 建设思想政治教育基地6个 counts bases, too.
    const size_t number = token.end + (Char(token.end) == U'区' ? 1 : 0);  // 共建产业园|区92个
    size_t after = number;
    while (IsDigit(Char(after))) ++after;
    const bool counted = start.counted || (after > number && In(kMeasures, Char(after)) && !ending.open_start);
    if (!counted) Consider(start.begin, token.begin, token.end, token.index);
  }

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
    TakeRegions(spot);
    if (!IsTitle(spot.end)) spots_.push_back(std::move(spot));
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
    TakeRegions(spot);
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
    TakeRegions(spot);
    spots_.push_back(std::move(spot));
    return true;
  }

  // “国家某病临床医学研究中心”: a quotation that is a name; a body right before it owns it.
  void AddQuoted() {
    for (Spot& spot : spots_) {
      if (spot.begin == 0 || Char(spot.begin - 1) != U'“' || Char(spot.end) != U'”') continue;
      const size_t before = spot.begin - 1;
      if (before == 0 || !IsHan(Char(before - 1))) continue;
      if (spot.label != EntityLabel::kPark && spot.label != EntityLabel::kProject &&
          spot.label != EntityLabel::kInstitute)
        continue;
      const Token& owner = scan_.At(before - 1);
      if (owner.cover == Cover::kRegion || owner.cover == Cover::kKnown) {
        spot.begin = owner.begin;
      } else if (owner.cover == Cover::kEnding) {
        for (const Spot& other : spots_) {
          if (other.end == owner.end && other.ending != kNoEnding) spot.begin = std::min(spot.begin, other.begin);
        }
      } else {
        continue;
      }
      spot.end += 1;  // the closing quote
      spot.regions.clear();
      spot.lead_end = spot.begin;
      TakeRegions(spot);
    }
  }

  // 另一家企业“光华储能”: a brand that only the word before tells.
  void AddQuotedCompanies() {
    for (size_t i = 2; i < scan_.text.size(); ++i) {
      if (Char(i) != U'“') continue;
      const u32string_view before = scan_.text.substr(i - 2, 2);
      if (before != U"企业" && before != U"公司" && before != U"药企" && before != U"车企") continue;
      size_t close = i + 1;
      while (close - i <= kLongestBrand && (IsHan(Char(close)) || IsLatin(Char(close)))) ++close;
      if (Char(close) != U'”' || close - i < 3 || lexicon_.Generic(scan_.text.substr(i + 1, close - i - 1), true))
        continue;
      if (HoldsStop(i + 1, close)) continue;  // 企业“走出去”
      Spot spot;
      spot.begin = i + 1;
      spot.end = spot.ending_begin = close;
      spot.label = EntityLabel::kCompany;
      spot.surface_name = true;
      spot.lead_end = spot.begin;
      TakeRegions(spot);
      spots_.push_back(std::move(spot));
    }
  }

  bool HoldsStop(size_t begin, size_t end) const {
    for (size_t i = begin; i < end; ++i) {
      if (IsHan(Char(i)) && scan_.At(i).cover == Cover::kStop) return true;
    }
    return false;
  }

  bool IsTitle(size_t at) const {
    bool title = false;
    lexicon_.Match(scan_.text, at, [&](size_t, Term term) {
      title |= term.kind == TermKind::kWord && term.index == static_cast<uint32_t>(WordClass::kTitle);
    });
    return title;
  }

  // Bodies whose mention before a title is only a part of the title: 市委书记, 县政府副县长.
  static bool Governs(const Ending& ending) {
    const u32string_view text = ending.text;
    if (text.starts_with(U"委")) return true;  // 市委组织部部长
    return ending.public_body &&
           (text.ends_with(U"委") || text.ends_with(U"政府") || text == U"政协" || text.starts_with(U"人大")) &&
           (text.size() <= 3 || text.ends_with(U"政府") || text.ends_with(U"党委"));
  }

  void TakeRegions(Spot& spot) const {
    auto at = std::lower_bound(scan_.regions.begin(), scan_.regions.end(), spot.begin,
                               [](const RegionToken& r, size_t begin) { return r.begin < begin; });
    size_t lead = spot.begin;
    for (; at != scan_.regions.end() && at->end <= std::max(spot.end, spot.ending_begin); ++at) {
      if (at->begin >= spot.end) break;
      if (scan_.At(at->begin).cover != Cover::kRegion) continue;  // 中山 of 中山大学
      spot.regions.push_back(at->region);
      if (at->begin == lead) lead = at->end;
    }
    spot.lead_end = lead;
  }

  void Consider(size_t begin, size_t ending_begin, size_t end, uint32_t index) {
    const Ending& ending = lexicon_.endings()[index];
    Spot spot;
    spot.begin = begin;
    spot.end = end;
    spot.ending = index;
    spot.ending_begin = ending_begin;
    spot.label = ending.label;
    spot.kind = ending.kind;
    TakeRegions(spot);
    if (Governs(ending) && IsTitle(end)) return;
    if (ending.label == EntityLabel::kCompany && In(U"镇乡村", Char(end))) return;  // 瓦厂镇
    // A works that is to be built: 新建牦牛乳加工厂. One that has a region's name may be somebody.
    if (ending.label == EntityLabel::kCompany && In(U"厂场", ending.text.back()) && ending.text != U"市场" &&
        spot.lead_end == begin && BehindBuilding(begin))
      spot.label = EntityLabel::kProject;
    const bool works = spot.label != ending.label;
    std::u32string core(
        scan_.text.substr(std::min(spot.lead_end, ending_begin), ending_begin - std::min(spot.lead_end, ending_begin)));
    std::erase_if(core, [](char32_t c) { return In(U"“”()·-+", c); });
    const bool has_region = spot.lead_end > spot.begin;
    const bool generic_core = lexicon_.Generic(core);
    const bool school = ending.label == EntityLabel::kSchool || ending.label == EntityLabel::kHospital;
    if (ending.of_school && !HoldsSchool(begin, ending_begin)) return;
    // 某职业技术学院毕节分院 is a school.
    if (ending.label == EntityLabel::kHospital && ending.text == U"分院" && HoldsSchool(begin, ending_begin) &&
        core.find(U'医') == std::u32string::npos)
      spot.label = EntityLabel::kSchool;
    const bool opens_with_level =
        !has_region && core.size() >= 3 && In(kLevels, core[0]) && LevelOpens(spot.begin, ending);
    const bool placed = has_region || (ending.open_start && !spot.regions.empty());
    if (ending.needs_region && !(opens_with_level || (placed && core.size() >= 2))) return;
    if (CountedCore(core, ending) || core.starts_with(U"两") || core.starts_with(U"各级") ||
        (core == U"中国" && ending.needs_core))
      return;
    // 某公司生产车间 is a part of the company.
    if ((ending.text.ends_with(U"车间") || ending.text.ends_with(U"生产线")) && core.find(U"公司") != core.npos) return;
    if (ending.label == EntityLabel::kProject && (BehindEvent(begin, ending_begin) || CountsThings(core))) return;
    // 某公司计划在…: who plans is no plan.
    if (ending.kind == "programme" && ending.text == U"计划" && ending_begin > 0 && IsHan(Char(ending_begin - 1)) &&
        scan_.At(ending_begin - 1).cover != Cover::kPlain && scan_.At(ending_begin - 1).cover != Cover::kKeep &&
        scan_.At(ending_begin - 1).cover != Cover::kSoft)
      return;
    if (ending.label == EntityLabel::kAgency && ending.text.size() == 2 && ending.text[1] == U'委' &&
        In(kLevels, ending.text[0])) {
      spot.kind = "party";
      if (!has_region && core.empty()) spot.level = ending.text[0];
    } else if (!has_region && core.size() == 1 && In(kLevels, core[0])) {
      if (!ending.region_suffices) return;
      spot.level = core[0];
    } else if (!has_region && core.size() > 1 && In(kLevels, core[0]) && In(kLevels, core[1])) {
      return;  // 各县市区教育局
    } else if (!has_region && core.size() > 1 && In(kLevels, core[0]) &&
               (ending.region_suffices || ending.needs_region || school) && LevelOpens(spot.begin, ending)) {
      spot.level = core[0];
    } else if (ending.label == EntityLabel::kProject && !has_region && core.size() <= kShortCore &&
               lexicon_.Generic(core, true)) {
      return;  // 产业化项目
    } else if (works && !core.empty()) {
      // named by what it makes
    } else if (ending.label == EntityLabel::kCompany && ending.needs_core && !has_region &&
               lexicon_.Generic(core, true) && !(core[0] == U'第' && core.size() >= 4)) {
      return;  // 食品公司, but 第一食品商店
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
        return;
      if (has_region &&
          (ending.region_suffices || joint || (ending.label == EntityLabel::kCompany && OfTwoRegions(spot)) ||
           (ending.needs_region && core.size() >= 2) || (school && !core.empty()) ||
           (ending.label == EntityLabel::kCompany &&
            (!ending.needs_core ||
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
        return;
      }
    } else if (core.size() < 2 && !has_region && ending.label != EntityLabel::kHospital) {
      return;
    }
    spots_.push_back(std::move(spot));
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

  bool BehindBuilding(size_t begin) const {
    const u32string_view before = scan_.text.substr(0, begin);
    for (const u32string_view verb : {U"建设", U"新建", U"兴建", U"拟建", U"筹建", U"修建", U"扩建", U"建成", U"建起",
                                      U"投建", U"建设的", U"兴建的", U"建成了", U"签订", U"签署", U"签了"}) {
      if (before.ends_with(verb)) return true;
    }
    return false;
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
    return In(U"与和同、及", before) || In(U"与和同、及", Char(spot.end));
  }

  bool JustFounded(const Spot& spot, std::u32string_view core) const {
    if (spot.label != EntityLabel::kInstitute && spot.label != EntityLabel::kPark &&
        spot.label != EntityLabel::kProject)
      return false;
    if (core.find(U"合作") != u32string_view::npos || core.find(U"协作") != u32string_view::npos) return false;
    if (spot.end - spot.begin < kLeastFounded || scan_.text.substr(0, spot.end).ends_with(U"专区")) return false;
    const u32string_view before = scan_.text.substr(0, spot.begin);
    for (const u32string_view verb :
         {U"共建", U"设立", U"成立", U"组建", U"创建", U"筹建", U"建立", U"打造", U"建成", U"挂牌", U"建设", U"建起",
          U"共建的", U"建设的", U"兴建的", U"打造的", U"成立了", U"设立了", U"建立了"}) {
      if (before.ends_with(verb)) return true;
    }
    return false;
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
  std::vector<Spot> spots_;
};

}  // namespace

std::vector<Spot> SpotNames(const Lexicon& lexicon, const Scan& scan) { return Spotter(lexicon, scan).Run(); }

}  // namespace qiao::loaders::news
