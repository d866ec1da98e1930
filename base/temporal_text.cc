#include "base/temporal_text.h"

#include <fmt/format.h>

#include <cstdlib>

#include "base/calendar.h"

namespace qiao::base {
namespace {

// ".5", ".000000002"; nothing for zero.
std::string FractionText(int64_t nanoseconds) {
  if (nanoseconds == 0) return "";
  std::string digits = fmt::format(".{:09}", nanoseconds);
  digits.erase(digits.find_last_not_of('0') + 1);
  return digits;
}

// ".500", ".000000002": whole milliseconds, microseconds or nanoseconds.
std::string FractionInThrees(int64_t nanoseconds) {
  std::string digits = FractionText(nanoseconds);
  while (digits.size() % 3 != 1 && !digits.empty()) digits += '0';
  return digits;
}

std::string TimeOfDayText(int64_t nanoseconds, TimeStyle style) {
  const int64_t seconds = nanoseconds / kNanosPerSecond;
  const int64_t fraction = nanoseconds % kNanosPerSecond;
  std::string text = fmt::format("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
  if (style == TimeStyle::kFull) return text + fmt::format(":{:02}", seconds % 60) + FractionText(fraction);
  if (seconds % 60 != 0 || fraction != 0) text += fmt::format(":{:02}", seconds % 60) + FractionInThrees(fraction);
  return text;
}

}  // namespace

std::string ToString(const Date& date) {
  const CivilDate civil = CivilOf(date);
  const char* sign = civil.year < 0 ? "-" : civil.year > 9999 ? "+" : "";
  return fmt::format("{}{:04}-{:02}-{:02}", sign, std::abs(civil.year), civil.month, civil.day);
}

std::string ToString(const LocalTime& time, TimeStyle style) { return TimeOfDayText(time.nanoseconds, style); }

std::string ToString(const Time& time, TimeStyle style) {
  return TimeOfDayText(time.nanoseconds, style) + OffsetText(time.offset_seconds);
}

std::string ToString(const LocalDateTime& datetime, TimeStyle style) {
  const DayAndTime parts = Split(datetime);
  return ToString(parts.date) + "T" + TimeOfDayText(parts.nanoseconds, style);
}

std::string ToString(const DateTime& datetime, TimeStyle style) {
  std::string text = ToString(LocalOf(datetime), style) + OffsetText(datetime.offset_seconds);
  if (!datetime.zone.empty()) text += "[" + datetime.zone + "]";
  return text;
}

std::string OffsetText(int32_t offset_seconds) {
  if (offset_seconds == 0) return "Z";
  const int32_t size = std::abs(offset_seconds);
  std::string text = fmt::format("{}{:02}:{:02}", offset_seconds < 0 ? '-' : '+', size / 3600, size / 60 % 60);
  if (size % 60 != 0) text += fmt::format(":{:02}", size % 60);
  return text;
}

std::string ToString(const Duration& duration) {
  std::string text = "P";
  const auto add = [&](int64_t amount, char unit) {
    if (amount != 0) text += fmt::format("{}{}", amount, unit);
  };
  add(duration.months / 12, 'Y');
  add(duration.months % 12, 'M');
  add(duration.days, 'D');

  // Stored nanoseconds are never negative; printed ones have the sign of the seconds.
  int64_t seconds = duration.seconds;
  int64_t nanoseconds = duration.nanoseconds;
  if (seconds < 0 && nanoseconds > 0) {
    ++seconds;
    nanoseconds -= kNanosPerSecond;
  }
  if (seconds != 0 || nanoseconds != 0) {
    text += 'T';
    add(seconds / 3600, 'H');
    add(seconds / 60 % 60, 'M');
    const int64_t rest = seconds % 60;
    if (rest != 0 || nanoseconds != 0) {
      const char* sign = rest < 0 || nanoseconds < 0 ? "-" : "";
      text += fmt::format("{}{}{}S", sign, std::abs(rest), FractionText(std::abs(nanoseconds)));
    }
  }
  return text == "P" ? "PT0S" : text;
}

}  // namespace qiao::base
