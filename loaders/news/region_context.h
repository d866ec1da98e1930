// What an article's regions are to each other: whose paper it is (我市), which two work together (两地), and which
// single characters stand for them (京长, 赴京, 来潞).
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "loaders/news/scan.h"

namespace qiao::loaders::news {

struct RegionPair {
  RegionId helping = kNoRegion;
  RegionId helped = kNoRegion;
};

class RegionContext {
 public:
  RegionContext(const Gazetteer& regions, const Scan& scan, const std::string& outlet);

  // The county or city whose article it is; kNoRegion without any region.
  RegionId home() const { return home_; }
  RegionId home_city() const { return home_city_; }
  // The article's region of this level: 市, 区, 县 …; kNoRegion where several are named alike.
  RegionId OfLevel(char32_t level) const;
  // The helping side's: whose 合作交流办 and 援藏办 these are; kNoRegion where the article names none.
  RegionId HelpingOfLevel(char32_t level) const;
  // The region of this level that the text named last before `position`: 该县.
  RegionId LastOfLevel(char32_t level, size_t position) const;
  // Where things without a place are: at home, or, in the helping side's own paper, with the helped one.
  RegionId PlaceAt(size_t position) const;
  // 京 -> 北京市; kNoRegion when the character stands for none.
  RegionId OfSign(char32_t sign) const;
  // The pair that 两地 means at `position`.
  std::optional<RegionPair> PairAt(size_t position) const;
  const std::optional<RegionPair>& city_pair() const { return city_pair_; }
  const std::vector<RegionId>& mentioned() const { return order_; }
  bool Mentioned(RegionId region) const { return count_.contains(region); }
  const Gazetteer& regions() const { return regions_; }

 private:
  void Count();
  void FindHome(const std::string& outlet);
  RegionId TitleAuthor() const;
  void FindPair();
  void FindSigns();
  double CountOf(RegionId region) const;  // 0 for the city above, which nobody need mention
  double Score(RegionId region) const;
  RegionId Best(bool helper, bool county) const;

  const Gazetteer& regions_;
  const Scan& scan_;
  const size_t title_end_;
  std::unordered_map<RegionId, double> count_;
  std::unordered_map<char32_t, std::vector<const RegionToken*>> of_level_;  // named in full or in short, in order
  std::vector<RegionId> order_;                                             // keys of count_, sorted
  std::unordered_map<RegionId, double> own_paper_;
  std::unordered_map<char32_t, RegionId> signs_;
  RegionId home_ = kNoRegion;
  RegionId home_city_ = kNoRegion;
  std::optional<RegionPair> county_pair_;
  std::optional<RegionPair> city_pair_;
};

}  // namespace qiao::loaders::news
