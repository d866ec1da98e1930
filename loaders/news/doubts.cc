#include "loaders/news/doubts.h"

#include <algorithm>
#include <array>

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr double kLeastScore = 0.75;
constexpr double kLeastLikenessOfParts = 0.5;
constexpr size_t kLeastLength = 5;
constexpr size_t kMostActors = 400;  // every pair is compared
constexpr u32string_view kNumerals = U"一二三四五六七八九十0123456789";

// Of a row, each character tells another thing: 东门小学 and 西门小学, 中心医院 and 中医医院.
constexpr std::array<u32string_view, 7> kContrasts = {U"东西南北中", U"大中小", U"上下",          U"前后",
                                                      U"新老旧",     U"医心",   U"省市区县镇乡村"};

// The longest common subsequence's share of both names.
double Likeness(u32string_view a, u32string_view b) {
  std::vector<size_t> row(b.size() + 1, 0);
  for (const char32_t c : a) {
    size_t diagonal = 0;
    for (size_t k = 0; k < b.size(); ++k) {
      const size_t above = row[k + 1];
      row[k + 1] = c == b[k] ? diagonal + 1 : std::max(row[k + 1], row[k]);
      diagonal = above;
    }
  }
  return 2.0 * static_cast<double>(row.back()) / static_cast<double>(a.size() + b.size());
}

std::u32string Numbers(u32string_view name) {
  std::u32string numbers;
  for (const char32_t c : name) {
    if (kNumerals.find(c) != u32string_view::npos) numbers += c;
  }
  return numbers;
}

bool Contrast(char32_t one, char32_t other) {
  return std::ranges::any_of(kContrasts, [&](u32string_view row) {
    return row.find(one) != u32string_view::npos && row.find(other) != u32string_view::npos;
  });
}

// 甲县中医院 and 甲县人民医院 agree but for a part in which they have little in common: they are two. A single
// character may be a misprint, unless it tells them apart.
bool DifferInOnePart(u32string_view one, u32string_view other) {
  const auto from_left = std::ranges::mismatch(one, other);
  one.remove_prefix(static_cast<size_t>(from_left.in1 - one.begin()));
  other.remove_prefix(static_cast<size_t>(from_left.in2 - other.begin()));
  while (!one.empty() && !other.empty() && one.back() == other.back()) {
    one.remove_suffix(1);
    other.remove_suffix(1);
  }
  if (one.empty() || other.empty()) return false;
  if (one.size() + other.size() == 2) return Contrast(one.front(), other.front());
  return Likeness(one, other) < kLeastLikenessOfParts;
}

}  // namespace

std::vector<PossibleSame> FindDoubts(const Reading& reading) {
  std::vector<PossibleSame> doubts;
  const auto& actors = reading.actors;
  const auto n = static_cast<uint32_t>(std::min(actors.size(), kMostActors));
  for (uint32_t a = 0; a < n; ++a) {
    if (actors[a].region != kNoRegion || actors[a].name.size() < kLeastLength) continue;
    for (uint32_t b = a + 1; b < n; ++b) {
      if (actors[b].label != actors[a].label || actors[b].region != kNoRegion || actors[b].name.size() < kLeastLength)
        continue;
      if (actors[a].known != UINT32_MAX && actors[b].known != UINT32_MAX) continue;
      // A body and its branch are told apart by their names.
      const u32string_view one = actors[a].name, other = actors[b].name;
      if (one.starts_with(other) || other.starts_with(one)) continue;
      if (Numbers(actors[a].name) != Numbers(actors[b].name) || actors[a].name_regions != actors[b].name_regions)
        continue;
      if (DifferInOnePart(one, other)) continue;
      const double score = Likeness(one, other);
      if (score >= kLeastScore) doubts.push_back({a, b, score});
    }
  }
  return doubts;
}

}  // namespace qiao::loaders::news
