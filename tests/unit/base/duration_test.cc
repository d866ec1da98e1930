#include "base/duration.h"

#include <gtest/gtest.h>

#include "base/elapsed.h"
#include "base/temporal_text.h"

namespace qiao::base {
namespace {

template <class T>
std::string Shown(const Result<T>& result) {
  return result ? ToString(*result) : std::string(Name(result.error().code));
}
Duration D(const char* text) { return *ParseDuration(text); }

TEST(DurationTest, AddsAndScales) {
  const Duration duration = D("P12Y5M14DT16H13M10.000000001S");
  EXPECT_EQ(Shown(Add(duration, duration)), "P24Y10M28DT32H26M20.000000002S");
  EXPECT_EQ(Shown(Add(duration, *Negate(duration))), "PT0S");
  EXPECT_EQ(Shown(Multiply(duration, int64_t{2})), "P24Y10M28DT32H26M20.000000002S");
  EXPECT_EQ(Shown(Multiply(duration, 0.5)), "P6Y2M22DT13H21M8S");
  EXPECT_EQ(Shown(Divide(duration, 2)), "P6Y2M22DT13H21M8S");
  EXPECT_EQ(Shown(Multiply(D("P10D"), 0.7)), "P7D");
  EXPECT_EQ(Shown(Multiply(D("P1D"), 0.7)), "PT16H48M");
  EXPECT_EQ(Shown(Divide(D("PT1S"), 3)), "PT0.333333333S");
}

TEST(DurationTest, OverflowIsAnError) {
  const Duration longest{INT64_MAX, 0, 0, 0};
  EXPECT_EQ(Shown(Add(longest, D("P1M"))), "ArithmeticError");
  EXPECT_EQ(Shown(Negate(Duration{INT64_MIN, 0, 0, 0})), "ArithmeticError");
  EXPECT_EQ(Shown(Multiply(longest, int64_t{2})), "ArithmeticError");
  EXPECT_EQ(Shown(Multiply(longest, 1e300)), "ArithmeticError");
  EXPECT_EQ(Shown(Multiply(longest, std::numeric_limits<double>::quiet_NaN())), "ArithmeticError");
  EXPECT_EQ(Shown(Divide(longest, 0)), "ArithmeticError");
  EXPECT_EQ(Shown(Add(Duration{0, 0, INT64_MAX, 999'999'999}, D("PT0.000000001S"))), "ArithmeticError");
  EXPECT_EQ(Shown(Add(*ParseDate("+999999999-12-31"), D("P1D"))), "ArithmeticError");
  EXPECT_EQ(Shown(Add(*ParseDate("2023-01-01"), longest)), "ArithmeticError");
  EXPECT_EQ(Shown(Add(*ParseLocalDateTime("2023-01-01"), Duration{0, INT64_MAX, INT64_MAX, 0})), "ArithmeticError");
}

TEST(DurationTest, MovesTemporalValues) {
  EXPECT_EQ(Shown(Add(*ParseDate("2023-01-31"), D("P1M"))), "2023-02-28");
  EXPECT_EQ(Shown(Add(*ParseDate("2024-02-29"), D("P-1Y"))), "2023-02-28");
  EXPECT_EQ(Shown(Add(*ParseDate("2023-01-01"), D("PT47H"))), "2023-01-02");
  EXPECT_EQ(Shown(Add(*ParseDate("2023-01-01"), D("PT-23H"))), "2023-01-01");
  EXPECT_EQ(ToString(Add(*ParseLocalTime("12:31:14.000000001"), D("P14DT16H13M10.000000002S"))), "04:44:24.000000003");
  EXPECT_EQ(ToString(Add(*ParseLocalTime("00:00"), D("PT-0.000000001S"))), "23:59:59.999999999");
  EXPECT_EQ(Shown(Add(*ParseLocalDateTime("1984-10-11T12:31:14"), D("P155M29DT33H58M13.5S"))),
            "1997-10-11T22:29:27.500");
}

TEST(DurationTest, DaysFollowTheCalendarAndHoursTheClock) {
  // In this night the clocks are set back by an hour.
  const DateTime evening = *ParseDateTime("2017-10-28T12:00[Europe/Stockholm]", {});
  EXPECT_EQ(Shown(Add(evening, D("P1D"))), "2017-10-29T12:00+01:00[Europe/Stockholm]");
  EXPECT_EQ(Shown(Add(evening, D("PT24H"))), "2017-10-29T11:00+01:00[Europe/Stockholm]");
}

TemporalParts Day(const char* text) { return {*ParseDate(text), {}, {}, {}}; }

TEST(BetweenTest, CountsWholeMonthsAndDays) {
  const auto between = [](const char* from, const char* to) {
    return Shown(Between(Day(from), Day(to), ElapsedUnit::kMixed));
  };
  EXPECT_EQ(between("1984-10-11", "2015-06-24"), "P30Y8M13D");
  EXPECT_EQ(between("2015-06-24", "1984-10-11"), "P-30Y-8M-13D");
  EXPECT_EQ(between("2023-01-31", "2023-02-28"), "P28D");
  EXPECT_EQ(between("2024-02-29", "2025-02-28"), "P11M30D");
  EXPECT_EQ(between("-999999999-01-01", "+999999999-12-31"), "P1999999998Y11M30D");
}

TEST(BetweenTest, ADayOfASummerTimeChangeHas25Hours) {
  const TemporalParts start{*ParseDate("2017-10-29"), 0, Zone{"Europe/Stockholm", 0}, 7200};
  EXPECT_EQ(Shown(Between(start, Day("2017-10-30"), ElapsedUnit::kSeconds)), "PT25H");
  EXPECT_EQ(Shown(Between(start, Day("2017-10-30"), ElapsedUnit::kMixed)), "P1D");
  EXPECT_EQ(Shown(Between(Day("2017-10-30"), start, ElapsedUnit::kSeconds)), "PT-25H");
}

}  // namespace
}  // namespace qiao::base
