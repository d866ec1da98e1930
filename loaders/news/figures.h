// Numbers that an article states: 140个合作项目, 总投资179.7亿元. They belong to a pair, a region or a group of things,
// and become nodes of their own, never values of a single member.
#pragma once

#include <string>

#include "base/result.h"
#include "loaders/news/assemble.h"
#include "loaders/news/region_context.h"

namespace qiao::loaders::news {

class FigureReader {
 public:
  static base::Result<FigureReader> Create();

  // Adds figures to `extraction` and hangs them on the claims of their sentence about the same pair.
  void Read(const Source& source, const Reading& reading, const RegionContext& context, Extraction& extraction) const;

 private:
  std::vector<std::u32string> counted_;  // nouns whose numbers matter
  std::vector<std::u32string> sums_;     // what money is called
};

}  // namespace qiao::loaders::news
