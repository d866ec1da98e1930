#include "query/exec/environment.h"

namespace qiao::query {

using base::ErrorCode;
using base::MakeError;
using base::Result;

Result<void> Interrupt::Check() const {
  if (cancelled_ != nullptr && cancelled_->load(std::memory_order_relaxed)) {
    return MakeError(ErrorCode::kCancelled, "the query was cancelled");
  }
  if (deadline_ != std::chrono::steady_clock::time_point::max() && std::chrono::steady_clock::now() >= deadline_) {
    return MakeError(ErrorCode::kLimit, "the query ran longer than its time limit (query_time)");
  }
  return {};
}

Environment::Environment(const Plan& plan, const Execution& execution, const Spilling& files)
    : graph(*execution.graph),
      writer(execution.writer),
      parameters(execution.parameters),
      functions(execution.functions),
      open_csv(execution.open_csv),
      commit(execution.commit),
      rollback(execution.rollback),
      interrupt(execution.cancelled, execution.deadline),
      memory{.limit = execution.memory_limit, .spill_above = files.folder.empty() ? SIZE_MAX : files.above},
      spilling(files),
      batch_rows(std::max<size_t>(execution.batch_rows, 1)),
      profile(execution.profile),
      workers(execution.workers),
      next_slot(static_cast<Slot>(plan.slot_names.size())) {
  functions.graph = execution.graph;
}

Result<void> MemoryUse::Set(size_t bytes) {
  budget_.used = budget_.used - bytes_ + bytes;
  bytes_ = bytes;
  if (meter_ != nullptr) meter_->peak_bytes = std::max<uint64_t>(meter_->peak_bytes, bytes);
  if (budget_.used > budget_.limit) {
    return MakeError(ErrorCode::kLimit, "{} needs more memory than the query's limit of {} bytes (query_memory_bytes)",
                     operator_name_, budget_.limit);
  }
  return {};
}

void MemoryUse::Sub(size_t bytes) {
  bytes = std::min(bytes, bytes_);
  bytes_ -= bytes;
  budget_.used -= bytes;
}

}  // namespace qiao::query
