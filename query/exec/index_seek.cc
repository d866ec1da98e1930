// IndexSeek: the entities that an index finds for each row of the input.
#include <algorithm>

#include "query/exec/evaluate.h"
#include "query/exec/make.h"

namespace qiao::query {

using base::Kind;
using base::Result;
using base::Value;

namespace {

// The expressions of the step at work, and their columns for the batch at hand.
struct Operand {
  EvaluatorPtr evaluator;
  const Column* column = nullptr;

  Result<void> Evaluate(const RowSet& rows) {
    if (!evaluator) return {};
    QIAO_TRY(column, evaluator->Evaluate(rows));
    return {};
  }
};

class IndexSeekOperator : public UnaryOperator {
 public:
  IndexSeekOperator(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live)
      : UnaryOperator(env, node, std::move(input)),
        step_(std::get<IndexSeek>(node.step)),
        live_(std::move(live)),
        memory_(env.memory, "IndexSeek", meter_) {}

  Result<void> Make() {
    const auto make = [&](const ExpressionPtr& expression, Operand& operand) -> Result<void> {
      if (!expression) return {};
      QIAO_TRY(operand.evaluator, MakeEvaluator(*expression, env_));
      return {};
    };
    equal_.resize(step_.equal.size());
    values_.resize(step_.equal.size());
    for (size_t i = 0; i < equal_.size(); ++i) QIAO_CHECK(make(step_.equal[i].value, equal_[i]));
    QIAO_CHECK(make(step_.lower, lower_));
    QIAO_CHECK(make(step_.upper, upper_));
    return make(step_.prefix, prefix_);
  }

  Result<void> Open() override {
    input_batch_.Clear();
    row_ = 0;
    next_ = 0;
    found_.clear();
    return input_->Open();
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    origins_.clear();
    entities_.Clear();
    while (origins_.size() < env_.batch_rows) {
      if (next_ < found_.size()) {
        Take();
        continue;
      }
      if (row_ == input_batch_.rows()) {
        // The batch's columns are still needed for the rows that it gave.
        if (!origins_.empty()) break;
        QIAO_TRY(const bool more, input_->Next(input_batch_));
        if (!more) return false;
        row_ = 0;
        QIAO_CHECK(Evaluate());
      }
      QIAO_CHECK(Seek(row_++));
    }
    out.GatherFrom(input_batch_, origins_, live_);
    std::swap(out.Put(step_.entity), entities_);
    return true;
  }

 private:
  Result<void> Evaluate() {
    const RowSet rows(input_batch_);
    for (Operand& operand : equal_) QIAO_CHECK(operand.Evaluate(rows));
    for (Operand* operand : {&lower_, &upper_, &prefix_}) QIAO_CHECK(operand->Evaluate(rows));
    return {};
  }

  // Found entities of the row before row_, as many as the batch takes.
  void Take() {
    const size_t count = std::min(found_.size() - next_, env_.batch_rows - origins_.size());
    const Form form = step_.relationship ? Form::kEdges : Form::kNodes;
    std::copy_n(found_.data() + next_, count, entities_.AppendWords(form, count));
    origins_.resize(origins_.size() + count, static_cast<uint32_t>(row_ - 1));
    next_ += count;
  }

  Result<void> OpenReader() {
    if (reader_ && transaction_ == env_.transactions) return {};
    const auto rules = env_.graph.SchemaRules();
    const auto rule = std::ranges::find(rules, step_.index, &SchemaRule::name);
    if (rule == rules.end() || rule->label != step_.label) {
      return Located(base::MakeError(base::ErrorCode::kConflict,
                                     "index {} was dropped while the query was running: run it again", step_.index));
    }
    QIAO_TRY(reader_, env_.graph.OpenIndex(*rule));
    transaction_ = env_.transactions;
    return {};
  }

  Result<void> Seek(size_t row) {
    QIAO_CHECK(env_.interrupt.Tick());
    QIAO_CHECK(OpenReader());
    found_.clear();
    next_ = 0;
    bool several = step_.kind == RuleKind::kEachIndex;
    for (size_t i = 0; i < equal_.size(); ++i) {
      Value value = equal_[i].column->At(row);
      if (!step_.equal[i].any) {
        values_[i].assign(1, std::move(value));
        continue;
      }
      several = true;
      values_[i].clear();
      if (value.is(Kind::kList)) {
        values_[i] = value.list();
      } else if (!value.is_null()) {
        return Located(base::MakeError(base::ErrorCode::kType, "expected a list, got {}", base::Name(value.kind()))
                           .With(base::ErrorDetail::kInvalidArgumentType));
      }
    }
    if (step_.kind == RuleKind::kEachIndex) {
      for (const std::vector<Value>& values : values_) {
        for (const Value& value : values) QIAO_CHECK(Find({.equal = std::span(&value, 1)}));
      }
    } else {
      QIAO_CHECK(FindAll(row));
    }
    if (several) {
      std::ranges::sort(found_);
      found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    }
    return memory_.Set(found_.capacity() * sizeof(uint64_t));
  }

  // Every combination of the values that are looked for.
  Result<void> FindAll(size_t row) {
    Value lower, upper, prefix;
    IndexRange range{.lower_inclusive = step_.lower_inclusive, .upper_inclusive = step_.upper_inclusive};
    const auto bind = [&](const Operand& operand, Value& value, const Value*& bound) {
      if (!operand.evaluator) return;
      value = operand.column->At(row);
      bound = &value;
    };
    bind(lower_, lower, range.lower);
    bind(upper_, upper, range.upper);
    bind(prefix_, prefix, range.prefix);
    if (std::ranges::any_of(values_, &std::vector<Value>::empty)) return {};
    std::vector<size_t> places(values_.size(), 0);
    key_.resize(values_.size());
    while (true) {
      for (size_t i = 0; i < places.size(); ++i) key_[i] = values_[i][places[i]];
      range.equal = key_;
      QIAO_CHECK(Find(range));
      size_t i = 0;
      while (i < places.size() && ++places[i] == values_[i].size()) places[i++] = 0;
      if (i == places.size()) return {};
    }
  }

  Result<void> Find(const IndexRange& range) {
    QIAO_CHECK(env_.interrupt.Tick());
    auto found = reader_->Find(range, found_);
    if (!found) return Located(std::move(found).error());
    return {};
  }

  const IndexSeek& step_;
  std::vector<Slot> live_;
  MemoryUse memory_;
  std::vector<Operand> equal_;
  Operand lower_, upper_, prefix_;
  std::unique_ptr<IndexReader> reader_;
  uint64_t transaction_ = 0;
  Batch input_batch_;
  size_t row_ = 0;                          // of the input batch
  std::vector<std::vector<Value>> values_;  // for each of `equal`
  std::vector<Value> key_;
  std::vector<uint64_t> found_;  // for the row before row_
  size_t next_ = 0;
  std::vector<uint32_t> origins_;
  Column entities_;
};

}  // namespace

MadeOperator MakeIndexSeek(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live) {
  auto made = std::make_unique<IndexSeekOperator>(env, node, std::move(input), std::move(live));
  QIAO_CHECK(made->Make());
  return OperatorPtr(std::move(made));
}

}  // namespace qiao::query
