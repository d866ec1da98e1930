// Where the names of a sentence stand and how they hang together, worked out once for all rules.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "loaders/news/rule_match.h"

namespace qiao::loaders::news {

inline constexpr uint32_t kUnseen = UINT32_MAX;

// 甲市支援乙县、丙市支援丁县: 乙县 is helped and acts in no pattern, 丙市 helps next and is in no list with it.
enum class Chain : uint8_t { kNone, kHelped, kHelps };

// Numbers of items are those of `SentenceView::items`.
struct SentencePlaces {
  explicit SentencePlaces(const SentenceView& sentence);

  std::vector<uint32_t> item_at;     // of each character of the sentence, the item that begins there; kUnseen for none
  std::vector<uint32_t> couple_end;  // of each item in a row of couples (甲与乙、丙与丁), the item behind the row
  std::vector<Chain> chains;         // of each item

 private:
  void FindHelpChains(const SentenceView& sentence);
  void FindCouples(const SentenceView& sentence, uint32_t first);
};

}  // namespace qiao::loaders::news
