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
  virtual base::Result<base::Value> Finish() = 0;
  // Bytes held, for the memory limit.
  virtual size_t Size() const = 0;
};

struct Aggregation {
  std::string_view name;
  std::vector<Parameter> parameters;
  Type result;
  std::unique_ptr<Aggregator> (*create)() = nullptr;
  std::string_view help;
  std::string_view example;  // a query that returns one true value
};

// The row for a name, or nullptr; looked up without case.
const Aggregation* FindAggregation(std::string_view name);
std::span<const Aggregation* const> AllAggregations();

}  // namespace qiao::query
