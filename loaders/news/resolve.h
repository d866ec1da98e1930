// Names in the text -> entities: one for each real thing, canonical names, and which stretch of text means which.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "loaders/news/lists.h"
#include "loaders/news/region_context.h"
#include "loaders/news/spot.h"

namespace qiao::loaders::news {

// What is known about an entity beside its face to the outside.
struct Actor {
  EntityLabel label = EntityLabel::kAgency;
  std::u32string name;
  std::string kind;
  RegionId region = kNoRegion;         // of a region
  std::vector<RegionId> name_regions;  // that its name holds, in order
  RegionId seat = kNoRegion;           // known, or told by context: 市教育局
  size_t first = 0;                    // where it is named first
  uint32_t known = UINT32_MAX;         // of Lexicon::known()
  bool full = false;                   // the name came with its ending; false for a brand told by a list
};

// A stretch of text that means one or several entities (两地, 京长).
struct Item {
  size_t begin = 0;
  size_t end = 0;
  std::vector<uint32_t> actors;
  bool nested = false;  // inside a longer item
  bool pronoun = false;
};

struct Reading {
  std::vector<Actor> actors;
  std::vector<Item> items;                                       // by begin, longer first
  std::vector<std::vector<std::pair<size_t, size_t>>> mentions;  // of each actor
};

class Resolver {
 public:
  static base::Result<Resolver> Create();

  // `own_body`: whose page this is, as far as it says; what 我院 and 我校 mean.
  Reading Resolve(const Lexicon& lexicon, const Scan& scan, const RegionContext& context,
                  const std::vector<Spot>& spots, const std::vector<ListItem>& list_items,
                  const std::u32string& programme, std::u32string_view own_body) const;

 private:
  std::map<std::u32string, std::u32string, std::less<>> expansions_;
};

}  // namespace qiao::loaders::news
