#include "loaders/news/known_bodies.h"

#include "loaders/news/left_edge.h"
#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kShortHospital = 4;  // 中山医院

class KnownFinder {
 public:
  KnownFinder(const Lexicon& lexicon, const Scan& scan) : lexicon_(lexicon), scan_(scan) {}

  std::vector<Spot> Run() {
    for (const Token& token : scan_.tokens) {
      if (token.cover == Cover::kKnown) AddKnown(token);
    }
    return std::move(spots_);
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

  const Lexicon& lexicon_;
  const Scan& scan_;
  std::vector<Spot> spots_;
};

}  // namespace

std::vector<Spot> FindKnownBodies(const Lexicon& lexicon, const Scan& scan) { return KnownFinder(lexicon, scan).Run(); }

}  // namespace qiao::loaders::news
