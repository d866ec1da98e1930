// Order: the total order of ORDER BY.
#include "base/value_order.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "base/path_ids.h"
#include "base/value.h"

namespace qiao::base {
namespace {

// The place of a kind among all; numbers share one.
int Rank(const Value& value) {
  switch (value.kind()) {
    case Kind::kMap:
      return 0;
    case Kind::kNode:
      return 1;
    case Kind::kRelationship:
      return 2;
    case Kind::kList:
      return 3;
    case Kind::kPath:
      return 4;
    case Kind::kPoint:
      return 5;
    case Kind::kDateTime:
      return 6;
    case Kind::kLocalDateTime:
      return 7;
    case Kind::kDate:
      return 8;
    case Kind::kTime:
      return 9;
    case Kind::kLocalTime:
      return 10;
    case Kind::kDuration:
      return 11;
    case Kind::kString:
      return 12;
    case Kind::kBoolean:
      return 13;
    case Kind::kInteger:
      return 14;
    case Kind::kFloat:
      return std::isnan(value.floating()) ? 15 : 14;
    case Kind::kNull:
      return 16;
  }
  return 16;
}

// For numbers that aren't NaN.
std::strong_ordering Strong(std::partial_ordering order) {
  if (order < 0) return std::strong_ordering::less;
  if (order > 0) return std::strong_ordering::greater;
  return std::strong_ordering::equal;
}

std::strong_ordering OrderPaths(const Value& a, const Value& b) {
  const PathIds left(a), right(b);
  if (const auto order = left.node(0) <=> right.node(0); order != 0) return order;
  for (size_t i = 0; i < std::min(left.length(), right.length()); ++i) {
    if (const auto order = left.edge(i) <=> right.edge(i); order != 0) return order;
    if (const auto order = left.node(i + 1) <=> right.node(i + 1); order != 0) return order;
  }
  return left.length() <=> right.length();
}

std::strong_ordering OrderPoints(const Point& a, const Point& b) {
  if (const auto order = a.crs <=> b.crs; order != 0) return order;
  return Strong(std::tie(a.x, a.y, a.z) <=> std::tie(b.x, b.y, b.z));
}

__extension__ using Int128 = __int128;

// Nanoseconds of a duration whose months and days have their average length.
Int128 AverageLength(const Duration& duration) {
  constexpr Int128 kSecondsOfMonth = 2629746;  // 365.2425 days / 12
  constexpr Int128 kSecondsOfDay = 86400;
  return (duration.months * kSecondsOfMonth + duration.days * kSecondsOfDay + duration.seconds) * 1'000'000'000 +
         duration.nanoseconds;
}

std::strong_ordering OrderDurations(const Duration& a, const Duration& b) {
  const Int128 left = AverageLength(a), right = AverageLength(b);
  if (left != right) return left < right ? std::strong_ordering::less : std::strong_ordering::greater;
  return std::tie(a.months, a.days, a.seconds, a.nanoseconds) <=> std::tie(b.months, b.days, b.seconds, b.nanoseconds);
}

// Of the same rank, neither a list nor a map.
std::strong_ordering OrderScalars(const Value& a, const Value& b) {
  switch (a.kind()) {
    case Kind::kNull:
      return std::strong_ordering::equal;
    case Kind::kBoolean:
      return a.boolean() <=> b.boolean();
    case Kind::kInteger:
    case Kind::kFloat:
      return Strong(CompareNumbers(a, b));
    case Kind::kString:
      return a.string() <=> b.string();
    case Kind::kNode:
      return a.node() <=> b.node();
    case Kind::kRelationship:
      return a.relationship() <=> b.relationship();
    case Kind::kPath:
      return OrderPaths(a, b);
    case Kind::kDate:
      return a.date() <=> b.date();
    case Kind::kLocalTime:
      return a.local_time() <=> b.local_time();
    case Kind::kTime:
      return CompareTimes(a.time(), b.time());
    case Kind::kLocalDateTime:
      return a.local_datetime() <=> b.local_datetime();
    case Kind::kDateTime:
      return CompareDateTimes(a.datetime(), b.datetime());
    case Kind::kDuration:
      return OrderDurations(a.duration(), b.duration());
    case Kind::kPoint:
      return OrderPoints(a.point(), b.point());
    case Kind::kList:
    case Kind::kMap:
      break;
  }
  return std::strong_ordering::equal;
}

// What is left to compare: two values, or, where both are nullptr, an order that is known.
struct Task {
  const Value* a;
  const Value* b;
  std::strong_ordering known;
};

void AddLists(const List& a, const List& b, std::vector<Task>& left) {
  left.push_back({nullptr, nullptr, a.size() <=> b.size()});
  for (size_t i = std::min(a.size(), b.size()); i-- > 0;) left.push_back({&a[i], &b[i], std::strong_ordering::equal});
}

// By size, then by the sorted keys, then by the values in the order of the keys.
void AddMaps(const Map& a, const Map& b, std::vector<Task>& left) {
  if (a.size() != b.size()) {
    left.push_back({nullptr, nullptr, a.size() <=> b.size()});
    return;
  }
  const auto x = SortedEntries(a), y = SortedEntries(b);
  for (size_t i = 0; i < x.size(); ++i) {
    if (x[i]->first == y[i]->first) continue;
    left.push_back({nullptr, nullptr, x[i]->first <=> y[i]->first});
    return;
  }
  for (size_t i = x.size(); i-- > 0;) left.push_back({&x[i]->second, &y[i]->second, std::strong_ordering::equal});
}

}  // namespace

std::strong_ordering CompareTimes(const Time& a, const Time& b) {
  constexpr int64_t kSecond = 1'000'000'000;
  const int64_t left = a.nanoseconds - a.offset_seconds * kSecond;
  const int64_t right = b.nanoseconds - b.offset_seconds * kSecond;
  return std::tie(left, a.offset_seconds) <=> std::tie(right, b.offset_seconds);
}

std::strong_ordering CompareDateTimes(const DateTime& a, const DateTime& b) {
  return std::tie(a.seconds, a.nanoseconds, a.offset_seconds, a.zone) <=>
         std::tie(b.seconds, b.nanoseconds, b.offset_seconds, b.zone);
}

std::strong_ordering Order(const Value& a, const Value& b) {
  std::vector<Task> left;
  Task task = {&a, &b, std::strong_ordering::equal};
  while (true) {
    std::strong_ordering order = task.known;
    if (task.a != nullptr) {
      order = Rank(*task.a) <=> Rank(*task.b);
      if (order != 0) return order;
      if (task.a->is(Kind::kList)) {
        AddLists(task.a->list(), task.b->list(), left);
      } else if (task.a->is(Kind::kMap)) {
        AddMaps(task.a->map(), task.b->map(), left);
      } else {
        order = OrderScalars(*task.a, *task.b);
      }
    }
    if (order != 0 || left.empty()) return order;
    task = left.back();
    left.pop_back();
  }
}

}  // namespace qiao::base
