// Expressions at work: a column of values for the rows of a batch.
//
// An expression becomes a tree of evaluators once a query; each keeps the column that it computes, so that batches
// after the first allocate little. Operands that decide nothing any more (AND, OR, CASE, coalesce) are not evaluated
// for that row and can't raise an error for it.
#pragma once

#include <memory>
#include <vector>

#include "query/exec/batch.h"
#include "query/exec/environment.h"

namespace qiao::query {

class Evaluator {
 public:
  explicit Evaluator(const Expression& expression) : expression_(expression) {}
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;
  virtual ~Evaluator() = default;

  // One value for each of the rows, in their order. The column lives until the next call and as long as the batch.
  virtual base::Result<const Column*> Evaluate(const RowSet& rows) = 0;

 protected:
  base::Error Located(base::Error error) const { return std::move(error).At(expression_.span); }

  const Expression& expression_;
  Column result_;
};
using EvaluatorPtr = std::unique_ptr<Evaluator>;

// The expression and the environment outlive the evaluator.
base::Result<EvaluatorPtr> MakeEvaluator(const Expression& expression, Environment& env);
base::Result<std::vector<EvaluatorPtr>> MakeEvaluators(const std::vector<ExpressionPtr>& expressions, Environment& env);

// One value from an expression that reads no row (SKIP, LIMIT …).
base::Result<base::Value> EvaluateOnce(Evaluator& evaluator);

// Counts the long lists, maps and texts that an expression makes against the query's memory.
class ValueMemory {
 public:
  explicit ValueMemory(Environment& env) : use_(env.memory, "an expression", nullptr) {}
  void Clear() { use_.Sub(SIZE_MAX); }
  base::Result<void> Count(const base::Value& value) {
    const size_t bytes = base::HeapSize(value);
    return bytes < kLong ? base::Result<void>() : use_.Add(bytes);
  }

 private:
  static constexpr size_t kLong = 4096;

  MemoryUse use_;
};

// Three-valued logic in bytes.
enum class Truth : uint8_t { kFalse, kTrue, kNull };
// kType for a value that is neither true, false nor null.
base::Result<Truth> TruthAt(const Column& column, size_t row);
// Positions (rows[i], not i) of the rows whose predicate is true.
base::Result<void> SelectTrue(const Column& predicate, const RowSet& rows, std::vector<uint32_t>& selected);

}  // namespace qiao::query
