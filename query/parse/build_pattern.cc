#include "base/text.h"
#include "query/parse/builder.h"

namespace qiao::query::syntax {
namespace {

using base::ErrorCode;
using base::ErrorDetail;
using base::MakeError;

bool IsProperties(Node node) { return node.kind() == NodeKind::kMapLiteral || node.kind() == NodeKind::kParameter; }

bool IsCount(Node node) { return node.kind() == NodeKind::kInteger || node.kind() == NodeKind::kParameter; }

}  // namespace

std::vector<PathPattern> Builder::BuildPatterns(Node node) {
  std::vector<PathPattern> patterns;
  for (Node part : node) patterns.push_back(BuildPatternPart(part));
  return patterns;
}

PathPattern Builder::BuildPatternPart(Node node) {
  Children children(node);
  const auto variable = children.TakeIf(NodeKind::kVariable);
  PathPattern path;
  if (const auto shortest = children.TakeIf(NodeKind::kShortestPath)) {
    path = BuildShortestPath(*shortest);
  } else {
    if (const auto selector = children.TakeIf(NodeKind::kPathSelector)) BuildSelector(*selector, path);
    path.elements = BuildElements(children.Take());
  }
  if (variable) path.variable = BuildName(*variable);
  path.span = node.span();
  return path;
}

PathPattern Builder::BuildShortestPath(Node node) {
  Children children(node);
  PathPattern path;
  path.span = node.span();
  path.selector = base::AsciiLower(children.Take().text()) == "shortestpath" ? PathSelector::kShortestPath
                                                                             : PathSelector::kAllShortestPaths;
  path.elements = BuildElements(children.Take());
  return path;
}

void Builder::BuildSelector(Node node, PathPattern& path) {
  const bool shortest = node.Has(NodeKind::kShortestWord);
  if (node.Has(NodeKind::kAllWord)) {
    path.selector = shortest ? PathSelector::kAllShortest : PathSelector::kAll;
  } else if (node.Has(NodeKind::kAnyWord)) {
    path.selector = shortest ? PathSelector::kAnyShortest : PathSelector::kAny;
  } else {
    path.selector = node.Has(NodeKind::kGroupsWord) ? PathSelector::kShortestGroups : PathSelector::kShortest;
  }
  for (Node part : node) {
    if (IsCount(part)) path.count = BuildBox(part);
  }
}

std::vector<PathElement> Builder::BuildElements(Node node) {
  std::vector<PathElement> elements;
  std::optional<Node> before;
  for (Node part : node) {
    if (before && before->kind() == NodeKind::kNodePattern && part.kind() == NodeKind::kNodePattern) {
      Fail(part.span(), ErrorDetail::kUnexpectedSyntax,
           MakeError(ErrorCode::kSyntax, "expected a relationship or ',' between the node patterns"));
    }
    elements.push_back(BuildElement(part));
    before = part;
  }
  // Parentheses around the whole path that say nothing more are no part of it.
  if (elements.size() == 1) {
    auto* whole = std::get_if<ParenthesizedPath>(&elements.front());
    if (whole != nullptr && !whole->quantifier && !whole->where && !whole->path->variable) {
      return std::move(whole->path->elements);
    }
  }
  return elements;
}

PathElement Builder::BuildElement(Node node) {
  if (node.kind() == NodeKind::kNodePattern) return BuildNodePattern(node);
  if (node.kind() == NodeKind::kRelationshipPattern) return BuildRelationshipPattern(node);
  return BuildParenthesizedPath(node);
}

NodePattern Builder::BuildNodePattern(Node node) {
  NodePattern pattern;
  pattern.span = node.span();
  for (Node part : node) {
    if (part.kind() == NodeKind::kVariable) pattern.variable = BuildName(part);
    if (part.kind() == NodeKind::kLabels) pattern.labels = BuildLabels(part);
    if (IsProperties(part)) pattern.properties = BuildBox(part);
    if (part.kind() == NodeKind::kWhere) pattern.where = BuildWhere(part);
  }
  return pattern;
}

RelationshipPattern Builder::BuildRelationshipPattern(Node node) {
  RelationshipPattern pattern;
  pattern.span = node.span();
  const bool left = node.Has(NodeKind::kLeftArrowHead);
  const bool right = node.Has(NodeKind::kRightArrowHead);
  pattern.direction = left == right ? Direction::kBoth : left ? Direction::kLeft : Direction::kRight;
  if (const auto quantifier = node.Find(NodeKind::kRepetition)) pattern.quantifier = BuildRepetition(*quantifier);
  const auto detail = node.Find(NodeKind::kRelationshipDetail);
  if (!detail) return pattern;
  for (Node part : *detail) {
    if (part.kind() == NodeKind::kVariable) pattern.variable = BuildName(part);
    if (part.kind() == NodeKind::kLabels) pattern.types = BuildLabels(part);
    if (part.kind() == NodeKind::kRange) pattern.length = BuildRange(part);
    if (IsProperties(part)) pattern.properties = BuildBox(part);
    if (part.kind() == NodeKind::kWhere) pattern.where = BuildWhere(part);
  }
  return pattern;
}

ParenthesizedPath Builder::BuildParenthesizedPath(Node node) {
  ParenthesizedPath result;
  result.span = node.span();
  PathPattern path;
  for (Node part : node) {
    if (part.kind() == NodeKind::kVariable) path.variable = BuildName(part);
    if (part.kind() == NodeKind::kPatternElement) {
      path.span = {path.variable ? path.variable->span.begin : part.span().begin, part.span().end};
      path.elements = BuildElements(part);
    }
    if (part.kind() == NodeKind::kWhere) result.where = BuildWhere(part);
    if (part.kind() == NodeKind::kRepetition) result.quantifier = BuildRepetition(part);
  }
  result.path = Box(std::move(path));
  return result;
}

Repetition Builder::BuildRepetition(Node node) {
  Repetition repetition;
  repetition.span = node.span();
  for (Node part : node) {
    if (part.kind() == NodeKind::kLowerBound) repetition.min = BuildCount(part);
    if (part.kind() == NodeKind::kUpperBound) repetition.max = BuildCount(part);
    if (part.kind() == NodeKind::kFixedCount) repetition.min = repetition.max = BuildCount(part);
    if (part.kind() == NodeKind::kPlusSign) repetition.min = 1;
  }
  if (repetition.max && (*repetition.max == 0 || repetition.min.value_or(0) > *repetition.max)) {
    Fail(node.span(), ErrorDetail::kUnexpectedSyntax,
         MakeError(ErrorCode::kSyntax, "a quantifier's upper bound must be positive and no less than the lower one"));
  }
  return repetition;
}

Repetition Builder::BuildRange(Node node) {
  Repetition range;
  range.span = node.span();
  for (Node part : node) {
    if (part.kind() == NodeKind::kLowerBound) range.min = BuildCount(part);
    if (part.kind() == NodeKind::kUpperBound) range.max = BuildCount(part);
  }
  if (!node.Has(NodeKind::kRangeDots)) range.max = range.min;
  return range;
}

LabelExpression Builder::BuildLabels(Node node) {
  LabelExpression labels;
  labels.span = node.span();
  labels.op = LabelOperator::kAnd;
  for (Node part : node) labels.operands.push_back(BuildLabel(part));
  if (labels.operands.size() == 1) return std::move(labels.operands.front());
  for (const LabelExpression& part : labels.operands) {
    if (part.op != LabelOperator::kName && part.op != LabelOperator::kDynamic) {
      Fail(part.span, ErrorDetail::kUnexpectedSyntax,
           MakeError(ErrorCode::kSyntax,
                     "':' between labels can't be mixed with '&', '|', '!' and '%': write '&' for it"));
    }
  }
  return labels;
}

LabelExpression Builder::BuildLabel(Node node) {
  LabelExpression label;
  label.span = node.span();
  if (node.kind() == NodeKind::kLabelName) {
    label.name = BuildName(node).text;
    return label;
  }
  if (node.kind() == NodeKind::kLabelAny) {
    label.op = LabelOperator::kAny;
    return label;
  }
  if (node.kind() == NodeKind::kDynamicLabel) {
    label.op = LabelOperator::kDynamic;
    Children children(node);
    label.any = children.Skip(NodeKind::kDynamicAny);
    label.value = BuildBox(children.Take());
    return label;
  }
  if (node.kind() == NodeKind::kLabelNot) return BuildLabelNot(node);
  label.op = node.kind() == NodeKind::kLabelOr ? LabelOperator::kOr : LabelOperator::kAnd;
  for (Node part : node) label.operands.push_back(BuildLabel(part));
  return label;
}

LabelExpression Builder::BuildLabelNot(Node node) {
  std::vector<uint32_t> starts;
  Children children(node);
  for (auto mark = children.TakeIf(NodeKind::kExclamation); mark; mark = children.TakeIf(NodeKind::kExclamation)) {
    starts.push_back(mark->span().begin);
  }
  const Level level(*this, starts.size());
  if (!level.fits()) {
    FailTooDeep(node.span());
    return {};
  }
  LabelExpression result = BuildLabel(children.Take());
  for (auto start = starts.rbegin(); start != starts.rend(); ++start) {
    LabelExpression negated;
    negated.span = {*start, result.span.end};
    negated.op = LabelOperator::kNot;
    negated.operands.push_back(std::move(result));
    result = std::move(negated);
  }
  return result;
}

}  // namespace qiao::query::syntax
