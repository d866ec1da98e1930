// percentileCont and percentileDisc.
#include <algorithm>
#include <cmath>

#include "query/functions/aggregators.h"
#include "query/functions/check.h"

namespace qiao::query {
namespace {

using base::Result;
using base::Value;
using Arguments = std::span<const Value>;

enum class Way { kContinuous, kDiscrete };
constexpr std::string_view NameOf(Way way) { return way == Way::kContinuous ? "percentileCont" : "percentileDisc"; }

template <Way way>
class Percentile final : public Aggregator {
 public:
  Result<void> Update(Arguments arguments, uint64_t times) override {
    const Value& percentile = arguments[1];
    if (!percentile.is_number()) return WrongKind(NameOf(way), percentile);
    if (!(percentile.number() >= 0 && percentile.number() <= 1)) {
      return OutOfRange("{}() takes a percentile between 0.0 and 1.0, not {}", NameOf(way), base::ToText(percentile));
    }
    percentile_ = percentile.number();
    if (arguments[0].is_null() || times == 0) return {};
    if (!arguments[0].is_number()) return WrongKind(NameOf(way), arguments[0]);
    numbers_.push_back({arguments[0], times});
    if (__builtin_add_overflow(count_, times, &count_)) return IntegerOverflow(NameOf(way));
    return {};
  }

  Result<Value> Finish() override {
    if (count_ == 0) return Value::Null();
    std::ranges::sort(numbers_, [](const Counted& a, const Counted& b) { return base::Order(a.number, b.number) < 0; });
    const auto count = static_cast<double>(count_);
    if (way == Way::kDiscrete) {
      const double place = std::ceil(percentile_ * count) - 1;
      return At(place < 0 ? 0 : static_cast<uint64_t>(place));
    }
    const double place = percentile_ * (count - 1);
    const double below = std::floor(place);
    const double low = At(static_cast<uint64_t>(below)).number();
    const double high = At(static_cast<uint64_t>(std::ceil(place))).number();
    return Value::Float(place == below ? low : low * (below + 1 - place) + high * (place - below));
  }

  size_t Size() const override { return sizeof(*this) + numbers_.capacity() * sizeof(Counted); }

 private:
  struct Counted {
    Value number;
    uint64_t times;
  };

  // The number at a place of the sorted ones, each counted as often as it came.
  const Value& At(uint64_t place) const {
    for (const Counted& counted : numbers_) {
      if (place < counted.times) return counted.number;
      place -= counted.times;
    }
    return numbers_.back().number;
  }

  std::vector<Counted> numbers_;
  uint64_t count_ = 0;
  double percentile_ = 0;
};

}  // namespace

std::unique_ptr<Aggregator> NewContinuousPercentile(const FunctionContext&) {
  return std::make_unique<Percentile<Way::kContinuous>>();
}
std::unique_ptr<Aggregator> NewDiscretePercentile(const FunctionContext&) {
  return std::make_unique<Percentile<Way::kDiscrete>>();
}

}  // namespace qiao::query
