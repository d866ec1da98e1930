#include "query/exec/operator.h"

#include "query/plan/plan_text.h"
#include "query/time_limit.h"

namespace qiao::query {

namespace {

// The innermost step that was at work is named.
base::Result<bool> Named(base::Result<bool> more, const PlanNode& node) {
  if (more || !IsTooLong(more.error())) return more;
  base::Error named = base::MakeError(more.error().code, "{} was at work when the time limit (query_time) was over",
                                      StepName(node.step));
  named.span = more.error().span;
  return std::move(named).At(node.span);
}

}  // namespace

base::Result<bool> Operator::Next(Batch& out) {
  out.Clear();
  if (meter_ == nullptr) return Named(Pull(out), node_);
  const auto begin = std::chrono::steady_clock::now();
  auto more = Named(Pull(out), node_);
  const auto passed = static_cast<uint64_t>((std::chrono::steady_clock::now() - begin).count());
  meter_->nanoseconds += passed;
  meter_->waited += passed;
  if (more && *more) {
    QIAO_TRY(const uint64_t rows, out.TotalTimes());
    meter_->rows += rows;
  }
  return more;
}

}  // namespace qiao::query
