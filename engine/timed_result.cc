#include "engine/timed_result.h"

namespace qiao::engine {

void StatementClock::End(uint64_t rows, const base::Error* error) const {
  if (duration_ < options_.slow_after) return;
  options_.on_slow_statement({.began = began_,
                              .duration = duration_,
                              .rows = rows,
                              .text = text_,
                              .parameters = &parameters_,
                              .error = error});
}

base::Result<const Row*> TimedResult::Next() {
  auto row = clock_.Run([this] { return result_->Next(); });
  if (!row) {
    End(&row.error());
  } else if (*row == nullptr) {
    End(nullptr);
  } else {
    ++rows_;
  }
  return row;
}

void TimedResult::End(const base::Error* error) {
  if (ended_) return;
  ended_ = true;
  clock_.End(rows_, error);
}

}  // namespace qiao::engine
