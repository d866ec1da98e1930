#include "query/parse/builder.h"

namespace qiao::query::syntax {

Query Builder::BuildQuery(Node node) {
  Query query;
  query.span = node.span();
  for (Node part : node) {
    if (part.kind() == NodeKind::kUnion) {
      query.unions.push_back(part.Has(NodeKind::kAllMark) ? UnionKind::kAll : UnionKind::kDistinct);
      query.parts.push_back(BuildSingleQuery(*part.Find(NodeKind::kSingleQuery)));
    } else {
      query.parts.push_back(BuildSingleQuery(part));
    }
  }
  return query;
}

SingleQuery Builder::BuildSingleQuery(Node node) {
  Children children(node);
  return {node.span(), BuildClauses(children)};
}

std::vector<Clause> Builder::BuildClauses(Children& children) {
  std::vector<Clause> clauses;
  clauses.reserve(children.Left());
  while (!children.Done()) {
    const Node node = children.Take();
    clauses.push_back({node.span(), BuildClauseContent(node)});
  }
  return clauses;
}

Clause::Content Builder::BuildClauseContent(Node node) {
  if (node.kind() == NodeKind::kMatch) return BuildMatch(node);
  if (node.kind() == NodeKind::kUnwind) return BuildUnwind(node);
  if (node.kind() == NodeKind::kWith) return BuildWith(node);
  if (node.kind() == NodeKind::kReturn) return BuildReturn(node);
  if (node.kind() == NodeKind::kCreate) return Create{BuildPatterns(*node.begin())};
  if (node.kind() == NodeKind::kMerge) return BuildMerge(node);
  if (node.kind() == NodeKind::kSet) return Set{BuildSetItems(node)};
  if (node.kind() == NodeKind::kDelete) return BuildDelete(node);
  if (node.kind() == NodeKind::kRemove) return BuildRemove(node);
  if (node.kind() == NodeKind::kForeach) return BuildForeach(node);
  if (node.kind() == NodeKind::kCallSubquery) return BuildCallSubquery(node);
  if (node.kind() == NodeKind::kCallProcedure) return BuildCallProcedure(node);
  if (node.kind() == NodeKind::kLoadCsv) return BuildLoadCsv(node);
  if (node.kind() == NodeKind::kFilter) return BuildFilter(node);
  if (node.kind() == NodeKind::kLet) return BuildLet(node);
  if (node.kind() == NodeKind::kPage) return BuildPage(node);
  return Finish{};
}

Match Builder::BuildMatch(Node node) {
  Match match;
  match.optional = node.Has(NodeKind::kOptional);
  match.patterns = BuildPatterns(*node.Find(NodeKind::kPattern));
  match.where = BuildWhere(node.Find(NodeKind::kWhere));
  return match;
}

Unwind Builder::BuildUnwind(Node node) {
  Children children(node);
  Expression list = BuildExpression(children.Take());
  return {std::move(list), BuildName(children.Take())};
}

Merge Builder::BuildMerge(Node node) {
  Children children(node);
  Merge merge{BuildPatternPart(children.Take()), {}};
  while (!children.Done()) {
    const Node action = children.Take();
    merge.actions.push_back(
        {action.span(), action.Has(NodeKind::kOnCreate), BuildSetItems(*action.Find(NodeKind::kSet))});
  }
  return merge;
}

std::vector<SetItem> Builder::BuildSetItems(Node node) {
  std::vector<SetItem> items;
  for (Node item : node) items.push_back(BuildSetItem(item));
  return items;
}

SetItem Builder::BuildSetItem(Node node) {
  if (node.kind() == NodeKind::kLabelItems) return {node.span(), BuildLabelItems(node)};
  Children children(node);
  const Node target = children.Take();
  if (node.kind() == NodeKind::kSetProperty) {
    Expression property = BuildPropertyExpression(target);
    return {node.span(), SetProperty{std::move(property), BuildExpression(children.Take())}};
  }
  const bool add = children.Skip(NodeKind::kPlusEquals);
  return {node.span(), SetAllProperties{BuildName(target), add, BuildExpression(children.Take())}};
}

LabelsOfVariable Builder::BuildLabelItems(Node node) {
  Children children(node);
  LabelsOfVariable result{BuildName(children.Take()), {}, {}};
  while (!children.Done()) {
    const Node label = children.Take();
    if (label.kind() != NodeKind::kDynamicLabel) {
      result.labels.push_back(BuildName(label));
      continue;
    }
    if (label.Has(NodeKind::kDynamicAny)) {
      Fail(label.span(), base::ErrorDetail::kUnexpectedSyntax,
           base::MakeError(base::ErrorCode::kSyntax, "$any(…) can only be matched; write $(…) here"));
    }
    Children parts(label);
    parts.Skip(NodeKind::kDynamicAny);
    result.dynamic.push_back(BuildExpression(parts.Take()));
  }
  return result;
}

Expression Builder::BuildPropertyExpression(Node node) {
  Expression target = BuildPostfix(node);
  if (!error_ && std::holds_alternative<Slice>(target.content)) {
    Fail(target.span, base::ErrorDetail::kUnexpectedSyntax,
         base::MakeError(base::ErrorCode::kSyntax, "expected a property such as n.name, found a part of a list"));
  }
  return target;
}

Delete Builder::BuildDelete(Node node) {
  Children children(node);
  const bool detach = children.Skip(NodeKind::kDetach);
  return {detach, BuildList(children)};
}

Remove Builder::BuildRemove(Node node) {
  Remove remove;
  for (Node item : node) {
    RemoveItem& made = remove.items.emplace_back();
    made.span = item.span();
    if (item.kind() == NodeKind::kLabelItems) {
      made.content = BuildLabelItems(item);
      continue;
    }
    Expression target = BuildPropertyExpression(item);
    if (auto* named = std::get_if<Property>(&target.content)) made.content = std::move(*named);
    if (auto* computed = std::get_if<Subscript>(&target.content)) made.content = std::move(*computed);
  }
  return remove;
}

Foreach Builder::BuildForeach(Node node) {
  Children children(node);
  Foreach result;
  result.variable = BuildName(children.Take());
  result.list = BuildExpression(children.Take());
  result.clauses = BuildClauses(children);
  return result;
}

Projection Builder::BuildProjection(Node node) {
  Projection projection;
  for (Node part : node) {
    if (part.kind() == NodeKind::kDistinct) projection.distinct = true;
    if (part.kind() == NodeKind::kStar) projection.all = true;
    if (part.kind() == NodeKind::kProjectionItem) projection.items.push_back(BuildProjectionItem(part));
    if (part.kind() == NodeKind::kSkip) projection.skip = BuildBox(*part.begin());
    if (part.kind() == NodeKind::kLimit) projection.limit = BuildBox(*part.begin());
    if (part.kind() != NodeKind::kOrder) continue;
    for (Node item : part) {
      projection.order.push_back({BuildExpression(*item.begin()), item.Has(NodeKind::kDescending)});
    }
  }
  return projection;
}

ProjectionItem Builder::BuildProjectionItem(Node node) {
  Children children(node);
  const Node expression = children.Take();
  ProjectionItem item{BuildExpression(expression), {}, {std::string(expression.text())}};
  if (!children.Done()) item.alias = BuildName(children.Take());
  return item;
}

With Builder::BuildWith(Node node) {
  return {BuildProjection(*node.begin()), BuildWhere(node.Find(NodeKind::kWhere)), false};
}

With Builder::BuildFilter(Node node) {
  With with;
  with.projection.all = true;
  with.where = BuildBox(*node.begin(), Place::kPredicate);
  return with;
}

With Builder::BuildLet(Node node) {
  With with;
  with.projection.all = true;
  with.let = true;
  for (Node item : node) {
    Children children(item);
    Name name = BuildName(children.Take());
    const Node value = children.Take();
    with.projection.items.push_back({BuildExpression(value), std::move(name), {std::string(value.text())}});
  }
  return with;
}

With Builder::BuildPage(Node node) {
  With with;
  with.projection = BuildProjection(node);
  with.projection.all = true;
  return with;
}

Return Builder::BuildReturn(Node node) { return {BuildProjection(*node.begin())}; }

LoadCsv Builder::BuildLoadCsv(Node node) {
  Children children(node);
  LoadCsv load;
  load.with_headers = children.Skip(NodeKind::kWithHeaders);
  load.url = BuildExpression(children.Take());
  load.variable = BuildName(children.Take());
  if (!children.Done()) load.field_terminator = BuildString(*children.Take().begin());
  return load;
}

}  // namespace qiao::query::syntax
