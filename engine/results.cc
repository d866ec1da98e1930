#include "engine/results.h"

#include "engine/records.h"

namespace qiao::engine {

using base::Result;

Result<std::vector<Row>> QueryResult::Collect() {
  std::vector<Row> rows;
  while (true) {
    QIAO_TRY(const Row* row, Next());
    if (row == nullptr) return rows;
    rows.push_back(*row);
  }
}

Result<const Row*> StreamedResult::Next() {
  while (next_ == batch_.size()) {
    if (ended_) return nullptr;
    QIAO_TRY(batch_, rows_->Next());
    next_ = 0;
    ended_ = batch_.empty();
  }
  Row& row = batch_[next_++];
  for (base::Value& value : row) {
    QIAO_TRY(value, WithRecords(*inputs_->graph, value));
  }
  return &row;
}

Result<void> StreamedResult::RunToEnd(size_t memory_limit) {
  size_t bytes = 0;
  while (!ended_) {
    QIAO_TRY(auto more, rows_->Next());
    ended_ = more.empty();
    for (Row& row : more) {
      for (const base::Value& value : row) bytes += sizeof(value) + base::HeapSize(value);
      batch_.push_back(std::move(row));
    }
    if (bytes > memory_limit) {
      return base::MakeError(base::ErrorCode::kLimit,
                             "the rows that this statement returns take more than {} bytes: return fewer, or raise the "
                             "query's memory limit",
                             memory_limit);
    }
  }
  return {};
}

std::string StreamedResult::plan() const {
  if (inputs_->plan->kind != query::StatementKind::kProfile) return {};
  return query::Explain(rows_->Profile()) + query::CompileTimes(*inputs_->plan);
}

Result<std::unique_ptr<QueryResult>> Store(StreamedResult& result, size_t memory_limit) {
  QIAO_CHECK(result.RunToEnd(memory_limit));
  QIAO_TRY(auto rows, result.Collect());
  return std::unique_ptr<QueryResult>(std::make_unique<StoredResult>(
      result.columns(), std::move(rows), result.counters(), result.plan(), result.writes()));
}

}  // namespace qiao::engine
