#include <gtest/gtest.h>

#include "tests/unit/parse/tree_text.h"

namespace qiao::query::syntax {
namespace {

PathPattern ParsePattern(const std::string& text) {
  auto statement = ParseStatement("MATCH " + text + " RETURN 1 AS x");
  EXPECT_TRUE(statement) << text << ": " << (statement ? "" : statement.error().Text());
  if (!statement) return {};
  return std::get<Match>(std::get<Query>(statement->content).parts[0].clauses[0].content).patterns.at(0);
}

RelationshipPattern ParseRelationship(const std::string& text) {
  return std::get<RelationshipPattern>(ParsePattern("(a)" + text + "(b)").elements.at(1));
}

std::string NormalPattern(const std::string& text) { return Print(ParsePattern(text)); }

TEST(NodePatterns, Parts) {
  const auto node =
      std::get<NodePattern>(ParsePattern("(公司:上市公司&!B {名: '华为'} WHERE 公司.年 > 1990)").elements.at(0));
  EXPECT_EQ(node.variable->text, "公司");
  EXPECT_EQ(Print(*node.labels), "上市公司&!B");
  EXPECT_TRUE(node.properties && node.where);
  EXPECT_EQ(NormalPattern("( )"), "()");
  EXPECT_EQ(NormalPattern("(IS A)"), "(:A)");
  EXPECT_EQ(NormalPattern("(n:A:B $p)"), "(n:A&B $p)");
}

TEST(NodePatterns, LabelExpressions) {
  EXPECT_EQ(NormalPattern("(:A|B&C)"), "(:A|B&C)");
  EXPECT_EQ(NormalPattern("(:(A|B)&C)"), "(:(A|B)&C)");
  EXPECT_EQ(NormalPattern("(:!(A|B))"), "(:!(A|B))");
  EXPECT_EQ(NormalPattern("(:%)"), "(:%)");
  EXPECT_EQ(ErrorOf("MATCH (n:A|B:C) RETURN n").substr(0, 20), "10 UnexpectedSyntax ");
}

TEST(RelationshipPatterns, Directions) {
  EXPECT_EQ(ParseRelationship("-->").direction, Direction::kRight);
  EXPECT_EQ(ParseRelationship("<-[]-").direction, Direction::kLeft);
  EXPECT_EQ(ParseRelationship("--").direction, Direction::kBoth);
  EXPECT_EQ(ParseRelationship("<-->").direction, Direction::kBoth);
  EXPECT_EQ(ParseRelationship(" < - - ").direction, Direction::kLeft);
}

TEST(RelationshipPatterns, TypesAndLengths) {
  EXPECT_EQ(ParseRelationship("-[r:A|:B|C]->").types->operands.size(), 3);
  const auto length = [](const std::string& text) {
    const auto range = *ParseRelationship("-[" + text + "]-").length;
    return fmt::format("{} {}", range.min ? std::to_string(*range.min) : "-",
                       range.max ? std::to_string(*range.max) : "-");
  };
  EXPECT_EQ(length("*"), "- -");
  EXPECT_EQ(length("*2"), "2 2");
  EXPECT_EQ(length("*1..3"), "1 3");
  EXPECT_EQ(length("*..3"), "- 3");
  EXPECT_EQ(length("* 0 .."), "0 -");
  EXPECT_EQ(length("*.."), "- -");
  EXPECT_TRUE(ParseRelationship("-[r:X*1..2 {a: 1} WHERE r.b]->").where);
  EXPECT_EQ(ErrorOf("MATCH (a)-[:LIKES..]->(c) RETURN c"),
            "18 InvalidRelationshipPattern expected ']' to close the relationship pattern, found '.'");
  EXPECT_EQ(ErrorOf("MATCH (a)-[:LIKES*-2]->(c) RETURN c"),
            "19 InvalidRelationshipPattern expected ']' to close the relationship pattern, found '-'");
}

TEST(Paths, Quantified) {
  EXPECT_EQ(NormalPattern("((a)-[:X]->(b)){1,5}"), "((a)-[:X]->(b)){1,5}");
  EXPECT_EQ(NormalPattern("(x) ((a)-->(b) WHERE a.x < b.x)+ (y)"), "(x)((a)-[]->(b) WHERE a.x < b.x){1,}(y)");
  EXPECT_EQ(NormalPattern("(a)-[:X]->*(b)-->{3}(c)"), "(a)-[:X]->{,}(b)-[]->{3,3}(c)");
  EXPECT_EQ(NormalPattern("(p = (a)-->(b)){,2}"), "(p = (a)-[]->(b)){,2}");
  EXPECT_EQ(ErrorOf("MATCH ((a)-->(b)){3,2} RETURN 1").substr(0, 19), "18 UnexpectedSyntax");
}

TEST(Paths, ParenthesesAroundAPathAreNoPartOfIt) {
  EXPECT_EQ(ParsePattern("(((a)-->(b)))"), ParsePattern("(a)-->(b)"));
  EXPECT_EQ(ErrorOf("MATCH (a) (b) RETURN a"),
            "11 UnexpectedSyntax expected a relationship or ',' between the node patterns");
}

TEST(Paths, Selectors) {
  const auto selector = [](const std::string& text) { return ParsePattern(text + " (a)-->(b)").selector; };
  EXPECT_EQ(selector(""), PathSelector::kAll);
  EXPECT_EQ(selector("ALL PATHS"), PathSelector::kAll);
  EXPECT_EQ(selector("ANY"), PathSelector::kAny);
  EXPECT_EQ(selector("ANY 3 PATHS"), PathSelector::kAny);
  EXPECT_EQ(selector("ANY SHORTEST"), PathSelector::kAnyShortest);
  EXPECT_EQ(selector("ALL SHORTEST PATHS"), PathSelector::kAllShortest);
  EXPECT_EQ(selector("SHORTEST 2"), PathSelector::kShortest);
  EXPECT_EQ(selector("p = SHORTEST $k PATH GROUPS"), PathSelector::kShortestGroups);
  EXPECT_EQ(ParsePattern("p = shortestPath((a)-[*]->(b))").selector, PathSelector::kShortestPath);
  EXPECT_EQ(ParsePattern("allShortestPaths((a)-[*]->(b))").selector, PathSelector::kAllShortestPaths);
  EXPECT_TRUE(ParsePattern("SHORTEST 2 (a)-->(b)").count);
}

// openCypher lets these stand for dashes and arrow heads.
TEST(Paths, TypographicArrows) {
  EXPECT_EQ(NormalPattern("(甲)—[:投资]－〉(乙)"), "(甲)-[:投资]->(乙)");
  EXPECT_EQ(Normal("MATCH (a), (b) WHERE (a)――〉(b) RETURN a"), "MATCH (a), (b) WHERE (a)-[]->(b) RETURN a");
}

}  // namespace
}  // namespace qiao::query::syntax
