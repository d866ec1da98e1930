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

// Numbers of one type, in any order, each as often as it came.
template <class Number>
class Numbers {
 public:
  void Add(Number number, uint64_t times) {
    if (plain_ && times != 1) {
      plain_ = false;
      times_.assign(numbers_.size(), 1);
    }
    numbers_.push_back(number);
    if (!plain_) times_.push_back(times);
  }
  void AddAll(const Numbers& others) {
    for (size_t i = 0; i < others.size(); ++i) Add(others.numbers_[i], others.TimesOf(i));
  }
  size_t size() const { return numbers_.size(); }
  size_t bytes() const { return numbers_.capacity() * sizeof(Number) + times_.capacity() * sizeof(uint64_t); }
  // Each came once.
  bool plain() const { return plain_; }
  // To be put into another order only if they are plain.
  std::vector<Number>& numbers() { return numbers_; }
  Number At(size_t i) const { return numbers_[i]; }
  uint64_t TimesOf(size_t i) const { return plain_ ? 1 : times_[i]; }

 private:
  std::vector<Number> numbers_;
  bool plain_ = true;
  std::vector<uint64_t> times_;  // empty if plain
};

bool IsBefore(int64_t a, int64_t b) { return a < b; }
// NaN stands behind all other numbers.
bool IsBefore(double a, double b) { return std::isnan(b) ? !std::isnan(a) : a < b; }

template <Way way>
class Percentile final : public Aggregator {
 public:
  Result<void> Update(Arguments arguments, uint64_t times) override {
    QIAO_CHECK(SetRest(arguments.subspan(1)));
    const Value& number = arguments[0];
    if (number.is_null()) return {};
    if (!number.is_number()) return WrongKind(NameOf(way), number);
    if (number.is(base::Kind::kInteger)) return UpdateInteger(number.integer(), times);
    return UpdateFloat(number.floating(), times);
  }
  Result<void> SetRest(Arguments rest) override {
    const Value& percentile = rest[0];
    if (!percentile.is_number()) return WrongKind(NameOf(way), percentile);
    if (!(percentile.number() >= 0 && percentile.number() <= 1)) {
      return OutOfRange("{}() takes a percentile between 0.0 and 1.0, not {}", NameOf(way), base::ToText(percentile));
    }
    percentile_ = percentile.number();
    return {};
  }
  Result<void> UpdateInteger(int64_t integer, uint64_t times) override {
    QIAO_CHECK(Count(times));
    if (times > 0) integers_.Add(integer, times);
    return {};
  }
  Result<void> UpdateFloat(double number, uint64_t times) override {
    QIAO_CHECK(Count(times));
    if (times > 0) floats_.Add(number, times);
    return {};
  }
  Result<void> UpdateDate(base::Date date, uint64_t) override { return WrongKind(NameOf(way), Value::Of(date)); }

  bool CanMerge() const override { return true; }
  Result<void> Merge(Aggregator& later) override {
    auto& other = static_cast<Percentile&>(later);
    QIAO_CHECK(Count(other.count_));
    integers_.AddAll(other.integers_);
    floats_.AddAll(other.floats_);
    percentile_ = other.percentile_;
    return {};
  }

  Result<Value> Finish() override {
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

  size_t Size() const override { return sizeof(*this) + integers_.bytes() + floats_.bytes(); }

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
    if (floats_.size() == 0 && integers_.plain()) return Value::Integer(Select(integers_.numbers(), place));
    if (integers_.size() == 0 && floats_.plain()) return Value::Float(Select(floats_.numbers(), place));
    if (sorted_.empty()) Sort();
    for (const Counted& counted : sorted_) {
      if (place < counted.times) return counted.number;
      place -= counted.times;
    }
    return sorted_.back().number;
  }

  template <class Number>
  static Number Select(std::vector<Number>& numbers, uint64_t place) {
    const auto at = numbers.begin() + static_cast<std::ptrdiff_t>(std::min<uint64_t>(place, numbers.size() - 1));
    std::ranges::nth_element(numbers, at, [](Number a, Number b) { return IsBefore(a, b); });
    return *at;
  }

  void Sort() {
    for (size_t i = 0; i < integers_.size(); ++i) {
      sorted_.push_back({Value::Integer(integers_.At(i)), integers_.TimesOf(i)});
    }
    for (size_t i = 0; i < floats_.size(); ++i) sorted_.push_back({Value::Float(floats_.At(i)), floats_.TimesOf(i)});
    std::ranges::sort(sorted_, [](const Counted& a, const Counted& b) { return base::Order(a.number, b.number) < 0; });
  }

  Numbers<int64_t> integers_;
  Numbers<double> floats_;
  std::vector<Counted> sorted_;  // all of them, made when it is needed
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
