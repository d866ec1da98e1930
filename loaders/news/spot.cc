#include "loaders/news/spot.h"

#include <algorithm>
#include <iterator>

#include "loaders/news/brands.h"
#include "loaders/news/known_bodies.h"
#include "loaders/news/left_edge.h"
#include "loaders/news/name_judge.h"
#include "loaders/news/nest.h"
#include "loaders/news/quotations.h"
#include "loaders/news/short_forms.h"
#include "loaders/news/text.h"
#include "loaders/news/works.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr u32string_view kGroup = U"(集团)";

class Spotter {
 public:
  Spotter(const Lexicon& lexicon, const Scan& scan) : lexicon_(lexicon), scan_(scan), judge_(lexicon, scan) {}

  std::vector<Spot> Run() {
    for (const Token& token : scan_.tokens) {
      if (token.cover == Cover::kEnding) AddEnding(token);
    }
    Take(FindKnownBodies(lexicon_, scan_));
    Take(FindShortForms(lexicon_, scan_));
    ReadQuotations(scan_, spots_);
    Take(FindWorks(lexicon_, scan_));
    Take(FindBrands(lexicon_, scan_));
    AddPhases();
    std::stable_sort(spots_.begin(), spots_.end(), [](const Spot& a, const Spot& b) {
      return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    return NestSpots(lexicon_, scan_, std::move(spots_));
  }

 private:
  char32_t Char(size_t i) const { return i < scan_.text.size() ? scan_.text[i] : U'\n'; }

  void Take(std::vector<Spot> found) { std::move(found.begin(), found.end(), std::back_inserter(spots_)); }

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
    // 新疆湖南商会: of whom and where
    if (ending.text == U"商会" && spot->regions.size() > 1) spot->surface_name = true;
    // 深圳市宝安中学(集团)
    if (spot->label == EntityLabel::kSchool && scan_.text.substr(spot->end, kGroup.size()) == kGroup) {
      spot->end = spot->ending_begin = spot->end + kGroup.size();
      spot->surface_name = true;
    }
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
