#include "query/exec/spill/row_spool.h"

#include <numeric>

namespace qiao::query {

using base::Result;

void RowSpool::Clear() {
  file_.reset();
  store_.Clear();
  reader_.reset();
  next_ = 0;
}

Result<void> RowSpool::Add(const Batch& batch) {
  if (file_.has_value()) return file_->Append(batch);
  if (store_.rows() + batch.rows() >= UINT32_MAX) {
    return base::MakeError(base::ErrorCode::kLimit, "more than {} rows to keep", UINT32_MAX);
  }
  store_.AppendAll(batch, slots_);
  QIAO_CHECK(memory_.Add(batch.HeapSize()));
  return memory_.ShouldSpill() ? Spill() : Result<void>();
}

Result<void> RowSpool::Spill() {
  QIAO_TRY(file_, RowFile::Create(env_, memory_.operator_name(), slots_));
  Batch part;
  next_ = 0;
  while (NextStored(part)) QIAO_CHECK(file_->Append(part));
  store_ = Batch();
  return memory_.Set(0);
}

Result<void> RowSpool::Rewind() {
  next_ = 0;
  if (!file_.has_value()) return {};
  QIAO_CHECK(file_->FinishWriting());
  reader_.emplace(*file_, 0, file_->end());
  return {};
}

Result<bool> RowSpool::Next(Batch& out) {
  if (file_.has_value()) return reader_->Next(out);
  return NextStored(out);
}

bool RowSpool::NextStored(Batch& out) {
  const size_t count = std::min(store_.rows() - next_, env_.batch_rows);
  if (count == 0) return false;
  rows_.resize(count);
  std::iota(rows_.begin(), rows_.end(), static_cast<uint32_t>(next_));
  out.GatherFrom(store_, rows_, slots_);
  next_ += count;
  return true;
}

}  // namespace qiao::query
