// Expressions as text for EXPLAIN.
#include <fmt/format.h>

#include "query/functions/function.h"
#include "query/plan/plan_text.h"

namespace qiao::query {
namespace {

// A hidden slot has no name that a reader would know, so its number comes with it.
std::string NameOf(Slot slot, const std::vector<std::string>& names) {
  if (slot >= names.size()) return fmt::format("#{}", slot);
  return names[slot].starts_with(' ') ? fmt::format("#{}{}", slot, names[slot].substr(1)) : names[slot];
}

std::string_view Operator(ExpressionKind kind) {
  switch (kind) {
    case ExpressionKind::kAnd:
      return " AND ";
    case ExpressionKind::kOr:
      return " OR ";
    case ExpressionKind::kXor:
      return " XOR ";
    case ExpressionKind::kEqual:
      return " = ";
    case ExpressionKind::kNotEqual:
      return " <> ";
    case ExpressionKind::kLess:
      return " < ";
    case ExpressionKind::kLessEqual:
      return " <= ";
    case ExpressionKind::kGreater:
      return " > ";
    case ExpressionKind::kGreaterEqual:
      return " >= ";
    case ExpressionKind::kAdd:
      return " + ";
    case ExpressionKind::kSubtract:
      return " - ";
    case ExpressionKind::kMultiply:
      return " * ";
    case ExpressionKind::kDivide:
      return " / ";
    case ExpressionKind::kModulo:
      return " % ";
    case ExpressionKind::kPower:
      return " ^ ";
    case ExpressionKind::kConcat:
      return " || ";
    case ExpressionKind::kIn:
      return " IN ";
    case ExpressionKind::kStartsWith:
      return " STARTS WITH ";
    case ExpressionKind::kEndsWith:
      return " ENDS WITH ";
    case ExpressionKind::kContains:
      return " CONTAINS ";
    case ExpressionKind::kRegex:
      return " =~ ";
    default:
      return {};
  }
}

struct Writer {
  const std::vector<std::string>& names;

  std::string Text(const ExpressionPtr& expression) const { return expression ? Text(*expression) : ""; }

  std::string Joined(const std::vector<ExpressionPtr>& operands, std::string_view between) const {
    std::string text;
    for (const ExpressionPtr& operand : operands) {
      if (&operand != &operands.front()) text += between;
      text += Text(operand);
    }
    return text;
  }

  std::string Entries(const Expression& e, size_t first) const {
    std::string text;
    for (size_t i = 0; i < e.names.size(); ++i) {
      if (i != 0) text += ", ";
      text += e.names[i] + ": " + Text(e.operands[first + i]);
    }
    return text;
  }

  std::string Case(const Expression& e) const {
    size_t at = e.has_operand ? 1 : 0;
    std::string text = e.has_operand ? "CASE " + Text(e.operands[0]) : "CASE";
    for (; at + 1 < e.operands.size(); at += 2) {
      text += " WHEN " + Text(e.operands[at]) + " THEN " + Text(e.operands[at + 1]);
    }
    if (e.operands.back()) text += " ELSE " + Text(e.operands.back());
    return text + " END";
  }

  std::string Quantifier(std::string_view name, const Expression& e) const {
    return fmt::format("{}({} IN {} WHERE {})", name, NameOf(e.slot, names), Text(e.operands[0]), Text(e.operands[1]));
  }

  std::string Text(const Expression& e) const {
    if (e.kind == ExpressionKind::kAnd && e.operands.size() == 1) return Text(e.operands[0]);
    switch (e.kind) {
      case ExpressionKind::kLiteral:
        return base::ToText(e.value);
      case ExpressionKind::kParameter:
        return "$" + e.name;
      case ExpressionKind::kSlot:
        return NameOf(e.slot, names);
      case ExpressionKind::kProperty:
        return Text(e.operands[0]) + "." + e.name;
      case ExpressionKind::kIndex:
        return fmt::format("{}[{}]", Text(e.operands[0]), Text(e.operands[1]));
      case ExpressionKind::kSlice:
        return fmt::format("{}[{}..{}]", Text(e.operands[0]), Text(e.operands[1]), Text(e.operands[2]));
      case ExpressionKind::kHasLabels:
        return Text(e.operands[0]) + ":" + ToText(e.labels);
      case ExpressionKind::kNot:
        return "NOT " + Text(e.operands[0]);
      case ExpressionKind::kNegate:
        return "-" + Text(e.operands[0]);
      case ExpressionKind::kPlus:
        return "+" + Text(e.operands[0]);
      case ExpressionKind::kIsNull:
        return Text(e.operands[0]) + " IS NULL";
      case ExpressionKind::kIsNotNull:
        return Text(e.operands[0]) + " IS NOT NULL";
      case ExpressionKind::kIsTyped:
        return Text(e.operands[0]) + " IS :: …";
      case ExpressionKind::kFunction:
        return fmt::format("{}({})", e.function->name, Joined(e.operands, ", "));
      case ExpressionKind::kList:
        return "[" + Joined(e.operands, ", ") + "]";
      case ExpressionKind::kMap:
        return "{" + Entries(e, 0) + "}";
      case ExpressionKind::kMapProjection:
        return fmt::format("{} {{{}{}}}", Text(e.operands[0]), e.all_properties ? ".*, " : "", Entries(e, 1));
      case ExpressionKind::kCase:
        return Case(e);
      case ExpressionKind::kListComprehension:
        return fmt::format("[{} IN {}{}{}{}{}]", NameOf(e.slot, names), Text(e.operands[0]),
                           e.operands[1] ? " WHERE " : "", Text(e.operands[1]), e.operands[2] ? " | " : "",
                           Text(e.operands[2]));
      case ExpressionKind::kAll:
        return Quantifier("all", e);
      case ExpressionKind::kAny:
        return Quantifier("any", e);
      case ExpressionKind::kNone:
        return Quantifier("none", e);
      case ExpressionKind::kSingle:
        return Quantifier("single", e);
      case ExpressionKind::kReduce:
        return fmt::format("reduce({} = {}, {} IN {} | {})", NameOf(e.slot, names), Text(e.operands[0]),
                           NameOf(e.inner_slot, names), Text(e.operands[1]), Text(e.operands[2]));
      case ExpressionKind::kExists:
        return "EXISTS { … }";
      case ExpressionKind::kCount:
        return "COUNT { … }";
      case ExpressionKind::kCollect:
        return "COLLECT { … }";
      case ExpressionKind::kPath:
        return "path(" + Joined(e.operands, ", ") + ")";
      default:
        return "(" + Joined(e.operands, Operator(e.kind)) + ")";
    }
  }
};

}  // namespace

std::string ToText(const Expression& expression, const std::vector<std::string>& slot_names) {
  return Writer{slot_names}.Text(expression);
}

std::string SlotText(Slot slot, const std::vector<std::string>& slot_names) { return NameOf(slot, slot_names); }

std::string ToText(const LabelExpression& labels) {
  const auto joined = [&](std::string_view between) {
    std::string text;
    for (const LabelExpression& operand : labels.operands) {
      if (!text.empty()) text += between;
      text += operand.operands.size() > 1 ? "(" + ToText(operand) + ")" : ToText(operand);
    }
    return text;
  };
  switch (labels.op) {
    case LabelExpression::Op::kName:
      return labels.name;
    case LabelExpression::Op::kAny:
      return "%";
    case LabelExpression::Op::kNot:
      return "!" + joined("");
    case LabelExpression::Op::kAnd:
      return joined("&");
    case LabelExpression::Op::kOr:
      return joined("|");
  }
  return {};
}

}  // namespace qiao::query
