// Execute: the operators of a plan, pulled by its reader.
#include "query/exec/deletion.h"
#include "query/exec/operator.h"
#include "query/plan/plan_text.h"
#include "query/spilling.h"

namespace qiao::query {

using base::ErrorCode;
using base::Result;
using base::Value;

namespace {

class PlanRows : public Rows {
 public:
  static Result<std::unique_ptr<Rows>> Make(std::shared_ptr<const Plan> plan, const Execution& execution,
                                            const Spilling& spilling) {
    std::unique_ptr<PlanRows> rows(new PlanRows(std::move(plan), execution, spilling));
    SlotSet needed;
    needed.Add(rows->plan_->column_slots);
    QIAO_TRY(rows->root_, BuildOperator(*rows->plan_->root, needed, rows->env_, rows->argument_source_));
    QIAO_CHECK(rows->env_.interrupt.Check());
    QIAO_CHECK(rows->root_->Open());
    return std::unique_ptr<Rows>(std::move(rows));
  }

  Result<std::vector<std::vector<Value>>> Next() override {
    std::vector<std::vector<Value>> rows;
    while (rows.empty() && !at_end_) {
      if (row_ == batch_.rows()) {
        QIAO_CHECK(NextBatch());
        continue;
      }
      Take(rows);
    }
    return rows;
  }

  const Counters& counters() const override { return env_.counters; }

  std::vector<OperatorProfile> Profile() const override {
    std::vector<OperatorProfile> profile;
    AddProfile(*plan_->root, 0, profile);
    return profile;
  }

 private:
  PlanRows(std::shared_ptr<const Plan> plan, const Execution& execution, const Spilling& spilling)
      : plan_(std::move(plan)), env_(*plan_, execution, spilling) {
    argument_.SetRows(1);
    argument_source_.batch = &argument_;
  }

  Result<void> NextBatch() {
    QIAO_TRY(const bool more, root_->Next(batch_));
    for (Slot slot : plan_->column_slots) {
      if (!more || batch_.Has(slot)) continue;
      return base::MakeError(ErrorCode::kInternal, "slot {} is read before it is filled", slot);
    }
    row_ = 0;
    left_ = more ? batch_.Times(0) : 0;
    if (more && plan_->columns.empty()) row_ = batch_.rows();
    if (more) return {};
    at_end_ = true;
    return CheckConnections(env_);
  }

  // Rows of the batch, as often as they count, up to a batch's worth.
  void Take(std::vector<std::vector<Value>>& rows) {
    while (row_ < batch_.rows() && rows.size() < env_.batch_rows) {
      std::vector<Value> row;
      row.reserve(plan_->column_slots.size());
      for (Slot slot : plan_->column_slots) row.push_back(batch_.Get(slot).At(row_));
      while (left_ > 1 && rows.size() + 1 < env_.batch_rows) {
        rows.push_back(row);
        --left_;
      }
      rows.push_back(std::move(row));
      if (--left_ == 0 && ++row_ < batch_.rows()) left_ = batch_.Times(row_);
    }
  }

  void AddProfile(const PlanNode& node, int depth, std::vector<OperatorProfile>& profile) const {
    OperatorProfile& line = profile.emplace_back();
    line.name = StepName(node.step);
    const std::string details = StepText(node.step, plan_->slot_names);
    if (!details.empty()) line.name += " " + details;
    line.depth = depth;
    line.estimated_rows = node.estimated_rows;
    line.shared = IsShared(node);
    const auto meter = env_.meters.find(&node);
    if (meter != env_.meters.end()) {
      line.rows = meter->second.rows;
      line.peak_bytes = meter->second.peak_bytes;
      line.nanoseconds = meter->second.nanoseconds;
      // The inputs' own time is told on their lines.
      for (const PlanPtr& input : node.inputs) {
        const auto below = env_.meters.find(input.get());
        if (below == env_.meters.end()) continue;
        line.nanoseconds -= std::min(line.nanoseconds, below->second.waited);
      }
    }
    for (const PlanPtr& input : node.inputs) AddProfile(*input, depth + 1, profile);
  }

  std::shared_ptr<const Plan> plan_;
  Environment env_;
  Batch argument_;
  ArgumentSource argument_source_;
  OperatorPtr root_;
  Batch batch_;
  size_t row_ = 0;     // of batch_
  uint64_t left_ = 0;  // how often that row is still due
  bool at_end_ = false;
};

}  // namespace

Result<std::unique_ptr<Rows>> Execute(std::shared_ptr<const Plan> plan, const Execution& execution) {
  return Execute(std::move(plan), execution, Spilling());
}

Result<std::unique_ptr<Rows>> Execute(std::shared_ptr<const Plan> plan, const Execution& execution,
                                      const Spilling& spilling) {
  if (plan->root == nullptr) {
    return base::MakeError(ErrorCode::kSemantic, "a statement that begins or ends a transaction has no rows");
  }
  if (plan->writes && execution.writer == nullptr) {
    return base::MakeError(ErrorCode::kReadOnly, "the query writes, which is not possible here");
  }
  return PlanRows::Make(std::move(plan), execution, spilling);
}

}  // namespace qiao::query
