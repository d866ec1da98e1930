// Expressions over batches: what is not evaluated, lists and their variables, subqueries, grouping.
#include "tests/unit/exec/toy_query.h"

namespace qiao::tests {
namespace {

using base::Value;

struct Expressions : testing::Test {
  Lines Rows(std::string_view text, const base::Map& parameters = {}) {
    return Sorted(RowsOf(graph, text, parameters));
  }
  ToyGraph graph;
};

TEST_F(Expressions, DecidedRowsRaiseNoErrors) {
  EXPECT_EQ(Rows("UNWIND [0, 1, 2] AS x WITH x WHERE x = 0 OR 2 / x = 1 RETURN x"), Sorted({"0", "2"}));
  EXPECT_EQ(Rows("UNWIND [0, 1, 2] AS x WITH x WHERE x <> 0 AND 2 / x = 1 RETURN x"), Lines{"2"});
  EXPECT_EQ(Rows("UNWIND [0, 2] AS x RETURN CASE WHEN x = 0 THEN 'none' ELSE 10 / x END"), Sorted({"'none'", "5"}));
  EXPECT_EQ(Rows("UNWIND [1, 'x'] AS x RETURN CASE x WHEN 1 THEN 'one' END"), Sorted({"'one'", "null"}));
  EXPECT_EQ(Rows("UNWIND [1, null] AS x RETURN coalesce(x, 10 / coalesce(x, 5))"), Sorted({"1", "2"}));
  EXPECT_EQ(FailureOf(graph, "UNWIND [0, 1] AS x WITH x WHERE 1 / x = 1 RETURN x").substr(0, 15), "ArithmeticError");
}

TEST_F(Expressions, ThreeValuedLogic) {
  EXPECT_EQ(
      Rows("UNWIND [true, false, null] AS a UNWIND [true, false, null] AS b RETURN a, b, a AND b, a OR b, a XOR b"),
      Sorted({"true | true | true | true | false", "true | false | false | true | true",
              "true | null | null | true | null", "false | true | false | true | true",
              "false | false | false | false | false", "false | null | false | null | null",
              "null | true | null | true | null", "null | false | false | null | null",
              "null | null | null | null | null"}));
}

TEST_F(Expressions, IntegersOverflowWithAnError) {
  EXPECT_EQ(FailureOf(graph, "UNWIND [1, 9223372036854775807] AS x RETURN x + 1").substr(0, 15), "ArithmeticError");
  EXPECT_EQ(Rows("UNWIND [1, 2.5] AS x RETURN x * 2 - 1, x > 2"), Sorted({"1 | false", "4.0 | true"}));
}

TEST_F(Expressions, VariablesOfLists) {
  EXPECT_EQ(Rows("UNWIND [1, 2] AS k RETURN [x IN range(1, 4) WHERE x % 2 = k % 2 | x * k]"),
            Sorted({"[1, 3]", "[4, 8]"}));
  EXPECT_EQ(Rows("RETURN [x IN [1, 2] | [y IN [x, 10] | x + y]]"), Lines{"[[2, 11], [4, 12]]"});
  EXPECT_EQ(Rows("RETURN reduce(s = '', x IN ['长', '治'] | s + x), reduce(a = 0, x IN null | a + x)"),
            Lines{"'长治' | null"});
  EXPECT_EQ(Rows("RETURN all(x IN [1, null] WHERE x > 0), any(x IN [0, null] WHERE x > 0), none(x IN [] WHERE x), "
                 "single(x IN [1, 2, 3] WHERE x = 2)"),
            Lines{"null | null | true | true"});
  EXPECT_EQ(Rows("RETURN size([x IN range(1, 5000) WHERE x % 5 = 0])"), Lines{"1000"});
}

TEST_F(Expressions, Subqueries) {
  const auto a = graph.AddNode({"A"}, {{"x", Value::Integer(1)}});
  const auto b = graph.AddNode({"A"}, {{"x", Value::Integer(2)}});
  const auto c = graph.AddNode({"B"}, {{"x", Value::Integer(3)}});
  graph.AddEdge(a, "R", c);
  graph.AddEdge(a, "R", b);
  graph.AddEdge(b, "S", c);
  EXPECT_EQ(Rows("MATCH (n) WHERE (n)-[:R]->() RETURN n.x"), Lines{"1"});
  EXPECT_EQ(Rows("MATCH (n) WHERE NOT EXISTS { (n)-->(:B) } RETURN n.x"), Lines{"3"});
  EXPECT_EQ(Rows("MATCH (n) RETURN n.x, COUNT { (n)--() }"), Sorted({"1 | 2", "2 | 2", "3 | 2"}));
  EXPECT_EQ(Rows("MATCH (n) RETURN n.x, COUNT { MATCH (n)-->(m) RETURN DISTINCT labels(m) AS l }"),
            Sorted({"1 | 2", "2 | 1", "3 | 0"}));
  EXPECT_EQ(Rows("MATCH (n:A) RETURN COLLECT { MATCH (n)-->(m) RETURN m.x ORDER BY m.x DESC }"),
            Sorted({"[3, 2]", "[3]"}));
  EXPECT_EQ(Rows("MATCH (n:A) RETURN n.x, size([(n)-->(m) WHERE m.x > n.x + 1 | m.x])"), Sorted({"1 | 1", "2 | 0"}));
  EXPECT_EQ(Rows("MATCH (n:A) RETURN [y IN [2, 3] WHERE EXISTS { (n)-->({x: y}) } | y]"), Sorted({"[2, 3]", "[3]"}));
  EXPECT_EQ(Rows("UNWIND [1, 2] AS i CALL (i) { MATCH (n:A) WHERE n.x >= i RETURN count(*) AS c } RETURN i, c"),
            Sorted({"1 | 2", "2 | 1"}));
  EXPECT_EQ(Rows("MATCH (n:A) CALL { WITH n MATCH (n)-->(m) RETURN m.x AS x ORDER BY x DESC LIMIT 1 } RETURN n.x, x"),
            Sorted({"1 | 3", "2 | 3"}));
}

TEST_F(Expressions, Grouping) {
  EXPECT_EQ(Rows("UNWIND [1, 1.5, null, null, 'x', [null], [null]] AS x RETURN x, count(*)"),
            Sorted({"1 | 1", "1.5 | 1", "null | 2", "'x' | 1", "[null] | 2"}));
  EXPECT_EQ(Rows("UNWIND [0.0 / 0, 0.0 / 0] AS x RETURN DISTINCT x"), Lines{"NaN"});
  EXPECT_EQ(
      Rows("UNWIND [1, 1, 2, null] AS x RETURN count(x), count(DISTINCT x), sum(DISTINCT x), collect(DISTINCT x)"),
      Lines{"3 | 2 | 3 | [1, 2]"});
  EXPECT_EQ(Rows("UNWIND [] AS x RETURN count(*), sum(x), max(x), collect(x)"), Lines{"0 | 0 | null | []"});
  EXPECT_EQ(Rows("UNWIND [] AS x RETURN x, count(*)"), Lines{});
  EXPECT_EQ(Rows("UNWIND range(1, 5000) AS x RETURN x % 3 AS k, count(*), min(x)"),
            Sorted({"0 | 1666 | 3", "1 | 1667 | 1", "2 | 1667 | 2"}));
}

TEST_F(Expressions, OrderIsTotalAndStable) {
  EXPECT_EQ(RowsOf(graph, "UNWIND [null, 1, 'a', true, 0.5, [1], {a: 1}] AS x RETURN x ORDER BY x"),
            (Lines{"{a: 1}", "[1]", "'a'", "true", "0.5", "1", "null"}));
  EXPECT_EQ(RowsOf(graph,
                   "UNWIND range(1, 9000) AS x WITH x, x % 2 AS k ORDER BY k DESC WITH collect(x) AS all "
                   "RETURN all[0..2], all[4500..4502]"),
            Lines{"[1, 3] | [2, 4]"});
}

TEST_F(Expressions, JoinsAndUnions) {
  EXPECT_EQ(Rows("UNWIND [1, 2] AS a RETURN a UNION ALL UNWIND [2, 3] AS a RETURN a"), Sorted({"1", "2", "2", "3"}));
  EXPECT_EQ(Rows("UNWIND [1, 2] AS a RETURN a UNION UNWIND [2, 3] AS a RETURN a"), Sorted({"1", "2", "3"}));
  for (int i = 0; i < 4; ++i) {
    graph.AddNode({"L"}, {{"k", Value::Integer(i)}});
    graph.AddNode({"M"}, {{"k", i == 0 ? Value::Float(1.0) : Value::Integer(i)}});
  }
  graph.AddNode({"L"});
  graph.AddNode({"M"});
  EXPECT_EQ(Rows("MATCH (a:L), (b:M) WHERE a.k = b.k RETURN a.k, b.k"), Sorted({"1 | 1.0", "1 | 1", "2 | 2", "3 | 3"}));
  EXPECT_EQ(Rows("MATCH (a:L), (b:M) RETURN count(*)"), Lines{"25"});
}

TEST_F(Expressions, RandomRowsAreIndependent) {
  const auto n = graph.AddNode({"N"});
  for (int i = 0; i < 50; ++i) graph.AddEdge(n, "R", n);
  ToyQuery query(graph);
  EXPECT_EQ(query.Run("MATCH (x:N)-->() WITH rand() AS r RETURN count(DISTINCT r) > 40").value(), Lines{"true"});
}

TEST_F(Expressions, Csv) {
  ToyQuery query(graph);
  query.execution.open_csv = [](const std::string& url,
                                char32_t separator) -> base::Result<query::Execution::CsvReader> {
    EXPECT_EQ(url, "file:///towns.csv");
    EXPECT_EQ(separator, U';');
    auto records = std::make_shared<std::vector<std::vector<std::string>>>(
        std::vector<std::vector<std::string>>{{"name", "code"}, {"长治", "0355"}, {"潞城", ""}, {"短"}});
    auto next = std::make_shared<size_t>(0);
    return query::Execution::CsvReader([records, next]() -> base::Result<query::Execution::CsvRecord> {
      if (*next == records->size()) return query::Execution::CsvRecord();
      return query::Execution::CsvRecord{(*records)[*next], ++*next};
    });
  };
  EXPECT_EQ(
      query.Run("LOAD CSV WITH HEADERS FROM 'file:///towns.csv' AS row FIELDTERMINATOR ';' RETURN row.name, row.code")
          .value(),
      (Lines{"'长治' | '0355'", "'潞城' | null", "'短' | null"}));
  EXPECT_EQ(query.Run("LOAD CSV FROM 'file:///towns.csv' AS row FIELDTERMINATOR ';' RETURN row LIMIT 2").value(),
            (Lines{"['name', 'code']", "['长治', '0355']"}));
}

TEST_F(Expressions, ProceduresOfNamesAndSchema) {
  const auto a = graph.AddNode({"A", "B"}, {{"x", Value::Integer(1)}});
  graph.AddEdge(a, "R", graph.AddNode({"A"}), {{"w", Value::Float(2)}});
  EXPECT_EQ(Rows("CALL db.labels() YIELD label RETURN label"), Sorted({"'A'", "'B'"}));
  EXPECT_EQ(Rows("CALL db.relationshipTypes()"), Lines{"'R'"});
  EXPECT_EQ(Rows("CALL db.propertyKeys()"), Sorted({"'x'", "'w'"}));
  EXPECT_EQ(Rows("CALL db.schema.relTypeProperties() YIELD relType, propertyName, propertyTypes, mandatory "
                 "RETURN relType, propertyName, propertyTypes, mandatory"),
            Lines{"':`R`' | 'w' | ['FLOAT'] | true"});
  EXPECT_EQ(Rows("CALL db.schema.nodeTypeProperties() YIELD nodeType, propertyName RETURN nodeType, propertyName"),
            Sorted({"':`A`' | null", "':`A`:`B`' | 'x'"}));
}

}  // namespace
}  // namespace qiao::tests
