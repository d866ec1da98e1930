// Expressions without operators around them.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "query/parse/builder.h"
#include "query/parse/case_subject.h"

namespace qiao::query::syntax {
namespace {

// variable IN list
bool IsElementOf(Node node) {
  if (node.kind() != NodeKind::kPredicates || node.child_count() != 3) return false;
  Children children(node);
  return children.Skip(NodeKind::kVariable) && children.Skip(NodeKind::kIn);
}

// variable IN list, perhaps with operators behind it. The operators can't be meant: their result would be no list.
bool StartsWithElementOf(Node node) {
  for (;;) {
    const NodeKind kind = node.kind();
    if (kind == NodeKind::kPredicates) {
      Children children(node);
      if (children.Skip(NodeKind::kVariable)) return children.Skip(NodeKind::kIn);
      return false;
    }
    const bool binary =
        kind == NodeKind::kOr || kind == NodeKind::kXor || kind == NodeKind::kAnd || kind == NodeKind::kComparison;
    if (!binary) return false;
    node = *node.begin();
  }
}

bool IsFilterOrProjection(Node node) {
  return node.kind() == NodeKind::kWhere || node.kind() == NodeKind::kListProjection;
}

}  // namespace

Builder::ContentBuilder Builder::ContentBuilderOf(NodeKind kind) {
  struct Row {
    NodeKind kind;
    ContentBuilder build;
  };
  static constexpr Row kRows[] = {
      {NodeKind::kOr, &Builder::BuildLogical},
      {NodeKind::kXor, &Builder::BuildLogical},
      {NodeKind::kAnd, &Builder::BuildLogical},
      {NodeKind::kComparison, &Builder::BuildComparison},
      {NodeKind::kAddOrSubtract, &Builder::BuildArithmetic},
      {NodeKind::kMultiplyDivideModulo, &Builder::BuildArithmetic},
      {NodeKind::kPower, &Builder::BuildArithmetic},
      {NodeKind::kInteger, &Builder::BuildLiteral},
      {NodeKind::kDouble, &Builder::BuildLiteral},
      {NodeKind::kString, &Builder::BuildLiteral},
      {NodeKind::kTrue, &Builder::BuildLiteral},
      {NodeKind::kFalse, &Builder::BuildLiteral},
      {NodeKind::kNull, &Builder::BuildLiteral},
      {NodeKind::kVariable, &Builder::BuildVariable},
      {NodeKind::kParameter, &Builder::BuildParameter},
      {NodeKind::kListLiteral, &Builder::BuildListLiteral},
      {NodeKind::kMapLiteral, &Builder::BuildMapLiteral},
      {NodeKind::kMapProjection, &Builder::BuildMapProjection},
      {NodeKind::kCase, &Builder::BuildCase},
      {NodeKind::kFunctionCall, &Builder::BuildFunctionCall},
      {NodeKind::kTrimCall, &Builder::BuildTrimCall},
      {NodeKind::kCountStar, &Builder::BuildCountStar},
      {NodeKind::kPatternComprehension, &Builder::BuildPatternComprehension},
      {NodeKind::kQuantifier, &Builder::BuildQuantifier},
      {NodeKind::kReduce, &Builder::BuildReduce},
      {NodeKind::kPatternPredicate, &Builder::BuildPatternPredicate},
      {NodeKind::kExistsPattern, &Builder::BuildPatternPredicate},
      {NodeKind::kShortestPath, &Builder::BuildShortestPathExpression},
      {NodeKind::kSubquery, &Builder::BuildSubquery},
  };
  static constexpr auto kByKind = [] {
    std::array<ContentBuilder, 256> table{};
    for (const Row& row : kRows) table[static_cast<size_t>(row.kind)] = row.build;
    return table;
  }();
  return kByKind[static_cast<size_t>(kind)];
}

Expression::Content Builder::BuildVariable(Node node) { return Variable{BuildName(node).text}; }

Expression::Content Builder::BuildListLiteral(Node node) {
  const bool is_comprehension = node.Has(NodeKind::kWhere) || node.Has(NodeKind::kListProjection) ||
                                (node.child_count() == 1 && StartsWithElementOf(*node.begin()));
  if (is_comprehension) return BuildListComprehension(node);
  Children children(node);
  return ListLiteral{BuildList(children)};
}

Expression::Content Builder::BuildMapLiteral(Node node) {
  MapLiteral map;
  map.entries.reserve(node.child_count());
  for (Node entry : node) {
    Children parts(entry);
    Name key = BuildName(parts.Take());
    map.entries.push_back({std::move(key), BuildExpression(parts.Take())});
  }
  return map;
}

Expression::Content Builder::BuildMapProjection(Node node) {
  Children children(node);
  MapProjection projection{BuildName(children.Take()), {}};
  while (!children.Done()) {
    const Node item = children.Take();
    MapProjectionItem& built = projection.items.emplace_back();
    if (item.kind() == NodeKind::kAllProperties) {
      built.kind = MapProjectionKind::kAllProperties;
    } else if (item.kind() == NodeKind::kPropertySelector) {
      built.kind = MapProjectionKind::kProperty;
      built.name = BuildName(*item.begin());
    } else if (item.kind() == NodeKind::kMapEntry) {
      Children parts(item);
      built.kind = MapProjectionKind::kEntry;
      built.name = BuildName(parts.Take());
      built.value = BuildBox(parts.Take());
    } else {
      built.kind = MapProjectionKind::kVariable;
      built.name = BuildName(item);
    }
  }
  return projection;
}

Expression::Content Builder::BuildCase(Node node) {
  Case result;
  for (Node part : node) {
    if (part.kind() == NodeKind::kCaseSubject) {
      result.subject = BuildBox(*part.begin());
    } else if (part.kind() == NodeKind::kCaseElse) {
      result.otherwise = BuildBox(*part.begin());
    } else {
      const Place place = result.subject ? Place::kValue : Place::kPredicate;
      CaseBranch branch;
      Children children(part);
      for (size_t left = children.Left(); left > 1; --left) {
        const Node condition = children.Take();
        if (condition.kind() != NodeKind::kCaseCondition) {
          branch.conditions.push_back(BuildExpression(condition, place));
          continue;
        }
        if (!result.subject) {
          Fail(condition.span(), base::ErrorDetail::kUnexpectedSyntax,
               base::MakeError(base::ErrorCode::kSyntax,
                               "expected a whole condition after WHEN, as CASE has no value to compare with"));
        }
        branch.conditions.push_back(BuildCaseCondition(condition));
      }
      branch.result = BuildExpression(children.Take());
      if (!result.subject && branch.conditions.size() > 1) {
        Fail(branch.conditions[1].span, base::ErrorDetail::kUnexpectedSyntax,
             base::MakeError(base::ErrorCode::kSyntax,
                             "WHEN takes one condition, as CASE has no value to compare with"));
      }
      result.branches.push_back(std::move(branch));
    }
  }
  return result;
}

Expression Builder::BuildCaseCondition(Node node) {
  Box<Expression> subject(Expression{node.span(), Variable{std::string(kCaseSubject)}});
  Children children(node);
  const Node op = children.Take();
  if (op.kind() != NodeKind::kComparisonOperator) {
    return {node.span(), BuildPredicate(std::move(subject), op, children)};
  }
  Comparison comparison{std::move(subject), {}};
  comparison.steps.push_back({ComparisonOf(op.text()), BuildExpression(children.Take())});
  return {node.span(), std::move(comparison)};
}

Expression::Content Builder::BuildFunctionCall(Node node) {
  Children children(node);
  FunctionCall call;
  call.name = BuildNames(children.Take());
  call.distinct = children.Skip(NodeKind::kDistinct);
  call.arguments = BuildList(children);
  return call;
}

// trim(LEADING 'x' FROM text) is ltrim(text, 'x').
Expression::Content Builder::BuildTrimCall(Node node) {
  Children children(node);
  const Node side = children.Take();
  const std::string word = base::AsciiLower(side.text());
  FunctionCall call;
  call.name.push_back({side.span(), word == "both" ? "btrim" : word == "leading" ? "ltrim" : "rtrim"});
  std::optional<Expression> characters;
  if (const auto written = children.TakeIf(NodeKind::kTrimCharacter)) characters = BuildExpression(*written->begin());
  call.arguments.push_back(BuildExpression(children.Take()));
  if (characters) call.arguments.push_back(*std::move(characters));
  return call;
}

Expression::Content Builder::BuildCountStar(Node) { return CountStar{}; }

Expression::Content Builder::BuildListComprehension(Node node) {
  Children children(node);
  ListComprehension result;
  const Node source = children.Take();
  if (!IsElementOf(source) || (!children.Done() && !IsFilterOrProjection(children.Peek()))) {
    Fail(source.span(), base::ErrorDetail::kUnexpectedSyntax,
         base::MakeError(base::ErrorCode::kSyntax,
                         "a list comprehension starts with a variable, IN and a list: put other "
                         "operators in parentheses"));
    return result;
  }
  Children parts(source);
  result.variable = BuildName(parts.Take());
  parts.Skip(NodeKind::kIn);
  result.list = BuildBox(parts.Take());
  result.where = BuildWhere(node.Find(NodeKind::kWhere));
  if (const auto projection = node.Find(NodeKind::kListProjection)) result.result = BuildBox(*projection->begin());
  return result;
}

Expression::Content Builder::BuildPatternComprehension(Node node) {
  Children children(node);
  PathPattern path;
  if (const auto variable = children.TakeIf(NodeKind::kVariable)) path.variable = BuildName(*variable);
  const Node elements = children.Take();
  path.span = {path.variable ? path.variable->span.begin : elements.span().begin, elements.span().end};
  path.elements = BuildElements(elements);
  PatternComprehension result;
  result.pattern = Box(std::move(path));
  result.where = BuildWhere(children.TakeIf(NodeKind::kWhere));
  result.result = BuildBox(children.Take());
  return result;
}

Expression::Content Builder::BuildQuantifier(Node node) {
  Children children(node);
  const std::string name = base::AsciiLower(children.Take().text());
  Quantifier result;
  result.kind = name == "all"    ? QuantifierKind::kAll
                : name == "any"  ? QuantifierKind::kAny
                : name == "none" ? QuantifierKind::kNone
                                 : QuantifierKind::kSingle;
  result.variable = BuildName(children.Take());
  result.list = BuildBox(children.Take());
  result.where = BuildWhere(children.TakeIf(NodeKind::kWhere));
  return result;
}

Expression::Content Builder::BuildReduce(Node node) {
  Children children(node);
  Reduce result;
  result.accumulator = BuildName(children.Take());
  result.initial = BuildBox(children.Take());
  result.variable = BuildName(children.Take());
  result.list = BuildBox(children.Take());
  result.step = BuildBox(children.Take());
  return result;
}

Expression::Content Builder::BuildPatternPredicate(Node node) {
  PathPattern path;
  path.span = (*node.begin()).span();
  path.elements = BuildElements(*node.begin());
  return PatternExpression{Box(std::move(path)), node.kind() == NodeKind::kExistsPattern};
}

Expression::Content Builder::BuildShortestPathExpression(Node node) {
  return PatternExpression{Box(BuildShortestPath(node)), false};
}

Expression::Content Builder::BuildSubquery(Node node) {
  Children children(node);
  const std::string name = base::AsciiLower(children.Take().text());
  SubqueryExpression result;
  result.kind = name == "exists"  ? SubqueryKind::kExists
                : name == "count" ? SubqueryKind::kCount
                                  : SubqueryKind::kCollect;
  const Node body = children.Take();
  if (body.kind() == NodeKind::kRegularQuery) {
    result.query = Box(BuildQuery(body));
  } else {
    const auto where = children.TakeIf(NodeKind::kWhere);
    const Span span(body.span().begin, where ? where->span().end : body.span().end);
    Match match;
    match.patterns = BuildPatterns(body);
    match.where = BuildWhere(where);
    Query query{span, {}, {}};
    query.parts.push_back({span, {}});
    query.parts.back().clauses.push_back({span, std::move(match)});
    result.query = Box(std::move(query));
  }
  CheckQuery(*result.query, result.kind == SubqueryKind::kCollect ? QueryPlace::kCollect : QueryPlace::kExistsOrCount);
  CheckReadsOnly(*result.query);
  return result;
}

}  // namespace qiao::query::syntax
