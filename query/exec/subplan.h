// A plan that runs for rows of another: the right side of an Apply, a subquery in an expression.
//
//   QIAO_CHECK(subplan->Start(rows)); while (true) { QIAO_TRY(bool more, subplan->Next(batch)); … }
//
// Where its steps work row by row, the plan runs for all the rows at once; otherwise for one after the other. In both
// cases its rows come in the order of the rows that they belong to, with a slot that says to which.
#pragma once

#include <memory>
#include <vector>

#include "query/exec/operator.h"

namespace qiao::query {

class Subplan {
 public:
  enum class Purpose : uint8_t {
    kRows,       // every row is wanted
    kExistence,  // the first row decides
  };

  // `needed`: slots that are read from the plan's rows. The plan and the environment outlive the subplan.
  static base::Result<std::unique_ptr<Subplan>> Make(const PlanNode& plan, SlotSet needed, Purpose purpose,
                                                     Environment& env);

  // The rows' batch stays as it is until the last Next().
  base::Result<void> Start(const RowSet& rows);
  base::Result<bool> Next(Batch& out);
  // The rows given last suffice for their row: goes on with the next one, if rows are run one after the other.
  void LeaveRow() { row_open_ = false; }

  // The position (in the rows that Start() was given) of the row to which row `at` of `batch` belongs.
  size_t PositionOf(const Batch& batch, size_t at) const { return batch.Get(position_).Word(at); }

 private:
  Subplan(const PlanNode& plan, const SlotSet& needed, Environment& env);
  base::Result<void> Fill(std::span<const uint32_t> rows);

  Environment& env_;
  Slot position_;
  bool at_once_ = false;
  std::vector<Slot> free_slots_;  // that the plan reads from the rows, or hands on
  ArgumentSource source_;
  Batch argument_;
  OperatorPtr root_;
  const Batch* outer_ = nullptr;
  std::vector<uint32_t> rows_;
  size_t row_ = 0;
  bool row_open_ = false;
};

}  // namespace qiao::query
