#include "query/parse/builder.h"

namespace qiao::query::syntax {
namespace {

using base::ErrorCode;
using base::ErrorDetail;
using base::MakeError;

IndexKind IndexKindOf(Node node) {
  if (node.Has(NodeKind::kTextIndex)) return IndexKind::kText;
  if (node.Has(NodeKind::kPointIndex)) return IndexKind::kPoint;
  if (node.Has(NodeKind::kLookupIndex)) return IndexKind::kLookup;
  if (node.Has(NodeKind::kVectorIndex)) return IndexKind::kVector;
  return node.Has(NodeKind::kFulltextIndex) ? IndexKind::kFulltext : IndexKind::kRange;
}

std::optional<Node> TargetOf(Node node) {
  const auto target = node.Find(NodeKind::kNodeTarget);
  return target ? target : node.Find(NodeKind::kRelationshipTarget);
}

ShowSubject ShowSubjectOf(Node node) {
  if (node.Has(NodeKind::kShowIndexes)) return ShowSubject::kIndexes;
  if (node.Has(NodeKind::kShowConstraints)) return ShowSubject::kConstraints;
  return node.Has(NodeKind::kShowFunctions) ? ShowSubject::kFunctions : ShowSubject::kProcedures;
}

}  // namespace

void Builder::Fail(Span span, ErrorDetail detail, base::Error error) {
  if (!error_) error_ = std::move(error).At(span).With(detail).AtCompileTime();
}

Expression Builder::FailTooDeep(Span span) {
  Fail(span, ErrorDetail::kNone, MakeError(ErrorCode::kLimit, "expressions are nested more than {} deep", max_depth_));
  return {};
}

base::Result<Script> Builder::BuildScript() {
  Script script;
  for (Node node : Node(&tree_, tree_.root())) script.statements.push_back(BuildStatement(node));
  if (error_) return *std::move(error_);
  return script;
}

Statement Builder::BuildStatement(Node node) {
  Statement statement;
  statement.span = node.span();
  Children children(node);
  if (children.Skip(NodeKind::kExplain)) statement.explain = ExplainMode::kExplain;
  if (children.Skip(NodeKind::kProfile)) statement.explain = ExplainMode::kProfile;
  statement.content = BuildCommand(children.Take());
  return statement;
}

Statement::Content Builder::BuildCommand(Node node) {
  if (node.kind() == NodeKind::kCreateIndex) return BuildCreateIndex(node);
  if (node.kind() == NodeKind::kCreateConstraint) return BuildCreateConstraint(node);
  if (node.kind() == NodeKind::kDropIndex) return DropIndex{BuildName(*node.begin()), node.Has(NodeKind::kIfExists)};
  if (node.kind() == NodeKind::kDropConstraint) {
    return DropConstraint{BuildName(*node.begin()), node.Has(NodeKind::kIfExists)};
  }
  if (node.kind() == NodeKind::kShow) return BuildShow(node);
  if (node.kind() == NodeKind::kBegin) return TransactionControl{TransactionStep::kBegin};
  if (node.kind() == NodeKind::kCommit) return TransactionControl{TransactionStep::kCommit};
  if (node.kind() == NodeKind::kRollback) return TransactionControl{TransactionStep::kRollback};
  Query query = BuildQuery(node);
  CheckQuery(query, QueryPlace::kStatement);
  return query;
}

CreateIndex Builder::BuildCreateIndex(Node node) {
  CreateIndex index;
  index.kind = IndexKindOf(node);
  if (const auto name = node.Find(NodeKind::kName)) index.name = BuildName(*name);
  index.if_not_exists = node.Has(NodeKind::kIfNotExists);
  if (const auto options = node.Find(NodeKind::kOptions)) index.options = BuildBox(*options->begin());
  if (const auto short_form = node.Find(NodeKind::kShortIndex)) {
    // CREATE INDEX ON :Label(key)
    Children children(*short_form);
    const Node label = children.Take();
    index.target.variable = {label.span(), "n"};
    index.target.labels.push_back(BuildName(label));
    while (!children.Done()) index.properties.push_back(BuildName(children.Take()));
    return index;
  }
  index.target = BuildTarget(*TargetOf(node));
  for (Node part : node) {
    if (part.kind() == NodeKind::kOwnedProperty) index.properties.push_back(BuildOwnedProperty(part, index.target));
    if (part.kind() == NodeKind::kLookupSubject) CheckOwner(*part.begin(), index.target);
  }
  index.each = node.Has(NodeKind::kEachWord);
  if (index.kind == IndexKind::kFulltext ? !index.each : index.each && index.kind != IndexKind::kRange) {
    Fail(node.span(), ErrorDetail::kUnexpectedSyntax,
         MakeError(ErrorCode::kSyntax, "full-text indexes are ON EACH [n.a, n.b], other kinds ON (n.a, n.b)"));
  }
  const bool lookup = index.kind == IndexKind::kLookup;
  if (lookup != node.Has(NodeKind::kLookupSubject)) {
    Fail(node.span(), ErrorDetail::kUnexpectedSyntax,
         MakeError(ErrorCode::kSyntax,
                   "only lookup indexes are ON EACH labels(n) or type(r), and they have no properties"));
  }
  if (lookup != index.target.labels.empty() || (index.kind != IndexKind::kFulltext && index.target.labels.size() > 1)) {
    Fail(index.target.variable.span, ErrorDetail::kUnexpectedSyntax,
         MakeError(ErrorCode::kSyntax,
                   "an index is for one label or type; a lookup index for none, a full-text index for "
                   "one or more"));
  }
  return index;
}

CreateConstraint Builder::BuildCreateConstraint(Node node) {
  CreateConstraint constraint;
  if (const auto name = node.Find(NodeKind::kName)) constraint.name = BuildName(*name);
  constraint.if_not_exists = node.Has(NodeKind::kIfNotExists);
  if (const auto options = node.Find(NodeKind::kOptions)) constraint.options = BuildBox(*options->begin());
  constraint.target = BuildTarget(*TargetOf(node));
  for (Node part : node) {
    if (part.kind() == NodeKind::kOwnedProperty) {
      constraint.properties.push_back(BuildOwnedProperty(part, constraint.target));
    }
    if (part.kind() == NodeKind::kKey) constraint.kind = ConstraintKind::kKey;
    if (part.kind() == NodeKind::kNotNullRequirement) constraint.kind = ConstraintKind::kExists;
    if (part.kind() == NodeKind::kPlainType || part.kind() == NodeKind::kValueType) {
      constraint.kind = ConstraintKind::kType;
      constraint.type = BuildType(part);
    }
  }
  if (constraint.target.relationship ? node.Has(NodeKind::kNodeWord) : node.Has(NodeKind::kRelationshipWord)) {
    Fail(node.span(), ErrorDetail::kUnexpectedSyntax,
         MakeError(ErrorCode::kSyntax, "NODE is for constraints on nodes, RELATIONSHIP for those on relationships"));
  }
  if (constraint.target.labels.size() != 1) {
    Fail(constraint.target.variable.span, ErrorDetail::kUnexpectedSyntax,
         MakeError(ErrorCode::kSyntax, "a constraint is for one label or type"));
  }
  return constraint;
}

SchemaTarget Builder::BuildTarget(Node node) {
  SchemaTarget target;
  target.relationship = node.kind() == NodeKind::kRelationshipTarget;
  for (Node part : node) {
    if (part.kind() == NodeKind::kVariable) target.variable = BuildName(part);
    if (part.kind() == NodeKind::kLabelName) target.labels.push_back(BuildName(part));
  }
  return target;
}

void Builder::CheckOwner(Node owner, const SchemaTarget& target) {
  const Name name = BuildName(owner);
  if (name.text == target.variable.text) return;
  Fail(name.span, ErrorDetail::kUndefinedVariable,
       MakeError(ErrorCode::kSyntax, "variable {} is not defined: did you mean {}?", name.text, target.variable.text));
}

Name Builder::BuildOwnedProperty(Node node, const SchemaTarget& target) {
  Children children(node);
  CheckOwner(children.Take(), target);
  return BuildName(children.Take());
}

Show Builder::BuildShow(Node node) {
  Show show;
  show.subject = ShowSubjectOf(node);
  show.user_defined = node.Has(NodeKind::kUserDefined);
  if (const auto indexes = node.Find(NodeKind::kShowIndexes); indexes && indexes->begin() != indexes->end()) {
    show.index_kind = IndexKindOf(*indexes);
  }
  if (const auto constraints = node.Find(NodeKind::kShowConstraints)) {
    if (constraints->Has(NodeKind::kUnique)) show.constraint_kind = ConstraintKind::kUnique;
    if (constraints->Has(NodeKind::kKey)) show.constraint_kind = ConstraintKind::kKey;
    if (constraints->Has(NodeKind::kShownExistence)) show.constraint_kind = ConstraintKind::kExists;
    if (constraints->Has(NodeKind::kShownType)) show.constraint_kind = ConstraintKind::kType;
    if (constraints->Has(NodeKind::kNodeWord)) show.relationship = false;
    if (constraints->Has(NodeKind::kRelationshipWord)) show.relationship = true;
  }
  if (const auto yield = node.Find(NodeKind::kYield)) show.yield = BuildYield(*yield);
  if (const auto page = node.Find(NodeKind::kPage)) {
    show.page = Box(BuildProjection(*page));
    show.page->all = true;
  }
  if (const auto result = node.Find(NodeKind::kReturn)) show.result = Box(BuildReturn(*result));
  show.where = BuildWhere(node.Find(NodeKind::kWhere));
  return show;
}

}  // namespace qiao::query::syntax
