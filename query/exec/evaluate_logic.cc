// AND, OR, XOR, NOT, IS NULL, CASE and coalesce: what is evaluated depends on the row.
#include <algorithm>
#include <memory>
#include <string>

#include "query/exec/evaluate_kinds.h"

namespace qiao::query {

using base::ErrorCode;
using base::Result;
using base::Value;

Result<Truth> TruthAt(const Column& column, size_t row) {
  if (column.IsNull(row)) return Truth::kNull;
  if (column.form() == Form::kBooleans) return column.Word(row) != 0 ? Truth::kTrue : Truth::kFalse;
  const Value value = column.At(row);
  if (value.is(base::Kind::kBoolean)) return value.boolean() ? Truth::kTrue : Truth::kFalse;
  return base::MakeError(ErrorCode::kType, "expected a boolean, got {}", base::Name(value.kind()))
      .With(base::ErrorDetail::kInvalidArgumentType);
}

Result<void> SelectTrue(const Column& predicate, const RowSet& rows, std::vector<uint32_t>& selected) {
  selected.clear();
  const size_t size = rows.size();
  if (predicate.form() == Form::kBooleans && !predicate.constant()) {
    const uint64_t* words = predicate.words();  // 0 where null
    selected.resize(size);
    size_t count = 0;
    for (size_t i = 0; i < size; ++i) {
      selected[count] = rows[i];
      count += words[i];
    }
    selected.resize(count);
    return {};
  }
  for (size_t i = 0; i < size; ++i) {
    QIAO_TRY(const Truth truth, TruthAt(predicate, i));
    if (truth == Truth::kTrue) selected.push_back(rows[i]);
  }
  return {};
}

namespace {

void ToColumn(const std::vector<Truth>& truths, Column& column) {
  column.Clear(Form::kBooleans);
  if (std::ranges::find(truths, Truth::kNull) == truths.end()) {
    uint64_t* words = column.AppendWords(Form::kBooleans, truths.size());
    for (size_t i = 0; i < truths.size(); ++i) words[i] = truths[i] == Truth::kTrue ? 1 : 0;
    return;
  }
  for (Truth truth : truths) {
    if (truth == Truth::kNull) {
      column.AppendNull();
    } else {
      column.AppendWord(Form::kBooleans, truth == Truth::kTrue ? 1 : 0);
    }
  }
}

class JunctionEvaluator : public Evaluator {
 public:
  JunctionEvaluator(const Expression& expression, std::vector<EvaluatorPtr> operands)
      : Evaluator(expression),
        operands_(std::move(operands)),
        decisive_(expression.kind == ExpressionKind::kAnd ? Truth::kFalse : Truth::kTrue) {}

  Result<const Column*> Evaluate(const RowSet& rows) override {
    const size_t size = rows.size();
    truths_.assign(size, decisive_ == Truth::kFalse ? Truth::kTrue : Truth::kFalse);
    pending_.resize(size);
    for (size_t i = 0; i < size; ++i) pending_[i] = static_cast<uint32_t>(i);
    for (size_t k = 0; k < operands_.size() && !pending_.empty(); ++k) {
      pending_rows_.clear();
      for (uint32_t i : pending_) pending_rows_.push_back(rows[i]);
      const bool whole = rows.all() && pending_.size() == size;
      QIAO_TRY(const Column* column, operands_[k]->Evaluate(whole ? rows : RowSet(rows.batch(), pending_rows_)));
      size_t left = 0;
      if (column->form() == Form::kBooleans && !column->has_nulls()) {
        const uint64_t decisive = decisive_ == Truth::kTrue ? 1 : 0;
        for (size_t j = 0; j < pending_.size(); ++j) {
          const uint32_t i = pending_[j];
          if (column->Word(j) == decisive) truths_[i] = decisive_;
          pending_[left] = i;
          left += column->Word(j) == decisive ? 0 : 1;
        }
        pending_.resize(left);
        continue;
      }
      for (size_t j = 0; j < pending_.size(); ++j) {
        const uint32_t i = pending_[j];
        auto truth = TruthAt(*column, j);
        if (!truth) return Located(std::move(truth).error());
        if (*truth == decisive_) {
          truths_[i] = decisive_;
          continue;
        }
        if (*truth == Truth::kNull) truths_[i] = Truth::kNull;
        pending_[left++] = i;
      }
      pending_.resize(left);
    }
    ToColumn(truths_, result_);
    return &result_;
  }

 private:
  std::vector<EvaluatorPtr> operands_;
  Truth decisive_;
  std::vector<Truth> truths_;
  std::vector<uint32_t> pending_;
  std::vector<uint32_t> pending_rows_;
};

class XorEvaluator : public Evaluator {
 public:
  XorEvaluator(const Expression& expression, std::vector<EvaluatorPtr> operands)
      : Evaluator(expression), operands_(std::move(operands)) {}

  Result<const Column*> Evaluate(const RowSet& rows) override {
    truths_.assign(rows.size(), Truth::kFalse);
    for (const EvaluatorPtr& operand : operands_) {
      QIAO_TRY(const Column* column, operand->Evaluate(rows));
      for (size_t i = 0; i < rows.size(); ++i) {
        auto truth = TruthAt(*column, i);
        if (!truth) return Located(std::move(truth).error());
        if (*truth == Truth::kNull || truths_[i] == Truth::kNull) {
          truths_[i] = Truth::kNull;
        } else if (*truth == Truth::kTrue) {
          truths_[i] = truths_[i] == Truth::kTrue ? Truth::kFalse : Truth::kTrue;
        }
      }
    }
    ToColumn(truths_, result_);
    return &result_;
  }

 private:
  std::vector<EvaluatorPtr> operands_;
  std::vector<Truth> truths_;
};

class NotEvaluator : public Evaluator {
 public:
  NotEvaluator(const Expression& expression, EvaluatorPtr operand)
      : Evaluator(expression), operand_(std::move(operand)) {}

  Result<const Column*> Evaluate(const RowSet& rows) override {
    QIAO_TRY(const Column* column, operand_->Evaluate(rows));
    result_.Clear(Form::kBooleans);
    for (size_t i = 0; i < rows.size(); ++i) {
      auto truth = TruthAt(*column, i);
      if (!truth) return Located(std::move(truth).error());
      if (*truth == Truth::kNull) {
        result_.AppendNull();
      } else {
        result_.AppendWord(Form::kBooleans, *truth == Truth::kFalse ? 1 : 0);
      }
    }
    return &result_;
  }

 private:
  EvaluatorPtr operand_;
};

class NullTestEvaluator : public Evaluator {
 public:
  NullTestEvaluator(const Expression& expression, EvaluatorPtr operand)
      : Evaluator(expression), operand_(std::move(operand)), wanted_(expression.kind == ExpressionKind::kIsNull) {}

  Result<const Column*> Evaluate(const RowSet& rows) override {
    QIAO_TRY(const Column* column, operand_->Evaluate(rows));
    result_.Clear(Form::kBooleans);
    for (size_t i = 0; i < rows.size(); ++i) {
      result_.AppendWord(Form::kBooleans, column->IsNull(i) == wanted_ ? 1 : 0);
    }
    return &result_;
  }

 private:
  EvaluatorPtr operand_;
  bool wanted_;
};

// Where the value of each row comes from, when different rows take it from different operands.
class Choice {
 public:
  void Start(size_t rows) {
    columns_.assign(1, nullptr);
    numbers_.assign(rows, 0);
    places_.resize(rows);
  }
  // Rows chosen from now on have values of this column.
  void Begin(const Column* column) { columns_.push_back(column); }
  void Choose(size_t row, size_t at) {
    numbers_[row] = static_cast<uint32_t>(columns_.size() - 1);
    places_[row] = static_cast<uint32_t>(at);
  }

  void Finish(Column& result) const {
    result.Clear();
    const bool all = std::ranges::find(numbers_, 0U) == numbers_.end();
    if (all && AreFixedTexts()) return FinishTexts(result);
    if (all && AreWords()) return FinishWords(result);
    for (size_t row = 0; row < numbers_.size(); ++row) {
      if (numbers_[row] == 0) {
        result.AppendNull();
      } else {
        result.AppendRow(*columns_[numbers_[row]], places_[row]);
      }
    }
  }

 private:
  std::span<const Column* const> Columns() const { return std::span(columns_).subspan(1); }

  bool AreFixedTexts() const {
    return columns_.size() > 1 && std::ranges::all_of(Columns(), [](const Column* column) {
             return column->form() == Form::kTexts && column->constant() && !column->IsNull(0);
           });
  }

  // Each text stands in the result once, so that it is told by its place.
  void FinishTexts(Column& result) const {
    auto bytes = std::make_shared<std::string>();
    std::vector<size_t> ends = {0};
    for (const Column* column : Columns()) {
      bytes->append(column->Text(0));
      ends.push_back(bytes->size());
    }
    std::vector<std::string_view> texts = {{}};
    for (size_t i = 1; i < ends.size(); ++i) {
      texts.push_back(std::string_view(*bytes).substr(ends[i - 1], ends[i] - ends[i - 1]));
    }
    result.BorrowTexts(bytes, true);
    result.AppendShared(numbers_.size(), [&](size_t row) { return texts[numbers_[row]]; });
  }

  bool AreWords() const {
    return columns_.size() > 1 && std::ranges::all_of(Columns(), [&](const Column* column) {
             return IsWordForm(column->form()) && column->form() == columns_[1]->form() && !column->has_nulls();
           });
  }

  void FinishWords(Column& result) const {
    uint64_t* words = result.AppendWords(columns_[1]->form(), numbers_.size());
    for (size_t row = 0; row < numbers_.size(); ++row) words[row] = columns_[numbers_[row]]->Word(places_[row]);
  }

  std::vector<const Column*> columns_;  // the first stands for null
  std::vector<uint32_t> numbers_;       // by row: of its column
  std::vector<uint32_t> places_;        // and its row there
};

class CaseEvaluator : public Evaluator {
 public:
  CaseEvaluator(const Expression& expression, EvaluatorPtr operand, std::vector<EvaluatorPtr> branches)
      : Evaluator(expression), operand_(std::move(operand)), branches_(std::move(branches)) {}

  Result<const Column*> Evaluate(const RowSet& rows) override {
    const size_t size = rows.size();
    choice_.Start(size);
    const Column* operand = nullptr;
    if (operand_ != nullptr) {
      QIAO_TRY(operand, operand_->Evaluate(rows));
    }
    pending_.resize(size);
    for (size_t i = 0; i < size; ++i) pending_[i] = static_cast<uint32_t>(i);
    size_t k = 0;
    for (; k + 1 < branches_.size() && !pending_.empty(); k += 2) {
      QIAO_CHECK(Split(rows, operand, *branches_[k]));
      QIAO_CHECK(Take(rows, *branches_[k + 1], chosen_));
    }
    if (branches_.size() % 2 == 1 && branches_.back() != nullptr) QIAO_CHECK(Take(rows, *branches_.back(), pending_));
    choice_.Finish(result_);
    return &result_;
  }

 private:
  // Moves the pending rows for which the WHEN holds to chosen_.
  Result<void> Split(const RowSet& rows, const Column* operand, Evaluator& when) {
    QIAO_TRY(const Column* column, EvaluateFor(rows, when, pending_));
    if (operand == nullptr && column->form() == Form::kBooleans) {
      SplitByTruths(*column);
      return {};
    }
    chosen_.clear();
    size_t left = 0;
    for (size_t j = 0; j < pending_.size(); ++j) {
      const uint32_t i = pending_[j];
      bool holds;
      if (operand != nullptr) {
        holds = base::Equals(operand->At(i), column->At(j)) == true;
      } else {
        auto truth = TruthAt(*column, j);
        if (!truth) return Located(std::move(truth).error());
        holds = *truth == Truth::kTrue;
      }
      if (holds) {
        chosen_.push_back(i);
      } else {
        pending_[left++] = i;
      }
    }
    pending_.resize(left);
    return {};
  }

  // A null, which stands as 0, is no truth either.
  void SplitByTruths(const Column& truths) {
    chosen_.resize(pending_.size());
    size_t chosen = 0, left = 0;
    for (size_t j = 0; j < pending_.size(); ++j) {
      const uint32_t i = pending_[j];
      const size_t holds = truths.Word(j) != 0 ? 1 : 0;
      chosen_[chosen] = i;
      pending_[left] = i;
      chosen += holds;
      left += 1 - holds;
    }
    chosen_.resize(chosen);
    pending_.resize(left);
  }

  Result<void> Take(const RowSet& rows, Evaluator& value, const std::vector<uint32_t>& positions) {
    if (positions.empty()) return {};
    QIAO_TRY(const Column* column, EvaluateFor(rows, value, positions));
    choice_.Begin(column);
    for (size_t j = 0; j < positions.size(); ++j) choice_.Choose(positions[j], j);
    return {};
  }

  Result<const Column*> EvaluateFor(const RowSet& rows, Evaluator& evaluator, const std::vector<uint32_t>& positions) {
    chosen_rows_.clear();
    for (uint32_t i : positions) chosen_rows_.push_back(rows[i]);
    return evaluator.Evaluate(RowSet(rows.batch(), chosen_rows_));
  }

  EvaluatorPtr operand_;
  std::vector<EvaluatorPtr> branches_;  // when, then, when, then …, else (may be a nullptr)
  Choice choice_;
  std::vector<uint32_t> pending_;
  std::vector<uint32_t> chosen_;
  std::vector<uint32_t> chosen_rows_;
};

class CoalesceEvaluator : public Evaluator {
 public:
  CoalesceEvaluator(const Expression& expression, std::vector<EvaluatorPtr> operands)
      : Evaluator(expression), operands_(std::move(operands)) {}

  Result<const Column*> Evaluate(const RowSet& rows) override {
    const size_t size = rows.size();
    choice_.Start(size);
    pending_.resize(size);
    for (size_t i = 0; i < size; ++i) pending_[i] = static_cast<uint32_t>(i);
    for (const EvaluatorPtr& operand : operands_) {
      if (pending_.empty()) break;
      pending_rows_.clear();
      for (uint32_t i : pending_) pending_rows_.push_back(rows[i]);
      QIAO_TRY(const Column* column, operand->Evaluate(RowSet(rows.batch(), pending_rows_)));
      size_t left = 0;
      choice_.Begin(column);
      for (size_t j = 0; j < pending_.size(); ++j) {
        if (column->IsNull(j)) {
          pending_[left++] = pending_[j];
        } else {
          choice_.Choose(pending_[j], j);
        }
      }
      pending_.resize(left);
    }
    choice_.Finish(result_);
    return &result_;
  }

 private:
  std::vector<EvaluatorPtr> operands_;
  Choice choice_;
  std::vector<uint32_t> pending_;
  std::vector<uint32_t> pending_rows_;
};

}  // namespace

Result<EvaluatorPtr> MakeLogicEvaluator(const Expression& expression, Environment& env) {
  QIAO_TRY(std::vector<EvaluatorPtr> operands, MakeEvaluators(expression.operands, env));
  switch (expression.kind) {
    case ExpressionKind::kAnd:
    case ExpressionKind::kOr:
      return EvaluatorPtr(std::make_unique<JunctionEvaluator>(expression, std::move(operands)));
    case ExpressionKind::kXor:
      return EvaluatorPtr(std::make_unique<XorEvaluator>(expression, std::move(operands)));
    case ExpressionKind::kNot:
      return EvaluatorPtr(std::make_unique<NotEvaluator>(expression, std::move(operands[0])));
    default:
      return EvaluatorPtr(std::make_unique<NullTestEvaluator>(expression, std::move(operands[0])));
  }
}

Result<EvaluatorPtr> MakeCaseEvaluator(const Expression& expression, Environment& env) {
  QIAO_TRY(std::vector<EvaluatorPtr> branches, MakeEvaluators(expression.operands, env));
  EvaluatorPtr operand;
  if (expression.has_operand) {
    operand = std::move(branches.front());
    branches.erase(branches.begin());
  }
  return EvaluatorPtr(std::make_unique<CaseEvaluator>(expression, std::move(operand), std::move(branches)));
}

Result<EvaluatorPtr> MakeCoalesceEvaluator(const Expression& expression, Environment& env) {
  QIAO_TRY(std::vector<EvaluatorPtr> operands, MakeEvaluators(expression.operands, env));
  return EvaluatorPtr(std::make_unique<CoalesceEvaluator>(expression, std::move(operands)));
}

}  // namespace qiao::query
