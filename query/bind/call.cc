// Calls of scalar and aggregate functions.
#include "base/text.h"
#include "query/bind/expression_binder.h"
#include "query/bind/foreign_names.h"
#include "query/bind/types.h"
#include "query/functions/aggregation.h"
#include "query/plan/make_expression.h"
#include "query/plan/random.h"

namespace qiao::query {
namespace {

std::string JoinName(const std::vector<syntax::Name>& parts) {
  std::string name;
  for (const syntax::Name& part : parts) {
    if (!name.empty()) name += '.';
    name += part.text;
  }
  return name;
}

Error UnknownFunction(std::string_view name, base::TextSpan span) {
  if (const auto meant = MeantFunction(name)) {
    return SyntaxError(ErrorDetail::kUnknownFunction, span, "unknown function {}(): write {}", name, *meant);
  }
  std::vector<std::string_view> candidates;
  for (const Function* function : AllFunctions()) candidates.push_back(function->name);
  for (const Aggregation* aggregation : AllAggregations()) candidates.push_back(aggregation->name);
  if (auto closest = base::ClosestName(name, candidates)) {
    return SyntaxError(ErrorDetail::kUnknownFunction, span, "unknown function {}(), did you mean {}()?", name,
                       *closest);
  }
  return SyntaxError(ErrorDetail::kUnknownFunction, span, "unknown function {}()", name);
}

Error WrongCount(std::string_view name, base::TextSpan span, size_t expected, bool at_least, size_t actual) {
  if (at_least) {
    return SyntaxError(ErrorDetail::kInvalidNumberOfArguments, span, "{}() takes at least {} arguments, not {}", name,
                       expected, actual);
  }
  return SyntaxError(ErrorDetail::kInvalidNumberOfArguments, span, "{}() takes {} arguments, not {}", name, expected,
                     actual);
}

Result<void> CheckArgument(const Expression& argument, const Parameter& parameter) {
  Type allowed = parameter.type;
  if (allowed.May(base::Kind::kFloat)) allowed.kinds |= Type::Bit(base::Kind::kInteger);
  if (argument.type.Meets(allowed)) return {};
  return TypeMismatch(ErrorCode::kSyntax, argument.span, parameter.type, argument.type);
}

Result<void> CheckArguments(std::string_view name, base::TextSpan span, const std::vector<Parameter>& parameters,
                            size_t required, bool variadic, const std::vector<ExpressionPtr>& arguments) {
  if (arguments.size() < required || (!variadic && arguments.size() > parameters.size())) {
    const size_t expected = arguments.size() < required ? required : parameters.size();
    return WrongCount(name, span, expected, variadic || required != parameters.size(), arguments.size());
  }
  for (size_t i = 0; i < arguments.size(); ++i) {
    QIAO_CHECK(CheckArgument(*arguments[i], parameters[std::min(i, parameters.size() - 1)]));
  }
  return {};
}

// What the registry's row can't say, because it depends on the arguments.
Type ResultType(const Function& function, const std::vector<ExpressionPtr>& arguments) {
  if (function.name == "head" || function.name == "last") {
    const Type list = arguments[0]->type;
    return list.Is(base::Kind::kList) ? list.Element() : Type::Any();
  }
  if (function.name == "tail" || function.name == "reverse") return arguments[0]->type;
  if (function.name == "nodes") return Type::ListOf(kNodeType);
  if (function.name == "relationships") return kRelationshipListType;
  if (function.name == "coalesce") {
    Type type = Type::Null();
    for (const ExpressionPtr& argument : arguments) type = type.Union(argument->type);
    return type;
  }
  return function.result;
}

Type ResultType(const Aggregation& aggregation, const std::vector<ExpressionPtr>& arguments) {
  if (aggregation.name == "collect") return Type::ListOf(arguments[0]->type);
  if (aggregation.name == "min" || aggregation.name == "max") return arguments[0]->type;
  return aggregation.result;
}

Result<void> CheckMayAggregate(std::string_view name, base::TextSpan span, Place place) {
  if (place.inside_aggregate) {
    return SyntaxError(ErrorDetail::kNestedAggregation, span, "{}() can't stand inside another aggregate function",
                       name);
  }
  if (place.aggregations == nullptr) {
    return SyntaxError(ErrorDetail::kInvalidAggregation, span,
                       "{}() aggregates rows, so it may only stand in the items of WITH and RETURN", name);
  }
  return {};
}

ExpressionPtr AddAggregate(Binder& binder, const Aggregation* aggregation, Type type, bool distinct,
                           std::vector<ExpressionPtr> arguments, base::TextSpan span, Place place) {
  for (const Aggregate::Item& known : *place.aggregations) {
    if (known.aggregation != aggregation || known.distinct != distinct) continue;
    bool same = known.arguments.size() == arguments.size();
    for (size_t i = 0; same && i < arguments.size(); ++i) same = SameExpression(*known.arguments[i], *arguments[i]);
    if (same) return MakeSlot(known.slot, type, span);
  }
  const Slot slot = binder.slots.AddHidden(aggregation == nullptr ? "count(*)" : aggregation->name, type);
  place.aggregations->push_back({slot, aggregation, std::move(arguments), distinct});
  return MakeSlot(slot, type, span);
}

Result<ExpressionPtr> BindAggregate(Binder& binder, const Aggregation& aggregation, const syntax::FunctionCall& call,
                                    base::TextSpan span, Place place) {
  QIAO_CHECK(CheckMayAggregate(aggregation.name, span, place));
  Place inside = place;
  inside.inside_aggregate = true;
  QIAO_TRY(std::vector<ExpressionPtr> arguments, BindExpressions(binder, call.arguments, inside));
  QIAO_CHECK(
      CheckArguments(aggregation.name, span, aggregation.parameters, aggregation.parameters.size(), false, arguments));
  for (const ExpressionPtr& argument : arguments) {
    if (IsRandom(*argument)) {
      return SyntaxError(ErrorDetail::kNonConstantExpression, argument->span,
                         "random values can't be aggregated; bind them to a variable with WITH first");
    }
  }
  const Type type = ResultType(aggregation, arguments);
  return AddAggregate(binder, &aggregation, type, call.distinct, std::move(arguments), span, place);
}

// normalize(text, NFC): the form is a keyword there.
void ReadNormalForm(const syntax::FunctionCall& call, std::vector<syntax::Expression>& arguments) {
  if (call.arguments.size() != 2) return;
  const auto* form = std::get_if<syntax::Variable>(&call.arguments[1].content);
  if (form == nullptr) return;
  for (std::string_view known : {"NFC", "NFD", "NFKC", "NFKD"}) {
    if (base::ToUpper(form->name) == known) arguments[1].content = syntax::Literal{std::string(known)};
  }
}

}  // namespace

Result<ExpressionPtr> BindCountStar(Binder& binder, base::TextSpan span, Place place) {
  QIAO_CHECK(CheckMayAggregate("count", span, place));
  return AddAggregate(binder, nullptr, kIntegerType, false, {}, span, place);
}

Result<ExpressionPtr> BindCall(Binder& binder, const syntax::FunctionCall& call, base::TextSpan span, Place place) {
  const std::string name = JoinName(call.name);
  if (const Aggregation* aggregation = FindAggregation(name)) {
    return BindAggregate(binder, *aggregation, call, span, place);
  }
  if (call.distinct) {
    return SyntaxError(ErrorDetail::kUnexpectedSyntax, span, "DISTINCT needs an aggregate function, {}() is none",
                       name);
  }
  const Function* function = FindFunction(name);
  // exists(n.key), of older Cypher.
  if (function == nullptr && base::AsciiLower(name) == "exists" && call.arguments.size() == 1) {
    QIAO_TRY(ExpressionPtr operand, BindExpression(binder, call.arguments[0], place));
    return MakeOperation(ExpressionKind::kIsNotNull, kBooleanType, span, std::move(operand));
  }
  if (function == nullptr) return UnknownFunction(name, {call.name.front().span.begin, call.name.back().span.end});
  if (function->name == "linenumber" || function->name == "file") {
    const Slot slot = place.scope.Find(function->name == "file" ? kFileName : kLineName);
    if (slot != kNoSlot && call.arguments.empty()) return binder.Use(slot, span);
  }
  std::vector<ExpressionPtr> arguments;
  if (function->name == "normalize") {
    std::vector<syntax::Expression> written = call.arguments;
    ReadNormalForm(call, written);
    QIAO_TRY(arguments, BindExpressions(binder, written, place));
  } else {
    QIAO_TRY(arguments, BindExpressions(binder, call.arguments, place));
  }
  QIAO_CHECK(
      CheckArguments(function->name, span, function->parameters, function->required, function->variadic, arguments));
  const Type type = ResultType(*function, arguments);
  return MakeCall(function, type, span, std::move(arguments));
}

Result<ExpressionPtr> CallByName(std::string_view name, base::TextSpan span, std::vector<ExpressionPtr> arguments) {
  const Function* function = FindFunction(name);
  if (function == nullptr) return UnknownFunction(name, span);
  const Type type = ResultType(*function, arguments);
  return MakeCall(function, type, span, std::move(arguments));
}

}  // namespace qiao::query
