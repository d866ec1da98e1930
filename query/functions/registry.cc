#include <algorithm>
#include <string>
#include <unordered_map>

#include "base/text.h"
#include "query/functions/check.h"
#include "query/functions/function.h"
#include "query/functions/groups.h"

namespace qiao::query {
namespace {

using base::ErrorCode;
using base::ErrorDetail;
using base::MakeError;
using base::Value;

std::vector<const Function*> Collect() {
  std::vector<const Function*> all;
  for (const FunctionGroup& group : FunctionGroups()) {
    for (const Function& row : group.rows) all.push_back(&row);
  }
  std::ranges::sort(all, {}, [](const Function* row) { return base::AsciiLower(row->name); });
  return all;
}

std::unordered_map<std::string, const Function*> IndexByName() {
  std::unordered_map<std::string, const Function*> index;
  for (const Function* row : AllFunctions()) index.emplace(base::AsciiLower(row->name), row);
  return index;
}

const Type& ParameterType(const Function& function, size_t index) {
  return function.parameters[std::min(index, function.parameters.size() - 1)].type;
}

// "left(), which takes 2 arguments"; "between 1 and 3".
std::string CountText(const Function& function) {
  if (function.variadic) return std::to_string(function.required) + "+";
  const size_t most = function.parameters.size();
  if (function.required == most) return std::to_string(most);
  return std::to_string(function.required) + "-" + std::to_string(most);
}

}  // namespace

base::Result<Value> Call(const Function& function, FunctionContext& context, std::span<const Value> arguments) {
  bool null = false;
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i].is_null()) {
      null = true;
    } else if (!ParameterType(function, i).May(arguments[i].kind())) {
      return WrongKind(function.name, arguments[i]);
    }
  }
  if (null && function.null_rule == NullRule::kNullIfAny) return Value::Null();
  return function.kernel(context, arguments);
}

base::Result<void> CheckArguments(const Function& function, std::span<const Type> arguments) {
  const bool too_many = !function.variadic && arguments.size() > function.parameters.size();
  if (arguments.size() < function.required || too_many) {
    return MakeError(ErrorCode::kSyntax, "{}() takes {} arguments, not {}", function.name, CountText(function),
                     arguments.size())
        .With(ErrorDetail::kInvalidNumberOfArguments)
        .AtCompileTime();
  }
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (ParameterType(function, i).Meets(arguments[i])) continue;
    return MakeError(ErrorCode::kSyntax, "argument {} of {}() has a type that the function doesn't take", i + 1,
                     function.name)
        .With(ErrorDetail::kInvalidArgumentType)
        .AtCompileTime();
  }
  return {};
}

const Function* FindFunction(std::string_view name) {
  static const std::unordered_map<std::string, const Function*> kIndex = IndexByName();
  const auto found = kIndex.find(base::AsciiLower(name));
  return found == kIndex.end() ? nullptr : found->second;
}

std::span<const Function* const> AllFunctions() {
  static const std::vector<const Function*> kAll = Collect();
  return kAll;
}

}  // namespace qiao::query
