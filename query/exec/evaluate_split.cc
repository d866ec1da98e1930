// One part of a split text, or how many there are: split(t, ' ')[0], head(split(t, ' ')), last(…), size(…). Where the
// text is short and the delimiter fixed, no list is made.
#include <optional>

#include "query/exec/evaluate_kinds.h"
#include "query/exec/text_parts.h"
#include "query/functions/function.h"

namespace qiao::query {

using base::Result;

namespace {

enum class Wanted : uint8_t { kPart, kLast, kCount };

// What is asked of the list; nullopt where that is something else.
std::optional<Wanted> WantedOf(const Expression& expression) {
  if (expression.kind == ExpressionKind::kIndex) return Wanted::kPart;
  if (expression.kind != ExpressionKind::kFunction) return std::nullopt;
  const std::string_view name = expression.function->name;
  if (name == "head") return Wanted::kPart;
  if (name == "last") return Wanted::kLast;
  return name == "size" ? std::optional(Wanted::kCount) : std::nullopt;
}

const Expression* SplitIn(const Expression& expression) {
  if (expression.operands.empty() || expression.operands[0] == nullptr) return nullptr;
  const Expression& list = *expression.operands[0];
  return list.kind == ExpressionKind::kFunction && list.function->name == "split" ? &list : nullptr;
}

// Part `number` of the text; nullopt where there are fewer.
std::optional<std::string_view> Part(TextParts parts, uint64_t number) {
  auto part = parts.Next();
  for (; number > 0 && part; --number) part = parts.Next();
  return part;
}

// Parts are cut from the front, so the last one isn't always what stands behind the last delimiter in the text.
std::optional<std::string_view> LastPart(TextParts parts) {
  std::optional<std::string_view> last;
  while (const auto part = parts.Next()) last = part;
  return last;
}

uint64_t CountParts(TextParts parts) {
  uint64_t count = 0;
  while (parts.Next()) ++count;
  return count;
}

class SplitEvaluator : public Evaluator {
 public:
  SplitEvaluator(const Expression& expression, Wanted wanted, std::vector<EvaluatorPtr> operands, EvaluatorPtr number,
                 EvaluatorPtr value_by_value, Environment& env)
      : Evaluator(expression),
        wanted_(wanted),
        operands_(std::move(operands)),
        number_(std::move(number)),
        value_by_value_(std::move(value_by_value)),
        env_(env) {}

  Result<const Column*> Evaluate(const RowSet& rows) override {
    QIAO_TRY(const Column* texts, operands_[0]->Evaluate(rows));
    QIAO_TRY(const Column* delimiters, operands_[1]->Evaluate(rows));
    uint64_t number = 0;
    bool fits = rows.size() > 0 && texts->form() == Form::kTexts && delimiters->form() == Form::kTexts &&
                delimiters->constant() && !delimiters->IsNull(0) && !delimiters->Text(0).empty();
    if (fits && number_ != nullptr) {
      QIAO_TRY(const Column* numbers, number_->Evaluate(rows));
      fits = numbers->form() == Form::kIntegers && numbers->constant() && !numbers->IsNull(0) &&
             static_cast<int64_t>(numbers->Word(0)) >= 0;
      if (fits) number = numbers->Word(0);
    }
    if (!fits) return value_by_value_->Evaluate(rows);
    QIAO_CHECK(env_.interrupt.Tick(rows.size()));
    result_.Clear();
    if (wanted_ != Wanted::kCount) result_.ShareTexts(*texts);
    for (size_t row = 0; row < rows.size(); ++row) {
      if (texts->IsNull(row)) {
        result_.AppendNull();
      } else {
        Append(TextParts(texts->Text(row), delimiters->Text(0)), number);
      }
    }
    return &result_;
  }

 private:
  void Append(const TextParts& parts, uint64_t number) {
    if (wanted_ == Wanted::kCount) {
      result_.AppendWord(Form::kIntegers, CountParts(parts));
      return;
    }
    const auto part = wanted_ == Wanted::kLast ? LastPart(parts) : Part(parts, number);
    if (part) {
      result_.AppendShared(*part);
    } else {
      result_.AppendNull();
    }
  }

  Wanted wanted_;
  std::vector<EvaluatorPtr> operands_;  // of split()
  EvaluatorPtr number_;                 // nullptr: the first part, the last one, or their number
  EvaluatorPtr value_by_value_;
  Environment& env_;
};

}  // namespace

bool IsOfSplit(const Expression& expression) { return WantedOf(expression) && SplitIn(expression) != nullptr; }

Result<EvaluatorPtr> MakeSplitEvaluator(const Expression& expression, Environment& env) {
  QIAO_TRY(std::vector<EvaluatorPtr> operands, MakeEvaluators(SplitIn(expression)->operands, env));
  EvaluatorPtr number;
  if (expression.kind == ExpressionKind::kIndex) {
    QIAO_TRY(number, MakeEvaluator(*expression.operands[1], env));
  }
  QIAO_TRY(EvaluatorPtr value_by_value, MakeRowEvaluator(expression, env));
  return EvaluatorPtr(std::make_unique<SplitEvaluator>(expression, *WantedOf(expression), std::move(operands),
                                                       std::move(number), std::move(value_by_value), env));
}

}  // namespace qiao::query
