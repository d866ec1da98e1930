#include <bit>
#include <cmath>
#include <functional>

#include "base/path_ids.h"
#include "base/value.h"
#include "base/value_order.h"

namespace qiao::base {
namespace {

// The finisher of MurmurHash3: every bit of the input moves about half of the output's.
uint64_t Mix(uint64_t hash, uint64_t next) {
  hash = (hash ^ next) * 0xff51afd7ed558ccdULL;
  hash ^= hash >> 33;
  hash *= 0xc4ceb9fe1a85ec53ULL;
  return hash ^ (hash >> 33);
}

uint64_t Mix(uint64_t hash, std::string_view text) { return Mix(hash, std::hash<std::string_view>()(text)); }

uint64_t Seed(Kind kind) { return 0x9e3779b97f4a7c15ULL * (static_cast<uint64_t>(kind) + 1); }

// 1 and 1.0 are equivalent, so a float that is a whole number is hashed as that number.
uint64_t HashFloat(double number) {
  constexpr double kTwoTo63 = 9223372036854775808.0;
  if (std::isnan(number)) return Mix(Seed(Kind::kFloat), 1);
  if (number >= -kTwoTo63 && number < kTwoTo63 && std::trunc(number) == number) {
    return Mix(Seed(Kind::kInteger), static_cast<uint64_t>(static_cast<int64_t>(number)));
  }
  return Mix(Seed(Kind::kFloat), std::bit_cast<uint64_t>(number));
}

// 0.0 and -0.0 are equal.
uint64_t Coordinate(double number) { return std::bit_cast<uint64_t>(number == 0 ? 0.0 : number); }

uint64_t HashScalar(const Value& value) {
  const uint64_t seed = Seed(value.kind());
  switch (value.kind()) {
    case Kind::kNull:
      return seed;
    case Kind::kBoolean:
      return Mix(seed, uint64_t{value.boolean()});
    case Kind::kInteger:
      return Mix(seed, static_cast<uint64_t>(value.integer()));
    case Kind::kFloat:
      return HashFloat(value.floating());
    case Kind::kString:
      return Mix(seed, value.string());
    case Kind::kNode:
      return Mix(seed, value.node().value);
    case Kind::kRelationship:
      return Mix(seed, value.relationship().value);
    case Kind::kPath: {
      const PathIds path(value);
      uint64_t hash = Mix(seed, path.node(0).value);
      for (size_t i = 0; i < path.length(); ++i) hash = Mix(Mix(hash, path.edge(i).value), path.node(i + 1).value);
      return hash;
    }
    case Kind::kDate:
      return Mix(seed, static_cast<uint64_t>(value.date().days));
    case Kind::kLocalTime:
      return Mix(seed, static_cast<uint64_t>(value.local_time().nanoseconds));
    case Kind::kTime: {
      const Time& time = value.time();
      return Mix(Mix(seed, static_cast<uint64_t>(time.nanoseconds)), static_cast<uint64_t>(time.offset_seconds));
    }
    case Kind::kLocalDateTime: {
      const LocalDateTime& time = value.local_datetime();
      return Mix(Mix(seed, static_cast<uint64_t>(time.seconds)), static_cast<uint64_t>(time.nanoseconds));
    }
    case Kind::kDateTime: {
      const DateTime& time = value.datetime();
      return Mix(Mix(seed, static_cast<uint64_t>(time.seconds)), static_cast<uint64_t>(time.nanoseconds));
    }
    case Kind::kDuration: {
      const Duration& duration = value.duration();
      const uint64_t hash =
          Mix(Mix(seed, static_cast<uint64_t>(duration.months)), static_cast<uint64_t>(duration.days));
      return Mix(Mix(hash, static_cast<uint64_t>(duration.seconds)), static_cast<uint64_t>(duration.nanoseconds));
    }
    case Kind::kPoint: {
      const Point& point = value.point();
      const uint64_t hash = Mix(Mix(seed, static_cast<uint64_t>(point.crs)), Coordinate(point.x));
      return Mix(Mix(hash, Coordinate(point.y)), Coordinate(point.z));
    }
    case Kind::kList:
    case Kind::kMap:
      break;
  }
  return seed;
}

}  // namespace

size_t Hash(const Value& value) {
  if (!value.is(Kind::kList) && !value.is(Kind::kMap)) return HashScalar(value);
  uint64_t hash = 0;
  std::vector<const Value*> left = {&value};
  while (!left.empty()) {
    const Value& next = *left.back();
    left.pop_back();
    if (next.is(Kind::kList)) {
      hash = Mix(hash, Seed(Kind::kList) + next.list().size());
      for (size_t i = next.list().size(); i-- > 0;) left.push_back(&next.list()[i]);
    } else if (next.is(Kind::kMap)) {
      // By sorted key, since the order in which keys were written doesn't matter.
      hash = Mix(hash, Seed(Kind::kMap) + next.map().size());
      for (const Map::value_type* entry : SortedEntries(next.map())) {
        hash = Mix(hash, entry->first);
        left.push_back(&entry->second);
      }
    } else {
      hash = Mix(hash, HashScalar(next));
    }
  }
  return hash;
}

}  // namespace qiao::base
