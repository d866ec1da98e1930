// Parse tree to syntax tree. Trusts the shape that the grammar gave; what the grammar can't say is checked here:
// numbers that don't fit, escapes that are no characters, the depth of chains, and parts that may not stand together.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "query/parse/node_tree.h"
#include "query/parse/tree.h"

namespace qiao::query::syntax {

class Builder {
 public:
  // Keeps `tree`. Expressions may be nested max_depth * kLevelsPerDepth deep, as one level of the text takes some
  // levels of operators.
  Builder(const NodeTree& tree, size_t max_depth)
      : tree_(tree), max_depth_(max_depth), levels_left_(max_depth * kLevelsPerDepth) {}

  // Requires a tree whose root is kCypher. To be called once.
  base::Result<Script> BuildScript();

 private:
  static constexpr size_t kLevelsPerDepth = 4;

  // Where an expression stands: a bare pattern is a predicate, and nothing else.
  enum class Place : uint8_t { kValue, kPredicate };
  using ContentBuilder = Expression::Content (Builder::*)(Node);

  // Names and literals (build_literal.cc).
  Name BuildName(Node node);
  std::vector<Name> BuildNames(Node node);
  static std::string Unquoted(std::string_view text);
  std::string BuildString(Node node);
  Literal BuildInteger(Node node, bool negative);
  Literal BuildDouble(Node node, bool negative);
  uint64_t BuildCount(Node node);
  Expression::Content BuildLiteral(Node node);
  Expression::Content BuildParameter(Node node);

  // Expressions (build_operator.cc, build_atom.cc).
  static ContentBuilder ContentBuilderOf(NodeKind kind);
  static ComparisonOperator ComparisonOf(std::string_view text);
  Expression BuildExpression(Node node, Place place = Place::kValue);
  Box<Expression> BuildBox(Node node, Place place = Place::kValue);
  Box<Expression> BuildWhere(std::optional<Node> where);
  std::vector<Expression> BuildList(Children& children);
  Expression BuildParenthesized(Node node, Place place);
  Expression BuildNot(Node node);
  Expression BuildUnary(Node node);
  Expression BuildPredicates(Node node);
  Expression BuildPostfix(Node node);
  Expression::Content BuildPredicate(Box<Expression> left, Node op, Children& rest);
  Expression::Content BuildListOperator(Box<Expression> object, Node node);
  Expression::Content BuildLogical(Node node);
  Expression::Content BuildComparison(Node node);
  Expression::Content BuildArithmetic(Node node);
  Expression::Content BuildVariable(Node node);
  Expression::Content BuildListLiteral(Node node);
  Expression::Content BuildMapLiteral(Node node);
  Expression::Content BuildMapProjection(Node node);
  Expression::Content BuildCase(Node node);
  Expression BuildCaseCondition(Node node);
  Expression::Content BuildFunctionCall(Node node);
  Expression::Content BuildTrimCall(Node node);
  Expression::Content BuildCountStar(Node node);
  Expression::Content BuildListComprehension(Node node);
  Expression::Content BuildPatternComprehension(Node node);
  Expression::Content BuildQuantifier(Node node);
  Expression::Content BuildReduce(Node node);
  Expression::Content BuildPatternPredicate(Node node);
  Expression::Content BuildShortestPathExpression(Node node);
  Expression::Content BuildSubquery(Node node);
  ValueType BuildType(Node node);

  // Patterns (build_pattern.cc).
  std::vector<PathPattern> BuildPatterns(Node node);
  PathPattern BuildPatternPart(Node node);
  PathPattern BuildShortestPath(Node node);
  void BuildSelector(Node node, PathPattern& path);
  std::vector<PathElement> BuildElements(Node node);
  PathElement BuildElement(Node node);
  NodePattern BuildNodePattern(Node node);
  RelationshipPattern BuildRelationshipPattern(Node node);
  ParenthesizedPath BuildParenthesizedPath(Node node);
  Repetition BuildRepetition(Node node);
  Repetition BuildRange(Node node);
  LabelExpression BuildLabels(Node node);
  LabelExpression BuildLabel(Node node);
  LabelExpression BuildLabelNot(Node node);

  // Clauses (build_clause.cc, build_call.cc).
  Query BuildQuery(Node node);
  SingleQuery BuildSingleQuery(Node node);
  std::vector<Clause> BuildClauses(Children& children);
  Clause::Content BuildClauseContent(Node node);
  Match BuildMatch(Node node);
  Unwind BuildUnwind(Node node);
  Merge BuildMerge(Node node);
  std::vector<SetItem> BuildSetItems(Node node);
  SetItem BuildSetItem(Node node);
  LabelsOfVariable BuildLabelItems(Node node);
  Expression BuildPropertyExpression(Node node);
  Delete BuildDelete(Node node);
  Remove BuildRemove(Node node);
  Foreach BuildForeach(Node node);
  Projection BuildProjection(Node node);
  ProjectionItem BuildProjectionItem(Node node);
  With BuildWith(Node node);
  With BuildFilter(Node node);
  With BuildLet(Node node);
  With BuildPage(Node node);
  Return BuildReturn(Node node);
  LoadCsv BuildLoadCsv(Node node);
  CallProcedure BuildCallProcedure(Node node);
  CallSubquery BuildCallSubquery(Node node);
  InTransactions BuildInTransactions(Node node);
  Yield BuildYield(Node node);

  // Commands (build_command.cc).
  Statement BuildStatement(Node node);
  Statement::Content BuildCommand(Node node);
  CreateIndex BuildCreateIndex(Node node);
  CreateConstraint BuildCreateConstraint(Node node);
  SchemaTarget BuildTarget(Node node);
  Show BuildShow(Node node);
  void CheckOwner(Node owner, const SchemaTarget& target);
  Name BuildOwnedProperty(Node node, const SchemaTarget& target);

  // What may stand together (check_clauses.cc).
  enum class QueryPlace : uint8_t { kStatement, kCall, kExistsOrCount, kCollect };
  void CheckQuery(const Query& query, QueryPlace place);
  void CheckPart(const SingleQuery& part, QueryPlace place);
  void CheckEnd(const Clause& last, QueryPlace place);
  void CheckProcedureCalls(const SingleQuery& part);
  void CheckReadsOnly(const Query& query);

  // Takes levels of depth for as long as it lives, if there are enough.
  class Level {
   public:
    Level(Builder& builder, size_t count)
        : builder_(builder), count_(builder.levels_left_ < count ? 0 : count), fits_(builder.levels_left_ >= count) {
      builder_.levels_left_ -= count_;
    }
    ~Level() { builder_.levels_left_ += count_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    bool fits() const { return fits_; }

   private:
    Builder& builder_;
    size_t count_;
    bool fits_;
  };
  Expression FailTooDeep(Span span);

  // Keeps the first error; the tree that comes out then is thrown away.
  void Fail(Span span, base::ErrorDetail detail, base::Error error);

  const NodeTree& tree_;
  size_t max_depth_;
  size_t levels_left_;
  std::optional<base::Error> error_;
};

}  // namespace qiao::query::syntax
