#include "query/exec/environment.h"

namespace qiao::query {

using base::ErrorCode;
using base::MakeError;
using base::Result;

Environment::Environment(const Plan& plan, const Execution& execution, const Spilling& files)
    : graph(*execution.graph),
      writer(execution.writer),
      parameters(execution.parameters),
      functions(execution.functions),
      open_csv(execution.open_csv),
      commit(execution.commit),
      rollback(execution.rollback),
      interrupt(execution.cancelled, execution.deadline),
      own_memory(new MemoryBudget{.limit = execution.memory_limit,
                                  .spill_above = files.folder.empty() ? SIZE_MAX : files.above}),
      memory(*own_memory),
      spilling(files),
      batch_rows(std::max<size_t>(execution.batch_rows, 1)),
      profile(execution.profile),
      workers(execution.workers),
      parallel_rows(execution.parallel_rows),
      next_slot(static_cast<Slot>(plan.slot_names.size())) {
  functions.graph = execution.graph;
  functions.interrupt = &interrupt;
}

// Counters, transactions and what was deleted don't matter where nothing is written.
Environment::Environment(Environment& whole)
    : graph(whole.graph),
      writer(nullptr),
      parameters(whole.parameters),
      functions(whole.functions),
      interrupt(whole.interrupt),
      memory(whole.memory),
      spilling(whole.spilling),
      batch_rows(whole.batch_rows),
      profile(whole.profile),
      workers(nullptr),
      parallel_rows(whole.parallel_rows),
      next_slot(whole.next_slot) {
  functions.random = nullptr;
  functions.interrupt = &interrupt;
}

Result<void> MemoryUse::Set(size_t bytes) {
  const size_t used = budget_.used += bytes - bytes_;
  bytes_ = bytes;
  if (meter_ != nullptr) meter_->peak_bytes = std::max<uint64_t>(meter_->peak_bytes, bytes);
  if (used > budget_.limit) {
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
