#include "base/temporal_text.h"

#include <gtest/gtest.h>

#include "base/calendar.h"

namespace qiao::base {
namespace {

const Zone kUtc{"", 0};

template <class T>
std::string Shown(const Result<T>& result) {
  return result ? ToString(*result) : std::string(Name(result.error().code));
}

TEST(CalendarTest, GoesForthAndBack) {
  for (const int64_t days : {int64_t{0}, int64_t{-1}, int64_t{59}, int64_t{-719'529}, int64_t{365'241'780'471},
                             int64_t{-365'243'219'162}, int64_t{19'559}}) {
    EXPECT_EQ(DateOf(CivilOf({days})).days, days);
    const WeekDate week = WeekOf({days});
    EXPECT_EQ(MakeWeekDate(week.year, week.week, week.day)->days, days);
  }
  EXPECT_EQ(DateOf({1970, 1, 1}).days, 0);
  EXPECT_EQ(DateOf({2000, 2, 29}).days, 11'016);
  EXPECT_EQ(DayOfYear({2024, 12, 31}), 366);
  EXPECT_EQ(DayOfQuarter({1984, 11, 11}), 42);
  EXPECT_EQ(WeeksInYear(2020), 53);
  EXPECT_EQ(WeeksInYear(2021), 52);
}

TEST(CalendarTest, RefusesWhatDoesNotExist) {
  EXPECT_FALSE(MakeDate(2023, 2, 29));
  EXPECT_TRUE(MakeDate(2024, 2, 29));
  EXPECT_FALSE(MakeDate(1900, 2, 29));
  EXPECT_FALSE(MakeDate(kMaxYear + 1, 1, 1));
  EXPECT_FALSE(MakeWeekDate(2021, 53, 1));
  EXPECT_FALSE(MakeWeekDate(kMaxYear, 52, 7).has_value() && CivilOf(*MakeWeekDate(kMaxYear, 52, 7)).year > kMaxYear);
  EXPECT_FALSE(MakeOrdinalDate(2023, 366));
  EXPECT_FALSE(MakeQuarterDate(2023, 1, 91));
  EXPECT_TRUE(MakeQuarterDate(2024, 1, 91));
  EXPECT_FALSE(CheckedDate(INT64_MAX));
  EXPECT_FALSE(CheckedDate(INT64_MIN));
  EXPECT_FALSE(MakeTimeOfDay(24, 0, 0, 0));
  EXPECT_FALSE(MakeTimeOfDay(23, 59, 60, 0));
}

TEST(ParseDateTest, AllForms) {
  const std::pair<const char*, const char*> cases[] = {
      {"2015-07-21", "2015-07-21"},
      {"20150721", "2015-07-21"},
      {"2015-07", "2015-07-01"},
      {"201507", "2015-07-01"},
      {"2015-W30-2", "2015-07-21"},
      {"2015W302", "2015-07-21"},
      {"2015-W30", "2015-07-20"},
      {"2015W30", "2015-07-20"},
      {"2015-202", "2015-07-21"},
      {"2015202", "2015-07-21"},
      {"2015", "2015-01-01"},
      {"2015-Q2-60", "2015-05-30"},
      {"2015Q260", "2015-05-30"},
      {"2015-Q3", "2015-07-01"},
      {"-0001-02-03", "-0001-02-03"},
      {"+12345-06-07", "+12345-06-07"},
      {"+999999999-12-31", "+999999999-12-31"},
      {"-999999999-01-01", "-999999999-01-01"},
      {"0000-01-01", "0000-01-01"},
      {"2015-02-29", "ArgumentError"},
      {"2015-13-01", "ArgumentError"},
      {"2015-0721", "ArgumentError"},
      {"2015-7-21", "2015-07-21"},
      {"12345-01-01", "ArgumentError"},
      {"", "ArgumentError"},
      {"2015-", "ArgumentError"},
      {"2015-W", "ArgumentError"},
      {"2015-W54", "ArgumentError"},
      {"2015-07-21T", "ArgumentError"},
      {"二〇一五", "ArgumentError"},
      {"+", "ArgumentError"},
      {"+1000000000-01-01", "ArgumentError"},
      {"+99999999999999999999-01-01", "ArgumentError"},
      {"2015-07-21 ", "ArgumentError"},
  };
  for (const auto& [text, shown] : cases) EXPECT_EQ(Shown(ParseDate(text)), shown) << text;
}

TEST(ParseTimeTest, AllForms) {
  const std::pair<const char*, const char*> cases[] = {
      {"21:40:32.142", "21:40:32.142Z"},
      {"214032.142Z", "21:40:32.142Z"},
      {"21:40:32,5", "21:40:32.500Z"},
      {"21:40:32+01:00", "21:40:32+01:00"},
      {"214032-0100", "21:40:32-01:00"},
      {"21:40-01:30", "21:40-01:30"},
      {"2140-00:00", "21:40Z"},
      {"2140-02", "21:40-02:00"},
      {"22+18:00", "22:00+18:00"},
      {"12:34:56+02:05:59", "12:34:56+02:05:59"},
      {"12:34:56.123456789Z", "12:34:56.123456789Z"},
      {"12:34[Asia/Shanghai]", "12:34+08:00"},
      {"22+18:01", "ArgumentError"},
      {"12:34:56.1234567890", "ArgumentError"},
      {"24:00", "ArgumentError"},
      {"12:60", "ArgumentError"},
      {"12:3456", "ArgumentError"},
      {"1", "01:00Z"},
      {"12:34[火星]", "ArgumentError"},
      {"12:34+25:00", "ArgumentError"},
      {"12:34+1:00", "ArgumentError"},
      {"12:34.5", "ArgumentError"},
  };
  for (const auto& [text, shown] : cases) EXPECT_EQ(Shown(ParseTime(text, kUtc, 0)), shown) << text;
}

TEST(ParseDateTimeTest, AllForms) {
  const std::pair<const char*, const char*> cases[] = {
      {"2015-07-21T21:40:32.142+0100", "2015-07-21T21:40:32.142+01:00"},
      {"2015-W30-2T214032.142Z", "2015-07-21T21:40:32.142Z"},
      {"2015T214032-0100", "2015-01-01T21:40:32-01:00"},
      {"2015-07-21", "2015-07-21T00:00Z"},
      {"2015-07-21T21:40:32.142+02:00[Europe/Stockholm]", "2015-07-21T21:40:32.142+02:00[Europe/Stockholm]"},
      {"2015-07-21T21:40:32.142-04[America/New_York]", "2015-07-21T21:40:32.142-04:00[America/New_York]"},
      {"2015-07-21T21:40[Asia/Shanghai]", "2015-07-21T21:40+08:00[Asia/Shanghai]"},
      // The zone's offset on that day is another one.
      {"2015-07-21T21:40+01:00[Europe/Stockholm]", "ArgumentError"},
      {"2015-07-21T21:40[Europe/Stockholm", "ArgumentError"},
      {"2015-07-21T21:40[]", "ArgumentError"},
      {"2015-07-21T21:40[Europe/Stockholm]x", "ArgumentError"},
      {"2015-07-21 21:40", "ArgumentError"},
      // Clocks are set back at 03:00: 02:30 comes twice, and the offset says which one is meant.
      {"2017-10-29T02:30[Europe/Stockholm]", "2017-10-29T02:30+02:00[Europe/Stockholm]"},
      {"2017-10-29T02:30+01:00[Europe/Stockholm]", "2017-10-29T02:30+01:00[Europe/Stockholm]"},
      // Clocks are set forward at 02:00: there is no 02:30.
      {"2017-03-26T02:30[Europe/Stockholm]", "2017-03-26T03:30+02:00[Europe/Stockholm]"},
  };
  for (const auto& [text, shown] : cases) EXPECT_EQ(Shown(ParseDateTime(text, kUtc)), shown) << text;
}

TEST(ParseDurationTest, AllForms) {
  const std::pair<const char*, const char*> cases[] = {
      {"P14DT16H12M", "P14DT16H12M"},
      {"P5M1.5D", "P5M1DT12H"},
      {"P0.75M", "P22DT19H51M49.5S"},
      {"PT0.75M", "PT45S"},
      {"P2.5W", "P17DT12H"},
      {"P12Y5M14DT16H12M70S", "P12Y5M14DT16H13M10S"},
      {"P2012-02-02T14:37:21.545", "P2012Y2M2DT14H37M21.545S"},
      {"P20120202T143721.545", "P2012Y2M2DT14H37M21.545S"},
      {"P2012-02-02", "P2012Y2M2D"},
      {"PT-0.4S", "PT-0.4S"},
      {"-P1Y2M", "P-1Y-2M"},
      {"-P1Y-2M", "P-10M"},
      {"PT1,5S", "PT1.5S"},
      {"PT0.000000001S", "PT0.000000001S"},
      {"PT0.7H", "PT42M"},
      {"P0.7D", "PT16H48M"},
      {"P0D", "PT0S"},
      {"PT9223372036854775807S", "ArgumentError"},
      {"PT922337203685477580S", "PT256204778801521H33M"},
      {"P999999999999999999Y", "ArithmeticError"},
      {"P", "ArgumentError"},
      {"PT", "ArgumentError"},
      {"P1", "ArgumentError"},
      {"P1H", "ArgumentError"},
      {"P1D1Y", "ArgumentError"},
      {"P1Y1Y", "ArgumentError"},
      {"1Y", "ArgumentError"},
      {"P1.D", "ArgumentError"},
      {"P2012-13-02", "ArgumentError"},
  };
  for (const auto& [text, shown] : cases) EXPECT_EQ(Shown(ParseDuration(text)), shown) << text;
}

TEST(TimeZoneTest, KnowsNamesAndOffsets) {
  EXPECT_EQ(FindZone("+08:00")->offset_seconds, 28'800);
  EXPECT_EQ(FindZone("Asia/Shanghai")->name, "Asia/Shanghai");
  for (const char* text : {"Mars/Phobos", "asia/shanghai", "", "../../etc/passwd", "+19:00", "Asia/"}) {
    EXPECT_FALSE(FindZone(text)) << text;
  }
}

TEST(TimeZoneTest, FollowsTheRulesBeyondTheTables) {
  const Zone stockholm{"Europe/Stockholm", 0};
  const auto offset = [&](int64_t year, int month, int day) {
    return *OffsetAt(stockholm, DateOf({year, month, day}).days * kSecondsPerDay) / 3600;
  };
  for (const int64_t year : {2030, 2038, 2050, 2100, 2400, 9999, 999'999'999}) {
    EXPECT_EQ(offset(year, 1, 15), 1) << year;
    EXPECT_EQ(offset(year, 7, 15), 2) << year;
    EXPECT_EQ(offset(year, 2, 28), 1) << year;
  }
  // The last Sunday of March 2048 is the 29th.
  EXPECT_EQ(offset(2048, 3, 29), 1);
  EXPECT_EQ(offset(2048, 3, 30), 2);
  EXPECT_EQ(*OffsetAt(stockholm, DateOf({2048, 2, 29}).days * kSecondsPerDay), 3600);
}

TEST(TimeZoneTest, ReachesBackToLocalMeanTime) {
  EXPECT_EQ(*OffsetAt({"Asia/Shanghai", 0}, DateOf({1850, 1, 1}).days * kSecondsPerDay), 29'143);
  EXPECT_EQ(*OffsetAt({"Asia/Shanghai", 0}, DateOf({-kMaxYear, 1, 1}).days * kSecondsPerDay), 29'143);
  // A zone that agrees with Berlin since 1970 has Berlin's older history.
  EXPECT_EQ(*OffsetAt({"Europe/Stockholm", 0}, DateOf({1818, 7, 21}).days * kSecondsPerDay), 3'208);
  // Summer time in China, 1986 to 1991.
  EXPECT_EQ(*OffsetAt({"Asia/Shanghai", 0}, DateOf({1988, 7, 1}).days * kSecondsPerDay), 32'400);
}

}  // namespace
}  // namespace qiao::base
