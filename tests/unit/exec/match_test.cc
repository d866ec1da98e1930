// What patterns find: directions, loops, parallel edges, uniqueness, trails, quantified patterns, shortest ways.
#include "tests/unit/exec/toy_query.h"

namespace qiao::tests {
namespace {

using base::Value;

base::Map Name(std::string_view name) { return {{"name", Value::String(name)}}; }

// 甲 ->> 乙 (two parallel edges), 乙 -> 丙, 丙 -> 甲, and 甲 -> 甲.
struct Loops : testing::Test {
  Loops() {
    a = graph.AddNode({"Town"}, Name("甲"));
    b = graph.AddNode({"Town"}, Name("乙"));
    c = graph.AddNode({"City"}, Name("丙"));
    graph.AddEdge(a, "TO", b, {{"id", Value::Integer(1)}});
    graph.AddEdge(a, "TO", b, {{"id", Value::Integer(2)}});
    graph.AddEdge(b, "TO", c, {{"id", Value::Integer(3)}});
    graph.AddEdge(c, "BACK", a, {{"id", Value::Integer(4)}});
    graph.AddEdge(a, "TO", a, {{"id", Value::Integer(5)}});
  }
  Lines Rows(std::string_view text, const base::Map& parameters = {}) {
    return Sorted(RowsOf(graph, text, parameters));
  }

  ToyGraph graph;
  base::NodeId a, b, c;
};

TEST_F(Loops, EachEdgeOnceInItsDirection) {
  EXPECT_EQ(Rows("MATCH (x)-[r]->(y) RETURN x.name, r.id, y.name"),
            Sorted({"'甲' | 1 | '乙'", "'甲' | 2 | '乙'", "'乙' | 3 | '丙'", "'丙' | 4 | '甲'", "'甲' | 5 | '甲'"}));
  EXPECT_EQ(Rows("MATCH (x)<-[r:TO]-(y) RETURN x.name, r.id"),
            Sorted({"'乙' | 1", "'乙' | 2", "'丙' | 3", "'甲' | 5"}));
}

TEST_F(Loops, UndirectedFindsBothWaysButALoopOnce) {
  EXPECT_EQ(Rows("MATCH (x:Town)-[r]-() RETURN x.name, r.id"),
            Sorted({"'甲' | 1", "'甲' | 2", "'甲' | 4", "'甲' | 5", "'乙' | 1", "'乙' | 2", "'乙' | 3"}));
  EXPECT_EQ(Rows("MATCH ()--() RETURN count(*)"), Lines{"9"});
}

TEST_F(Loops, AnEdgeIsMatchedOncePerMatch) {
  EXPECT_EQ(Rows("MATCH (x)-[r]->(y), (x)-[s]->(y) RETURN r.id, s.id"), Sorted({"1 | 2", "2 | 1"}));
  EXPECT_EQ(Rows("MATCH (x)-[r]->(y) MATCH (x)-[s]->(y) RETURN count(*)"), Lines{"7"});
  EXPECT_EQ(Rows("MATCH (x)--(y)--(z) RETURN count(*)"), Rows("MATCH (x)-[r]-(y)-[s]-(z) RETURN count(r)"));
}

TEST_F(Loops, CountsWithoutReadingEdges) {
  EXPECT_EQ(Rows("MATCH (x)-->() RETURN x.name, count(*)"), Sorted({"'甲' | 3", "'乙' | 1", "'丙' | 1"}));
  EXPECT_EQ(Rows("MATCH (x)-->() RETURN x.name"), Sorted({"'甲'", "'甲'", "'甲'", "'乙'", "'丙'"}));
  EXPECT_EQ(Rows("MATCH (x {name: '甲'})-->() RETURN x.name SKIP 1 LIMIT 1"), Lines{"'甲'"});
  EXPECT_EQ(Rows("MATCH (x)-->() WITH DISTINCT x RETURN count(*)"), Lines{"3"});
  EXPECT_EQ(Rows("MATCH (x)-->() WITH collect(x.name) AS names, sum(1) AS s UNWIND names AS n RETURN n, count(*), s"),
            Sorted({"'甲' | 3 | 5", "'乙' | 1 | 5", "'丙' | 1 | 5"}));
  EXPECT_EQ(Rows("MATCH (x)-->() WITH x ORDER BY x.name LIMIT 2 RETURN count(*)"), Lines{"2"});
}

TEST_F(Loops, BetweenBoundNodes) {
  EXPECT_EQ(Rows("MATCH (x {name: '甲'}), (y {name: '乙'}) MATCH (x)-[r]-(y) RETURN r.id"), Sorted({"1", "2"}));
  EXPECT_EQ(Rows("MATCH (x {name: '甲'}) MATCH (x)-[r]-(x) RETURN r.id"), Lines{"5"});
  EXPECT_EQ(Rows("MATCH ()-[r:BACK]->() MATCH (x)-[r]-(y) RETURN x.name, y.name"),
            Sorted({"'丙' | '甲'", "'甲' | '丙'"}));
}

TEST_F(Loops, TrailsOfVariableLength) {
  EXPECT_EQ(Rows("MATCH ({name: '乙'})-[rs*0..2]->(y) RETURN [r IN rs | r.id], y.name"),
            Sorted({"[] | '乙'", "[3] | '丙'", "[3, 4] | '甲'"}));
  // 3, 4, 5, then 1 or 2 in either order with all the ways round.
  EXPECT_EQ(Rows("MATCH ({name: '乙'})-[rs*]->({name: '乙'}) RETURN [r IN rs | r.id]"),
            Sorted({"[3, 4, 1]", "[3, 4, 2]", "[3, 4, 5, 1]", "[3, 4, 5, 2]"}));
  EXPECT_EQ(Rows("MATCH ({name: '甲'})-[rs*2 {id: 1}]->() RETURN rs"), Lines{});
  EXPECT_EQ(Rows("MATCH p = ({name: '丙'})-[:BACK|TO*2]-() RETURN length(p), count(*)"), Lines{"2 | 5"});
  EXPECT_EQ(Rows("MATCH (x {name: '甲'})-[rs*2]->(y) MATCH (x)-[rs*]->(z) RETURN y = z, count(*)"), Lines{"true | 4"});
}

TEST_F(Loops, QuantifiedPatterns) {
  EXPECT_EQ(Rows("MATCH (x {name: '乙'}) ((p)-[r]->(q)){1,2} (y) RETURN [n IN p | n.name], [s IN r | s.id], y.name"),
            Sorted({"['乙'] | [3] | '丙'", "['乙', '丙'] | [3, 4] | '甲'"}));
  EXPECT_EQ(Rows("MATCH (x {name: '乙'}) ((p)-[r]->(q) WHERE r.id > 3){0,} (y) RETURN y.name, size(r)"),
            Lines{"'乙' | 0"});
  EXPECT_EQ(Rows("MATCH (x {name: '丙'}) (()-[r]->()){2} (y) RETURN [s IN r | s.id]"),
            Sorted({"[4, 1]", "[4, 2]", "[4, 5]"}));
}

TEST_F(Loops, ShortestWays) {
  EXPECT_EQ(Rows("MATCH (x {name: '甲'}), (y {name: '丙'}) MATCH p = shortestPath((x)-[*]->(y)) RETURN length(p)"),
            Lines{"2"});
  EXPECT_EQ(Rows("MATCH (x {name: '甲'}), (y {name: '丙'}) MATCH p = allShortestPaths((x)-[:TO*]->(y)) "
                 "RETURN [r IN relationships(p) | r.id]"),
            Sorted({"[1, 3]", "[2, 3]"}));
  EXPECT_EQ(Rows("MATCH (x {name: '甲'}), (y {name: '丙'}) MATCH p = shortestPath((x)-[*]-(y)) "
                 "RETURN [r IN relationships(p) | r.id]"),
            Lines{"[4]"});
  EXPECT_EQ(Rows("MATCH p = SHORTEST 3 ({name: '甲'})-[:TO]->+({name: '丙'}) RETURN length(p)"),
            Sorted({"2", "2", "3"}));
  EXPECT_EQ(Rows("MATCH p = SHORTEST 2 GROUPS ({name: '甲'})-[:TO]->+({name: '丙'}) RETURN length(p), count(*)"),
            Sorted({"2 | 2", "3 | 2"}));
  EXPECT_EQ(Rows("MATCH (x {name: '丙'}), (y {name: '乙'}) MATCH p = shortestPath((x)-[:TO*]->(y)) RETURN p"), Lines{});
}

TEST_F(Loops, NullLeadsNowhere) {
  EXPECT_EQ(Rows("OPTIONAL MATCH (x:Nowhere) MATCH (x)-->(y) RETURN y"), Lines{});
  EXPECT_EQ(Rows("OPTIONAL MATCH (x:Nowhere) OPTIONAL MATCH (x)-[r*]->(y) RETURN x, r, y"),
            Lines{"null | null | null"});
}

TEST_F(Loops, OptionalKeepsTheOrderOfItsRows) {
  EXPECT_EQ(RowsOf(graph,
                   "UNWIND ['丙', '乙', '甲'] AS name MATCH (x {name: name}) OPTIONAL MATCH (x)-[r:TO]->(y:Town) "
                   "WHERE r.id < 3 RETURN name, r.id"),
            (Lines{"'丙' | null", "'乙' | null", "'甲' | 1", "'甲' | 2"}));
}

TEST_F(Loops, LabelsThatVaryInsideATable) {
  ToyQuery(graph).Run("MATCH (x {name: '乙'}) SET x:Old REMOVE x:Town").value();
  EXPECT_EQ(Rows("MATCH (x:Town) RETURN x.name"), Lines{"'甲'"});
  EXPECT_EQ(Rows("MATCH (x:Old|City) RETURN x.name"), Sorted({"'乙'", "'丙'"}));
  EXPECT_EQ(Rows("MATCH (x:!Town) RETURN x.name"), Sorted({"'乙'", "'丙'"}));
  EXPECT_EQ(Rows("MATCH (x) WHERE x:Old RETURN x.name, x:Town"), Lines{"'乙' | false"});
}

}  // namespace
}  // namespace qiao::tests
