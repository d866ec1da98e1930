// Comparisons and arithmetic: over arrays where both operands are of one form, value by value otherwise.
#include "query/exec/evaluate_kinds.h"
#include "query/exec/value_memo.h"
#include "query/functions/operators.h"
#include "query/plan/comparison.h"

namespace qiao::query {

using base::Result;
using base::Value;

namespace {

int64_t IntegerAt(const uint64_t* words, size_t at) { return static_cast<int64_t>(words[at]); }
double FloatAt(const uint64_t* words, size_t at) { return std::bit_cast<double>(words[at]); }

// Calls f(a, b) for each row of two word columns without nulls, writing to `out`.
template <class At, class F>
void Zip(const Column& a, const Column& b, size_t rows, uint64_t* out, At at, F f) {
  const uint64_t* left = a.words();
  const uint64_t* right = b.words();
  if (b.constant() && !a.constant()) {
    const auto fixed = at(right, 0);
    for (size_t i = 0; i < rows; ++i) out[i] = f(at(left, i), fixed);
    return;
  }
  const size_t left_stride = a.stride();
  const size_t right_stride = b.stride();
  for (size_t i = 0; i < rows; ++i) out[i] = f(at(left, i * left_stride), at(right, i * right_stride));
}

template <class At>
void Compare(ExpressionKind kind, const Column& a, const Column& b, size_t rows, uint64_t* out, At at) {
  switch (kind) {
    case ExpressionKind::kEqual:
      return Zip(a, b, rows, out, at, [](auto x, auto y) { return uint64_t{x == y}; });
    case ExpressionKind::kNotEqual:
      return Zip(a, b, rows, out, at, [](auto x, auto y) { return uint64_t{x != y}; });
    case ExpressionKind::kLess:
      return Zip(a, b, rows, out, at, [](auto x, auto y) { return uint64_t{x < y}; });
    case ExpressionKind::kLessEqual:
      return Zip(a, b, rows, out, at, [](auto x, auto y) { return uint64_t{x <= y}; });
    case ExpressionKind::kGreater:
      return Zip(a, b, rows, out, at, [](auto x, auto y) { return uint64_t{x > y}; });
    default:
      return Zip(a, b, rows, out, at, [](auto x, auto y) { return uint64_t{x >= y}; });
  }
}

void CompareTexts(ExpressionKind kind, const Column& a, const Column& b, size_t rows, uint64_t* out) {
  const auto compare = [&](auto test) {
    for (size_t i = 0; i < rows; ++i) out[i] = a.IsNull(i) || b.IsNull(i) ? 0 : uint64_t{test(a.Text(i), b.Text(i))};
  };
  using Text = std::string_view;
  switch (kind) {
    case ExpressionKind::kEqual:
      return compare([](Text x, Text y) { return x == y; });
    case ExpressionKind::kNotEqual:
      return compare([](Text x, Text y) { return x != y; });
    case ExpressionKind::kLess:
      return compare([](Text x, Text y) { return x < y; });
    case ExpressionKind::kLessEqual:
      return compare([](Text x, Text y) { return x <= y; });
    case ExpressionKind::kGreater:
      return compare([](Text x, Text y) { return x > y; });
    default:
      return compare([](Text x, Text y) { return x >= y; });
  }
}

class ComparisonEvaluator : public Evaluator {
 public:
  ComparisonEvaluator(const Expression& expression, EvaluatorPtr left, EvaluatorPtr right)
      : Evaluator(expression), left_(std::move(left)), right_(std::move(right)) {}

  Result<const Column*> Evaluate(const RowSet& rows) override {
    QIAO_TRY(const Column* a, left_->Evaluate(rows));
    QIAO_TRY(const Column* b, right_->Evaluate(rows));
    const size_t size = rows.size();
    result_.Clear(Form::kBooleans);
    if (Typed(*a, *b)) {
      const ExpressionKind kind = expression_.kind;
      uint64_t* out = result_.AppendWords(Form::kBooleans, size);
      if (a->form() == Form::kTexts) {
        CompareTexts(kind, *a, *b, size, out);
      } else if (a->form() == Form::kFloats) {
        Compare(kind, *a, *b, size, out, FloatAt);
      } else {
        Compare(kind, *a, *b, size, out, IntegerAt);
      }
      result_.TakeNulls(*a, *b);
      return &result_;
    }
    for (size_t i = 0; i < size; ++i) {
      if (a->IsNull(i) || b->IsNull(i)) {
        result_.AppendNull();
      } else {
        result_.Append(Compare(expression_.kind, a->At(i), b->At(i)));
      }
    }
    return &result_;
  }

 private:
  bool Typed(const Column& a, const Column& b) const {
    if (a.form() != b.form()) return false;
    if (a.form() == Form::kIntegers || a.form() == Form::kFloats) return true;
    if (a.form() == Form::kDates || a.form() == Form::kTexts) return true;
    const bool equality = expression_.kind == ExpressionKind::kEqual || expression_.kind == ExpressionKind::kNotEqual;
    return equality && (a.form() == Form::kNodes || a.form() == Form::kEdges || a.form() == Form::kBooleans);
  }

  EvaluatorPtr left_;
  EvaluatorPtr right_;
};

Result<Value> CalculateValues(ExpressionKind kind, const FunctionContext& context, const Value& a, const Value& b) {
  switch (kind) {
    case ExpressionKind::kAdd:
      return Add(context, a, b);
    case ExpressionKind::kSubtract:
      return Subtract(a, b);
    case ExpressionKind::kMultiply:
      return Multiply(a, b);
    case ExpressionKind::kDivide:
      return Divide(a, b);
    default:
      return Modulo(a, b);
  }
}

// False if there is a result that an integer of 64 bits can't hold, or none.
bool CalculateIntegers(ExpressionKind kind, const Column& a, const Column& b, size_t rows, uint64_t* out) {
  bool overflow = false;
  const auto run = [&](auto operation) {
    Zip(a, b, rows, out, IntegerAt, [&](int64_t x, int64_t y) {
      int64_t result = 0;
      overflow |= operation(x, y, &result);
      return static_cast<uint64_t>(result);
    });
  };
  switch (kind) {
    case ExpressionKind::kAdd:
      run([](int64_t x, int64_t y, int64_t* result) { return __builtin_add_overflow(x, y, result); });
      return !overflow;
    case ExpressionKind::kSubtract:
      run([](int64_t x, int64_t y, int64_t* result) { return __builtin_sub_overflow(x, y, result); });
      return !overflow;
    case ExpressionKind::kMultiply:
      run([](int64_t x, int64_t y, int64_t* result) { return __builtin_mul_overflow(x, y, result); });
      return !overflow;
    case ExpressionKind::kDivide:
      run([](int64_t x, int64_t y, int64_t* result) {
        if (y == 0 || (y == -1 && x == INT64_MIN)) return true;
        *result = x / y;
        return false;
      });
      return !overflow;
    case ExpressionKind::kModulo:
      run([](int64_t x, int64_t y, int64_t* result) {
        if (y == 0) return true;
        *result = y == -1 ? 0 : x % y;
        return false;
      });
      return !overflow;
    default:
      return false;
  }
}

bool CalculateFloats(ExpressionKind kind, const Column& a, const Column& b, size_t rows, uint64_t* out) {
  const auto run = [&](auto operation) {
    Zip(a, b, rows, out, FloatAt, [&](double x, double y) { return std::bit_cast<uint64_t>(operation(x, y)); });
    return true;
  };
  switch (kind) {
    case ExpressionKind::kAdd:
      return run([](double x, double y) { return x + y; });
    case ExpressionKind::kSubtract:
      return run([](double x, double y) { return x - y; });
    case ExpressionKind::kMultiply:
      return run([](double x, double y) { return x * y; });
    case ExpressionKind::kDivide:
      return run([](double x, double y) { return x / y; });
    default:
      return false;
  }
}

class ArithmeticEvaluator : public Evaluator {
 public:
  ArithmeticEvaluator(const Expression& expression, EvaluatorPtr left, EvaluatorPtr right, Environment& env)
      : Evaluator(expression), left_(std::move(left)), right_(std::move(right)), env_(env), memory_(env) {}

  Result<const Column*> Evaluate(const RowSet& rows) override {
    QIAO_TRY(const Column* a, left_->Evaluate(rows));
    QIAO_TRY(const Column* b, right_->Evaluate(rows));
    const size_t size = rows.size();
    if (a->form() == b->form() && !a->has_nulls() && !b->has_nulls()) {
      result_.Clear(a->form());
      if (a->form() == Form::kIntegers &&
          CalculateIntegers(expression_.kind, *a, *b, size, result_.AppendWords(Form::kIntegers, size))) {
        return &result_;
      }
      if (a->form() == Form::kFloats &&
          CalculateFloats(expression_.kind, *a, *b, size, result_.AppendWords(Form::kFloats, size))) {
        return &result_;
      }
    }
    result_.Clear();
    memory_.Clear();
    const Column* varying = a->constant() ? b : a;
    if (a->constant() != b->constant() && memo_.IsFor(*varying)) {
      QIAO_CHECK(memo_.Map(*varying, size, result_, [&](size_t i) { return CalculateRow(*a, *b, i); }));
      return &result_;
    }
    for (size_t i = 0; i < size; ++i) {
      QIAO_TRY(Value value, CalculateRow(*a, *b, i));
      result_.Append(std::move(value));
    }
    return &result_;
  }

 private:
  Result<Value> CalculateRow(const Column& a, const Column& b, size_t i) {
    auto value = CalculateValues(expression_.kind, env_.functions, a.At(i), b.At(i));
    if (!value) return Located(std::move(value).error());
    auto fits = memory_.Count(*value);
    if (!fits) return Located(std::move(fits).error());
    size_t work = 1;
    if (value->is(base::Kind::kList)) work += value->list().size();
    if (value->is(base::Kind::kString)) work += value->string().size() / 32;
    QIAO_CHECK(env_.interrupt.Tick(work));
    return value;
  }

  EvaluatorPtr left_;
  EvaluatorPtr right_;
  Environment& env_;
  ValueMemory memory_;
  ValueMemo memo_;  // days and durations
};

}  // namespace

Result<EvaluatorPtr> MakeComparisonEvaluator(const Expression& expression, Environment& env) {
  QIAO_TRY(EvaluatorPtr left, MakeEvaluator(*expression.operands[0], env));
  QIAO_TRY(EvaluatorPtr right, MakeEvaluator(*expression.operands[1], env));
  return EvaluatorPtr(std::make_unique<ComparisonEvaluator>(expression, std::move(left), std::move(right)));
}

Result<EvaluatorPtr> MakeArithmeticEvaluator(const Expression& expression, Environment& env) {
  QIAO_TRY(EvaluatorPtr left, MakeEvaluator(*expression.operands[0], env));
  QIAO_TRY(EvaluatorPtr right, MakeEvaluator(*expression.operands[1], env));
  return EvaluatorPtr(std::make_unique<ArithmeticEvaluator>(expression, std::move(left), std::move(right), env));
}

}  // namespace qiao::query
