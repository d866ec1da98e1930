// Aggregate calls in expressions.
#include <functional>
#include <variant>

#include "query/functions/aggregation.h"
#include "tests/oracle/world.h"

namespace qiao::tests {
namespace {

// Calls visit(child) for every expression directly below.
void ForEachChild(const syntax::Expression& expression, const std::function<void(const syntax::Expression&)>& visit) {
  struct Visitor {
    const std::function<void(const syntax::Expression&)>& visit;
    void One(const syntax::Box<syntax::Expression>& box) const {
      if (box) visit(*box);
    }
    void operator()(const syntax::Literal&) const {}
    void operator()(const syntax::Variable&) const {}
    void operator()(const syntax::Parameter&) const {}
    void operator()(const syntax::ListLiteral& list) const {
      for (const auto& element : list.elements) visit(element);
    }
    void operator()(const syntax::MapLiteral& map) const {
      for (const auto& entry : map.entries) visit(entry.value);
    }
    void operator()(const syntax::MapProjection& projection) const {
      for (const auto& item : projection.items) One(item.value);
    }
    void operator()(const syntax::Property& property) const { One(property.object); }
    void operator()(const syntax::Subscript& subscript) const {
      One(subscript.object);
      One(subscript.index);
    }
    void operator()(const syntax::Slice& slice) const {
      One(slice.object);
      One(slice.from);
      One(slice.to);
    }
    void operator()(const syntax::Unary& unary) const { One(unary.operand); }
    void operator()(const syntax::Logical& logical) const {
      for (const auto& operand : logical.operands) visit(operand);
    }
    void operator()(const syntax::Comparison& comparison) const {
      One(comparison.first);
      for (const auto& step : comparison.steps) visit(step.operand);
    }
    void operator()(const syntax::Arithmetic& arithmetic) const {
      One(arithmetic.first);
      for (const auto& step : arithmetic.steps) visit(step.operand);
    }
    void operator()(const syntax::Predicate& predicate) const {
      One(predicate.left);
      One(predicate.right);
    }
    void operator()(const syntax::NullCheck& check) const { One(check.operand); }
    void operator()(const syntax::TypeCheck& check) const { One(check.operand); }
    void operator()(const syntax::NormalizedCheck& check) const { One(check.operand); }
    void operator()(const syntax::LabelCheck& check) const { One(check.operand); }
    void operator()(const syntax::Case& expression) const {
      One(expression.subject);
      for (const auto& branch : expression.branches) {
        for (const auto& condition : branch.conditions) visit(condition);
        visit(branch.result);
      }
      One(expression.otherwise);
    }
    void operator()(const syntax::FunctionCall& call) const {
      for (const auto& argument : call.arguments) visit(argument);
    }
    void operator()(const syntax::CountStar&) const {}
    void operator()(const syntax::ListComprehension& comprehension) const { One(comprehension.list); }
    void operator()(const syntax::PatternComprehension&) const {}
    void operator()(const syntax::Quantifier& quantifier) const { One(quantifier.list); }
    void operator()(const syntax::Reduce& reduce) const {
      One(reduce.initial);
      One(reduce.list);
    }
    void operator()(const syntax::PatternExpression&) const {}
    void operator()(const syntax::SubqueryExpression&) const {}
  };
  std::visit(Visitor{visit}, expression.content);
}

bool IsAggregate(const syntax::Expression& expression) {
  if (std::holds_alternative<syntax::CountStar>(expression.content)) return true;
  const auto* call = std::get_if<syntax::FunctionCall>(&expression.content);
  return call != nullptr && query::FindAggregation(FullName(call->name)) != nullptr;
}

}  // namespace

std::string FullName(const std::vector<syntax::Name>& parts) {
  std::string name;
  for (const syntax::Name& part : parts) name += (name.empty() ? "" : ".") + part.text;
  return name;
}

void FindAggregates(const syntax::Expression& expression, std::vector<const syntax::Expression*>& found) {
  if (IsAggregate(expression)) {
    found.push_back(&expression);
    return;
  }
  ForEachChild(expression, [&](const syntax::Expression& child) { FindAggregates(child, found); });
}

}  // namespace qiao::tests
