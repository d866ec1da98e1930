// percentileCont and percentileDisc.
#include <algorithm>
#include <cmath>

#include "query/functions/aggregate_states.h"
#include "query/functions/aggregators.h"
#include "query/functions/check.h"
#include "query/functions/number_bag.h"

namespace qiao::query {
namespace {

using base::Result;
using base::Value;
using Arguments = std::span<const Value>;

enum class Way { kContinuous, kDiscrete };
constexpr std::string_view NameOf(Way way) { return way == Way::kContinuous ? "percentileCont" : "percentileDisc"; }

template <Way way>
class Percentile final : public PlainState<Percentile<way>> {
 public:
  static constexpr bool kGrows = true;
  static constexpr bool kGrowsByNumbers = true;

  Result<void> Update(Arguments arguments, uint64_t times) {
    QIAO_CHECK(SetRest(arguments.subspan(1)));
    const Value& number = arguments[0];
    if (number.is_null()) return {};
    if (!number.is_number()) return WrongKind(NameOf(way), number);
    if (number.is(base::Kind::kInteger)) return UpdateInteger(number.integer(), times);
    return UpdateFloat(number.floating(), times);
  }
  Result<void> SetRest(Arguments rest) {
    const Value& percentile = rest[0];
    if (!percentile.is_number()) return WrongKind(NameOf(way), percentile);
    if (!(percentile.number() >= 0 && percentile.number() <= 1)) {
      return OutOfRange("{}() takes a percentile between 0.0 and 1.0, not {}", NameOf(way), base::ToText(percentile));
    }
    percentile_ = percentile.number();
    return {};
  }
  Result<void> UpdateInteger(int64_t integer, uint64_t times) {
    QIAO_CHECK(Count(times));
    if (times > 0) integers_.Add(integer, times);
    return {};
  }
  Result<void> UpdateFloat(double number, uint64_t times) {
    QIAO_CHECK(Count(times));
    if (times > 0) floats_.Add(number, times);
    return {};
  }
  Result<void> UpdateDate(base::Date date, uint64_t) { return WrongKind(NameOf(way), Value::Of(date)); }

  bool CanMerge() const { return true; }
  Result<void> Merge(Percentile& later) {
    QIAO_CHECK(Count(later.count_));
    integers_.AddAll(later.integers_);
    floats_.AddAll(later.floats_);
    percentile_ = later.percentile_;
    return {};
  }

  Result<Value> Finish() {
    if (count_ == 0) return Value::Null();
    const auto count = static_cast<double>(count_);
    if (way == Way::kDiscrete) {
      const double place = std::ceil(percentile_ * count) - 1;
      return At(place < 0 ? 0 : static_cast<uint64_t>(place));
    }
    const double place = percentile_ * (count - 1);
    const double below = std::floor(place);
    const double low = At(static_cast<uint64_t>(below)).number();
    if (place == below) return Value::Float(low);
    const double high = At(static_cast<uint64_t>(std::ceil(place))).number();
    return Value::Float(low * (below + 1 - place) + high * (place - below));
  }

  size_t Size() const { return integers_.bytes() + floats_.bytes(); }

 private:
  struct Counted {
    Value number;
    uint64_t times;
  };

  Result<void> Count(uint64_t times) {
    if (__builtin_add_overflow(count_, times, &count_)) return IntegerOverflow(NameOf(way));
    return {};
  }

  // The number at a place of the sorted ones, each counted as often as it came.
  Value At(uint64_t place) {
    if (floats_.is_empty()) {
      if (const auto integer = integers_.Select(place)) return Value::Integer(*integer);
    } else if (integers_.is_empty()) {
      if (const auto number = floats_.Select(place)) return Value::Float(*number);
    }
    if (sorted_.empty()) Sort();
    for (const Counted& counted : sorted_) {
      if (place < counted.times) return counted.number;
      place -= counted.times;
    }
    return sorted_.back().number;
  }

  void Sort() {
    integers_.ForEach([&](int64_t integer, uint64_t times) { sorted_.push_back({Value::Integer(integer), times}); });
    floats_.ForEach([&](double number, uint64_t times) { sorted_.push_back({Value::Float(number), times}); });
    std::ranges::sort(sorted_, [](const Counted& a, const Counted& b) { return base::Order(a.number, b.number) < 0; });
  }

  NumberBag<int64_t> integers_;
  NumberBag<double> floats_;
  std::vector<Counted> sorted_;  // all of them, made when it is needed
  uint64_t count_ = 0;
  double percentile_ = 0;
};

}  // namespace

std::unique_ptr<Aggregator> NewContinuousPercentile(const FunctionContext&) {
  return MakeStates(Percentile<Way::kContinuous>());
}
std::unique_ptr<Aggregator> NewDiscretePercentile(const FunctionContext&) {
  return MakeStates(Percentile<Way::kDiscrete>());
}

}  // namespace qiao::query
