// Names that only their company tells: the items of 大葱、小米、食用醋等特色产品 are products.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "loaders/news/spot.h"

namespace qiao::loaders::news {

struct ListItem {
  size_t begin = 0;
  size_t end = 0;
  EntityLabel label = EntityLabel::kProduct;
  RegionId region = kNoRegion;   // of the list, when its first item opens with one: 潞城区大葱、小米
  size_t name_begin = 0;         // behind that region
  bool named_by_region = false;  // 潞城大葱; but not 潞城区的大葱
};

class ListReader {
 public:
  static base::Result<ListReader> Create();
  // Items of lists that no spot of `spots` covers; in the order of the text.
  std::vector<ListItem> Read(const Lexicon& lexicon, const Scan& scan, const std::vector<Spot>& spots) const;

 private:
  struct Head {
    std::u32string text;
    EntityLabel label;
  };
  const Head* HeadBehind(std::u32string_view text, size_t at) const;
  std::vector<Head> heads_;
};

}  // namespace qiao::loaders::news
