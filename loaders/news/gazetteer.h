// Every province, city, county and banner of China with its code, level, parent and the names in use for it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "loaders/news/extraction.h"

namespace qiao::loaders::news {

using RegionId = uint32_t;
inline constexpr RegionId kNoRegion = UINT32_MAX;

struct Region {
  uint32_t code = 0;
  std::u32string name;   // 长治市
  std::u32string brief;  // 长治; empty when one character would be left
  std::string level;     // municipality, province, prefecture, district …
  RegionId parent = kNoRegion;
  EntityLabel label = EntityLabel::kDistrict;
  char32_t sign = 0;  // of a province, its official abbreviation: 晋
};

struct RegionName {
  std::u32string text;
  RegionId region;
  bool full;  // holds the level's word (市, 县 …), so that it can hardly mean anything else
};

class Gazetteer {
 public:
  static base::Result<Gazetteer> Create();

  const Region& operator[](RegionId id) const { return regions_[id]; }
  size_t size() const { return regions_.size(); }
  const std::vector<RegionName>& names() const { return names_; }

  // True when `above` is `region` or one that holds it.
  bool Within(RegionId region, RegionId above) const;
  // The province or municipality that holds it.
  RegionId Province(RegionId region) const;
  std::optional<RegionId> ProvinceOfSign(char32_t sign) const;
  std::optional<RegionId> OfCode(uint32_t code) const;
  // One of the coastal provinces and cities that the state asks to help others.
  bool Helper(RegionId region) const;

 private:
  std::vector<Region> regions_;
  std::vector<RegionName> names_;
};

}  // namespace qiao::loaders::news
