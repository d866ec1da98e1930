// Equals, Compare and Equivalent. Lists in lists are walked with a list of work to do rather than by recursion: a query
// can nest them as deep as its memory allows.
#include <algorithm>
#include <cmath>

#include "base/path_ids.h"
#include "base/value.h"
#include "base/value_order.h"

namespace qiao::base {
namespace {

bool IsContainer(const Value& value) { return value.is(Kind::kList) || value.is(Kind::kMap); }

std::partial_ordering CompareExactly(int64_t integer, double floating) {
  constexpr double kTwoTo63 = 9223372036854775808.0;
  if (std::isnan(floating)) return std::partial_ordering::unordered;
  if (floating >= kTwoTo63) return std::partial_ordering::less;
  if (floating < -kTwoTo63) return std::partial_ordering::greater;
  const auto whole = static_cast<int64_t>(floating);  // towards zero
  if (integer != whole) return integer <=> whole;
  return static_cast<double>(whole) <=> floating;
}

bool SamePath(const Value& a, const Value& b) {
  const PathIds left(a), right(b);
  if (left.length() != right.length() || left.node(0) != right.node(0)) return false;
  for (size_t i = 0; i < left.length(); ++i) {
    if (left.edge(i) != right.edge(i) || left.node(i + 1) != right.node(i + 1)) return false;
  }
  return true;
}

bool SamePoint(const Point& a, const Point& b) { return a.crs == b.crs && a.x == b.x && a.y == b.y && a.z == b.z; }

// Neither is null and at most one is a list or a map.
bool EqualScalars(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number()) return CompareNumbers(a, b) == 0;
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Kind::kBoolean:
      return a.boolean() == b.boolean();
    case Kind::kString:
      return a.string() == b.string();
    case Kind::kNode:
      return a.node() == b.node();
    case Kind::kRelationship:
      return a.relationship() == b.relationship();
    case Kind::kPath:
      return SamePath(a, b);
    case Kind::kDate:
      return a.date() == b.date();
    case Kind::kLocalTime:
      return a.local_time() == b.local_time();
    case Kind::kTime:
      return a.time() == b.time();
    case Kind::kLocalDateTime:
      return a.local_datetime() == b.local_datetime();
    case Kind::kDateTime:
      return a.datetime() == b.datetime();
    case Kind::kDuration:
      return a.duration() == b.duration();
    case Kind::kPoint:
      return SamePoint(a.point(), b.point());
    case Kind::kNull:
    case Kind::kInteger:
    case Kind::kFloat:
    case Kind::kList:
    case Kind::kMap:
      break;
  }
  return false;
}

bool EquivalentScalars(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
  if (a.is(Kind::kFloat) && b.is(Kind::kFloat) && std::isnan(a.floating()) && std::isnan(b.floating())) return true;
  return EqualScalars(a, b);
}

// Same kind of container with the same size and keys: then the elements decide, and are added to `pairs`.
using Pairs = std::vector<std::pair<const Value*, const Value*>>;
bool SameShape(const Value& a, const Value& b, Pairs& pairs) {
  if (a.kind() != b.kind()) return false;
  if (a.is(Kind::kList)) {
    if (a.list().size() != b.list().size()) return false;
    for (size_t i = a.list().size(); i-- > 0;) pairs.emplace_back(&a.list()[i], &b.list()[i]);
    return true;
  }
  if (a.map().size() != b.map().size()) return false;
  const auto left = SortedEntries(a.map()), right = SortedEntries(b.map());
  for (size_t i = 0; i < left.size(); ++i) {
    if (left[i]->first != right[i]->first) return false;
  }
  for (size_t i = 0; i < left.size(); ++i) pairs.emplace_back(&left[i]->second, &right[i]->second);
  return true;
}

std::optional<std::partial_ordering> CompareScalars(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number()) return CompareNumbers(a, b);
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case Kind::kBoolean:
      return a.boolean() <=> b.boolean();
    case Kind::kString:
      return a.string() <=> b.string();
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
    case Kind::kNull:
    case Kind::kInteger:
    case Kind::kFloat:
    case Kind::kList:
    case Kind::kMap:
    case Kind::kNode:
    case Kind::kRelationship:
    case Kind::kPath:
    case Kind::kDuration:
    case Kind::kPoint:
      break;
  }
  return std::nullopt;
}

}  // namespace

std::partial_ordering CompareNumbers(const Value& a, const Value& b) {
  if (a.is(Kind::kInteger)) {
    if (b.is(Kind::kInteger)) return a.integer() <=> b.integer();
    return CompareExactly(a.integer(), b.floating());
  }
  if (b.is(Kind::kFloat)) return a.floating() <=> b.floating();
  return 0 <=> CompareExactly(b.integer(), a.floating());
}

std::vector<const Map::value_type*> SortedEntries(const Map& map) {
  std::vector<const Map::value_type*> entries;
  entries.reserve(map.size());
  for (const auto& entry : map) entries.push_back(&entry);
  std::ranges::sort(entries, {}, [](const Map::value_type* entry) -> const std::string& { return entry->first; });
  return entries;
}

std::optional<bool> Equals(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return std::nullopt;
  if (!IsContainer(a) || !IsContainer(b)) return EqualScalars(a, b);
  // Equality of containers is the conjunction of their elements' on every level: one difference makes it false, else
  // one null makes it null.
  bool known = true;
  Pairs left = {{&a, &b}};
  while (!left.empty()) {
    const auto [x, y] = left.back();
    left.pop_back();
    if (x->is_null() || y->is_null()) {
      known = false;
    } else if (IsContainer(*x) && IsContainer(*y)) {
      if (!SameShape(*x, *y, left)) return false;
    } else if (!EqualScalars(*x, *y)) {
      return false;
    }
  }
  return known ? std::optional(true) : std::nullopt;
}

bool Equivalent(const Value& a, const Value& b) {
  if (!IsContainer(a) || !IsContainer(b)) return EquivalentScalars(a, b);
  Pairs left = {{&a, &b}};
  while (!left.empty()) {
    const auto [x, y] = left.back();
    left.pop_back();
    const bool same = IsContainer(*x) && IsContainer(*y) ? SameShape(*x, *y, left) : EquivalentScalars(*x, *y);
    if (!same) return false;
  }
  return true;
}

std::optional<std::partial_ordering> Compare(const Value& a, const Value& b) {
  if (!a.is(Kind::kList) || !b.is(Kind::kList)) return CompareScalars(a, b);
  // Lists compare by their first difference. Pairs of elements wait on a stack; behind those of one list stands its
  // pair of lengths, which decides when all elements in common are equal.
  struct Task {
    const Value* a;
    const Value* b;
    std::partial_ordering length;
  };
  std::vector<Task> left = {{&a, &b, std::partial_ordering::equivalent}};
  while (!left.empty()) {
    const Task task = left.back();
    left.pop_back();
    if (task.a == nullptr) {
      if (task.length != 0) return task.length;
    } else if (task.a->is(Kind::kList) && task.b->is(Kind::kList)) {
      const List &x = task.a->list(), &y = task.b->list();
      left.push_back({nullptr, nullptr, x.size() <=> y.size()});
      for (size_t i = std::min(x.size(), y.size()); i-- > 0;) {
        left.push_back({&x[i], &y[i], std::partial_ordering::equivalent});
      }
    } else if (const auto order = CompareScalars(*task.a, *task.b); order != std::partial_ordering::equivalent) {
      // Elements without an order don't hide what follows when they are the same.
      if (order || Equals(*task.a, *task.b) != std::optional(true)) return order;
    }
  }
  return std::partial_ordering::equivalent;
}

}  // namespace qiao::base
