// text =~ pattern: where all rows have the same pattern and texts stand in a column, over their bytes; value by value
// otherwise.
#include "base/regex.h"
#include "query/exec/evaluate_kinds.h"
#include "query/functions/operators.h"

namespace qiao::query {

using base::Result;

namespace {

class RegexEvaluator : public Evaluator {
 public:
  RegexEvaluator(const Expression& expression, EvaluatorPtr text, EvaluatorPtr pattern, Environment& env)
      : Evaluator(expression), text_(std::move(text)), pattern_(std::move(pattern)), env_(env) {}

  Result<const Column*> Evaluate(const RowSet& rows) override {
    QIAO_TRY(const Column* texts, text_->Evaluate(rows));
    QIAO_TRY(const Column* patterns, pattern_->Evaluate(rows));
    result_.Clear(Form::kBooleans);
    const bool fixed = patterns->form() == Form::kTexts && patterns->constant() && !patterns->IsNull(0);
    auto done = fixed && texts->form() == Form::kTexts ? MatchTexts(*texts, patterns->Text(0), rows.size())
                                                       : MatchValues(*texts, *patterns, rows.size());
    if (!done) return Located(std::move(done).error());
    return &result_;
  }

 private:
  Result<void> MatchTexts(const Column& texts, std::string_view pattern, size_t rows) {
    QIAO_TRY(const base::Regex regex, env_.functions.regexes.Get(pattern));
    for (size_t i = 0; i < rows; ++i) {
      if (texts.IsNull(i)) {
        result_.AppendNull();
        continue;
      }
      QIAO_CHECK(env_.interrupt.Tick(1 + texts.Text(i).size() / kBytesOfStep));
      QIAO_TRY(const bool matches, regex.Matches(texts.Text(i)));
      result_.AppendWord(Form::kBooleans, matches ? 1 : 0);
    }
    return {};
  }

  Result<void> MatchValues(const Column& texts, const Column& patterns, size_t rows) {
    for (size_t i = 0; i < rows; ++i) {
      const base::Value text = texts.At(i);
      QIAO_CHECK(env_.interrupt.Tick(text.is(base::Kind::kString) ? 1 + text.string().size() / kBytesOfStep : 1));
      QIAO_TRY(base::Value matches, RegexMatch(env_.functions, text, patterns.At(i)));
      result_.Append(std::move(matches));
    }
    return {};
  }

  static constexpr size_t kBytesOfStep = 32;  // that take about as long as a row

  EvaluatorPtr text_;
  EvaluatorPtr pattern_;
  Environment& env_;
};

}  // namespace

Result<EvaluatorPtr> MakeRegexEvaluator(const Expression& expression, Environment& env) {
  QIAO_TRY(EvaluatorPtr text, MakeEvaluator(*expression.operands[0], env));
  QIAO_TRY(EvaluatorPtr pattern, MakeEvaluator(*expression.operands[1], env));
  return EvaluatorPtr(std::make_unique<RegexEvaluator>(expression, std::move(text), std::move(pattern), env));
}

}  // namespace qiao::query
