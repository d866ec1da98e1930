#include "query/exec/spill/row_merge.h"

#include <algorithm>

namespace qiao::query {

using base::Result;

Result<std::unique_ptr<RowMerge>> RowMerge::Make(Environment& env, MemoryUse& memory, const SortOrder& order,
                                                 RowFile file, std::vector<RowRun> runs) {
  while (true) {
    QIAO_CHECK(file.FinishWriting());
    std::unique_ptr<RowMerge> merge(new RowMerge(env, memory, order, std::move(file)));
    if (runs.size() <= kMostSources) {
      QIAO_CHECK(merge->Start(runs));
      return merge;
    }
    QIAO_TRY(RowFile longer, RowFile::Create(env, memory.operator_name(), merge->file_.slots()));
    std::vector<RowRun> longer_runs;
    for (size_t i = 0; i < runs.size(); i += kMostSources) {
      QIAO_CHECK(merge->Start(std::span(runs).subspan(i, std::min(kMostSources, runs.size() - i))));
      const uint64_t begin = longer.end();
      Batch batch;
      while (true) {
        QIAO_TRY(const bool more, merge->Next(batch));
        if (!more) break;
        QIAO_CHECK(longer.Append(batch));
      }
      longer_runs.push_back({begin, longer.end()});
    }
    file = std::move(longer);
    runs = std::move(longer_runs);
  }
}

Result<void> RowMerge::Start(std::span<const RowRun> runs) {
  sources_.clear();
  heap_.clear();
  bytes_ = 0;
  for (const RowRun& run : runs) sources_.push_back({RowFile::Reader(file_, run.begin, run.end), {}, 0, 0});
  for (size_t i = 0; i < sources_.size(); ++i) QIAO_CHECK(Refill(i));
  return {};
}

// The source's next rows; it goes back on the heap if there are any.
Result<void> RowMerge::Refill(size_t index) {
  Source& source = sources_[index];
  QIAO_TRY(const bool more, source.reader.Next(source.batch));
  bytes_ -= source.bytes;
  source.bytes = more ? source.batch.HeapSize() : 0;
  bytes_ += source.bytes;
  source.row = 0;
  QIAO_CHECK(memory_.Set(bytes_));
  if (!more) return {};
  heap_.push_back(index);
  std::ranges::push_heap(heap_, [&](size_t a, size_t b) { return IsBefore(b, a); });
  return {};
}

bool RowMerge::IsBefore(size_t a, size_t b) const {
  const Source& x = sources_[a];
  const Source& y = sources_[b];
  if (order_.IsBefore(x.batch, x.row, y.batch, y.row)) return true;
  return a < b && !order_.IsBefore(y.batch, y.row, x.batch, x.row);
}

Result<bool> RowMerge::Next(Batch& out) {
  out.Clear();
  const auto is_later = [&](size_t a, size_t b) { return IsBefore(b, a); };
  while (out.rows() < env_.batch_rows && !heap_.empty()) {
    std::ranges::pop_heap(heap_, is_later);
    const size_t index = heap_.back();
    heap_.pop_back();
    Source& source = sources_[index];
    rows_.clear();
    // As many of its rows as come before all others.
    do {
      rows_.push_back(source.row++);
    } while (source.row < source.batch.rows() && out.rows() + rows_.size() < env_.batch_rows &&
             (heap_.empty() || IsBefore(index, heap_.front())));
    QIAO_CHECK(env_.interrupt.Tick(rows_.size()));
    out.AppendRows(source.batch, rows_, file_.slots());
    if (source.row == source.batch.rows()) {
      QIAO_CHECK(Refill(index));
    } else {
      heap_.push_back(index);
      std::ranges::push_heap(heap_, is_later);
    }
  }
  return out.rows() > 0;
}

}  // namespace qiao::query
