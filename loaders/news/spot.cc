#include "loaders/news/spot.h"

#include <algorithm>
#include <array>

#include "loaders/news/brands.h"
#include "loaders/news/left_edge.h"
#include "loaders/news/name_judge.h"
#include "loaders/news/nest.h"
#include "loaders/news/quotations.h"
#include "loaders/news/text.h"
#include "loaders/news/works.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kShortHospital = 4;  // 中山医院
constexpr u32string_view kLevels = U"省市区县旗盟州镇乡";
constexpr u32string_view kNumerals = U"一二三四五六七八九十";

bool In(u32string_view set, char32_t c) { return set.find(c) != u32string_view::npos; }

class Spotter {
 public:
  Spotter(const Lexicon& lexicon, const Scan& scan) : lexicon_(lexicon), scan_(scan), judge_(lexicon, scan) {}

  std::vector<Spot> Run() {
    for (const Token& token : scan_.tokens) {
      if (token.cover == Cover::kKnown) AddKnown(token);
      if (token.cover == Cover::kEnding) AddEnding(token);
      if (token.cover == Cover::kRegion) AddCommittee(token);
      if (token.cover == Cover::kPlain || token.cover == Cover::kKeep) AddNumbered(token);
    }
    ReadQuotations(lexicon_, scan_, spots_);
    for (auto find : {FindWorks, FindBrands}) {
      for (Spot& spot : find(lexicon_, scan_)) {
        TakeRegions(scan_, spot);
        spots_.push_back(std::move(spot));
      }
    }
    AddPhases();
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
      TakeRegions(scan_, owned);
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
      TakeRegions(scan_, spot);
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
    if (ending.text.back() == U'节' && In(U"日目点约能气省奏庆", Char(token.end))) return;  // 采购节日慰问品
    const NameStart start = FindNameStart(lexicon_, scan_, ending, token.begin);
    // 建设思想政治教育基地6个 counts bases, too.
    const size_t number = token.end + (Char(token.end) == U'区' ? 1 : 0);  // 共建产业园|区92个
    size_t after = number;
    while (IsDigit(Char(after))) ++after;
    const bool houses =
        after == number && In(U"两三四五六七八九十多", Char(after)) && In(U"个家座处条间", Char(after + 1));
    const bool counted = start.counted || (after > number && In(kMeasures, Char(after)) && !ending.open_start) ||
                         (houses && !ending.open_start);
    if (counted) return;
    auto spot = judge_.Judge(start.begin, token.begin, token.end, token.index);
    if (!spot) return;
    if (ending.region_suffices && spot->lead_end == spot->ending_begin) ShareEnding(*spot);
    spots_.push_back(std::move(*spot));
  }

  // 静宁县、庄浪县人社局: each of the counties' own.
  void ShareEnding(const Spot& last) {
    for (size_t at = last.begin; at > 1 && In(U"、和", Char(at - 1)) && IsHan(Char(at - 2));) {
      const Token& before = scan_.At(at - 2);
      if (before.cover != Cover::kRegion || !scan_.regions[before.index].full) return;
      Spot spot = last;
      spot.begin = at = before.begin;
      spot.end = spot.ending_begin = before.end;
      spot.regions.clear();
      TakeRegions(scan_, spot);
      spots_.push_back(std::move(spot));
    }
  }

  // 某某产业园二期: what is built next to a park, or in it, is a project; its first phase is the park itself.
  void AddPhases() {
    for (size_t i = 0, known = spots_.size(); i < known; ++i) {
      const size_t end = spots_[i].end;
      if (spots_[i].label != EntityLabel::kPark || !In(U"二三四五六", Char(end)) || Char(end + 1) != U'期') continue;
      Spot phase = spots_[i];
      phase.end = phase.ending_begin = end + 2;
      for (const u32string_view word : {U"工程", U"项目"}) {
        if (scan_.text.substr(end + 2, 2) == word) phase.end = phase.ending_begin = end + 4;
      }
      phase.label = EntityLabel::kProject;
      phase.surface_name = true;
      spots_.push_back(std::move(phase));
    }
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
    TakeRegions(scan_, spot);
    if (!IsTitle(lexicon_, scan_.text, spot.end)) spots_.push_back(std::move(spot));
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
  const NameJudge judge_;
  std::vector<Spot> spots_;
};

}  // namespace

void TakeRegions(const Scan& scan, Spot& spot) {
  auto at = std::lower_bound(scan.regions.begin(), scan.regions.end(), spot.begin,
                             [](const RegionToken& r, size_t begin) { return r.begin < begin; });
  size_t lead = spot.begin;
  for (; at != scan.regions.end() && at->end <= std::max(spot.end, spot.ending_begin); ++at) {
    if (at->begin >= spot.end) break;
    if (scan.At(at->begin).cover != Cover::kRegion) continue;  // 中山 of 中山大学
    spot.regions.push_back(at->region);
    if (at->begin == lead) lead = at->end;
  }
  spot.lead_end = lead;
}

std::vector<Spot> SpotNames(const Lexicon& lexicon, const Scan& scan) { return Spotter(lexicon, scan).Run(); }

}  // namespace qiao::loaders::news
