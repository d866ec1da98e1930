// NodeScan: every live node with the labels, table by table and run by run, for each row of the input.
//
// Conditions on properties are asked of the columns of a run before any of its nodes is made a row.
#include <deque>
#include <optional>

#include "query/exec/adjacency.h"
#include "query/exec/column_tests.h"
#include "query/exec/label_test.h"
#include "query/exec/row_bound.h"

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

  // `filter`: whose conditions they are.
  void Ask(ColumnTests tests, const PlanNode& filter) {
    tests_ = std::move(tests);
    if (env_.profile) filter_meter_ = &env_.meters[&filter];
  }
  void Require(const EdgePattern& pattern) { edges_.emplace_back(pattern, env_); }
  void Keep(std::shared_ptr<const RowBound> bound) { bound_ = std::move(bound); }
  void Share(const ScanShare* share) { share_ = share; }

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
    if (filter_meter_ != nullptr) {
      QIAO_TRY(const uint64_t rows, out.TotalTimes());
      filter_meter_->rows += rows;
    }
    return true;
  }

 private:
  struct Table {
    base::TableId id;
    uint32_t begin;  // rows
    uint32_t end;
    bool check;  // only some rows have the labels
  };

  // Once a batch: the steps below may have made new ones.
  void ListTables() {
    tables_.clear();
    for (Adjacency& edges : edges_) edges.Refresh();
    const auto tables = env_.graph.NodeTables();
    if (share_ == nullptr) {
      for (const NodeTable& table : tables) ListTable(table, 0, static_cast<uint32_t>(table.rows));
      return;
    }
    for (const RowRange& range : *share_) {
      ListTable(*std::ranges::find(tables, range.table, &NodeTable::id), range.begin, range.end);
    }
  }

  void ListTable(const NodeTable& table, uint32_t begin, uint32_t end) {
    const Truth passes = test_.Decide(table);
    const bool connected =
        std::ranges::none_of(edges_, [&](const Adjacency& edges) { return edges.HopsFrom(table.id).empty(); });
    if (passes != Truth::kFalse && table.live > 0 && connected) {
      tables_.push_back({table.id, begin, end, passes == Truth::kNull});
    }
  }

  void RestartTables() { StartTable(0); }

  void StartTable(size_t table) {
    table_ = table;
    run_ = table < tables_.size() ? RunOf(tables_[table].begin) : 0;
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
        QIAO_CHECK(LoadRun(table));
        loaded_ = true;
        next_ = 0;
      }
      TakeRows(table);
      if (next_ < rows_.size()) continue;
      loaded_ = false;
      if (uint64_t{++run_} * kRunRows >= table.end) StartTable(table_ + 1);
    }
    return {};
  }

  // The rows of the run that are wanted.
  Result<void> LoadRun(const Table& table) {
    QIAO_TRY(const LiveView view, env_.graph.ReadLive(table.id, run_));
    QIAO_CHECK(env_.interrupt.Tick(kRunRows));
    const uint32_t begin = run_ == RunOf(table.begin) ? RowInRun(table.begin) : 0;
    RowBits wanted(view, begin, std::min({view.size, kRunRows, table.end - run_ * kRunRows}));
    const size_t looked_at = meter_ != nullptr ? wanted.count() : 0;
    if (tests_) QIAO_CHECK(tests_->Select(table.id, run_, wanted));
    if (bound_ != nullptr) QIAO_CHECK(bound_->Select(table.id, run_, env_.graph, wanted));
    wanted.List(rows_);
    // PROFILE tells how many nodes were looked at; those that are given are counted when they are.
    if (meter_ != nullptr) meter_->rows += looked_at - rows_.size();
    if (!table.check) return {};
    size_t kept = 0;
    for (const uint32_t row : rows_) {
      QIAO_TRY(const bool passes, test_.Passes(base::NodeId(table.id, run_ * kRunRows + row)));
      rows_[kept] = row;
      kept += passes ? 1 : 0;
    }
    rows_.resize(kept);
    return {};
  }

  void TakeRows(const Table& table) {
    const size_t count = std::min(rows_.size() - next_, env_.batch_rows - origins_.size());
    const uint64_t first = base::NodeId(table.id, run_ * kRunRows).value;
    uint64_t* words = nodes_.AppendWords(Form::kNodes, count);
    for (size_t i = 0; i < count; ++i) words[i] = first + rows_[next_ + i];
    origins_.resize(origins_.size() + count, static_cast<uint32_t>(row_));
    next_ += count;
  }

  const NodeScan& step_;
  LabelTest test_;
  std::vector<Slot> live_;
  std::optional<ColumnTests> tests_;
  std::shared_ptr<const RowBound> bound_;
  const ScanShare* share_ = nullptr;  // nullptr: all nodes
  std::deque<Adjacency> edges_;
  Meter* filter_meter_ = nullptr;
  std::vector<Table> tables_;
  Batch input_batch_;
  size_t row_ = 0;    // of the input batch
  size_t table_ = 0;  // place of the scan: table, run
  uint32_t run_ = 0;
  std::vector<uint32_t> rows_;  // of the run that are wanted
  size_t next_ = 0;             // of these
  bool loaded_ = false;
  std::vector<uint32_t> origins_;
  Column nodes_;
};

}  // namespace

MadeOperator MakeScan(Environment& env, const PlanNode& scan, OperatorPtr input, std::vector<Slot> live,
                      ScanWishes wishes) {
  auto made = std::make_unique<NodeScanOperator>(env, scan, std::move(input), std::move(live));
  if (wishes.filter != nullptr) {
    const Expression& conditions = *std::get<Filter>(wishes.filter->step).predicate;
    QIAO_TRY(ColumnTests tests, ColumnTests::Make(*AsColumnTests(conditions, std::get<NodeScan>(scan.step).node), env));
    made->Ask(std::move(tests), *wishes.filter);
  }
  made->Keep(std::move(wishes.bound));
  made->Share(wishes.share);
  for (const EdgePattern* pattern : wishes.edges) made->Require(*pattern);
  return OperatorPtr(std::move(made));
}

}  // namespace qiao::query
