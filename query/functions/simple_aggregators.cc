// count, min and max.
#include <algorithm>

#include "query/functions/aggregate_states.h"
#include "query/functions/aggregators.h"
#include "query/functions/check.h"

namespace qiao::query {
namespace {

using base::Result;
using base::Value;
using Arguments = std::span<const Value>;

class Count final : public PlainState<Count> {
 public:
  Result<void> Update(Arguments arguments, uint64_t times) {
    if (arguments[0].is_null()) return {};
    if (__builtin_add_overflow(count_, times, &count_) || count_ > INT64_MAX) return IntegerOverflow("count()");
    return {};
  }
  bool CanMerge() const { return true; }
  Result<void> Merge(Count& later) {
    if (__builtin_add_overflow(count_, later.count_, &count_) || count_ > INT64_MAX) return IntegerOverflow("count()");
    return {};
  }
  Result<Value> Finish() { return Value::Integer(static_cast<int64_t>(count_)); }

 private:
  uint64_t count_ = 0;
};

enum class Extreme { kMin, kMax };
template <Extreme extreme>
class Best final : public PlainState<Best<extreme>> {
 public:
  static constexpr bool kGrows = true;

  Result<void> Update(Arguments arguments, uint64_t) {
    const Value& value = arguments[0];
    if (value.is_null()) return {};
    if (!best_.is_null()) {
      const auto order = base::Order(value, best_);
      if (extreme == Extreme::kMin ? order >= 0 : order <= 0) return {};
    }
    best_ = value;
    return {};
  }
  Result<void> UpdateInteger(int64_t integer, uint64_t) {
    if (best_.is(base::Kind::kInteger) && !IsBetter(integer, best_.integer())) return {};
    return Take(Value::Integer(integer));
  }
  Result<void> UpdateDate(base::Date date, uint64_t) {
    if (best_.is(base::Kind::kDate) && !IsBetter(date, best_.date())) return {};
    return Take(Value::Of(date));
  }
  bool CanMerge() const { return true; }
  Result<void> Merge(Best& later) { return Take(later.best_); }
  Result<Value> Finish() { return best_; }
  size_t Size() const { return base::HeapSize(best_); }

 private:
  template <class T>
  static bool IsBetter(const T& a, const T& b) {
    return extreme == Extreme::kMin ? a < b : b < a;
  }
  Result<void> Take(const Value& value) { return Update({&value, 1}, 1); }

  Value best_;
};

}  // namespace

std::unique_ptr<Aggregator> NewCount(const FunctionContext&) { return MakeStates(Count()); }
std::unique_ptr<Aggregator> NewMin(const FunctionContext&) { return MakeStates(Best<Extreme::kMin>()); }
std::unique_ptr<Aggregator> NewMax(const FunctionContext&) { return MakeStates(Best<Extreme::kMax>()); }

}  // namespace qiao::query
