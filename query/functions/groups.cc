#include "query/functions/groups.h"

#include <string>
#include <vector>

#include "query/functions/rows.h"

namespace qiao::query {
namespace {

std::string TypeText(Type type) {
  if (type.kinds == Type::kAllKinds) return "ANY";
  std::string text;
  for (int i = 0; i <= static_cast<int>(base::Kind::kPoint); ++i) {
    const auto kind = static_cast<base::Kind>(i);
    if (kind == base::Kind::kNull || !type.May(kind)) continue;
    if (!text.empty()) text += " | ";
    text += base::Name(kind);
  }
  return text;
}

}  // namespace

std::span<const FunctionGroup> FunctionGroups() {
  static const std::vector<FunctionGroup> kGroups = {
      {"Any value", ScalarFunctions()},
      {"Nodes, relationships and paths", GraphFunctions()},
      {"Texts", StringFunctions()},
      {"Numbers", MathFunctions()},
      {"Trigonometry", TrigonometricFunctions()},
      {"Lists", ListFunctions()},
      {"Conversions", ConversionFunctions()},
      {"Conversions of lists", ListConversionFunctions()},
      {"Dates and times", TemporalFunctions()},
      {"Clocks", ClockFunctions()},
      {"Truncated dates and times", TruncateFunctions()},
      {"Durations", DurationFunctions()},
      {"Vectors", VectorFunctions()},
      {"Points", PointFunctions()},
  };
  return kGroups;
}

std::string Signature(std::string_view name, std::span<const Parameter> parameters, size_t required, bool variadic,
                      Type result) {
  std::string text = std::string(name) + "(";
  for (size_t i = 0; i < parameters.size(); ++i) {
    const bool optional = i >= required;
    if (i > 0) text += optional ? " [, " : ", ";
    if (i == 0 && optional) text += "[";
    text += parameters[i].name;
    if (optional) text += "]";
  }
  if (variadic) text += ", …";
  return text + ") :: " + TypeText(result);
}

}  // namespace qiao::query
