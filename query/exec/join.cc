// CrossProduct, HashJoin and Union.
#include <algorithm>

#include "query/exec/key_table.h"
#include "query/exec/keyed_join.h"
#include "query/exec/make.h"
#include "query/exec/spill/row_spool.h"
#include "query/plan/plan_slots.h"
#include "query/plan/random.h"

namespace qiao::query {

using base::Result;

namespace {

// The two sides' rows that a batch of output is made of.
struct Pairs {
  std::vector<uint32_t> left;
  std::vector<uint32_t> right;

  void Clear() {
    left.clear();
    right.clear();
  }
  // The left side's columns, and those of the right side that it doesn't have.
  Result<void> Write(const Batch& left_batch, const Batch& right_batch, std::span<const Slot> live, Batch& out) const {
    out.GatherFrom(left_batch, left, live);
    for (Slot slot : live) {
      if (right_batch.Has(slot) && !out.Has(slot)) out.Put(slot).Gather(right_batch.Get(slot), right);
    }
    if (!right_batch.counted()) return {};
    if (!out.counted()) out.times().assign(left.size(), 1);
    for (size_t i = 0; i < left.size(); ++i) {
      QIAO_TRY(out.times()[i], MultiplyTimes(out.times()[i], right_batch.Times(right[i])));
    }
    return {};
  }
};

// Pairs of the rows of two sides.
//
// The right side is read as far as memory reaches, and the left side is run through for it. Where that wasn't all of
// the right side, the left one's rows are kept and run through again for each further part.
class JoinOperator : public Operator {
 public:
  using Keys = std::vector<std::pair<Slot, Slot>>;

  JoinOperator(Environment& env, const PlanNode& node, std::string_view name, OperatorPtr left, OperatorPtr right,
               std::vector<Slot> live, const Keys& keys)
      : Operator(env, node),
        memory_(env.memory, name, meter_),
        live_(std::move(live)),
        left_(std::move(left)),
        right_(std::move(right)),
        right_slots_(With(keys, &Keys::value_type::second)),
        left_memory_(env.memory, name, meter_),
        left_rows_(env, left_memory_, With(keys, &Keys::value_type::first)) {}

  Result<void> Open() override {
    left_batch_.Clear();
    row_ = 0;
    if (keeps_right_ && started_ && right_ended_ && epoch_ == env_.epoch) return left_->Open();
    epoch_ = env_.epoch;
    started_ = false;
    left_rows_.Clear();
    QIAO_CHECK(memory_.Set(0));
    QIAO_CHECK(left_memory_.Set(0));
    QIAO_CHECK(left_->Open());
    return right_->Open();
  }

 protected:
  // Prepares for a new part of the right side in store_.
  virtual Result<void> PartRead() { return {}; }

  // The right side always has the same rows: it is read whole, once.
  void KeepRight() { keeps_right_ = true; }

  // The next rows of the left side in left_batch_, if need be for the next part of the right side; false when all
  // pairs have been looked at.
  Result<bool> NextLeft() {
    if (!started_) {
      started_ = true;
      right_ended_ = false;
      again_ = false;
      QIAO_TRY(const bool any, ReadPart());
      if (!any) return false;
    }
    if (store_.rows() == 0) return false;
    while (true) {
      auto more = ReadLeft();
      if (!more) return Located(std::move(more).error());
      row_ = 0;
      if (*more) return true;
      if (right_ended_) return false;
      QIAO_TRY(const bool any, ReadPart());
      if (!any) return false;
      again_ = true;
      QIAO_CHECK(left_rows_.Rewind());
    }
  }

  static constexpr size_t kTableBytes = 64;  // about, of a row in a table of keys

  MemoryUse memory_;
  std::vector<Slot> live_;
  Batch store_;  // a part of the right side
  Batch left_batch_;
  size_t row_ = 0;  // of the left batch
  Pairs pairs_;
  size_t row_bytes_ = 0;  // what a row of the right side takes beside its values

 private:
  std::vector<Slot> With(const Keys& keys, Slot Keys::value_type::*side) const {
    std::vector<Slot> slots = live_;
    for (const auto& key : keys) slots.push_back(key.*side);
    std::ranges::sort(slots);
    slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
    return slots;
  }

  Result<bool> ReadLeft() {
    if (again_) return left_rows_.Next(left_batch_);
    QIAO_TRY(const bool more, left_->Next(left_batch_));
    if (more && !right_ended_) QIAO_CHECK(left_rows_.Add(left_batch_));
    return more;
  }

  Result<bool> ReadPart() {
    store_.Clear();
    QIAO_CHECK(memory_.Set(0));
    do {
      QIAO_TRY(const bool more, right_->Next(right_batch_));
      right_ended_ = !more;
      if (!more) break;
      store_.AppendAll(right_batch_, right_slots_);
      auto fits = memory_.Add(right_batch_.HeapSize() + right_batch_.rows() * row_bytes_);
      if (!fits) return Located(std::move(fits).error());
      if (store_.rows() >= UINT32_MAX) {
        return Located(base::MakeError(base::ErrorCode::kLimit, "more than {} rows to join", UINT32_MAX));
      }
    } while (keeps_right_ || !memory_.ShouldSpill());
    if (store_.rows() == 0) return false;
    QIAO_CHECK(PartRead());
    return true;
  }

  OperatorPtr left_;
  OperatorPtr right_;
  std::vector<Slot> right_slots_;
  MemoryUse left_memory_;
  RowSpool left_rows_;
  Batch right_batch_;
  bool started_ = false;
  bool right_ended_ = false;
  bool again_ = false;  // the left side is run through again
  bool keeps_right_ = false;
  uint64_t epoch_ = 0;  // in which the right side was read
};

class CrossProductOperator : public JoinOperator {
 public:
  CrossProductOperator(Environment& env, const PlanNode& node, OperatorPtr left, OperatorPtr right,
                       std::vector<Slot> live)
      : JoinOperator(env, node, "cross product", std::move(left), std::move(right), std::move(live), {}) {}

 protected:
  Result<bool> Pull(Batch& out) override {
    pairs_.Clear();
    if (row_ == left_batch_.rows()) {
      QIAO_TRY(const bool more, NextLeft());
      if (!more) return false;
      next_ = 0;
    }
    QIAO_CHECK(env_.interrupt.Tick(env_.batch_rows));
    while (row_ < left_batch_.rows() && pairs_.left.size() < env_.batch_rows) {
      const size_t count = std::min(store_.rows() - next_, env_.batch_rows - pairs_.left.size());
      for (size_t i = 0; i < count; ++i) {
        pairs_.left.push_back(static_cast<uint32_t>(row_));
        pairs_.right.push_back(static_cast<uint32_t>(next_ + i));
      }
      next_ += count;
      if (next_ < store_.rows()) continue;
      next_ = 0;
      ++row_;
    }
    QIAO_CHECK(pairs_.Write(left_batch_, store_, live_, out));
    return true;
  }

 private:
  size_t next_ = 0;  // row of the right side
};

class HashJoinOperator : public JoinOperator {
 public:
  HashJoinOperator(Environment& env, const PlanNode& node, OperatorPtr left, OperatorPtr right, std::vector<Slot> live)
      : JoinOperator(env, node, "hash join", std::move(left), std::move(right), std::move(live),
                     std::get<HashJoin>(node.step).keys),
        step_(std::get<HashJoin>(node.step)),
        keys_(step_.keys.size()) {
    row_bytes_ = kTableBytes;
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    pairs_.Clear();
    while (pairs_.left.empty()) {
      if (row_ == left_batch_.rows()) {
        QIAO_TRY(const bool more, NextLeft());
        if (!more) return false;
        std::vector<const Column*> columns;
        for (const auto& [left, right] : step_.keys) columns.push_back(&left_batch_.Get(left));
        if (keys_.size() == 0) {
          numbers_.assign(left_batch_.rows(), KeyTable::kAbsent);
        } else {
          keys_.Find(columns, left_batch_.rows(), numbers_);
        }
        next_ = FirstMatch();
      }
      QIAO_CHECK(env_.interrupt.Tick(left_batch_.rows()));
      Probe();
    }
    QIAO_CHECK(pairs_.Write(left_batch_, store_, live_, out));
    return true;
  }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;

  Result<void> PartRead() override {
    keys_.Clear();
    std::vector<const Column*> columns;
    for (const auto& [left, right] : step_.keys) columns.push_back(&store_.Get(right));
    DropUnequal(columns);
    std::vector<uint32_t> numbers;
    QIAO_CHECK(keys_.Insert(columns, store_.rows(), numbers));
    firsts_.assign(keys_.size(), kNone);
    nexts_.assign(store_.rows(), kNone);
    for (size_t row = store_.rows(); row-- > 0;) {
      if (dropped_[row] != 0) continue;
      nexts_[row] = firsts_[numbers[row]];
      firsts_[numbers[row]] = static_cast<uint32_t>(row);
    }
    const size_t counted = store_.rows() * row_bytes_;
    const size_t table = keys_.HeapSize() + (nexts_.size() + firsts_.size()) * sizeof(uint32_t);
    auto fits = memory_.Set(memory_.bytes() - counted + table);
    if (!fits) return Located(std::move(fits).error());
    return {};
  }

  // Rows with a key that doesn't equal itself (null, NaN) join nothing.
  void DropUnequal(const std::vector<const Column*>& columns) {
    dropped_.assign(store_.rows(), 0);
    for (const Column* column : columns) {
      if (!column->has_nulls() && column->form() != Form::kFloats) continue;
      for (size_t row = 0; row < store_.rows(); ++row) {
        const base::Value value = column->At(row);
        if (base::Equals(value, value) != true) dropped_[row] = 1;
      }
    }
  }

  uint32_t FirstMatch() const {
    return row_ < numbers_.size() && numbers_[row_] != KeyTable::kAbsent ? firsts_[numbers_[row_]] : kNone;
  }

  void Probe() {
    while (row_ < left_batch_.rows() && pairs_.left.size() < env_.batch_rows) {
      if (next_ == kNone) {
        ++row_;
        next_ = FirstMatch();
        continue;
      }
      pairs_.left.push_back(static_cast<uint32_t>(row_));
      pairs_.right.push_back(next_);
      next_ = nexts_[next_];
    }
  }

  const HashJoin& step_;
  KeyTable keys_;
  std::vector<uint8_t> dropped_;
  std::vector<uint32_t> firsts_;   // by key: the first of its rows
  std::vector<uint32_t> nexts_;    // by row: the next one with its key
  std::vector<uint32_t> numbers_;  // by left row: its key
  uint32_t next_ = kNone;
};

// Of the nodes of the graph, without anything random.
bool AlwaysFindsTheSame(const PlanNode& plan) {
  const PlanStep& step = plan.step;
  if (std::holds_alternative<Argument>(step)) return true;
  bool same = std::holds_alternative<NodeScan>(step) || std::holds_alternative<Filter>(step) ||
              std::holds_alternative<Project>(step);
  ForEachExpression(step, [&](const Expression& expression) { same = same && !IsRandom(expression); });
  return same && AlwaysFindsTheSame(*plan.inputs[0]);
}

class KeyedJoinOperator : public HashJoinOperator {
 public:
  KeyedJoinOperator(Environment& env, const PlanNode& node, OperatorPtr left, KeyedSide side, std::vector<Slot> live)
      : HashJoinOperator(env, node, std::move(left), std::move(side.right), std::move(live)),
        alone_(std::move(side.alone)) {
    one_row_.SetRows(1);
    alone_->batch = &one_row_;
    KeepRight();
  }

 private:
  Batch one_row_;
  std::unique_ptr<ArgumentSource> alone_;
};

class UnionOperator : public Operator {
 public:
  UnionOperator(Environment& env, const PlanNode& node, std::vector<OperatorPtr> inputs)
      : Operator(env, node), step_(std::get<Union>(node.step)), inputs_(std::move(inputs)) {}

  Result<void> Open() override {
    input_ = 0;
    open_ = false;
    return {};
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    for (; input_ < inputs_.size(); ++input_) {
      // Each input is opened when its turn comes: it may read what an earlier one wrote.
      if (!open_) QIAO_CHECK(inputs_[input_]->Open());
      open_ = true;
      QIAO_TRY(const bool more, inputs_[input_]->Next(batch_));
      if (!more) {
        open_ = false;
        continue;
      }
      const std::vector<Slot>& slots = step_.slots[input_];
      for (size_t k = 0; k < slots.size(); ++k) out.Put(step_.out[k]) = batch_.Get(slots[k]);
      out.times() = batch_.times();
      out.SetRows(batch_.rows());
      return true;
    }
    return false;
  }

 private:
  const Union& step_;
  std::vector<OperatorPtr> inputs_;
  Batch batch_;
  size_t input_ = 0;
  bool open_ = false;
};

}  // namespace

OperatorPtr MakeCrossProduct(Environment& env, const PlanNode& node, OperatorPtr left, OperatorPtr right,
                             std::vector<Slot> live) {
  return std::make_unique<CrossProductOperator>(env, node, std::move(left), std::move(right), std::move(live));
}

OperatorPtr MakeHashJoin(Environment& env, const PlanNode& node, OperatorPtr left, OperatorPtr right,
                         std::vector<Slot> live) {
  return std::make_unique<HashJoinOperator>(env, node, std::move(left), std::move(right), std::move(live));
}

bool IsKeyedJoin(const PlanNode& plan) {
  if (!std::holds_alternative<HashJoin>(plan.step)) return false;
  std::vector<Slot> left, right;
  CollectFreeSlots(*plan.inputs[0], left);
  CollectFreeSlots(*plan.inputs[1], right);
  return !left.empty() && right.empty() && AlwaysFindsTheSame(*plan.inputs[1]);
}

OperatorPtr MakeKeyedJoin(Environment& env, const PlanNode& node, OperatorPtr left, KeyedSide side,
                          std::vector<Slot> live) {
  return std::make_unique<KeyedJoinOperator>(env, node, std::move(left), std::move(side), std::move(live));
}

OperatorPtr MakeUnion(Environment& env, const PlanNode& node, std::vector<OperatorPtr> inputs) {
  return std::make_unique<UnionOperator>(env, node, std::move(inputs));
}

}  // namespace qiao::query
