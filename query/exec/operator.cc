#include "query/exec/operator.h"

namespace qiao::query {

base::Result<bool> Operator::Next(Batch& out) {
  out.Clear();
  if (meter_ == nullptr) return Pull(out);
  const auto begin = std::chrono::steady_clock::now();
  auto more = Pull(out);
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
