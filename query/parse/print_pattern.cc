#include "query/parse/print.h"
#include "query/parse/printer.h"

namespace qiao::query::syntax {

std::string Print(const PathPattern& pattern) {
  Printer printer;
  printer.Print(pattern);
  return printer.Take();
}

std::string Print(const LabelExpression& labels) {
  Printer printer;
  printer.Print(labels);
  return printer.Take();
}

// `level`: 0 where alternatives may stand, 1 inside an alternative, 2 inside a conjunction.
void Printer::Print(const LabelExpression& labels, int level) {
  const int own = labels.op == LabelOperator::kOr ? 0 : labels.op == LabelOperator::kAnd ? 1 : 2;
  // An operand of the same kind gets parentheses too, so that the shape stays.
  if (own < level) text_ += '(';
  switch (labels.op) {
    case LabelOperator::kName:
      Name(labels.name);
      break;
    case LabelOperator::kAny:
      text_ += '%';
      break;
    case LabelOperator::kDynamic:
      text_ += labels.any ? "$any(" : "$(";
      Print(*labels.value);
      text_ += ')';
      break;
    case LabelOperator::kNot:
      text_ += '!';
      Print(labels.operands.front(), 2);
      break;
    case LabelOperator::kAnd:
    case LabelOperator::kOr:
      Joined(labels.operands, own == 0 ? "|" : "&", [&](const LabelExpression& part) { Print(part, own + 1); });
      break;
  }
  if (own < level) text_ += ')';
}

void Printer::Patterns(const std::vector<PathPattern>& patterns) {
  Joined(patterns, ", ", [this](const PathPattern& pattern) { Print(pattern); });
}

void Printer::Print(const PathPattern& pattern) {
  if (pattern.variable) {
    Variable(pattern.variable->text);
    text_ += " = ";
  }
  Selector(pattern);
  Elements(pattern.elements);
  if (pattern.selector == PathSelector::kShortestPath || pattern.selector == PathSelector::kAllShortestPaths)
    text_ += ')';
}

void Printer::Selector(const PathPattern& pattern) {
  const auto with_count = [&](std::string_view before, std::string_view after) {
    text_ += before;
    if (pattern.count) {
      Print(*pattern.count);
      text_ += ' ';
    }
    text_ += after;
  };
  switch (pattern.selector) {
    case PathSelector::kAll:
      return;
    case PathSelector::kAny:
      return with_count("ANY ", "");
    case PathSelector::kAnyShortest:
      return with_count("ANY SHORTEST ", "");
    case PathSelector::kAllShortest:
      return with_count("ALL SHORTEST ", "");
    case PathSelector::kShortest:
      return with_count("SHORTEST ", "");
    case PathSelector::kShortestGroups:
      return with_count("SHORTEST ", "GROUPS ");
    case PathSelector::kShortestPath:
      return with_count("shortestPath(", "");
    case PathSelector::kAllShortestPaths:
      return with_count("allShortestPaths(", "");
  }
}

void Printer::Elements(const std::vector<PathElement>& elements) {
  for (const PathElement& element : elements) std::visit([this](const auto& content) { Print(content); }, element);
}

void Printer::Print(const NodePattern& node) {
  text_ += '(';
  if (node.variable) Variable(node.variable->text);
  if (node.labels) {
    text_ += ':';
    Print(*node.labels);
  }
  PropertiesAndWhere(node.properties, node.where);
  text_ += ')';
}

void Printer::Print(const RelationshipPattern& relationship) {
  text_ += relationship.direction == Direction::kLeft ? "<-[" : "-[";
  if (relationship.variable) Variable(relationship.variable->text);
  if (relationship.types) {
    text_ += ':';
    Print(*relationship.types);
  }
  Length(relationship.length);
  PropertiesAndWhere(relationship.properties, relationship.where);
  text_ += relationship.direction == Direction::kRight ? "]->" : "]-";
  Quantified(relationship.quantifier);
}

void Printer::Print(const ParenthesizedPath& path) {
  text_ += '(';
  Print(*path.path);
  Where(path.where);
  text_ += ')';
  Quantified(path.quantifier);
}

void Printer::Quantified(const std::optional<Repetition>& repetition) {
  if (!repetition) return;
  text_ += '{';
  if (repetition->min) text_ += std::to_string(*repetition->min);
  text_ += ',';
  if (repetition->max) text_ += std::to_string(*repetition->max);
  text_ += '}';
}

void Printer::Length(const std::optional<Repetition>& length) {
  if (!length) return;
  text_ += '*';
  if (!length->min && !length->max) return;
  if (length->min) text_ += std::to_string(*length->min);
  text_ += "..";
  if (length->max) text_ += std::to_string(*length->max);
}

void Printer::PropertiesAndWhere(const Box<Expression>& properties, const Box<Expression>& where) {
  if (properties) {
    text_ += ' ';
    Print(*properties);
  }
  Where(where);
}

}  // namespace qiao::query::syntax
