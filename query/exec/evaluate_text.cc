// STARTS WITH, ENDS WITH and CONTAINS: over the bytes where both operands are columns of texts, value by value
// otherwise.
#include <cstring>

#include "query/exec/evaluate_kinds.h"
#include "query/functions/operators.h"

namespace qiao::query {

using base::Result;
using base::Value;

namespace {

Value TestValues(ExpressionKind kind, const Value& text, const Value& part) {
  if (kind == ExpressionKind::kStartsWith) return StartsWith(text, part);
  return kind == ExpressionKind::kEndsWith ? EndsWith(text, part) : Contains(text, part);
}

class TextTestEvaluator : public Evaluator {
 public:
  TextTestEvaluator(const Expression& expression, EvaluatorPtr text, EvaluatorPtr part)
      : Evaluator(expression), text_(std::move(text)), part_(std::move(part)) {}

  Result<const Column*> Evaluate(const RowSet& rows) override {
    QIAO_TRY(const Column* texts, text_->Evaluate(rows));
    QIAO_TRY(const Column* parts, part_->Evaluate(rows));
    result_.Clear(Form::kBooleans);
    if (texts->form() == Form::kTexts && parts->form() == Form::kTexts) {
      TestTexts(*texts, *parts, rows.size());
      return &result_;
    }
    for (size_t i = 0; i < rows.size(); ++i) {
      result_.Append(TestValues(expression_.kind, texts->At(i), parts->At(i)));
    }
    return &result_;
  }

 private:
  void TestTexts(const Column& texts, const Column& parts, size_t rows) {
    uint64_t* out = result_.AppendWords(Form::kBooleans, rows);
    const auto test = [&](auto holds) {
      for (size_t i = 0; i < rows; ++i) {
        out[i] = texts.IsNull(i) || parts.IsNull(i) ? 0 : uint64_t{holds(texts.Text(i), parts.Text(i))};
      }
    };
    using Text = std::string_view;
    if (expression_.kind == ExpressionKind::kStartsWith) {
      test([](Text text, Text part) { return text.starts_with(part); });
    } else if (expression_.kind == ExpressionKind::kEndsWith) {
      test([](Text text, Text part) { return text.ends_with(part); });
    } else {
      test([](Text text, Text part) {
        return part.empty() || memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
      });
    }
    result_.TakeNulls(texts, parts);
  }

  EvaluatorPtr text_;
  EvaluatorPtr part_;
};

}  // namespace

Result<EvaluatorPtr> MakeTextTestEvaluator(const Expression& expression, Environment& env) {
  QIAO_TRY(EvaluatorPtr text, MakeEvaluator(*expression.operands[0], env));
  QIAO_TRY(EvaluatorPtr part, MakeEvaluator(*expression.operands[1], env));
  return EvaluatorPtr(std::make_unique<TextTestEvaluator>(expression, std::move(text), std::move(part)));
}

}  // namespace qiao::query
