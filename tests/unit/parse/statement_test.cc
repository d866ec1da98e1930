// Clauses and commands: what each turns into.
#include <gtest/gtest.h>

#include "tests/unit/parse/tree_text.h"

namespace qiao::query::syntax {
namespace {

template <class ClauseType>
ClauseType OnlyClause(std::string_view text) {
  auto statement = ParseStatement(text);
  EXPECT_TRUE(statement) << (statement ? "" : statement.error().Text());
  return std::get<ClauseType>(std::get<Query>(statement->content).parts.at(0).clauses.at(0).content);
}

template <class CommandType>
CommandType OnlyCommand(std::string_view text) {
  auto statement = ParseStatement(text);
  EXPECT_TRUE(statement) << (statement ? "" : statement.error().Text());
  return std::get<CommandType>(statement->content);
}

TEST(Statements, AreSeparatedBySemicolons) {
  const auto script = Parse(";; RETURN 1 AS x; // 一\n ; EXPLAIN RETURN 2 AS x; PROFILE RETURN 3 AS x ;");
  ASSERT_TRUE(script);
  ASSERT_EQ(script->statements.size(), 3);
  EXPECT_EQ(script->statements[0].explain, ExplainMode::kNone);
  EXPECT_EQ(script->statements[1].explain, ExplainMode::kExplain);
  EXPECT_EQ(script->statements[2].explain, ExplainMode::kProfile);
  EXPECT_TRUE(Parse("")->statements.empty());
  EXPECT_TRUE(Parse(" /* 无 */ ;\n")->statements.empty());
}

TEST(Statements, OneAtATime) {
  EXPECT_TRUE(ParseStatement("RETURN 1;"));
  EXPECT_EQ(ParseStatement("").error().Text(), "the query is empty");
  const auto two = ParseStatement("RETURN 1; RETURN 2");
  ASSERT_FALSE(two);
  EXPECT_EQ(two.error().span->begin, 10);
}

TEST(Clauses, KeepTheirPlace) {
  const std::string text = "MATCH (a)  RETURN a.名称 , 1+  1";
  const auto statement = ParseStatement(text);
  ASSERT_TRUE(statement);
  const auto& clauses = std::get<Query>(statement->content).parts[0].clauses;
  EXPECT_EQ(text.substr(clauses[0].span.begin, clauses[0].span.end - clauses[0].span.begin), "MATCH (a)");
  const auto& items = std::get<Return>(clauses[1].content).projection.items;
  EXPECT_EQ(items[0].source.text, "a.名称");
  EXPECT_EQ(items[1].source.text, "1+  1");
  EXPECT_EQ(items[1].expression.span.begin, text.size() - 5);
}

TEST(Clauses, Match) {
  const auto match = OnlyClause<Match>("OPTIONAL MATCH (医院:医院), (b) WHERE b.x RETURN 1 AS x");
  EXPECT_TRUE(match.optional);
  EXPECT_EQ(match.patterns.size(), 2);
  EXPECT_TRUE(match.where);
}

TEST(Clauses, Projection) {
  const auto projection =
      OnlyClause<With>("WITH DISTINCT *, 1 AS a ORDER BY a DESC, b ASC SKIP 1 LIMIT $n WHERE a > 0 FINISH");
  EXPECT_TRUE(projection.projection.distinct);
  EXPECT_TRUE(projection.projection.all);
  ASSERT_EQ(projection.projection.items.size(), 1);
  EXPECT_EQ(projection.projection.items[0].alias->text, "a");
  ASSERT_EQ(projection.projection.order.size(), 2);
  EXPECT_TRUE(projection.projection.order[0].descending);
  EXPECT_FALSE(projection.projection.order[1].descending);
  EXPECT_TRUE(projection.projection.skip && projection.projection.limit && projection.where);
  EXPECT_TRUE(OnlyClause<Return>("RETURN 1 AS x OFFSET 3").projection.skip);
}

TEST(Clauses, Writing) {
  const auto merge =
      OnlyClause<Merge>("MERGE (a:公司 {名: '华为'}) ON CREATE SET a.x = 1 ON MATCH SET a += {y: 2}, a:A:B");
  ASSERT_EQ(merge.actions.size(), 2);
  EXPECT_TRUE(merge.actions[0].on_create);
  EXPECT_TRUE(std::holds_alternative<SetProperty>(merge.actions[0].items[0].content));
  EXPECT_TRUE(std::get<SetAllProperties>(merge.actions[1].items[0].content).add);
  EXPECT_EQ(std::get<LabelsOfVariable>(merge.actions[1].items[1].content).labels.size(), 2);
  EXPECT_TRUE(OnlyClause<Delete>("DETACH DELETE a, b").detach);
  EXPECT_FALSE(OnlyClause<Delete>("NODETACH DELETE a").detach);
  EXPECT_EQ(OnlyClause<Remove>("REMOVE a.x, a:B").items.size(), 2);
  EXPECT_EQ(OnlyClause<Foreach>("FOREACH (x IN [1] | CREATE (n) SET n.x = x)").clauses.size(), 2);
}

TEST(Clauses, Calls) {
  const auto call = OnlyClause<CallProcedure>("CALL db.labels() YIELD label AS l, 数 WHERE l <> 'A' RETURN l");
  EXPECT_EQ(call.name.size(), 2);
  ASSERT_TRUE(call.arguments && call.yield);
  EXPECT_EQ(call.yield->items[0].alias->text, "l");
  EXPECT_TRUE(call.yield->where);
  EXPECT_FALSE(OnlyClause<CallProcedure>("CALL my.proc").arguments);
  EXPECT_TRUE(OnlyClause<CallProcedure>("CALL my.proc YIELD *").yield->all);

  const auto subquery = OnlyClause<CallSubquery>(
      "CALL (a, b) { CREATE (c) } IN 3 CONCURRENT TRANSACTIONS OF 100 ROWS ON ERROR CONTINUE REPORT STATUS AS s");
  EXPECT_EQ(subquery.scope->variables.size(), 2);
  ASSERT_TRUE(subquery.in_transactions);
  EXPECT_TRUE(subquery.in_transactions->concurrency && subquery.in_transactions->rows);
  EXPECT_EQ(subquery.in_transactions->on_error, OnError::kContinue);
  EXPECT_EQ(subquery.in_transactions->report->text, "s");
  EXPECT_FALSE(OnlyClause<CallSubquery>("CALL { WITH a RETURN 1 AS x } RETURN x").scope);
  EXPECT_TRUE(OnlyClause<CallSubquery>("CALL (*) { RETURN 1 AS x } RETURN x").scope->all);
  EXPECT_TRUE(OnlyClause<CallSubquery>("OPTIONAL CALL () { RETURN 1 AS x } RETURN x").optional);
}

TEST(Clauses, LoadCsv) {
  const auto load = OnlyClause<LoadCsv>("LOAD CSV WITH HEADERS FROM '表.csv' AS 行 FIELDTERMINATOR '；' RETURN 行");
  EXPECT_TRUE(load.with_headers);
  EXPECT_EQ(load.variable.text, "行");
  EXPECT_EQ(load.field_terminator, "；");
}

TEST(Clauses, Union) {
  const auto statement = ParseStatement("RETURN 1 AS x UNION ALL RETURN 2 AS x UNION ALL RETURN 3 AS x");
  ASSERT_TRUE(statement);
  const auto& query = std::get<Query>(statement->content);
  EXPECT_EQ(query.parts.size(), 3);
  EXPECT_EQ(query.unions, (std::vector{UnionKind::kAll, UnionKind::kAll}));
}

TEST(Commands, Indexes) {
  const auto index = OnlyCommand<CreateIndex>("CREATE INDEX 名 IF NOT EXISTS FOR (n:公司) ON (n.名, n.年)");
  EXPECT_EQ(index.kind, IndexKind::kRange);
  EXPECT_EQ(index.name->text, "名");
  EXPECT_TRUE(index.if_not_exists);
  EXPECT_EQ(index.target.labels.at(0).text, "公司");
  EXPECT_EQ(index.properties.size(), 2);
  EXPECT_TRUE(OnlyCommand<CreateIndex>("CREATE INDEX FOR ()-[r:T]->() ON (r.x)").target.relationship);
  EXPECT_EQ(OnlyCommand<CreateIndex>("CREATE INDEX ON :A(x, y)").properties.size(), 2);
  EXPECT_EQ(OnlyCommand<CreateIndex>("CREATE LOOKUP INDEX FOR (n) ON EACH labels(n)").kind, IndexKind::kLookup);
  EXPECT_EQ(OnlyCommand<CreateIndex>("CREATE FULLTEXT INDEX FOR (n:A|B) ON EACH [n.x, n.y]").target.labels.size(), 2);
  EXPECT_TRUE(OnlyCommand<CreateIndex>("CREATE POINT INDEX FOR (n:A) ON (n.x) OPTIONS {a: 1}").options);
  EXPECT_TRUE(OnlyCommand<DropIndex>("DROP INDEX 名 IF EXISTS").if_exists);
}

TEST(Commands, Constraints) {
  const auto kind = [](const std::string& requirement) {
    return OnlyCommand<CreateConstraint>("CREATE CONSTRAINT c FOR (n:A) REQUIRE " + requirement).kind;
  };
  EXPECT_EQ(kind("n.x IS UNIQUE"), ConstraintKind::kUnique);
  EXPECT_EQ(kind("(n.x, n.y) IS NODE KEY"), ConstraintKind::kKey);
  EXPECT_EQ(kind("n.x IS NOT NULL"), ConstraintKind::kExists);
  EXPECT_EQ(kind("n.x IS :: LIST<INTEGER NOT NULL>"), ConstraintKind::kType);
  EXPECT_EQ(kind("n.x :: STRING"), ConstraintKind::kType);
  EXPECT_FALSE(OnlyCommand<DropConstraint>("DROP CONSTRAINT c").if_exists);
}

TEST(Commands, ShowAndTransactions) {
  EXPECT_EQ(OnlyCommand<Show>("SHOW INDEXES").subject, ShowSubject::kIndexes);
  EXPECT_EQ(OnlyCommand<Show>("SHOW CONSTRAINT").subject, ShowSubject::kConstraints);
  EXPECT_TRUE(OnlyCommand<Show>("SHOW FUNCTIONS WHERE name = 'left'").where);
  const auto show = OnlyCommand<Show>("SHOW PROCEDURES YIELD name WHERE name <> 'x' RETURN count(*) AS n");
  EXPECT_TRUE(show.yield->where);
  EXPECT_TRUE(show.result);
  EXPECT_EQ(OnlyCommand<TransactionControl>("begin transaction").step, TransactionStep::kBegin);
  EXPECT_EQ(OnlyCommand<TransactionControl>("COMMIT").step, TransactionStep::kCommit);
  EXPECT_EQ(OnlyCommand<TransactionControl>("ROLLBACK").step, TransactionStep::kRollback);
}

TEST(Names, ClauseWordsAreVariablesToo) {
  EXPECT_EQ(Normal("MATCH (match:Match) RETURN match.date ORDER BY match"),
            "MATCH (`match`:Match) RETURN `match`.date ORDER BY `match`");
  EXPECT_EQ(Normal("MATCH (end:END {limit: 1}) RETURN end"), "MATCH (end:END {limit: 1}) RETURN end");
  EXPECT_EQ(Normal("MATCH (order) WITH order WHERE order.x RETURN order AS set UNION RETURN 1 AS set"),
            "MATCH (`order`) WITH `order` WHERE `order`.x RETURN `order` AS `set` UNION RETURN 1 AS `set`");
}

TEST(Names, UnicodeAndQuotes) {
  EXPECT_EQ(Normal("match (企业１:`公 司`) return 企业１.`名``称` as `一 二`"),
            "MATCH (企业１:`公 司`) RETURN 企业１.`名``称` AS `一 二`");
  EXPECT_EQ(Normal("RETURN\u3000$参数,$0,$`一 二`"), "RETURN $参数, $0, $`一 二`");
}

}  // namespace
}  // namespace qiao::query::syntax
