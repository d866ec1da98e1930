// Expressions, by the operators and scalar functions of the language.
#include <algorithm>
#include <variant>

#include "base/text.h"
#include "query/functions/operators.h"
#include "query/parse/case_subject.h"
#include "tests/oracle/world.h"

namespace qiao::tests {

using base::Kind;
using base::Result;
using base::Value;

namespace {

class Evaluator {
 public:
  Evaluator(World& world, const OracleRow& row, const AggregateValues* aggregates)
      : world_(world), row_(row), aggregates_(aggregates) {}

  Result<Value> Of(const syntax::Expression& expression) {
    if (aggregates_ != nullptr) {
      if (auto found = aggregates_->find(&expression); found != aggregates_->end()) return found->second;
    }
    return std::visit([&](const auto& content) { return On(content); }, expression.content);
  }

 private:
  Result<Value> With(const std::string& name, const Value& value, const syntax::Expression& expression) {
    OracleRow inner = row_;
    inner[name] = value;
    return Evaluate(world_, expression, inner, aggregates_);
  }

  Result<Value> On(const syntax::Literal& literal) {
    struct Visitor {
      Value operator()(std::monostate) const { return {}; }
      Value operator()(bool boolean) const { return Value::Boolean(boolean); }
      Value operator()(int64_t integer) const { return Value::Integer(integer); }
      Value operator()(double number) const { return Value::Float(number); }
      Value operator()(const std::string& text) const { return Value::String(text); }
    };
    return std::visit(Visitor(), literal.value);
  }
  Result<Value> On(const syntax::Variable& variable) {
    auto found = row_.find(variable.name);
    if (found == row_.end()) return Unknown("the variable " + variable.name);
    return found->second;
  }
  Result<Value> On(const syntax::Parameter& parameter) {
    for (const auto& [name, value] : world_.parameters) {
      if (name == parameter.name) return value;
    }
    return Unknown("the parameter " + parameter.name);
  }
  Result<Value> On(const syntax::ListLiteral& literal) {
    QIAO_TRY(auto elements, All(literal.elements));
    return Value::Of(std::move(elements));
  }
  Result<Value> On(const syntax::MapLiteral& literal) {
    base::Map map;
    for (const auto& entry : literal.entries) {
      QIAO_TRY(Value value, Of(entry.value));
      Put(map, entry.key.text, std::move(value));
    }
    return Value::Of(std::move(map));
  }
  Result<Value> On(const syntax::MapProjection& projection) {
    QIAO_TRY(Value subject, On(syntax::Variable{projection.subject.text}));
    if (subject.is_null()) return Value();
    base::Map map;
    for (const auto& item : projection.items) {
      if (item.kind != syntax::MapProjectionKind::kAllProperties) continue;
      QIAO_TRY(Value all, Call("properties", {subject}));
      map = all.map();
    }
    for (const auto& item : projection.items) {
      Value value;
      if (item.kind == syntax::MapProjectionKind::kAllProperties) continue;
      if (item.kind == syntax::MapProjectionKind::kProperty) {
        QIAO_TRY(value, query::Property(world_.functions, subject, item.name.text));
      } else if (item.kind == syntax::MapProjectionKind::kEntry) {
        QIAO_TRY(value, Of(*item.value));
      } else {
        QIAO_TRY(value, On(syntax::Variable{item.name.text}));
      }
      Put(map, item.name.text, std::move(value));
    }
    return Value::Of(std::move(map));
  }
  Result<Value> On(const syntax::Property& property) {
    QIAO_TRY(Value object, Of(*property.object));
    return query::Property(world_.functions, object, property.key.text);
  }
  Result<Value> On(const syntax::Subscript& subscript) {
    QIAO_TRY(Value object, Of(*subscript.object));
    QIAO_TRY(Value index, Of(*subscript.index));
    return query::Index(world_.functions, object, index);
  }
  Result<Value> On(const syntax::Slice& slice) {
    QIAO_TRY(Value object, Of(*slice.object));
    Value from;
    Value to;
    if (slice.from) {
      QIAO_TRY(from, Of(*slice.from));
    }
    if (slice.to) {
      QIAO_TRY(to, Of(*slice.to));
    }
    return query::Slice(world_.functions, object, slice.from ? &from : nullptr, slice.to ? &to : nullptr);
  }
  Result<Value> On(const syntax::Unary& unary) {
    QIAO_TRY(Value operand, Of(*unary.operand));
    switch (unary.op) {
      case syntax::UnaryOperator::kNot:
        return query::Not(operand);
      case syntax::UnaryOperator::kPlus:
        return query::Plus(operand);
      case syntax::UnaryOperator::kMinus:
        return query::Negate(operand);
    }
    return Unknown("an operator");
  }
  // Stops where the outcome is decided.
  Result<Value> On(const syntax::Logical& logical) {
    QIAO_TRY(Value outcome, Of(logical.operands[0]));
    for (size_t i = 1; i < logical.operands.size(); ++i) {
      const bool decided = outcome.is(Kind::kBoolean) && logical.op != syntax::LogicalOperator::kXor &&
                           outcome.boolean() == (logical.op == syntax::LogicalOperator::kOr);
      if (decided) return outcome;
      QIAO_TRY(Value next, Of(logical.operands[i]));
      auto combine = logical.op == syntax::LogicalOperator::kOr    ? query::Or
                     : logical.op == syntax::LogicalOperator::kAnd ? query::And
                                                                   : query::Xor;
      QIAO_TRY(outcome, combine(outcome, next));
    }
    return outcome;
  }
  Result<Value> On(const syntax::Comparison& comparison) {
    QIAO_TRY(Value left, Of(*comparison.first));
    Value outcome = Value::Boolean(true);
    for (const auto& step : comparison.steps) {
      QIAO_TRY(Value right, Of(step.operand));
      QIAO_TRY(outcome, query::And(outcome, Compared(step.op, left, right)));
      left = right;
    }
    return outcome;
  }
  static Value Compared(syntax::ComparisonOperator op, const Value& a, const Value& b) {
    switch (op) {
      case syntax::ComparisonOperator::kEqual:
        return query::Equal(a, b);
      case syntax::ComparisonOperator::kNotEqual:
        return query::NotEqual(a, b);
      case syntax::ComparisonOperator::kLess:
        return query::Less(a, b);
      case syntax::ComparisonOperator::kLessEqual:
        return query::LessEqual(a, b);
      case syntax::ComparisonOperator::kGreater:
        return query::Greater(a, b);
      case syntax::ComparisonOperator::kGreaterEqual:
        return query::GreaterEqual(a, b);
    }
    return {};
  }
  Result<Value> On(const syntax::Arithmetic& arithmetic) {
    QIAO_TRY(Value left, Of(*arithmetic.first));
    for (const auto& step : arithmetic.steps) {
      QIAO_TRY(Value right, Of(step.operand));
      QIAO_TRY(left, Computed(step.op, left, right));
    }
    return left;
  }
  Result<Value> Computed(syntax::ArithmeticOperator op, const Value& a, const Value& b) {
    switch (op) {
      case syntax::ArithmeticOperator::kAdd:
        return query::Add(world_.functions, a, b);
      case syntax::ArithmeticOperator::kSubtract:
        return query::Subtract(a, b);
      case syntax::ArithmeticOperator::kMultiply:
        return query::Multiply(a, b);
      case syntax::ArithmeticOperator::kDivide:
        return query::Divide(a, b);
      case syntax::ArithmeticOperator::kModulo:
        return query::Modulo(a, b);
      case syntax::ArithmeticOperator::kPower:
        return query::Power(a, b);
      case syntax::ArithmeticOperator::kConcatenate:
        return query::Concat(world_.functions, a, b);
    }
    return Unknown("an operator");
  }
  Result<Value> On(const syntax::Predicate& predicate) {
    QIAO_TRY(Value left, Of(*predicate.left));
    QIAO_TRY(Value right, Of(*predicate.right));
    switch (predicate.op) {
      case syntax::PredicateOperator::kIn:
        return query::In(left, right);
      case syntax::PredicateOperator::kStartsWith:
        return query::StartsWith(left, right);
      case syntax::PredicateOperator::kEndsWith:
        return query::EndsWith(left, right);
      case syntax::PredicateOperator::kContains:
        return query::Contains(left, right);
      case syntax::PredicateOperator::kMatches:
        return query::RegexMatch(world_.functions, left, right);
    }
    return Unknown("an operator");
  }
  Result<Value> On(const syntax::NullCheck& check) {
    QIAO_TRY(Value operand, Of(*check.operand));
    return Value::Boolean(operand.is_null() != check.negated);
  }
  Result<Value> On(const syntax::TypeCheck& check) {
    QIAO_TRY(Value operand, Of(*check.operand));
    QIAO_TRY(bool fits, HasType(operand, check.type));
    return Value::Boolean(fits != check.negated);
  }
  Result<Value> On(const syntax::NormalizedCheck& check) {
    constexpr std::string_view kForms[] = {"NFC", "NFD", "NFKC", "NFKD"};
    QIAO_TRY(Value operand, Of(*check.operand));
    if (!operand.is(Kind::kString)) return Value();
    QIAO_TRY(Value normal, Call("normalize", {operand, Value::String(kForms[static_cast<size_t>(check.form)])}));
    return Value::Boolean(base::Equivalent(operand, normal) != check.negated);
  }
  Result<Value> On(const syntax::LabelCheck& check) {
    QIAO_TRY(Value operand, Of(*check.operand));
    if (operand.is_null()) return Value();
    if (!operand.is(Kind::kNode) && !operand.is(Kind::kRelationship)) return Wrong("labels of such a value");
    QIAO_TRY(bool fits, LabelsFit(world_, check.labels, operand, row_));
    return Value::Boolean(fits != check.negated);
  }
  Result<Value> On(const syntax::Case& expression) {
    Value subject;
    if (expression.subject) {
      QIAO_TRY(subject, Of(*expression.subject));
    }
    for (const auto& branch : expression.branches) {
      for (const auto& condition : branch.conditions) {
        const bool tests = expression.subject && syntax::TestsCaseSubject(condition);
        Value value;
        if (tests) {
          QIAO_TRY(value, With(std::string(syntax::kCaseSubject), subject, condition));
        } else {
          QIAO_TRY(value, Of(condition));
        }
        if (expression.subject && !tests) value = query::Equal(subject, value);
        if (value.is(Kind::kBoolean) && value.boolean()) return Of(branch.result);
      }
    }
    return expression.otherwise ? Of(*expression.otherwise) : Result<Value>(Value());
  }
  Result<Value> On(const syntax::FunctionCall& call) {
    const std::string name = FullName(call.name);
    if (base::AsciiLower(name) == "coalesce") {  // stops at the first value
      for (const auto& argument : call.arguments) {
        QIAO_TRY(Value value, Of(argument));
        if (!value.is_null()) return value;
      }
      return Value();
    }
    QIAO_TRY(auto arguments, All(call.arguments));
    return Call(name, std::move(arguments));
  }
  Result<Value> On(const syntax::CountStar&) { return Unknown("an aggregate here"); }
  Result<Value> On(const syntax::ListComprehension& comprehension) {
    QIAO_TRY(Value list, Of(*comprehension.list));
    if (list.is_null()) return Value();
    if (!list.is(Kind::kList)) return Wrong("a comprehension over such a value");
    base::List kept;
    for (const Value& element : list.list()) {
      if (comprehension.where) {
        QIAO_TRY(Value holds, With(comprehension.variable.text, element, *comprehension.where));
        if (!holds.is(Kind::kBoolean) || !holds.boolean()) continue;
      }
      Value result = element;
      if (comprehension.result) {
        QIAO_TRY(result, With(comprehension.variable.text, element, *comprehension.result));
      }
      kept.push_back(std::move(result));
    }
    return Value::Of(std::move(kept));
  }
  Result<Value> On(const syntax::PatternComprehension& comprehension) {
    QIAO_TRY(auto rows, MatchPatterns(world_, {*comprehension.pattern}, row_));
    base::List collected;
    for (const OracleRow& row : rows) {
      if (comprehension.where) {
        QIAO_TRY(bool holds, IsTrue(world_, *comprehension.where, row));
        if (!holds) continue;
      }
      QIAO_TRY(Value value, Evaluate(world_, *comprehension.result, row));
      collected.push_back(std::move(value));
    }
    return Value::Of(std::move(collected));
  }
  Result<Value> On(const syntax::Quantifier& quantifier) {
    QIAO_TRY(Value list, Of(*quantifier.list));
    if (list.is_null()) return Value();
    if (!list.is(Kind::kList)) return Wrong("a quantifier over such a value");
    if (!quantifier.where) return Unknown("quantifiers without a condition");
    size_t yes = 0;
    size_t unknown = 0;
    for (const Value& element : list.list()) {
      QIAO_TRY(Value holds, With(quantifier.variable.text, element, *quantifier.where));
      yes += holds.is(Kind::kBoolean) && holds.boolean();
      unknown += holds.is_null();
    }
    const size_t no = list.list().size() - yes - unknown;
    switch (quantifier.kind) {
      case syntax::QuantifierKind::kAll:
        return Decided(no > 0, false, unknown > 0);
      case syntax::QuantifierKind::kAny:
        return Decided(yes > 0, true, unknown > 0);
      case syntax::QuantifierKind::kNone:
        return Decided(yes > 0, false, unknown > 0);
      case syntax::QuantifierKind::kSingle:
        if (yes > 1) return Value::Boolean(false);
        return unknown > 0 ? Value() : Value::Boolean(yes == 1);
    }
    return Unknown("a quantifier");
  }
  // `outcome` where something decides, null where something unknown could, the opposite otherwise.
  static Value Decided(bool decided, bool outcome, bool unknown) {
    if (decided) return Value::Boolean(outcome);
    return unknown ? Value() : Value::Boolean(!outcome);
  }
  Result<Value> On(const syntax::Reduce& reduce) {
    QIAO_TRY(Value accumulator, Of(*reduce.initial));
    QIAO_TRY(Value list, Of(*reduce.list));
    if (list.is_null()) return Value();
    if (!list.is(Kind::kList)) return Wrong("reduce over such a value");
    for (const Value& element : list.list()) {
      OracleRow inner = row_;
      inner[reduce.accumulator.text] = accumulator;
      inner[reduce.variable.text] = element;
      QIAO_TRY(accumulator, Evaluate(world_, *reduce.step, inner));
    }
    return accumulator;
  }
  // Whether there is such a path; with shortestPath or allShortestPaths, the paths.
  Result<Value> On(const syntax::PatternExpression& expression) {
    static const std::string kPath = " path";  // no variable of a text has such a name
    syntax::PathPattern pattern = *expression.pattern;
    pattern.variable = syntax::Name{.text = kPath};
    QIAO_TRY(auto rows, MatchPatterns(world_, {pattern}, row_));
    if (pattern.selector == syntax::PathSelector::kAll) return Value::Boolean(!rows.empty());
    if (pattern.selector == syntax::PathSelector::kShortestPath) return rows.empty() ? Value() : rows.front().at(kPath);
    base::List paths;
    for (const OracleRow& row : rows) paths.push_back(row.at(kPath));
    return Value::Of(std::move(paths));
  }
  Result<Value> On(const syntax::SubqueryExpression& subquery) {
    QIAO_TRY(auto answer, RunQuery(world_, *subquery.query, row_));
    switch (subquery.kind) {
      case syntax::SubqueryKind::kExists:
        return Value::Boolean(!answer.rows.empty());
      case syntax::SubqueryKind::kCount:
        return Value::Integer(static_cast<int64_t>(answer.rows.size()));
      case syntax::SubqueryKind::kCollect: {
        base::List list;
        for (OracleRow& row : answer.rows) list.push_back(row[answer.columns.at(0)]);
        return Value::Of(std::move(list));
      }
    }
    return Unknown("a subquery");
  }

  Result<base::List> All(const std::vector<syntax::Expression>& expressions) {
    base::List values;
    for (const auto& expression : expressions) {
      QIAO_TRY(Value value, Of(expression));
      values.push_back(std::move(value));
    }
    return values;
  }
  static void Put(base::Map& map, const std::string& key, Value value) {
    for (auto& [name, old] : map) {
      if (name == key) {
        old = std::move(value);
        return;
      }
    }
    map.emplace_back(key, std::move(value));
  }
  Result<Value> Call(const std::string& name, base::List arguments) {
    const query::Function* function = query::FindFunction(name);
    if (function == nullptr) return Unknown("the function " + name);
    return query::Call(*function, world_.functions, arguments);
  }

  World& world_;
  const OracleRow& row_;
  const AggregateValues* aggregates_;
};

}  // namespace

Result<Value> Evaluate(World& world, const syntax::Expression& expression, const OracleRow& row,
                       const AggregateValues* aggregates) {
  return Evaluator(world, row, aggregates).Of(expression);
}

Result<bool> IsTrue(World& world, const syntax::Expression& expression, const OracleRow& row,
                    const AggregateValues* aggregates) {
  QIAO_TRY(Value value, Evaluate(world, expression, row, aggregates));
  return value.is(Kind::kBoolean) && value.boolean();
}

}  // namespace qiao::tests
