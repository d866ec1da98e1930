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

// Numbers or dates, as words: row i has words[i * stride].
struct NumberRows {
  base::Kind kind;  // kInteger, kFloat (the bits of it) or kDate (its day)
  const uint64_t* words;
  size_t stride = 1;                // 0: one word for all rows
  const uint8_t* absent = nullptr;  // not 0 where the row has no value; nullptr: all have one
  const uint8_t* wanted = nullptr;  // 0 where the row doesn't count; nullptr: all count
  const uint64_t* times = nullptr;  // how many equal rows each stands for; nullptr: one
  std::span<const uint32_t> groups;

  bool Counts(size_t row) const {
    return (absent == nullptr || absent[row * stride] == 0) && (wanted == nullptr || wanted[row] != 0);
  }
};

// The states of all groups, which are numbered from 0.
class Aggregator {
 public:
  virtual ~Aggregator() = default;
  // There are so many groups; new ones have seen nothing.
  virtual void Resize(size_t groups) = 0;
  virtual void Clear() = 0;
  // `times` equal rows at once. Nulls come too. `measure`: HeapSize() is to tell how much the states have grown.
  virtual base::Result<void> Update(uint32_t group, std::span<const base::Value> arguments, uint64_t times,
                                    bool measure) = 0;
  // The same for many rows whose first arguments are words and whose others, `rest`, are the same.
  virtual base::Result<void> UpdateNumbers(const NumberRows& rows, std::span<const base::Value> rest, bool measure) = 0;
  // Merge() gives what updates one by one would have given, to the last digit; asked of the first groups.
  virtual bool CanMerge(size_t groups) const = 0;
  // Takes in what another one of the same function has made of rows that come later, whose groups have these numbers
  // here; nothing of it is left.
  virtual base::Result<void> Merge(Aggregator& later, std::span<const uint32_t> groups, bool measure) = 0;
  virtual base::Result<base::Value> Finish(uint32_t group) = 0;
  // Forgets what a finished group holds.
  virtual void Release(uint32_t group) = 0;
  // Bytes held, for the memory limit.
  virtual size_t HeapSize() const = 0;
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
