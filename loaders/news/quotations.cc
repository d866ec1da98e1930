#include "loaders/news/quotations.h"

#include <array>

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kLongestClass = 10;
// What parts a quotation from 班: “光学冷加工”订单班.
constexpr std::array<u32string_view, 9> kClassKinds = {U"班",     U"订单班", U"冠名班", U"特色班", U"定向班",
                                                       U"实验班", U"专班",   U"定制班", U"培养班"};

class Quotations {
 public:
  Quotations(const Scan& scan, std::vector<Spot>& spots) : scan_(scan), spots_(spots) {}

  void Read() {
    Whole();
    Classes();
  }

 private:
  char32_t Char(size_t i) const { return i < scan_.text.size() ? scan_.text[i] : U'\n'; }

  // “国家某病临床医学研究中心”: a quotation that is a name; a body right before it owns it.
  void Whole() {
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
      TakeRegions(scan_, spot);
    }
  }

  // “锦澜班”, “粤菜师傅”班: a class that two schools or a school and a firm run.
  void Classes() {
    for (size_t open = 0; open < scan_.text.size(); ++open) {
      if (Char(open) != U'“') continue;
      size_t close = open + 1;
      while (close - open <= kLongestClass && (IsHan(Char(close)) || IsLatin(Char(close)) || Char(close) == U'·'))
        ++close;
      if (Char(close) != U'”' || close - open < 4) continue;
      size_t end = Char(close - 1) == U'班' ? close : ClassEnd(close + 1);
      if (end == close + 1) continue;
      Spot spot;
      spot.begin = end == close ? open + 1 : open;
      spot.end = spot.ending_begin = end;
      spot.label = EntityLabel::kProject;
      spot.kind = "class";
      spot.surface_name = true;
      TakeRegions(scan_, spot);
      spots_.push_back(std::move(spot));
    }
  }

  // Behind 班 and what kind of class it is; `at` without one.
  size_t ClassEnd(size_t at) const {
    size_t end = at;
    for (const u32string_view kind : kClassKinds) {
      if (scan_.text.substr(at, kind.size()) == kind) end = at + kind.size();
    }
    // “长征”班列
    return end > at && (Char(end) == U'列' || Char(end) == U'车' || Char(end) == U'子') ? at : end;
  }

  const Scan& scan_;
  std::vector<Spot>& spots_;
};

}  // namespace

void ReadQuotations(const Scan& scan, std::vector<Spot>& spots) { Quotations(scan, spots).Read(); }

}  // namespace qiao::loaders::news
