#include <gtest/gtest.h>

#include "tests/unit/functions/calculate.h"

namespace qiao::query {
namespace {

using testing::Calculated;

struct Case {
  const char* expression;
  const char* value;
};
class TemporalTest : public ::testing::TestWithParam<Case> {};

TEST_P(TemporalTest, Calculates) {
  EXPECT_EQ(Calculated(GetParam().expression), GetParam().value) << GetParam().expression;
}

INSTANTIATE_TEST_SUITE_P(Dates, TemporalTest,
                         ::testing::ValuesIn(std::initializer_list<Case>{
                             {"date({year: 1984, month: 10, day: 11})", "'1984-10-11'"},
                             {"date({year: 1984, month: 10})", "'1984-10-01'"},
                             {"date({year: 1984, week: 10, dayOfWeek: 3})", "'1984-03-07'"},
                             {"date({year: 1817, week: 1})", "'1816-12-30'"},
                             {"date({year: 1818, week: 53})", "'1818-12-28'"},
                             {"date({year: 1984, ordinalDay: 202})", "'1984-07-20'"},
                             {"date({year: 1984, quarter: 3, dayOfQuarter: 45})", "'1984-08-14'"},
                             {"date({year: 1984, quarter: 3})", "'1984-07-01'"},
                             {"date({date: date('1984-11-11'), year: 28})", "'0028-11-11'"},
                             {"date({date: date('1984-11-11'), day: 28})", "'1984-11-28'"},
                             {"date({date: date('1984-11-11'), week: 1})", "'1984-01-08'"},
                             {"date({date: date('1984-11-11'), ordinalDay: 28})", "'1984-01-28'"},
                             {"date({date: date('1984-11-11'), quarter: 3})", "'1984-08-11'"},
                             {"date({date: date('1984-12-31'), quarter: 1})", "'1984-03-31'"},
                             {"date({date: date('2024-01-31'), month: 2})", "'2024-02-29'"},
                             {"date({date: date('1816-12-30'), week: 2, dayOfWeek: 3})", "'1817-01-08'"},
                             {"date({date: date('1816-12-31'), year: 1817, week: 2})", "'1817-01-07'"},
                             {"date({date: datetime('1984-11-11T12:00+01:00')})", "'1984-11-11'"},
                             {"date(localdatetime('1984-11-11T12:00'))", "'1984-11-11'"},
                             {"date({year: null})", "null"},
                             {"date(null)", "null"},
                             {"date()", "'2023-07-21'"},
                             {"date({timezone: 'Pacific/Kiritimati'})", "'2023-07-22'"},
                             {"date.statement('Pacific/Kiritimati')", "'2023-07-22'"},
                             {"date({})", "ArgumentError"},
                             {"date({month: 1})", "ArgumentError"},
                             {"date({year: 1984, day: 1})", "ArgumentError: InvalidArgumentValue"},
                             {"date({year: 1984, month: 1, week: 1})", "ArgumentError: InvalidArgumentValue"},
                             {"date({year: 1984, hour: 1})", "ArgumentError: InvalidArgumentValue"},
                             {"date({year: 1984, mouth: 1})", "ArgumentError: InvalidArgumentValue"},
                             {"date({year: 1984.5})", "TypeError: InvalidArgumentValue"},
                             {"date({year: 1984, month: 13})", "ArgumentError: InvalidArgumentValue"},
                             {"date({year: 9223372036854775807})", "ArgumentError: InvalidArgumentValue"},
                             {"date(localtime('12:00'))", "TypeError: InvalidArgumentValue"},
                             {"date({date: localtime('12:00')})", "TypeError: InvalidArgumentValue"},
                             {"date(1984)", "TypeError: InvalidArgumentValue"},
                         }));

INSTANTIATE_TEST_SUITE_P(
    Times, TemporalTest,
    ::testing::ValuesIn(std::initializer_list<Case>{
        {"localtime({hour: 12, minute: 31, second: 14, nanosecond: 789, millisecond: 123, microsecond: 456})",
         "'12:31:14.123456789'"},
        {"localtime({hour: 12, minute: 31, second: 14, microsecond: 645876})", "'12:31:14.645876'"},
        {"localtime({hour: 12, minute: 31, second: 14, millisecond: 1, nanosecond: 1000000})",
         "ArgumentError: InvalidArgumentValue"},
        {"localtime({minute: 31})", "ArgumentError: InvalidArgumentValue"},
        {"localtime({hour: 12, second: 14})", "ArgumentError: InvalidArgumentValue"},
        {"localtime({time: time('12:31:14.645+01:00'), second: 42})", "'12:31:42.645'"},
        {"localtime()", "'12:34:56.789'"},
        {"localtime.transaction()", "'12:33:56'"},
        {"time({hour: 12, timezone: '+01:00'})", "'12:00+01:00'"},
        {"time({hour: 12, minute: 34, second: 56, timezone: '-02:05:07'})", "'12:34:56-02:05:07'"},
        {"time({time: time('12:31+01:00'), timezone: '+05:00'})", "'16:31+05:00'"},
        {"time({time: time('23:31+01:00'), timezone: '+05:00'})", "'03:31+05:00'"},
        {"time({time: localtime('12:31'), timezone: '+05:00'})", "'12:31+05:00'"},
        {"time(datetime('1984-10-11T12:00[Europe/Stockholm]'))", "'12:00+01:00'"},
        {"time({time: datetime('1984-10-11T12:00[Europe/Stockholm]'), second: 42, timezone: '+05:00'})",
         "'16:00:42+05:00'"},
        {"time({hour: 12, timezone: 'Asia/Shanghai'})", "'12:00+08:00'"},
        {"time.statement('Asia/Shanghai')", "'20:34:56.789+08:00'"},
        {"time({year: 1984, hour: 12})", "ArgumentError: InvalidArgumentValue"},
        {"time(date('1984-10-11'))", "TypeError: InvalidArgumentValue"},
        {"time({hour: 12, timezone: 'Mars'})", "ArgumentError: InvalidArgumentValue"},
    }));

INSTANTIATE_TEST_SUITE_P(
    DateTimes, TemporalTest,
    ::testing::ValuesIn(std::initializer_list<Case>{
        {"localdatetime({year: 1984})", "'1984-01-01T00:00'"},
        {"localdatetime({date: date('1984-10-11'), time: time('12:31+01:00'), second: 5})", "'1984-10-11T12:31:05'"},
        {"localdatetime({datetime: datetime('1984-10-11T12:00+01:00'), day: 28})", "'1984-10-28T12:00'"},
        {"localdatetime(date('1984-10-11'))", "'1984-10-11T00:00'"},
        {"datetime({year: 1984, month: 10, day: 11, hour: 12, timezone: 'Europe/Stockholm'})",
         "'1984-10-11T12:00+01:00[Europe/Stockholm]'"},
        {"datetime({date: datetime('1984-10-11T12:00+01:00'), hour: 10})", "'1984-10-11T10:00Z'"},
        {"datetime({date: date('1984-03-28'), time: time('12:31:14.645876+01:00'), timezone: '+05:00'})",
         "'1984-03-28T16:31:14.645876+05:00'"},
        {"datetime({date: date('1984-07-28'), time: datetime('1984-10-11T12:00[Europe/Stockholm]')})",
         "'1984-07-28T12:00+02:00[Europe/Stockholm]'"},
        {"datetime({datetime: datetime('1984-10-11T12:00[Europe/Stockholm]'), day: 28, second: 42, "
         "timezone: 'Pacific/Honolulu'})",
         "'1984-10-28T01:00:42-10:00[Pacific/Honolulu]'"},
        {"datetime({datetime: localdatetime('1984-10-11T12:00'), timezone: '+05:00'})", "'1984-10-11T12:00+05:00'"},
        {"datetime(localdatetime('1984-10-11T12:00'))", "'1984-10-11T12:00Z'"},
        {"datetime({epochSeconds: 416779, nanosecond: 999999999})", "'1970-01-05T19:46:19.999999999Z'"},
        {"datetime({epochMillis: -1})", "'1969-12-31T23:59:59.999Z'"},
        {"datetime({epochMillis: 0, timezone: 'Asia/Shanghai'})", "'1970-01-01T08:00+08:00[Asia/Shanghai]'"},
        {"datetime({epochMillis: 0, year: 1984})", "ArgumentError: InvalidArgumentValue"},
        {"datetime.fromepoch(416779, 999999999)", "'1970-01-05T19:46:19.999999999Z'"},
        {"datetime.fromepoch(0, -1)", "ArgumentError: InvalidArgumentValue"},
        {"datetime.fromepoch(9223372036854775807)", "ArithmeticError: NumberOutOfRange"},
        {"datetime.fromepochmillis(237821673987)", "'1977-07-15T13:34:33.987Z'"},
        {"datetime()", "'2023-07-21T12:34:56.789Z'"},
        {"datetime({timezone: 'Asia/Shanghai'})", "'2023-07-21T20:34:56.789+08:00[Asia/Shanghai]'"},
        {"datetime.transaction()", "'2023-07-21T12:33:56Z'"},
        {"datetime.realtime(null)", "null"},
        {"datetime('2015-07-21T24:00')", "ArgumentError: InvalidArgumentValue"},
        {"datetime('不是时间')", "ArgumentError: InvalidArgumentValue"},
    }));

INSTANTIATE_TEST_SUITE_P(
    Truncate, TemporalTest,
    ::testing::ValuesIn(std::initializer_list<Case>{
        {"date.truncate('millennium', date('2017-10-11'), {day: 2})", "'2000-01-02'"},
        {"date.truncate('century', date('1984-10-11'))", "'1900-01-01'"},
        {"date.truncate('decade', date('-0001-10-11'))", "'-0010-01-01'"},
        {"date.truncate('weekYear', localdatetime('1984-01-01T12:31'), {day: 5})", "'1983-01-05'"},
        {"date.truncate('quarter', date('1984-11-11'))", "'1984-10-01'"},
        {"date.truncate('week', date('1984-10-11'), {dayOfWeek: 2})", "'1984-10-09'"},
        {"datetime.truncate('hour', datetime('1984-10-11T12:31-01:00'), {timezone: 'Europe/Stockholm'})",
         "'1984-10-11T12:00+01:00[Europe/Stockholm]'"},
        {"datetime.truncate('day', date('1984-10-11'))", "'1984-10-11T00:00Z'"},
        {"datetime.truncate('millisecond', datetime('1984-10-11T12:31:14.645876123Z'), {nanosecond: 2})",
         "'1984-10-11T12:31:14.645000002Z'"},
        {"localtime.truncate('microsecond', localtime('12:31:14.645876123'), {nanosecond: 2})", "'12:31:14.645876002'"},
        {"localtime.truncate('second', localtime('12:31:14.645876123'), {millisecond: 7})", "'12:31:14.007'"},
        {"time.truncate('day', localdatetime('1984-10-11T12:31'))", "'00:00Z'"},
        {"localdatetime.truncate('month')", "'2023-07-01T00:00'"},
        {"date.truncate('hour', date('1984-10-11'))", "ArgumentError: InvalidArgumentValue"},
        {"localtime.truncate('month', localtime('12:31'))", "ArgumentError: InvalidArgumentValue"},
        {"time.truncate('day', date('1984-10-11'))", "ArgumentError: InvalidArgumentValue"},
        {"date.truncate('fortnight', date('1984-10-11'))", "ArgumentError: InvalidArgumentValue"},
        {"date.truncate('day', date('1984-10-11'), {hour: 1})", "ArgumentError: InvalidArgumentValue"},
        {"date.truncate('day', null)", "null"},
    }));

INSTANTIATE_TEST_SUITE_P(
    Durations, TemporalTest,
    ::testing::ValuesIn(std::initializer_list<Case>{
        {"duration({days: 14, hours: 16, minutes: 12})", "'P14DT16H12M'"},
        {"duration({months: 5, days: 1.5})", "'P5M1DT12H'"},
        {"duration({months: 0.75})", "'P22DT19H51M49.5S'"},
        {"duration({weeks: 2.5})", "'P17DT12H'"},
        {"duration({days: 14, seconds: 70, milliseconds: 1})", "'P14DT1M10.001S'"},
        {"duration({seconds: 1, milliseconds: -1})", "'PT0.999S'"},
        {"duration({quarters: 1})", "'P3M'"},
        {"duration({days: 0.7})", "'PT16H48M'"},
        {"duration({days: null})", "null"},
        {"duration({})", "ArgumentError: InvalidArgumentValue"},
        {"duration({day: 1})", "ArgumentError: InvalidArgumentValue"},
        {"duration({days: '1'})", "TypeError: InvalidArgumentValue"},
        {"duration({years: 9223372036854775807})", "ArithmeticError: IntegerOverflow"},
        {"duration({days: 1e300})", "ArithmeticError: IntegerOverflow"},
        {"duration.between(date('1984-10-11'), localdatetime('2016-07-21T21:45:22.142'))", "'P31Y9M10DT21H45M22.142S'"},
        {"duration.between(localdatetime('2015-07-21T21:40:32.142'), date('2015-06-24'))", "'P-27DT-21H-40M-32.142S'"},
        {"duration.between(datetime('2014-07-21T21:40:36.143+0200'), date('2015-06-24'))", "'P11M2DT2H19M23.857S'"},
        {"duration.between(datetime('2014-07-21T21:40:36.143+0200'), datetime('2015-07-21T21:40:32.142+0100'))",
         "'P1YT59M55.999S'"},
        {"duration.between(localtime('14:30'), date('2015-06-24'))", "'PT-14H-30M'"},
        {"duration.between(time('14:30'), time('16:30+0100'))", "'PT1H'"},
        {"duration.inMonths(date('2018-07-21'), datetime('2016-07-21T21:40:32.142+0100'))", "'P-1Y-11M'"},
        {"duration.inDays(localdatetime('2015-07-21T21:40:32.142'), date('2015-06-24'))", "'P-27D'"},
        {"duration.inDays(date('2015-06-24'), localtime('12:00'))", "'PT0S'"},
        {"duration.inSeconds(localtime('12:44:54.7'), localtime('12:34:55.3'))", "'PT-9M-59.4S'"},
        {"duration.inSeconds(datetime('2017-10-29T00:00[Europe/Stockholm]'), localdatetime('2017-10-29T04:00'))",
         "'PT5H'"},
        {"duration.inSeconds(localtime('00:00'), datetime('2017-10-29T04:00[Europe/Stockholm]'))", "'PT5H'"},
        {"duration.inSeconds(localdatetime('-999999999-01-01'), localdatetime('+999999999-12-31T23:59:59'))",
         "'PT17531639991215H59M59S'"},
        {"duration.between(date('2015-06-24'), duration('P1D'))", "TypeError: InvalidArgumentValue"},
    }));

INSTANTIATE_TEST_SUITE_P(Components, TemporalTest,
                         ::testing::ValuesIn(std::initializer_list<Case>{
                             {"date('1984-10-11').quarter", "4"},
                             {"date('1984-01-01').weekYear", "1983"},
                             {"date('1984-01-01').week", "52"},
                             {"date('1984-11-11').ordinalDay", "316"},
                             {"date('1984-11-11').weekDay", "7"},
                             {"date('1984-11-11').dayOfQuarter", "42"},
                             {"localtime('12:31:14.645876123').microsecond", "645876"},
                             {"time('12:31+01:00').offsetMinutes", "60"},
                             {"time('12:31-01:30').timezone", "'-01:30'"},
                             {"datetime('1984-11-11T12:31:14.645[Europe/Stockholm]').timezone", "'Europe/Stockholm'"},
                             {"datetime('1984-11-11T12:31:14.645[Europe/Stockholm]').epochMillis", "469020674645"},
                             {"datetime('1984-11-11T12:31:14.645[Europe/Stockholm]').offset", "'+01:00'"},
                             {"duration('P16M').quartersOfYear", "1"},
                             {"duration('P16M').monthsOfQuarter", "1"},
                             {"duration('P10D').daysOfWeek", "3"},
                             {"duration('PT1H1M1.111111111S').minutes", "61"},
                             {"duration('PT1H1M1.111111111S').nanoseconds", "3661111111111"},
                             {"duration('PT1H1M1.111111111S').millisecondsOfSecond", "111"},
                             {"duration('PT9223372036854775H').nanoseconds", "ArithmeticError: IntegerOverflow"},
                             {"date('1984-10-11').hour", "ArgumentError: InvalidArgumentValue"},
                             {"localtime('12:00').yaer", "ArgumentError: InvalidArgumentValue"},
                             {"duration('P1D').month", "ArgumentError: InvalidArgumentValue"},
                         }));

}  // namespace
}  // namespace qiao::query
