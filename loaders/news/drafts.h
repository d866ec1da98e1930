// All that names something in a text, from every step that looks for names, in one list for the resolver.
#pragma once

#include <optional>
#include <vector>

#include "loaders/news/lists.h"
#include "loaders/news/region_words.h"
#include "loaders/news/spot.h"

namespace qiao::loaders::news {

// Something that stands in the text and is about to become an item.
struct Draft {
  size_t begin;
  size_t end;
  const Spot* spot = nullptr;
  const ListItem* listed = nullptr;
  const RegionWord* word = nullptr;
  RegionId region = kNoRegion;
  bool town = false;
  std::optional<EntityLabel> pronoun;  // 该项目: the last one named
  bool two = false;                    // 两校: the last two
  bool own = false;                    // 我院: the body whose page this is
  bool latter = false;                 // 后者: the body named last
  bool addressed = false;              // 贵院: the body that the letter is to
  size_t name_begin = 0;               // of a town: behind the region that holds it
};

// In the order of the text, longer ones first. Drafts point into the three lists.
std::vector<Draft> GatherDrafts(const Lexicon& lexicon, const Scan& scan, const std::vector<Spot>& spots,
                                const std::vector<ListItem>& list_items, const std::vector<RegionWord>& words);

}  // namespace qiao::loaders::news
