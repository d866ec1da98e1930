// Reads the pieces that temporal texts are made of, from left to right.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace qiao::base {

class TemporalScanner {
 public:
  explicit TemporalScanner(std::string_view text) : rest_(text) {}

  bool AtEnd() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }
  char Peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  bool Take(char wanted);
  // How many digits come next.
  size_t CountDigits() const;
  // Exactly `count` digits, at most 18; nullopt, and nothing taken, when there are fewer.
  std::optional<int64_t> Digits(size_t count);
  // One digit where no other follows, two otherwise.
  std::optional<int64_t> OneOrTwoDigits();
  // ".142" or ",142" as nanoseconds: 1 to 9 digits. Nullopt when no such fraction comes next.
  std::optional<int64_t> Fraction();
  // "Z", "+01", "-0130", "+01:30:15" in seconds, not yet checked for its size; nullopt when none comes next.
  std::optional<int64_t> Offset();

 private:
  std::string_view rest_;
};

}  // namespace qiao::base
