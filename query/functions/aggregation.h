// Aggregate functions: one row of a table each. DISTINCT is the executor's business: an aggregate only sees the values
// that count.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "query/functions/function.h"
#include "query/type.h"

namespace qiao::query {

// The state of one group.
class Aggregator {
 public:
  virtual ~Aggregator() = default;
  // `times` equal rows at once. Nulls come too.
  virtual base::Result<void> Update(std::span<const base::Value> arguments, uint64_t times) = 0;
  // Checks the arguments behind the first, which hold until they are set again. Asked of functions that have some.
  virtual base::Result<void> SetRest(std::span<const base::Value>) { return {}; }
  // The same as Update() for a first argument of a known kind, which needs no value made for it. Functions with further
  // arguments, which are set then, have these of their own.
  virtual base::Result<void> UpdateInteger(int64_t integer, uint64_t times) {
    return UpdateOne(base::Value::Integer(integer), times);
  }
  virtual base::Result<void> UpdateFloat(double number, uint64_t times) {
    return UpdateOne(base::Value::Float(number), times);
  }
  virtual base::Result<void> UpdateDate(base::Date date, uint64_t times) {
    return UpdateOne(base::Value::Of(date), times);
  }
  // Merge() gives what updates one by one would have given, to the last digit.
  virtual bool CanMerge() const { return false; }
  // Takes in what another state of the same function has made of rows that come later.
  virtual base::Result<void> Merge(Aggregator&) {
    return base::MakeError(base::ErrorCode::kInternal, "this function's states can't be merged");
  }
  virtual base::Result<base::Value> Finish() = 0;
  // Bytes held, for the memory limit.
  virtual size_t Size() const = 0;
  // Size() may grow with each update.
  virtual bool Grows() const { return true; }

 private:
  base::Result<void> UpdateOne(const base::Value& value, uint64_t times) { return Update({&value, 1}, times); }
};

struct Aggregation {
  std::string_view name;
  std::vector<Parameter> parameters;
  Type result;
  std::unique_ptr<Aggregator> (*create)(const FunctionContext& context) = nullptr;
  std::string_view help;
  std::string_view example;  // a query that returns one true value
};

// The row for a name, or nullptr; looked up without case.
const Aggregation* FindAggregation(std::string_view name);
std::span<const Aggregation* const> AllAggregations();

}  // namespace qiao::query
