#include <algorithm>
#include <vector>

#include "base/text.h"

namespace qiao::base {
namespace {

std::vector<char32_t> CodePoints(std::string_view text) {
  std::vector<char32_t> points;
  for (size_t position = 0; position < text.size();) points.push_back(NextCodePoint(text, position));
  return points;
}

// Names longer than this are no slips of the pen; comparing them would only cost time.
constexpr size_t kLongestName = 128;

}  // namespace

size_t EditDistance(std::string_view a, std::string_view b) {
  const std::vector<char32_t> from = CodePoints(a);
  const std::vector<char32_t> to = CodePoints(b);
  // Rows of the classic table: the row before the last one is needed for swapped neighbours.
  std::vector<size_t> older(to.size() + 1), last(to.size() + 1), row(to.size() + 1);
  for (size_t j = 0; j <= to.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= from.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= to.size(); ++j) {
      const size_t replaced = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1]) {
        row[j] = std::min(row[j], older[j - 2] + 1);
      }
    }
    std::swap(older, last);
    std::swap(last, row);
  }
  return last[to.size()];
}

std::optional<std::string_view> ClosestName(std::string_view name, std::span<const std::string_view> candidates) {
  if (name.size() > kLongestName) return std::nullopt;
  const std::string wanted = ToLower(name);
  const size_t length = CodePointCount(wanted);
  // A third of the letters may be wrong; in a short Chinese name one may.
  size_t best_distance = std::max<size_t>(1, length / 3) + 1;
  std::optional<std::string_view> best;
  for (std::string_view candidate : candidates) {
    if (candidate.size() > kLongestName) continue;
    const std::string other = ToLower(candidate);
    const size_t distance = EditDistance(wanted, other);
    if (distance < best_distance && distance < std::max(length, CodePointCount(other))) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace qiao::base
