// Algorithms on random graphs with loops, parallel relationships and holes, beside plain ways to the same results.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/graph/graph_concepts.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "base/value.h"
#include "engine/algo/boost_graph.h"
#include "engine/database.h"

namespace qiao::engine {
namespace {

using base::Value;

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<DirectedGraph>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<DirectedGraph>));
BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<DirectedGraph>));
BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<UndirectedGraph>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<UndirectedGraph>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<UndirectedGraph>));

constexpr double kFar = std::numeric_limits<double>::infinity();

struct Edge {
  size_t from, to;
  int64_t weight;
};
using Matrix = std::vector<std::vector<double>>;

// A graph of nodes with numbers `n`, in the store and beside it.
struct RandomGraph {
  explicit RandomGraph(uint32_t seed) : random(seed), database(Database::Open(":memory:").value()) {
    connection = database->Connect();
    const size_t all = 2 + random() % 7;
    // Nodes of two tables, some of which go again, and some that lose their label.
    for (size_t i = 0; i < all; ++i) Run(i % 2 == 0 ? "CREATE (:A:Seen {n: $a})" : "CREATE (:B:Seen {n: $a})", i);
    for (size_t i = 0; i < all; ++i) {
      switch (random() % 6) {
        case 0:
          Run("MATCH (x {n: $a}) DELETE x", i);
          break;
        case 1:
          Run("MATCH (x {n: $a}) REMOVE x:Seen", i);
          break;
        default:
          numbers.push_back(i);
      }
    }
    const size_t links = all * (random() % 4);
    for (size_t i = 0; i < links && !numbers.empty(); ++i) {
      const Edge edge{random() % numbers.size(), random() % numbers.size(), 1 + static_cast<int64_t>(random() % 9)};
      Run(random() % 2 == 0 ? "MATCH (x {n: $a}), (y {n: $b}) CREATE (x)-[:S {w: $c}]->(y)"
                            : "MATCH (x {n: $a}), (y {n: $b}) CREATE (x)-[:T {w: $c}]->(y)",
          numbers[edge.from], numbers[edge.to], edge.weight);
      edges.push_back(edge);
    }
    // Nobody shall see these.
    Run("MATCH (x) WHERE NOT x:Seen MATCH (y:Seen) CREATE (x)-[:S {w: 1}]->(y), (y)-[:T {w: 1}]->(x)");
  }

  std::vector<Row> Run(std::string_view text, size_t a = 0, size_t b = 0, int64_t c = 0) {
    const base::Map parameters{{"a", Value::Integer(static_cast<int64_t>(a))},
                               {"b", Value::Integer(static_cast<int64_t>(b))},
                               {"c", Value::Integer(c)}};
    auto result = connection->Execute(text, parameters);
    EXPECT_TRUE(result) << text << ": " << result.error().Text();
    if (!result) return {};
    auto rows = (*result)->Collect();
    EXPECT_TRUE(rows) << text << ": " << rows.error().Text();
    return rows ? *rows : std::vector<Row>();
  }

  // What a procedure says of each node.
  std::vector<double> Numbers(const std::string& call) {
    const auto rows = Run("CALL " + call + " RETURN node.n, value ORDER BY node.n");
    std::vector<double> values;
    for (size_t i = 0; i < rows.size(); ++i) {
      EXPECT_EQ(rows[i][0].integer(), static_cast<int64_t>(numbers.at(i)));
      values.push_back(rows[i][1].number());
    }
    EXPECT_EQ(values.size(), numbers.size());
    return values;
  }

  // The shortest distances by weight, or by hops.
  Matrix Distances(bool directed, bool weighted) const {
    const size_t count = numbers.size();
    Matrix far(count, std::vector<double>(count, kFar));
    for (size_t i = 0; i < count; ++i) far[i][i] = 0;
    for (const Edge& edge : edges) {
      const double weight = weighted ? static_cast<double>(edge.weight) : 1;
      far[edge.from][edge.to] = std::min(far[edge.from][edge.to], weight);
      if (!directed) far[edge.to][edge.from] = std::min(far[edge.to][edge.from], weight);
    }
    for (size_t via = 0; via < count; ++via) {
      for (size_t a = 0; a < count; ++a) {
        for (size_t b = 0; b < count; ++b) far[a][b] = std::min(far[a][b], far[a][via] + far[via][b]);
      }
    }
    for (size_t i = 0; i < count; ++i) far[i][i] = 0;
    return far;
  }

  std::mt19937 random;
  std::unique_ptr<Database> database;
  std::unique_ptr<Connection> connection;
  std::vector<size_t> numbers;  // of the nodes that algorithms see
  std::vector<Edge> edges;      // between places in `numbers`
};

template <class Check>
void OnRandomGraphs(Check check) {
  for (uint32_t seed = 0; seed < 40; ++seed) {
    SCOPED_TRACE(seed);
    RandomGraph graph(seed);
    check(graph, graph.numbers.size());
  }
}

TEST(AlgorithmTest, ComponentsAreWhatIsReachable) {
  OnRandomGraphs([](RandomGraph& graph, size_t count) {
    const Matrix both = graph.Distances(false, false), along = graph.Distances(true, false);
    const auto weak = graph.Numbers("algo.components({labels: ['Seen']}) YIELD node, component AS value");
    const auto strong = graph.Numbers("algo.strongComponents({labels: 'Seen'}) YIELD node, component AS value");
    for (size_t a = 0; a < count; ++a) {
      for (size_t b = 0; b < count; ++b) {
        EXPECT_EQ(weak[a] == weak[b], both[a][b] < kFar);
        EXPECT_EQ(strong[a] == strong[b], along[a][b] < kFar && along[b][a] < kFar);
      }
    }
  });
}

TEST(AlgorithmTest, PathsAreShortest) {
  OnRandomGraphs([](RandomGraph& graph, size_t count) {
    for (const bool directed : {true, false}) {
      const Matrix far = graph.Distances(directed, true);
      const std::string options =
          std::string("{labels: ['Seen'], weight: 'w', undirected: ") + (directed ? "false" : "true") + "}";
      for (size_t a = 0; a < count; ++a) {
        std::vector<double> found(count, kFar);
        for (const Row& row : graph.Run("MATCH (x {n: $a}) CALL algo.distances(x, " + options +
                                            ") YIELD node, distance RETURN node.n, distance",
                                        graph.numbers[a])) {
          const auto place = std::ranges::find(graph.numbers, static_cast<size_t>(row[0].integer()));
          found.at(static_cast<size_t>(place - graph.numbers.begin())) = row[1].number();
        }
        EXPECT_EQ(found, far[a]);
        const size_t b = graph.random() % count;
        const auto rows = graph.Run("MATCH (x {n: $a}), (y {n: $b}) CALL algo.shortestPath(x, y, " + options +
                                        ") YIELD path, cost RETURN cost, reduce(s = 0, r IN relationships(path) | s + "
                                        "r.w), nodes(path)[0] = x, "
                                        "last(nodes(path)) = y",
                                    graph.numbers[a], graph.numbers[b]);
        ASSERT_EQ(rows.size(), far[a][b] < kFar ? 1U : 0U);
        if (rows.empty()) continue;
        EXPECT_EQ(rows[0][0].number(), far[a][b]);
        EXPECT_EQ(rows[0][1].number(), far[a][b]);
        EXPECT_TRUE(rows[0][2].boolean() && rows[0][3].boolean());
      }
    }
  });
}

TEST(AlgorithmTest, RanksAreWhereTheyFlow) {
  OnRandomGraphs([](RandomGraph& graph, size_t count) {
    const auto ranks = graph.Numbers(
        "algo.pagerank({labels: ['Seen'], weight: 'w', tolerance: 1e-14, iterations: 1000}) "
        "YIELD node, score AS value");
    std::vector<double> out(count, 0), next(count, 0);
    for (const Edge& edge : graph.edges) out[edge.from] += static_cast<double>(edge.weight);
    double idle = 0;
    for (size_t i = 0; i < count; ++i) idle += out[i] == 0 ? ranks[i] : 0;
    for (const Edge& edge : graph.edges) {
      next[edge.to] += ranks[edge.from] * static_cast<double>(edge.weight) / out[edge.from];
    }
    for (size_t i = 0; i < count; ++i) {
      EXPECT_NEAR(ranks[i], (0.15 + 0.85 * idle) / static_cast<double>(count) + 0.85 * next[i], 1e-12);
    }
  });
}

// Of the shortest paths by hops between each two others, how many lead through a node; parallel links make several.
TEST(AlgorithmTest, BetweennessCountsShortestPaths) {
  OnRandomGraphs([](RandomGraph& graph, size_t count) {
    for (const bool directed : {true, false}) {
      const Matrix far = graph.Distances(directed, false);
      Matrix links(count, std::vector<double>(count, 0)), paths = links;
      for (const Edge& edge : graph.edges) {
        if (edge.from == edge.to) continue;
        ++links[edge.from][edge.to];
        if (!directed) ++links[edge.to][edge.from];
      }
      for (size_t a = 0; a < count; ++a) {
        paths[a][a] = 1;
        for (size_t hops = 1; hops < count; ++hops) {
          for (size_t b = 0; b < count; ++b) {
            if (far[a][b] != static_cast<double>(hops)) continue;
            for (size_t last = 0; last < count; ++last) {
              if (far[a][last] == far[a][b] - 1) paths[a][b] += paths[a][last] * links[last][b];
            }
          }
        }
      }
      const auto scores = graph.Numbers(std::string("algo.betweenness({labels: ['Seen'], undirected: ") +
                                        (directed ? "false" : "true") + "}) YIELD node, score AS value");
      for (size_t via = 0; via < count; ++via) {
        double expected = 0;
        for (size_t a = 0; a < count; ++a) {
          for (size_t b = 0; b < count; ++b) {
            if (a == via || b == via || a == b || far[a][b] == kFar || far[a][via] + far[via][b] != far[a][b]) continue;
            expected += paths[a][via] * paths[via][b] / paths[a][b];
          }
        }
        EXPECT_NEAR(scores[via], directed ? expected : expected / 2, 1e-9);
      }
    }
  });
}

TEST(AlgorithmTest, SimilarityIsSharedOfAll) {
  OnRandomGraphs([](RandomGraph& graph, size_t count) {
    std::vector<std::vector<bool>> points(count, std::vector<bool>(count));
    for (const Edge& edge : graph.edges) points[edge.from][edge.to] = true;
    size_t expected = 0;
    Matrix similar(count, std::vector<double>(count, 0));
    for (size_t a = 0; a < count; ++a) {
      for (size_t b = 0; b < count; ++b) {
        double both = 0, either = 0;
        for (size_t c = 0; c < count; ++c) {
          both += points[a][c] && points[b][c] ? 1 : 0;
          either += points[a][c] || points[b][c] ? 1 : 0;
        }
        if (a == b || both == 0) continue;
        similar[a][b] = both / either;
        ++expected;
      }
    }
    const auto rows = graph.Run(
        "CALL algo.similarity({labels: ['Seen'], top: 100}) YIELD node, other, similarity RETURN node.n, other.n, "
        "similarity");
    EXPECT_EQ(rows.size(), expected);
    const auto place = [&](const Value& number) {
      return static_cast<size_t>(std::ranges::find(graph.numbers, static_cast<size_t>(number.integer())) -
                                 graph.numbers.begin());
    };
    for (const Row& row : rows) EXPECT_EQ(row[2].number(), similar.at(place(row[0])).at(place(row[1])));
  });
}

// The greatest sum of weights of pairs, by trying all.
int64_t BestSum(const std::vector<Edge>& edges, size_t next, uint32_t taken) {
  if (next == edges.size()) return 0;
  const int64_t without = BestSum(edges, next + 1, taken);
  const uint32_t ends = 1U << edges[next].from | 1U << edges[next].to;
  if ((taken & ends) != 0) return without;
  return std::max(without, edges[next].weight + BestSum(edges, next + 1, taken | ends));
}

void CheckMatching(std::mt19937 random) {
  const auto database = Database::Open(":memory:").value();
  const auto connection = database->Connect();
  const auto run = [&](const std::string& text) { return connection->Execute(text).value()->Collect().value(); };
  const size_t east = 1 + random() % 5, west = 1 + random() % 5;
  run("UNWIND range(0, " + std::to_string(east + west - 1) + ") AS n CREATE (:N {n: n})");
  std::vector<Edge> edges;
  for (size_t i = random() % 14; i > 0; --i) {
    const Edge edge{random() % east, east + random() % west, static_cast<int64_t>(random() % 12) - 2};
    const std::string ends = random() % 2 == 0 ? "(a)-[:T {w: " : "(b)-[:T {w: ";
    run("MATCH (a {n: " + std::to_string(edge.from) + "}), (b {n: " + std::to_string(edge.to) + "}) CREATE " + ends +
        std::to_string(edge.weight) + "}]->" + (ends.starts_with("(a)") ? "(b)" : "(a)"));
    edges.push_back(edge);
  }
  if (edges.empty()) return;
  const auto rows =
      run("CALL algo.matching({weight: 'w'}) YIELD node, other, weight RETURN node.n AS n, other.n AS o, weight");
  uint32_t taken = 0;
  double sum = 0;
  for (const Row& row : rows) {
    const uint32_t ends = 1U << row[0].integer() | 1U << row[1].integer();
    EXPECT_EQ(taken & ends, 0U);
    taken |= ends;
    sum += row[2].number();
  }
  EXPECT_EQ(sum, static_cast<double>(BestSum(edges, 0, 0)));
}

TEST(AlgorithmTest, MatchingsHaveTheGreatestSum) {
  for (uint32_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    CheckMatching(std::mt19937(seed));
  }
}

}  // namespace
}  // namespace qiao::engine
