// sum, avg and the standard deviations.
#include <cmath>

#include "base/duration.h"
#include "query/functions/aggregate_states.h"
#include "query/functions/aggregators.h"
#include "query/functions/check.h"

namespace qiao::query {
namespace {

using base::ErrorCode;
using base::ErrorDetail;
using base::Kind;
using base::MakeError;
using base::Result;
using base::Value;
using Arguments = std::span<const Value>;

__extension__ using Int128 = __int128;

// Sums of integers, floats and durations, kept apart. The integers' one may pass 64 bits on its way.
class Total {
 public:
  Result<void> Add(std::string_view function, const Value& value, uint64_t times) {
    if (value.is(Kind::kInteger)) {
      Int128 product;
      if (__builtin_mul_overflow(Int128{value.integer()}, Int128{times}, &product) ||
          __builtin_add_overflow(integers_, product, &integers_)) {
        return IntegerOverflow(function);
      }
    } else if (value.is(Kind::kFloat)) {
      floats_ += value.floating() * static_cast<double>(times);
      has_float_ = true;
    } else if (value.is(Kind::kDuration)) {
      if (times > INT64_MAX) return IntegerOverflow(function);
      QIAO_TRY(const base::Duration product, base::Multiply(value.duration(), static_cast<int64_t>(times)));
      QIAO_TRY(durations_, base::Add(durations_, product));
      has_duration_ = true;
    } else {
      return WrongOperand(function, value);
    }
    has_number_ = has_number_ || value.is_number();
    return CheckKinds(function);
  }

  Result<void> AddInteger(std::string_view function, int64_t integer, uint64_t times) {
    if (has_duration_) return Add(function, Value::Integer(integer), times);
    Int128 product;
    if (__builtin_mul_overflow(Int128{integer}, Int128{times}, &product) ||
        __builtin_add_overflow(integers_, product, &integers_)) {
      return IntegerOverflow(function);
    }
    has_number_ = true;
    return {};
  }
  Result<void> AddFloat(std::string_view function, double number, uint64_t times) {
    if (has_duration_) return Add(function, Value::Float(number), times);
    floats_ += number * static_cast<double>(times);
    has_float_ = has_number_ = true;
    return {};
  }

  // Sums of floats are rounded at each step, so their order matters.
  bool CanMerge() const { return !has_float_; }
  Result<void> Merge(std::string_view function, const Total& later) {
    if (__builtin_add_overflow(integers_, later.integers_, &integers_)) return IntegerOverflow(function);
    QIAO_TRY(durations_, base::Add(durations_, later.durations_));
    has_number_ = has_number_ || later.has_number_;
    has_duration_ = has_duration_ || later.has_duration_;
    return CheckKinds(function);
  }

  bool has_float() const { return has_float_; }
  bool has_duration() const { return has_duration_; }
  Int128 integers() const { return integers_; }
  const base::Duration& durations() const { return durations_; }
  double number() const { return static_cast<double>(integers_) + floats_; }

 private:
  Result<void> CheckKinds(std::string_view function) const {
    if (!has_number_ || !has_duration_) return {};
    return MakeError(ErrorCode::kType, "{} can't take values of types {} and {}", function, "DURATION", "FLOAT")
        .With(ErrorDetail::kInvalidArgumentType);
  }

  Int128 integers_ = 0;
  double floats_ = 0;
  base::Duration durations_;
  bool has_float_ = false;
  bool has_number_ = false;
  bool has_duration_ = false;
};

class Sum final : public PlainState<Sum> {
 public:
  Result<void> Update(Arguments arguments, uint64_t times) {
    if (arguments[0].is_null()) return {};
    return total_.Add("sum()", arguments[0], times);
  }
  Result<void> UpdateInteger(int64_t integer, uint64_t times) { return total_.AddInteger("sum()", integer, times); }
  Result<void> UpdateFloat(double number, uint64_t times) { return total_.AddFloat("sum()", number, times); }
  bool CanMerge() const { return total_.CanMerge(); }
  Result<void> Merge(Sum& later) { return total_.Merge("sum()", later.total_); }
  Result<Value> Finish() {
    if (total_.has_duration()) return Value::Of(total_.durations());
    if (total_.has_float()) return Value::Float(total_.number());
    if (total_.integers() > INT64_MAX || total_.integers() < INT64_MIN) return IntegerOverflow("sum()");
    return Value::Integer(static_cast<int64_t>(total_.integers()));
  }

 private:
  Total total_;
};

class Average final : public PlainState<Average> {
 public:
  Result<void> Update(Arguments arguments, uint64_t times) {
    if (arguments[0].is_null()) return {};
    count_ += times;
    return total_.Add("avg()", arguments[0], times);
  }
  Result<void> UpdateInteger(int64_t integer, uint64_t times) {
    count_ += times;
    return total_.AddInteger("avg()", integer, times);
  }
  Result<void> UpdateFloat(double number, uint64_t times) {
    count_ += times;
    return total_.AddFloat("avg()", number, times);
  }
  bool CanMerge() const { return total_.CanMerge(); }
  Result<void> Merge(Average& later) {
    count_ += later.count_;
    return total_.Merge("avg()", later.total_);
  }
  Result<Value> Finish() {
    if (count_ == 0) return Value::Null();
    if (!total_.has_duration()) return Value::Float(total_.number() / static_cast<double>(count_));
    QIAO_TRY(const base::Duration average, base::Divide(total_.durations(), static_cast<double>(count_)));
    return Value::Of(average);
  }

 private:
  Total total_;
  uint64_t count_ = 0;
};

// Welford's method: the sum of squares never loses the small differences between large numbers.
enum class Of { kSample, kPopulation };
template <Of of>
class Deviation final : public PlainState<Deviation<of>> {
 public:
  Result<void> Update(Arguments arguments, uint64_t times) {
    if (arguments[0].is_null() || times == 0) return {};
    if (!arguments[0].is_number()) return WrongOperand(of == Of::kSample ? "stDev()" : "stDevP()", arguments[0]);
    const double number = arguments[0].number();
    const auto weight = static_cast<double>(times);
    count_ += weight;
    const double distance = number - mean_;
    mean_ += distance * weight / count_;
    squares_ += weight * distance * (number - mean_);
    return {};
  }
  Result<Value> Finish() {
    if (count_ == 0) return Value::Null();
    const double divisor = of == Of::kSample ? count_ - 1 : count_;
    return Value::Float(divisor > 0 ? std::sqrt(squares_ / divisor) : 0.0);
  }

 private:
  double count_ = 0;
  double mean_ = 0;
  double squares_ = 0;
};

}  // namespace

std::unique_ptr<Aggregator> NewSum(const FunctionContext&) { return MakeStates(Sum()); }
std::unique_ptr<Aggregator> NewAverage(const FunctionContext&) { return MakeStates(Average()); }
std::unique_ptr<Aggregator> NewSampleDeviation(const FunctionContext&) { return MakeStates(Deviation<Of::kSample>()); }
std::unique_ptr<Aggregator> NewPopulationDeviation(const FunctionContext&) {
  return MakeStates(Deviation<Of::kPopulation>());
}

}  // namespace qiao::query
