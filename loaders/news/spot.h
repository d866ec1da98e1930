// Where bodies, projects and events are named, by the grammar of names.txt: an ending, and how far back its name
// reaches.
#pragma once

#include <string>
#include <vector>

#include "loaders/news/scan.h"

namespace qiao::loaders::news {

inline constexpr uint32_t kNoEnding = UINT32_MAX;

// One name in the text; what it means is decided later.
struct Spot {
  size_t begin = 0;
  size_t end = 0;
  EntityLabel label = EntityLabel::kAgency;
  std::string kind;
  uint32_t ending = kNoEnding;
  uint32_t known = UINT32_MAX;    // of Lexicon::known()
  RegionId region = kNoRegion;    // for a region's own mention
  std::vector<RegionId> regions;  // named within the span, in order
  size_t lead_end = 0;            // behind the regions that open the name (= begin without any)
  size_t ending_begin = 0;
  char32_t level = 0;         // 市 of 市教育局: a region that only context tells
  bool bare = false;          // an ending alone, 人民医院: only a list or the article tells whose
  bool nested = false;        // inside a longer name
  bool surface_name = false;  // named as written, without an ending of the table
  bool generic = false;       // an event without a name: 在…召开的座谈会
};

// Fills in the regions within the span, and where those end that open it.
void TakeRegions(const Scan& scan, Spot& spot);

// Sorted by begin, longer ones first; nested names follow the name that holds them.
std::vector<Spot> SpotNames(const Lexicon& lexicon, const Scan& scan);

}  // namespace qiao::loaders::news
