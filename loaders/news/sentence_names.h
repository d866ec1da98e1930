// The names of a sentence as patterns read them: what stands between them, rows of them, and those that are places.
#pragma once

#include <optional>
#include <string_view>

#include "loaders/news/rule_match.h"
#include "loaders/news/sentence_places.h"

namespace qiao::loaders::news {

inline constexpr std::u32string_view kClauseMarks = U",。;:!?¦\n";  // ¦ is kCell
inline constexpr std::u32string_view kQuoteMarks = U"“”《》‘’";

class SentenceNames {
 public:
  SentenceNames(const SentenceView& sentence, const SentencePlaces& places) : s_(sentence), places_(places) {}

  const news::Item& Item(uint32_t i) const { return s_.reading->items[s_.items[i]]; }
  // The item that begins at `at`; kUnseen without one.
  uint32_t ItemAt(size_t at) const { return places_.item_at[at - s_.begin]; }
  char32_t Char(size_t i) const { return i < s_.end ? s_.text[i] : U'\n'; }
  bool StartsWith(size_t at, std::u32string_view word) const {
    return at + word.size() <= s_.end && s_.text.substr(at, word.size()) == word;
  }
  size_t SkipQuotes(size_t at) const;
  // Behind a name: quotes, and a place in brackets, 哈尔滨工业大学(深圳), or another name, (以下简称“某某”).
  size_t BehindName(size_t at) const;
  // 按6:4的比例, 1,200万元: no clause ends there.
  bool WithinNumber(size_t i) const;

  // The item behind 、 or 和, also over 等8所高校及.
  std::optional<uint32_t> NextListed(uint32_t i) const;
  // Stands a place at `at`, behind 在 or 赴 or further on in a list that does, rather than who acts?
  bool IsPlace(size_t at) const;

 private:
  bool HelpedBefore(size_t end) const;
  uint32_t BehindOwner(uint32_t owner, uint32_t listed) const;
  size_t BehindQuantity(const news::Item& item, size_t at) const;
  bool EndsRelativeClause(uint32_t i, uint32_t next) const;

  const SentenceView& s_;
  const SentencePlaces& places_;
};

}  // namespace qiao::loaders::news
