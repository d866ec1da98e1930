#include "base/temporal_scanner.h"

namespace qiao::base {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

bool TemporalScanner::Take(char wanted) {
  if (rest_.empty() || rest_.front() != wanted) return false;
  rest_.remove_prefix(1);
  return true;
}

size_t TemporalScanner::CountDigits() const {
  size_t count = 0;
  while (count < rest_.size() && IsDigit(rest_[count])) ++count;
  return count;
}

std::optional<int64_t> TemporalScanner::Digits(size_t count) {
  if (count == 0 || count > 18 || CountDigits() < count) return std::nullopt;
  int64_t number = 0;
  for (const char c : rest_.substr(0, count)) number = number * 10 + (c - '0');
  rest_.remove_prefix(count);
  return number;
}

std::optional<int64_t> TemporalScanner::OneOrTwoDigits() { return Digits(CountDigits() == 1 ? 1 : 2); }

std::optional<int64_t> TemporalScanner::Fraction() {
  if (Peek() != '.' && Peek() != ',') return std::nullopt;
  TemporalScanner behind(rest_.substr(1));
  const size_t count = behind.CountDigits();
  if (count == 0 || count > 9) return std::nullopt;
  int64_t nanoseconds = *behind.Digits(count);
  for (size_t i = count; i < 9; ++i) nanoseconds *= 10;
  *this = behind;
  return nanoseconds;
}

std::optional<int64_t> TemporalScanner::Offset() {
  if (Take('Z') || Take('z')) return 0;
  if (Peek() != '+' && Peek() != '-') return std::nullopt;
  const int64_t sign = Peek() == '-' ? -1 : 1;
  TemporalScanner behind(rest_.substr(1));
  const auto hours = behind.Digits(2);
  if (!hours) return std::nullopt;
  int64_t parts[2] = {0, 0};
  const bool colons = behind.Peek() == ':';
  for (int64_t& part : parts) {
    if (colons ? !behind.Take(':') : behind.CountDigits() == 0) break;
    const auto digits = behind.Digits(2);
    if (!digits || *digits > 59) return std::nullopt;
    part = *digits;
  }
  *this = behind;
  return sign * (*hours * 3600 + parts[0] * 60 + parts[1]);
}

}  // namespace qiao::base
