// Argument: the row, or the rows, that a plan is run for.
#include <numeric>

#include "query/exec/make.h"

namespace qiao::query {

using base::Result;

namespace {

class ArgumentOperator : public Operator {
 public:
  ArgumentOperator(Environment& env, const PlanNode& node, const ArgumentSource& source, std::vector<Slot> live)
      : Operator(env, node), source_(source), live_(std::move(live)) {}

  Result<void> Open() override {
    given_ = false;
    return {};
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    if (given_ || source_.batch->rows() == 0) return false;
    given_ = true;
    rows_.resize(source_.batch->rows());
    std::iota(rows_.begin(), rows_.end(), 0);
    out.GatherFrom(*source_.batch, rows_, live_);
    return true;
  }

 private:
  const ArgumentSource& source_;
  std::vector<Slot> live_;
  std::vector<uint32_t> rows_;
  bool given_ = false;
};

}  // namespace

OperatorPtr MakeArgument(Environment& env, const PlanNode& node, const ArgumentSource& source, std::vector<Slot> live) {
  return std::make_unique<ArgumentOperator>(env, node, source, std::move(live));
}

}  // namespace qiao::query
