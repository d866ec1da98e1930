// NodeScan: every live node with the labels, table by table and run by run, for each row of the input.
#include <bit>

#include "query/exec/label_test.h"
#include "query/exec/make.h"

namespace qiao::query {

using base::Result;

namespace {

class NodeScanOperator : public UnaryOperator {
 public:
  NodeScanOperator(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live)
      : UnaryOperator(env, node, std::move(input)),
        step_(std::get<NodeScan>(node.step)),
        test_(step_.labels, env),
        live_(std::move(live)) {}

  Result<void> Open() override {
    input_batch_.Clear();
    row_ = 0;
    return input_->Open();
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    origins_.clear();
    nodes_.Clear(Form::kNodes);
    while (origins_.empty()) {
      if (row_ == input_batch_.rows()) {
        QIAO_TRY(const bool more, input_->Next(input_batch_));
        if (!more) return false;
        row_ = 0;
        ListTables();
        RestartTables();
      }
      QIAO_CHECK(FillBatch());
    }
    out.GatherFrom(input_batch_, origins_, live_);
    std::swap(out.Put(step_.node), nodes_);
    return true;
  }

 private:
  struct Table {
    base::TableId id;
    uint32_t rows;
    bool check;  // only some rows have the labels
  };

  // Once a batch: the steps below may have made new ones.
  void ListTables() {
    tables_.clear();
    for (const NodeTable& table : env_.graph.NodeTables()) {
      const Truth passes = test_.Decide(table);
      if (passes != Truth::kFalse && table.live > 0) {
        tables_.push_back({table.id, static_cast<uint32_t>(table.rows), passes == Truth::kNull});
      }
    }
  }

  void RestartTables() {
    table_ = 0;
    run_ = 0;
    bit_ = 0;
    loaded_ = false;
  }

  // Nodes for the input rows from row_ on, as far as the batch reaches.
  Result<void> FillBatch() {
    while (row_ < input_batch_.rows() && origins_.size() < env_.batch_rows) {
      if (table_ == tables_.size()) {
        RestartTables();
        ++row_;
        continue;
      }
      const Table& table = tables_[table_];
      if (!loaded_) {
        QIAO_TRY(view_, env_.graph.ReadLive(table.id, run_));
        QIAO_CHECK(env_.interrupt.Tick(kRunRows));
        loaded_ = true;
        bit_ = 0;
        end_ = std::min({view_.size, kRunRows, table.rows - run_ * kRunRows});
      }
      QIAO_CHECK(TakeBits(table));
      if (bit_ < end_) continue;
      loaded_ = false;
      if (uint64_t{++run_} * kRunRows >= table.rows) {
        run_ = 0;
        ++table_;
      }
    }
    return {};
  }

  Result<void> TakeBits(const Table& table) {
    const uint32_t first_row = run_ * kRunRows;
    while (bit_ < end_ && origins_.size() < env_.batch_rows) {
      const uint64_t word = view_.live[bit_ / 64] >> (bit_ % 64);
      if (word == 0) {
        bit_ = (bit_ / 64 + 1) * 64;
        continue;
      }
      bit_ += static_cast<uint32_t>(std::countr_zero(word));
      if (bit_ >= end_) break;
      const base::NodeId node(table.id, first_row + bit_);
      ++bit_;
      if (table.check) {
        QIAO_TRY(const bool passes, test_.Passes(node));
        if (!passes) continue;
      }
      nodes_.AppendWord(Form::kNodes, node.value);
      origins_.push_back(static_cast<uint32_t>(row_));
    }
    return {};
  }

  const NodeScan& step_;
  LabelTest test_;
  std::vector<Slot> live_;
  std::vector<Table> tables_;
  Batch input_batch_;
  size_t row_ = 0;    // of the input batch
  size_t table_ = 0;  // place of the scan: table, run, row in the run
  uint32_t run_ = 0;
  uint32_t bit_ = 0;
  uint32_t end_ = 0;
  bool loaded_ = false;
  LiveView view_;
  std::vector<uint32_t> origins_;
  Column nodes_;
};

}  // namespace

OperatorPtr MakeNodeScan(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live) {
  return std::make_unique<NodeScanOperator>(env, node, std::move(input), std::move(live));
}

}  // namespace qiao::query
