// Entities that the text names by no ending of its own: quotations, and what `make` puts together.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "loaders/news/region_context.h"
#include "loaders/news/resolve.h"
#include "loaders/news/rule.h"
#include "loaders/news/rule_match.h"

namespace qiao::loaders::news {

// What a match binds to a slot; nullptr for nothing.
const Binding* BindingOf(const Match& match, std::string_view slot);

// Adds to one article's reading.
//
// Owner: the caller; text, context and reading must outlive it.
class EntityMaker {
 public:
  EntityMaker(std::u32string_view text, const RegionContext& context, Reading& reading)
      : text_(text), context_(context), reading_(reading) {}

  uint32_t Quoted(const Binding& binding);
  // 代表团赴甲县、乙县考察: slots stand for the words that name them, regions without those above them.
  uint32_t Make(const Match& match, const MakeTemplate& make);

 private:
  std::u32string_view Surface(std::pair<size_t, size_t> span) const;
  // The actor of this label and name, old or new.
  uint32_t Actor(EntityLabel label, std::u32string name, size_t begin, size_t end);

  std::u32string_view text_;
  const RegionContext& context_;
  Reading& reading_;
};

}  // namespace qiao::loaders::news
