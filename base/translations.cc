#include "base/translations.h"

#include <algorithm>

namespace qiao::base {
namespace {

constexpr Translation kTranslations[] = {
    {"'{}' and '{}' can't be given together", "“{}”和“{}”不能同时给出"},
    {"'{}' can't be read as a {}", "“{}”不能读作 {}"},
    {"'{}' is needed where '{}' is given", "缺少“{}”：给出“{}”时必须有它"},
    {"'{}' is no known time zone", "没有名为“{}”的时区"},
    {"'{}' is no regular expression: {}", "“{}”不是正则表达式：{}"},
    {"a date needs a year", "日期必须有年份"},
    {"a duration can't be divided by zero", "时长不能除以零"},
    {"a duration needs at least one part", "时长至少要有一个部分"},
    {"a function looks at a graph but has none", "函数要读图，但没有图"},
    {"a list of {} elements is longer than the limit of {} (max_list_size)",
     "列表有 {} 个元素，超过上限 {}（max_list_size）"},
    {"a longitude lies between -180 and 180, a latitude between -90 and 90",
     "经度在 -180 到 180 之间，纬度在 -90 到 90 之间"},
    {"a point needs x and y, or longitude and latitude", "点必须有 x 和 y，或者经度 longitude 和纬度 latitude"},
    {"a string of {} bytes is longer than the limit of {} (max_text_size)",
     "字符串有 {} 个字节，超过上限 {}（max_text_size）"},
    {"a time needs an hour", "时间必须有小时"},
    {"a value of type {} has no part named '{}'", "类型为 {} 的值没有名为“{}”的部分"},
    {"a value of type {} has no property '{}'", "类型为 {} 的值没有属性“{}”"},
    {"a {} is indexed by a STRING, not by a value of type {}", "{} 要用 STRING 作下标，不能用类型为 {} 的值"},
    {"an integer is divided by zero", "整数除以零"},
    {"an offset from UTC must be at most 18 hours", "与 UTC 的时差最多为 18 小时"},
    {"argument {} of {}() has a type that the function doesn't take", "第 {} 个参数的类型不为函数 {}() 所接受"},
    {"in '{}' the offset isn't the one of the time zone, {}", "“{}”中的时差与时区的时差 {} 不符"},
    {"matching a regular expression took too much time or memory: {}", "匹配正则表达式所需的时间或内存过多：{}"},
    {"no memory left to match a regular expression", "内存不足，无法匹配正则表达式"},
    {"normalize() knows the forms NFC, NFD, NFKC and NFKD, not {}",
     "normalize() 只支持 NFC、NFD、NFKC 和 NFKD，不支持 {}"},
    {"range() takes integers, not a value of type {}", "range() 只接受整数，不接受类型为 {} 的值"},
    {"round() can't take the negative precision {}", "round() 不接受负的精度 {}"},
    {"round() knows the modes UP, DOWN, CEILING, FLOOR, HALF_UP, HALF_DOWN and HALF_EVEN, not {}",
     "round() 只支持 UP、DOWN、CEILING、FLOOR、HALF_UP、HALF_DOWN 和 HALF_EVEN，不支持 {}"},
    {"the coordinates of a point must be finite", "点的坐标必须是有限的数"},
    {"the coordinates of the point don't fit its crs", "点的坐标与其坐标系 crs 不符"},
    {"the crs of a point must be cartesian, cartesian-3D, WGS-84 or WGS-84-3D",
     "点的 crs 必须是 cartesian、cartesian-3D、WGS-84 或 WGS-84-3D"},
    {"the date lies outside the years from {} to {}", "日期超出了 {} 年到 {} 年的范围"},
    {"the duration is too long", "时长超出范围"},
    {"the result of {} doesn't fit into an integer of 64 bits", "{} 的结果超出 64 位整数的范围"},
    {"the srid of a point must be 7203, 9157, 4326 or 4979", "点的 srid 必须是 7203、9157、4326 或 4979"},
    {"the step of range() must not be zero", "range() 的步长不能为零"},
    {"the {} has been deleted", "{} 已被删除"},
    {"{} at line {}, column {}: {}", "{}，第 {} 行第 {} 列：{}"},
    {"{} can't take a value of type {}", "{} 不接受类型为 {} 的值"},
    {"{} can't take values of types {} and {}", "{} 不接受类型为 {} 和 {} 的值"},
    {"{} doesn't fit into an integer of 64 bits", "{} 超出 64 位整数的范围"},
    {"{} must be between {} and {}, not {}", "{} 必须在 {} 到 {} 之间，不能是 {}"},
    {"{}() can't cut a value of type {} to the unit '{}'", "{}() 不能把类型为 {} 的值截取到单位“{}”"},
    {"{}() can't take a value of type {}", "{}() 不接受类型为 {} 的值"},
    {"{}() can't take the negative number {}", "{}() 不接受负数 {}"},
    {"{}() doesn't know the unit '{}'", "{}() 没有名为“{}”的单位"},
    {"{}() has no field named '{}'", "{}() 没有名为“{}”的字段"},
    {"{}() is given a field that the type doesn't have", "{}() 得到了该类型没有的字段"},
    {"{}() takes a percentile between 0.0 and 1.0, not {}", "{}() 的百分位必须在 0.0 到 1.0 之间，不能是 {}"},
    {"{}() takes {} arguments, not {}", "{}() 接受 {} 个参数，而不是 {} 个"},
    {"{}: {}", "{}：{}"},
};

}  // namespace

std::span<const Translation> Translations() { return kTranslations; }

std::optional<std::string_view> FindTranslation(std::string_view english) {
  const auto* found = std::ranges::lower_bound(kTranslations, english, {}, &Translation::english);
  if (found == std::end(kTranslations) || found->english != english) return std::nullopt;
  return found->chinese;
}

}  // namespace qiao::base
