#include "loaders/news/finding.h"

#include <algorithm>

namespace qiao::loaders::news {

namespace {

// Longer ones are cut, so that evidence stays small whatever the page holds.
constexpr size_t kLongSentence = 500;
constexpr size_t kLongestSentence = 1000;

}  // namespace

std::vector<std::pair<size_t, size_t>> Sentences(std::u32string_view text) {
  std::vector<std::pair<size_t, size_t>> sentences;
  size_t begin = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    const size_t length = i - begin;
    if (length >= kLongestSentence || (length >= kLongSentence && c == U',')) {
      sentences.emplace_back(begin, i + 1);
      begin = i + 1;
      continue;
    }
    if (c != U'。' && c != U'!' && c != U'?' && c != U';' && c != U'\n' && c != U'…') continue;
    size_t end = i + 1;
    if (c == U'\n') {
      end = i;
    } else if (end < text.size() && (text[end] == U'”' || text[end] == U')')) {
      i = end++;
    }
    if (end > begin) sentences.emplace_back(begin, end);
    begin = i + 1;
  }
  if (begin < text.size()) sentences.emplace_back(begin, text.size());
  return sentences;
}

std::pair<size_t, size_t> SentenceAt(const std::vector<std::pair<size_t, size_t>>& sentences, size_t position) {
  auto at = std::upper_bound(sentences.begin(), sentences.end(), position,
                             [](size_t p, const std::pair<size_t, size_t>& s) { return p < s.first; });
  if (at == sentences.begin()) return {position, position};
  return *--at;
}

RegionId BracketedPlace(const Gazetteer& regions, const Actor& actor) {
  const size_t open = actor.name.find(U'(');
  if (open == std::u32string::npos) return kNoRegion;
  const std::u32string_view inside = std::u32string_view(actor.name).substr(open + 1);
  RegionId place = kNoRegion;  // of (深圳福田) the deepest
  for (const RegionId region : actor.name_regions) {
    const std::u32string& brief = regions[region].brief;
    const bool named = inside.starts_with(regions[region].name) || (!brief.empty() && inside.starts_with(brief));
    if (named || (place != kNoRegion && regions.Within(region, place))) place = region;
  }
  return place;
}

}  // namespace qiao::loaders::news
