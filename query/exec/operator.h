// A step at work: gives batches of rows until there are no more.
//
//   QIAO_CHECK(op->Open()); Batch batch; while (true) { QIAO_TRY(bool more, op->Next(batch)); if (!more) break; … }
//
// Open() begins anew and may be called again, which Apply does for each of its outer rows. What an operator gives is at
// least one row; the columns that it fills are those that somebody above reads, perhaps more.
#pragma once

#include <memory>
#include <vector>

#include "query/exec/batch.h"
#include "query/exec/environment.h"
#include "query/plan/slot_set.h"

namespace qiao::query {

class Operator {
 public:
  Operator(Environment& env, const PlanNode& node)
      : env_(env), node_(node), meter_(env.profile ? &env.meters[&node] : nullptr) {}
  Operator(const Operator&) = delete;
  Operator& operator=(const Operator&) = delete;
  virtual ~Operator() = default;

  virtual base::Result<void> Open() = 0;
  // The next rows; false, and an empty batch, at the end. Not to be called again after that before another Open().
  base::Result<bool> Next(Batch& out);

 protected:
  // `out` is empty.
  virtual base::Result<bool> Pull(Batch& out) = 0;

  // The error with the place of the step's clause.
  base::Error Located(base::Error error) const { return std::move(error).At(node_.span); }

  Environment& env_;
  const PlanNode& node_;
  Meter* meter_;  // nullptr without PROFILE
};
using OperatorPtr = std::unique_ptr<Operator>;

// One input, passed on batch by batch.
class UnaryOperator : public Operator {
 public:
  UnaryOperator(Environment& env, const PlanNode& node, OperatorPtr input)
      : Operator(env, node), input_(std::move(input)) {}
  base::Result<void> Open() override { return input_->Open(); }

 protected:
  OperatorPtr input_;
};

// The rows that a nested plan is run for: its Argument steps give them.
struct ArgumentSource {
  const Batch* batch = nullptr;
};

// The operators for a plan. `needed`: slots that are read above it. `argument` and the plan outlive the operators.
base::Result<OperatorPtr> BuildOperator(const PlanNode& plan, const SlotSet& needed, Environment& env,
                                        const ArgumentSource& argument);

}  // namespace qiao::query
