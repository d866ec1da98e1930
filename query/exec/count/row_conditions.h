// Conditions asked of the rows of a batch: each one of those that passed the ones before.
#pragma once

#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "query/exec/evaluate.h"

namespace qiao::query {

class RowConditions {
 public:
  base::Result<void> Make(const std::vector<ExpressionPtr>& conditions, Environment& env) {
    QIAO_TRY(conditions_, MakeEvaluators(conditions, env));
    return {};
  }

  // The rows that pass, in ascending order; valid until the next call.
  base::Result<std::span<const uint32_t>> Pass(const Batch& batch) {
    rows_.resize(batch.rows());
    std::iota(rows_.begin(), rows_.end(), 0);
    for (const EvaluatorPtr& condition : conditions_) {
      if (rows_.empty()) break;
      const RowSet rows = rows_.size() == batch.rows() ? RowSet(batch) : RowSet(batch, rows_);
      QIAO_TRY(const Column* passes, condition->Evaluate(rows));
      selected_.clear();
      QIAO_CHECK(SelectTrue(*passes, rows, selected_));
      std::swap(rows_, selected_);
    }
    return std::span<const uint32_t>(rows_);
  }

 private:
  std::vector<EvaluatorPtr> conditions_;
  std::vector<uint32_t> rows_;
  std::vector<uint32_t> selected_;
};

}  // namespace qiao::query
