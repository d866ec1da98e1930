// One walk over an article's text with the lexicon: which regions stand where, and what every other character belongs
// to. Linear in the text.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "loaders/news/lexicon.h"

namespace qiao::loaders::news {

// A region's name in the text, decided among all regions that bear it.
struct RegionToken {
  size_t begin = 0;
  size_t end = 0;
  RegionId region = kNoRegion;
  bool full = false;
};

enum class Cover : uint8_t { kPlain, kRegion, kKnown, kEnding, kKeep, kSoft, kStop };

// The token that a character belongs to; plain characters are tokens of their own.
struct Token {
  uint32_t begin = 0;
  uint32_t end = 0;
  Cover cover = Cover::kPlain;
  uint32_t index = 0;  // of Scan::regions, Lexicon::known() or Lexicon::endings()
};

// A common word that ends some names. No token: names may hold it, and go on behind it.
struct LooseEnding {
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t ending = 0;  // of Lexicon::endings(), where the table has it
};

struct Scan {
  std::u32string_view text;
  std::vector<RegionToken> regions;
  std::vector<Token> tokens;
  std::vector<uint32_t> token_at;  // of each character, the index of its token

  std::vector<LooseEnding> works;     // of what is built or founded, by their begin, shorter ones first
  std::vector<LooseEnding> branches;  // of companies: 袜业, 印染
  std::vector<LooseEnding> goods;     // words for goods, by their begin, shorter ones first
  std::vector<uint32_t> founded;      // where verbs of building and founding end, in order of their begins

  // Words of trade, a bit for each of kSold, kSelling and kAdverb: which begin at a character, and which end before it.
  std::vector<uint8_t> trade_begins;
  std::vector<uint8_t> trade_ends;

  const Token& At(size_t position) const { return tokens[token_at[position]]; }
  bool RegionsAround(size_t i) const;  // 大连市|与|上海市
  bool TradeBegins(size_t at, WordClass words) const { return (trade_begins[at] & TradeBit(words)) != 0; }
  bool TradeEnds(size_t at, WordClass words) const { return (trade_ends[at] & TradeBit(words)) != 0; }

  static uint8_t TradeBit(WordClass words) {
    return static_cast<uint8_t>(1u << (static_cast<uint32_t>(words) - static_cast<uint32_t>(WordClass::kSold)));
  }
};

Scan ScanText(const Lexicon& lexicon, std::u32string_view text);

}  // namespace qiao::loaders::news
