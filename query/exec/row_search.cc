#include "query/exec/row_search.h"

namespace qiao::query {

using base::Result;

Result<void> RowSearch::Open() {
  input_batch_.Clear();
  row_ = 0;
  searching_ = false;
  return input_->Open();
}

Result<bool> RowSearch::Pull(Batch& out) {
  origins_.clear();
  values_ = 0;
  while (origins_.size() < env_.batch_rows && values_ < kMostValues) {
    if (searching_) {
      auto more = Search();
      if (!more) return Located(std::move(more).error());
      searching_ = *more;
      continue;
    }
    if (row_ == input_batch_.rows()) {
      // The batch's columns are still needed for the rows found in it.
      if (!origins_.empty()) break;
      QIAO_TRY(const bool more, input_->Next(input_batch_));
      if (!more) return false;
      row_ = 0;
      QIAO_CHECK(StartBatch());
    }
    at_ = row_++;
    auto begun = StartRow();
    if (!begun) return Located(std::move(begun).error());
    searching_ = *begun;
  }
  if (origins_.empty()) return false;
  out.GatherFrom(input_batch_, origins_, live_);
  TakeFound(out);
  return true;
}

}  // namespace qiao::query
