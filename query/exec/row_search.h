// One input row, many found rows: the frame of the steps that search the graph from each row on its own.
#pragma once

#include <vector>

#include "query/exec/operator.h"

namespace qiao::query {

class RowSearch : public UnaryOperator {
 public:
  RowSearch(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live)
      : UnaryOperator(env, node, std::move(input)), live_(std::move(live)) {}

  base::Result<void> Open() override;

 protected:
  base::Result<bool> Pull(Batch& out) final;

  // A new input batch is there: checks its columns.
  virtual base::Result<void> StartBatch() = 0;
  // Begins with row `at_` of the input batch; false if there is nothing to look for.
  virtual base::Result<bool> StartRow() = 0;
  // Looks on, for a step or some; false when all of the row is found.
  virtual base::Result<bool> Search() = 0;
  // The columns of what was found since the last call, as many rows as calls of Found().
  virtual void TakeFound(Batch& out) = 0;

  // Counts found rows, which hold `values` values together.
  void Found(size_t rows, size_t values) {
    origins_.resize(origins_.size() + rows, static_cast<uint32_t>(at_));
    values_ += values;
  }
  // How many more rows the batch takes.
  size_t room() const { return env_.batch_rows - origins_.size(); }

  Batch input_batch_;
  size_t at_ = 0;  // the row of the search

 private:
  // Long ways make rows large: the batch is full before its rows are as many as they might be.
  static constexpr size_t kMostValues = 1 << 15;

  std::vector<Slot> live_;
  size_t row_ = 0;  // the next input row
  bool searching_ = false;
  std::vector<uint32_t> origins_;  // by found row: its input row
  size_t values_ = 0;
};

}  // namespace qiao::query
