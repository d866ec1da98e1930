// Distinct: the first of equal rows. Once memory has run out, rows that are new are put aside by their values and
// looked through later, a few values at a time.
#include <algorithm>
#include <optional>

#include "query/exec/key_table.h"
#include "query/exec/make.h"
#include "query/exec/spill/keyed_rows.h"

namespace qiao::query {

using base::Result;

namespace {

class DistinctOperator : public UnaryOperator {
 public:
  DistinctOperator(Environment& env, const PlanNode& node, OperatorPtr input)
      : UnaryOperator(env, node, std::move(input)),
        slots_(std::get<Distinct>(node.step).slots),
        seen_(slots_.size()),
        memory_(env.memory, "DISTINCT", meter_) {}

  Result<void> Open() override {
    seen_.Clear();
    aside_.reset();
    finished_ = false;
    QIAO_CHECK(memory_.Set(0));
    return input_->Open();
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    while (!finished_) {
      QIAO_TRY(const bool more, input_->Next(out));
      if (!more) {
        finished_ = true;
        if (!aside_.has_value()) return false;
        auto done = LookThrough();
        if (!done) return Located(std::move(done).error());
        break;
      }
      QIAO_CHECK(env_.interrupt.Tick(out.rows()));
      out.times().clear();
      auto kept = aside_.has_value() ? PutAside(out) : KeepNew(out);
      if (!kept) return Located(std::move(kept).error());
      if (*kept) return true;
    }
    if (!aside_.has_value()) return false;
    return aside_->results.Next(out);
  }

 private:
  // Rows that wait, and those of them that are new.
  struct Aside {
    Aside(Environment& env, Meter* meter, const std::vector<Slot>& keys)
        : rows_memory(env.memory, "DISTINCT", meter),
          results_memory(env.memory, "DISTINCT", meter),
          rows(env, rows_memory, keys, keys, 0),
          slots(keys),
          order{{{.slot = rows.number_slot()}}},
          results(env, results_memory, order, slots) {
      slots.push_back(rows.number_slot());
      std::ranges::sort(slots);
    }

    MemoryUse rows_memory;
    MemoryUse results_memory;
    KeyedRows rows;
    std::vector<Slot> slots;
    SortOrder order;
    RowSorter results;  // in the order in which they came
  };

  std::vector<const Column*> KeysOf(const Batch& batch) const {
    std::vector<const Column*> columns;
    for (const Slot slot : slots_) columns.push_back(&batch.Get(slot));
    return columns;
  }

  // Keeps the rows with keys that the table hasn't seen before.
  Result<void> KeepUnseen(KeyTable& table, Batch& batch) {
    size_t known = table.size();
    QIAO_CHECK(table.Insert(KeysOf(batch), batch.rows(), numbers_));
    rows_.clear();
    for (uint32_t row = 0; row < batch.rows(); ++row) {
      if (numbers_[row] != known) continue;
      rows_.push_back(row);
      ++known;
    }
    if (rows_.size() < batch.rows()) batch.Keep(rows_);
    return {};
  }

  Result<bool> KeepNew(Batch& batch) {
    QIAO_CHECK(KeepUnseen(seen_, batch));
    QIAO_CHECK(memory_.Set(seen_.HeapSize()));
    if (memory_.ShouldSpill()) aside_.emplace(env_, meter_, slots_);
    return batch.rows() > 0;
  }

  // Answers false: nothing of the batch is given now.
  Result<bool> PutAside(Batch& batch) {
    seen_.Find(KeysOf(batch), batch.rows(), numbers_);
    rows_.clear();
    for (uint32_t row = 0; row < batch.rows(); ++row) {
      if (numbers_[row] == KeyTable::kAbsent) rows_.push_back(row);
    }
    if (rows_.empty()) return false;
    if (rows_.size() < batch.rows()) batch.Keep(rows_);
    QIAO_CHECK(aside_->rows.Add(batch));
    return false;
  }

  Result<void> LookThrough() {
    QIAO_CHECK(aside_->rows.Finish());
    KeyTable table(slots_.size());
    Batch batch;
    while (true) {
      bool fresh = false;
      QIAO_TRY(const bool more, aside_->rows.Next(batch, fresh));
      if (!more) break;
      if (fresh) table.Clear();
      QIAO_CHECK(KeepUnseen(table, batch));
      if (batch.rows() > 0) QIAO_CHECK(aside_->results.Add(batch));
    }
    return aside_->results.Finish();
  }

  const std::vector<Slot>& slots_;
  KeyTable seen_;
  MemoryUse memory_;
  std::optional<Aside> aside_;
  bool finished_ = false;
  std::vector<uint32_t> numbers_;
  std::vector<uint32_t> rows_;
};

}  // namespace

OperatorPtr MakeDistinct(Environment& env, const PlanNode& node, OperatorPtr input) {
  return std::make_unique<DistinctOperator>(env, node, std::move(input));
}

}  // namespace qiao::query
