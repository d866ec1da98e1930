#include "query/functions/round.h"

#include <charconv>
#include <cmath>
#include <iterator>
#include <string>

#include "base/text.h"

namespace qiao::query {
namespace {

// Whether the digits kept grow by one in their last place. `rest` are the digits cut off, `odd` tells of the last kept.
bool RoundsAway(std::string_view rest, bool odd, bool negative, RoundingMode mode) {
  if (rest.find_first_not_of('0') == std::string_view::npos) return false;
  const bool half = rest[0] == '5' && rest.find_first_not_of('0', 1) == std::string_view::npos;
  const bool more = rest[0] >= '5' && !half;
  switch (mode) {
    case RoundingMode::kUp:
      return true;
    case RoundingMode::kDown:
      return false;
    case RoundingMode::kCeiling:
      return !negative;
    case RoundingMode::kFloor:
      return negative;
    case RoundingMode::kHalfUp:
      return more || half;
    case RoundingMode::kHalfDown:
      return more;
    case RoundingMode::kHalfEven:
      return more || (half && odd);
  }
  return false;
}

// 199 -> 200, 999 -> 1000.
void Increment(std::string& digits) {
  for (size_t i = digits.size(); i-- > 0;) {
    if (digits[i] != '9') {
      ++digits[i];
      return;
    }
    digits[i] = '0';
  }
  digits.insert(digits.begin(), '1');
}

}  // namespace

std::optional<RoundingMode> FindRoundingMode(std::string_view name) {
  static constexpr std::pair<std::string_view, RoundingMode> kModes[] = {
      {"up", RoundingMode::kUp},
      {"down", RoundingMode::kDown},
      {"ceiling", RoundingMode::kCeiling},
      {"floor", RoundingMode::kFloor},
      {"half_up", RoundingMode::kHalfUp},
      {"half_down", RoundingMode::kHalfDown},
      {"half_even", RoundingMode::kHalfEven},
  };
  const std::string lower = base::AsciiLower(name);
  for (const auto& [known, mode] : kModes) {
    if (known == lower) return mode;
  }
  return std::nullopt;
}

double RoundDecimal(double number, int64_t decimals, RoundingMode mode) {
  if (!std::isfinite(number) || number == 0) return number;
  // All digits before the point and behind it, without an exponent; 1e308 has 309 of them, the smallest float 1,074.
  char buffer[1500];
  const auto written = std::to_chars(buffer, std::end(buffer), std::abs(number), std::chars_format::fixed);
  const std::string_view digits(buffer, static_cast<size_t>(written.ptr - buffer));
  const size_t point = digits.find('.');
  if (point == std::string_view::npos) return number;
  const std::string_view fraction = digits.substr(point + 1);
  if (decimals >= static_cast<int64_t>(fraction.size())) return number;

  const std::string_view rest = fraction.substr(static_cast<size_t>(decimals));
  std::string kept(digits.substr(0, point));
  kept += fraction.substr(0, static_cast<size_t>(decimals));
  if (RoundsAway(rest, (kept.back() - '0') % 2 != 0, number < 0, mode)) Increment(kept);
  kept.insert(kept.size() - static_cast<size_t>(decimals), ".");
  kept += '0';
  double rounded = number;
  std::from_chars(kept.data(), kept.data() + kept.size(), rounded);
  return std::copysign(rounded, number);
}

}  // namespace qiao::query
