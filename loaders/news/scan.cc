#include "loaders/news/scan.h"

#include <algorithm>
#include <optional>

#include "loaders/news/region_tokens.h"
#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

constexpr size_t kLongEnding = 4;  // 有限公司

std::optional<Cover> CoverOf(Term term) {
  switch (term.kind) {
    case TermKind::kRegion:
      return std::nullopt;
    case TermKind::kKnown:
      return Cover::kKnown;
    case TermKind::kEnding:
      return Cover::kEnding;
    case TermKind::kWord:
      break;
  }
  switch (static_cast<WordClass>(term.index)) {
    case WordClass::kStop:
      return Cover::kStop;
    case WordClass::kHold:
      return Cover::kStop;
    case WordClass::kSoft:
      return Cover::kSoft;
    case WordClass::kKeep:
      return Cover::kKeep;
    case WordClass::kTitle:
    case WordClass::kGeneric:
    case WordClass::kAmbiguous:
    case WordClass::kIndustry:
    case WordClass::kGoods:
    case WordClass::kFounds:
    case WordClass::kBuilds:
    case WordClass::kBuilt:
    case WordClass::kSigns:
    case WordClass::kUnplaced:
    case WordClass::kSold:
    case WordClass::kSelling:
    case WordClass::kAdverb:
      return std::nullopt;
  }
  return std::nullopt;
}

// 玩具有限公司: 具有 is no word where a longer ending begins inside it.
bool CutsEnding(const std::vector<Hit>& hits, size_t word, size_t end) {
  for (size_t k = word + 1; k < hits.size() && hits[k].begin < end; ++k) {
    if (hits[k].begin > hits[word].begin && hits[k].term.kind == TermKind::kEnding && hits[k].length >= kLongEnding)
      return true;
  }
  return false;
}

}  // namespace

bool Scan::RegionsAround(size_t i) const {
  return i > 0 && i + 1 < text.size() && IsHan(text[i - 1]) && IsHan(text[i + 1]) &&
         At(i - 1).cover == Cover::kRegion && At(i + 1).cover == Cover::kRegion;
}

Scan ScanText(const Lexicon& lexicon, std::u32string_view text) {
  Scan scan;
  scan.text = text;
  scan.trade_begins.resize(text.size() + 1);
  scan.trade_ends.resize(text.size() + 1);
  std::vector<Hit> hits;
  for (size_t i = 0; i < text.size(); ++i) {
    if (!IsHan(text[i]) && !IsLatin(text[i])) continue;
    lexicon.Match(text, i, [&](size_t length, Term term) {
      const auto begin = static_cast<uint32_t>(i), end = static_cast<uint32_t>(i + length);
      if (term.kind == TermKind::kEnding) {
        const Ending& ending = lexicon.endings()[term.index];
        if (ending.founded || ending.branch) {
          (ending.founded ? scan.works : scan.branches).push_back({begin, end, term.index});
          return;
        }
      }
      if (term.kind == TermKind::kWord && term.index == static_cast<uint32_t>(WordClass::kFounds)) {
        scan.founded.push_back(end);
        return;
      }
      if (term.kind == TermKind::kWord && term.index == static_cast<uint32_t>(WordClass::kGoods)) {
        scan.goods.push_back({begin, end, 0});
        return;
      }
      if (term.kind == TermKind::kWord && term.index >= static_cast<uint32_t>(WordClass::kSold)) {
        const uint8_t bit = Scan::TradeBit(static_cast<WordClass>(term.index));
        scan.trade_begins[i] |= bit;
        scan.trade_ends[i + length] |= bit;
        return;
      }
      hits.push_back({begin, end - begin, term});
    });
  }
  scan.regions = FindRegions(lexicon, text, hits);

  // The longest word at a place wins; of equally long ones the class that stands first in this order.
  auto rank = [](Cover cover) {
    switch (cover) {
      case Cover::kKnown:
        return 0;
      case Cover::kEnding:
        return 1;
      case Cover::kKeep:
        return 2;
      case Cover::kSoft:
        return 3;
      case Cover::kStop:
        return 4;
      case Cover::kRegion:
      case Cover::kPlain:
        return 5;
    }
    return 5;
  };
  scan.token_at.resize(text.size());
  size_t next_region = 0, h = 0;
  for (size_t i = 0; i < text.size();) {
    Token token{static_cast<uint32_t>(i), static_cast<uint32_t>(i + 1), Cover::kPlain, 0};
    while (next_region < scan.regions.size() && scan.regions[next_region].begin < i) ++next_region;
    const bool region = next_region < scan.regions.size() && scan.regions[next_region].begin == i;
    if (region) {
      token = {token.begin, static_cast<uint32_t>(scan.regions[next_region].end), Cover::kRegion,
               static_cast<uint32_t>(next_region)};
    }
    while (h < hits.size() && hits[h].begin < i) ++h;
    for (size_t k = h; k < hits.size() && hits[k].begin == i; ++k) {
      const auto cover = CoverOf(hits[k].term);
      const uint32_t end = hits[k].begin + hits[k].length;
      // A region gives way only to a longer known body that begins with it: 北京大学.
      if (!cover || (region && *cover != Cover::kKnown)) continue;
      // A region later inside the word ends it, unless the word knows better.
      const size_t inner = region ? next_region + 1 : next_region;
      const bool cuts = inner < scan.regions.size() && scan.regions[inner].begin < end && scan.regions[inner].end > end;
      if (cuts && *cover != Cover::kKnown) continue;
      if (*cover == Cover::kStop && CutsEnding(hits, k, end)) continue;
      if (end > token.end || (end == token.end && rank(*cover) < rank(token.cover))) {
        token.end = end;
        token.cover = *cover;
        token.index = hits[k].term.index;
      }
    }
    for (size_t c = token.begin; c < token.end; ++c) scan.token_at[c] = static_cast<uint32_t>(scan.tokens.size());
    scan.tokens.push_back(token);
    i = token.end;
  }
  return scan;
}

}  // namespace qiao::loaders::news
