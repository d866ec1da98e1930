#include "cli/quantity.h"

#include <charconv>
#include <limits>
#include <optional>

#include "base/text.h"

namespace qiao::cli {
namespace {

struct Unit {
  std::string_view name;
  uint64_t factor;
};

// A whole number with a unit of the table.
template <size_t n>
std::optional<uint64_t> Parse(std::string_view text, const Unit (&units)[n], Zero zero) {
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || (number == 0 && zero == Zero::kRefused)) return std::nullopt;
  const std::string name = base::AsciiLower(base::Trim(text.substr(static_cast<size_t>(end - text.data()))));
  for (const Unit& unit : units) {
    if (unit.name != name) continue;
    if (number > static_cast<uint64_t>(std::numeric_limits<int64_t>::max()) / unit.factor) return std::nullopt;
    return number * unit.factor;
  }
  return std::nullopt;
}

}  // namespace

base::Result<std::chrono::milliseconds> ParseDuration(std::string_view text, Zero zero) {
  static constexpr Unit kUnits[] = {{"", 1000},    {"ms", 1},       {"s", 1000},
                                    {"m", 60'000}, {"min", 60'000}, {"h", 3'600'000}};
  const auto milliseconds = Parse(text, kUnits, zero);
  if (milliseconds) return std::chrono::milliseconds(*milliseconds);
  return base::MakeError(base::ErrorCode::kArgument, "'{}' is no duration; write it like 500ms, 30s or 5m", text);
}

base::Result<size_t> ParseBytes(std::string_view text) {
  static constexpr Unit kUnits[] = {
      {"", 1},           {"b", 1},           {"kb", 1ULL << 10}, {"k", 1ULL << 10}, {"mb", 1ULL << 20},
      {"m", 1ULL << 20}, {"gb", 1ULL << 30}, {"g", 1ULL << 30}};
  const auto bytes = Parse(text, kUnits, Zero::kRefused);
  if (bytes) return static_cast<size_t>(*bytes);
  return base::MakeError(base::ErrorCode::kArgument, "'{}' is no amount of memory; write it like 512MB or 2GB", text);
}

}  // namespace qiao::cli
