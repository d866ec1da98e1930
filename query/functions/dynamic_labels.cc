#include "query/functions/dynamic_labels.h"

#include <algorithm>

#include "query/functions/check.h"
#include "query/functions/entity.h"

namespace qiao::query {
namespace {

using base::Kind;
using base::Result;
using base::Value;
using Arguments = std::span<const Value>;

template <bool kAny>
Result<Value> HasLabels(FunctionContext& context, Arguments arguments) {
  std::vector<std::string> names;
  if (arguments[0].is(Kind::kNode)) {
    QIAO_TRY(names, LabelsOf(context, arguments[0]));
  } else {
    QIAO_TRY(const RelationshipEnds ends, EndsOf(context, arguments[0]));
    names.push_back(ends.type);
  }
  const auto has = [&](const Value& name) { return std::ranges::find(names, name.string()) != names.end(); };
  if (arguments[1].is(Kind::kString)) return Value::Boolean(has(arguments[1]));
  bool any = false;
  bool all = true;
  for (const Value& name : arguments[1].list()) {
    if (!name.is(Kind::kString)) return WrongKind("labels", name);
    (has(name) ? any : all) = has(name);
  }
  return Value::Boolean(kAny ? any : all);
}

Function Row(decltype(Function::kernel) kernel) {
  return {.name = "labels",
          .parameters = {{"entity", Type::OneOf({Kind::kNode, Kind::kRelationship})},
                         {"names", Type::OneOf({Kind::kString, Kind::kList})}},
          .required = 2,
          .result = Type::Of(Kind::kBoolean),
          .deterministic = false,
          .kernel = kernel,
          .help = "Whether an entity has labels that an expression names.",
          .example = ""};
}

}  // namespace

const Function& HasDynamicLabels(bool any) {
  static const Function kAll = Row(&HasLabels<false>);
  static const Function kAny = Row(&HasLabels<true>);
  return any ? kAny : kAll;
}

}  // namespace qiao::query
