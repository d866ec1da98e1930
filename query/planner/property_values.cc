#include "query/planner/property_values.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace qiao::query {

using base::Kind;
using base::Value;
using base::ValueStatistics;

namespace {

// Tables without statistics, which are small, may hold so much of the population.
constexpr double kUnknownPart = 0.1;

double Fraction(double part, double whole) { return whole > 0 ? std::clamp(part / whole, 0.0, 1.0) : 0; }

double OthersCount(const ValueStatistics& statistics) {
  auto count = static_cast<double>(statistics.present);
  for (const auto& frequent : statistics.frequent) count -= static_cast<double>(frequent.count);
  return std::max(count, 0.0);
}

// How many of the rows have a value that isn't frequent, on average.
double CountOfOther(const ValueStatistics& statistics) {
  const double values = statistics.distinct - static_cast<double>(statistics.frequent.size());
  return OthersCount(statistics) / std::max(values, 1.0);
}

bool AreComparable(const Value& a, const Value& b) { return base::Compare(a, b).has_value(); }

// Bytes that texts are thought to be made of: those that some of them have, and their like.
struct ByteRange {
  int least = 255;
  int greatest = 0;

  void Add(std::string_view text) {
    for (const char c : text) Add(static_cast<uint8_t>(c), static_cast<uint8_t>(c));
  }
  void AddLike() {
    for (const auto& [first, last] : {std::pair('0', '9'), std::pair('A', 'Z'), std::pair('a', 'z')}) {
      if (least <= last && greatest >= first) Add(first, last);
    }
  }
  // Where a text stands among all texts of such bytes, 0 to 1.
  double PlaceOf(std::string_view text) const {
    constexpr size_t kBytes = 12;  // more tell nothing
    double place = 0, part = 1;
    for (const char c : text.substr(0, kBytes)) {
      part /= greatest - least + 2;
      place += part * (static_cast<uint8_t>(c) - least + 1);
    }
    return place;
  }

 private:
  void Add(int first, int last) {
    least = std::min(least, first);
    greatest = std::max(greatest, last);
  }
};

double TextPlaceBetween(std::string_view low, std::string_view text, std::string_view high) {
  const auto same = static_cast<size_t>(std::ranges::mismatch(low, high).in1 - low.begin());
  low.remove_prefix(same);
  high.remove_prefix(same);
  text.remove_prefix(std::min(same, text.size()));
  ByteRange range;
  for (const std::string_view each : {low, text, high}) range.Add(each);
  range.AddLike();
  const double first = range.PlaceOf(low);
  return Fraction(range.PlaceOf(text) - first, range.PlaceOf(high) - first);
}

// Where a value stands between two others, 0 to 1.
double PlaceBetween(const Value& low, const Value& value, const Value& high) {
  if (low.is(Kind::kString) && value.is(Kind::kString) && high.is(Kind::kString)) {
    return TextPlaceBetween(low.string(), value.string(), high.string());
  }
  const auto number = [](const Value& of) -> std::optional<double> {
    switch (of.kind()) {
      case Kind::kInteger:
        return static_cast<double>(of.integer());
      case Kind::kFloat:
        return of.floating();
      case Kind::kDate:
        return static_cast<double>(of.date().days);
      case Kind::kLocalDateTime:
        return static_cast<double>(of.local_datetime().seconds);
      case Kind::kDateTime:
        return static_cast<double>(of.datetime().seconds);
      default:
        return std::nullopt;
    }
  };
  const auto a = number(low), v = number(value), b = number(high);
  return a && v && b ? Fraction(*v - *a, *b - *a) : 0.5;
}

// The bounds that can be compared with a value stand together.
struct Stretch {
  size_t first;
  size_t last;
};
std::optional<Stretch> ComparableBounds(const std::vector<Value>& bounds, const Value& value) {
  const auto fits = [&](const Value& bound) { return AreComparable(bound, value); };
  const auto first = std::ranges::find_if(bounds, fits);
  if (first == bounds.end()) return std::nullopt;
  const auto last = std::find_if_not(first, bounds.end(), fits);
  return Stretch{static_cast<size_t>(first - bounds.begin()), static_cast<size_t>(last - bounds.begin()) - 1};
}

// How many buckets, and parts of one, lie below a value, or below all that are equal to it.
double PlaceOf(const std::vector<Value>& bounds, const Stretch& stretch, const Value& value, bool above_equal) {
  const auto before = [&](const Value& bound) {
    const auto order = base::Order(bound, value);
    return above_equal ? order <= 0 : order < 0;
  };
  const auto begin = bounds.begin() + static_cast<std::ptrdiff_t>(stretch.first);
  const auto end = bounds.begin() + static_cast<std::ptrdiff_t>(stretch.last) + 1;
  const auto next = std::partition_point(begin, end, before);
  if (next == begin) return static_cast<double>(stretch.first);
  if (next == end) return static_cast<double>(stretch.last);
  const auto bucket = static_cast<double>(next - bounds.begin() - 1);
  return bucket + PlaceBetween(*std::prev(next), value, *next);
}

bool IsBetween(const Value& value, const std::optional<PropertyValues::Bound>& lower,
               const std::optional<PropertyValues::Bound>& upper) {
  if (lower) {
    const auto order = base::Compare(value, lower->value);
    if (!order || *order < 0 || (*order == 0 && !lower->inclusive)) return false;
  }
  if (upper) {
    const auto order = base::Compare(value, upper->value);
    if (!order || *order > 0 || (*order == 0 && !upper->inclusive)) return false;
  }
  return true;
}

// Other values between the bounds: at least about one, where any could be.
double OthersBetween(const ValueStatistics& statistics, const std::optional<PropertyValues::Bound>& lower,
                     const std::optional<PropertyValues::Bound>& upper) {
  const std::vector<Value>& bounds = statistics.bounds;
  const auto stretch = ComparableBounds(bounds, lower ? lower->value : upper->value);
  if (!stretch || (lower && upper && !AreComparable(lower->value, upper->value))) return 0;
  const double first =
      lower ? PlaceOf(bounds, *stretch, lower->value, !lower->inclusive) : static_cast<double>(stretch->first);
  const double last =
      upper ? PlaceOf(bounds, *stretch, upper->value, upper->inclusive) : static_cast<double>(stretch->last);
  const double others = OthersCount(statistics);
  const double found = others * std::max(last - first, 0.0) / static_cast<double>(bounds.size() - 1);
  // A single value that stands between two bounds takes no room there.
  const bool one =
      lower && upper && lower->inclusive && upper->inclusive && base::Equivalent(lower->value, upper->value);
  return one ? std::max(found, CountOfOther(statistics)) : found;
}

// The least text that no text with the prefix reaches; nullopt when there is none.
std::optional<std::string> EndOfPrefix(std::string_view prefix) {
  std::string end(prefix);
  while (!end.empty() && static_cast<uint8_t>(end.back()) == 0xFF) end.pop_back();
  if (end.empty()) return std::nullopt;
  end.back() = static_cast<char>(static_cast<uint8_t>(end.back()) + 1);
  return end;
}

}  // namespace

std::optional<PropertyValues> PropertyValues::Of(const GraphReader& graph, const Population& population,
                                                 const std::string& name) {
  const auto key = graph.FindKey(name);
  PropertyValues values;
  double all = 0, known = 0;
  for (const base::TableId id : population.tables) {
    const auto rows = static_cast<double>(population.relationships ? graph.EdgeTables()[id.value].live
                                                                   : graph.NodeTables()[id.value].live);
    all += rows;
    if (rows == 0 || !key) continue;
    auto statistics = population.relationships ? graph.ReadEdgeStatistics(id, *key) : graph.ReadStatistics(id, *key);
    if (statistics == nullptr) continue;
    known += rows;
    if (statistics->present > 0) values.parts_.push_back({rows, std::move(statistics)});
  }
  if (all == 0 || known < all * (1 - kUnknownPart)) return std::nullopt;
  for (Part& part : values.parts_) part.weight /= known;
  return values;
}

// Tables may have values in common, which their sketches tell.
double PropertyValues::Distinct() const {
  if (parts_.empty()) return 0;
  if (parts_.size() == 1) return parts_.front().statistics->distinct;
  double distinct = 0, sketched = 0;
  base::DistinctSketch sketch;
  for (const Part& part : parts_) {
    distinct += part.statistics->distinct;
    sketched += part.statistics->sketch.Estimate();
    sketch.Merge(part.statistics->sketch);
  }
  return sketched > 0 ? distinct * sketch.Estimate() / sketched : distinct;
}

template <class Share>
double PropertyValues::Sum(Share share) const {
  double sum = 0;
  for (const Part& part : parts_) {
    sum += part.weight * Fraction(share(*part.statistics), static_cast<double>(part.statistics->rows));
  }
  return sum;
}

double PropertyValues::Present() const {
  return Sum([](const ValueStatistics& statistics) { return static_cast<double>(statistics.present); });
}

double PropertyValues::Equal(const Value& value) const {
  return Sum([&](const ValueStatistics& statistics) {
    for (const auto& frequent : statistics.frequent) {
      if (base::Equivalent(frequent.value, value)) return static_cast<double>(frequent.count);
    }
    if (statistics.bounds.empty()) return value.is(Kind::kList) ? CountOfOther(statistics) : 0;
    const std::optional<Bound> end{{value, true}};
    const bool outside =
        base::Order(value, statistics.bounds.front()) < 0 || base::Order(value, statistics.bounds.back()) > 0;
    // The least and the greatest value need not be among those that were looked at.
    return std::min(CountOfOther(statistics), outside ? 1.0 : OthersCount(statistics));
  });
}

double PropertyValues::OneValue() const { return Present() / std::max(Distinct(), 1.0); }

double PropertyValues::Between(const std::optional<Bound>& lower, const std::optional<Bound>& upper) const {
  return Sum([&](const ValueStatistics& statistics) {
    double count = OthersBetween(statistics, lower, upper);
    for (const auto& frequent : statistics.frequent) {
      if (IsBetween(frequent.value, lower, upper)) count += static_cast<double>(frequent.count);
    }
    return count;
  });
}

double PropertyValues::WithPrefix(std::string_view prefix) const {
  std::optional<Bound> end;
  if (auto text = EndOfPrefix(prefix)) end = {Value::String(*text), false};
  return Between(Bound{Value::String(prefix), true}, end);
}

}  // namespace qiao::query
