// Finds where a pattern of a rule fits a sentence.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "loaders/news/quantities.h"
#include "loaders/news/resolve.h"
#include "loaders/news/rule.h"

namespace qiao::loaders::news {

// What a slot holds in one match.
struct Binding {
  const std::string* slot = nullptr;
  std::vector<uint32_t> actors;
  bool couples = false;                    // the first actor goes with the second, the third with the fourth …
  uint32_t labels = 0;                     // of a quotation: which entity to make
  std::pair<size_t, size_t> quoted{0, 0};  // its text
  std::optional<Amount> amount;
  std::vector<std::pair<size_t, size_t>> spans;  // of the items, or of the words
  std::string_view how;                          // of a frame's role: by what it was found
};

struct Match {
  const Rule* rule = nullptr;
  size_t begin = 0;
  size_t end = 0;
  std::vector<Binding> bindings;
  bool aligned = false;                  // 分别: the first of one list goes with the first of the other
  bool each = false;                     // 各出资1亿元: the sum is every one's own
  std::pair<size_t, size_t> verb{0, 0};  // of a frame
};

// One sentence with its items: all that a pattern can see.
struct SentenceView {
  std::u32string_view text;  // of the whole article
  size_t begin = 0;
  size_t end = 0;
  const Reading* reading = nullptr;
  std::vector<uint32_t> items;  // of the reading, not nested, in order
  uint32_t home = UINT32_MAX;  // who acts when nobody is named: the paragraph's last subject, else the article's region
  uint32_t last_event = UINT32_MAX;  // the event that a sentence before named last
  uint32_t last_thing = UINT32_MAX;  // the project or park that a sentence before named last, in the same paragraph
};

// A pattern that fits but for one element.
struct NearMiss {
  const Rule* rule = nullptr;
  size_t begin = 0;
  size_t end = 0;          // how far it fits
  std::string expected;    // what should follow there
  std::u32string against;  // or the word that forbids it: 尚未
};

// Which names a frame's verb was given, and why: for those who ask.
struct RolesFilled {
  const Rule* rule = nullptr;
  size_t begin = 0;
  std::pair<size_t, size_t> verb;
  std::vector<Binding> roles;
};

struct SentencePlaces;

// Where one pattern of a rule fits; matches don't begin twice at the same place. `misses`, when wanted, gets the
// attempt that failed by one element.
std::vector<Match> MatchPattern(const SentenceView& sentence, const SentencePlaces& places, const Rule& rule,
                                const Pattern& pattern, std::vector<NearMiss>* misses);

}  // namespace qiao::loaders::news
