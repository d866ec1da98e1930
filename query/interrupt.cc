#include "query/interrupt.h"

#include "query/time_limit.h"

namespace qiao::query {

using base::ErrorCode;
using base::MakeError;

base::Error TooLong() { return MakeError(ErrorCode::kLimit, "the query ran longer than its time limit (query_time)"); }

bool IsTooLong(const base::Error& error) { return error.message.format == TooLong().message.format; }

base::Result<void> Interrupt::Check() const {
  if (cancelled_ != nullptr && cancelled_->load(std::memory_order_relaxed)) {
    return MakeError(ErrorCode::kCancelled, "the query was cancelled");
  }
  if (deadline_ != std::chrono::steady_clock::time_point::max() && std::chrono::steady_clock::now() >= deadline_) {
    return TooLong();
  }
  return {};
}

}  // namespace qiao::query
