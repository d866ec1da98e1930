// Patterns of the syntax tree: what MATCH, CREATE and MERGE draw. Include "query/parse/tree.h".
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "query/parse/expression.h"

namespace qiao::query::syntax {

// (variable:Label {key: value} WHERE where)
struct NodePattern {
  Span span;
  std::optional<Name> variable;
  std::optional<LabelExpression> labels;
  Box<Expression> properties;  // may be absent; a MapLiteral or a Parameter
  Box<Expression> where;       // may be absent
  friend bool operator==(const NodePattern&, const NodePattern&) = default;
};

// How often: {2,5}, {,5}, {3}, *, +. An absent `min` is 0 for path quantifiers and 1 for `*..5` in brackets; an absent
// `max` is no bound.
struct Repetition {
  Span span;
  std::optional<uint64_t> min;
  std::optional<uint64_t> max;
  friend bool operator==(const Repetition&, const Repetition&) = default;
};

enum class Direction : uint8_t { kLeft, kRight, kBoth };  // <-[]-, -[]->, -[]- (also written <-[]->)

// -[variable:TYPE*1..3 {key: value} WHERE where]->{1,5}
struct RelationshipPattern {
  Span span;
  Direction direction = Direction::kBoth;
  std::optional<Name> variable;
  std::optional<LabelExpression> types;
  std::optional<Repetition> length;      // * inside the brackets: `variable` is a list of relationships
  Box<Expression> properties;            // may be absent; a MapLiteral or a Parameter
  Box<Expression> where;                 // may be absent
  std::optional<Repetition> quantifier;  // after the arrow: `variable` is a list of relationships
  friend bool operator==(const RelationshipPattern&, const RelationshipPattern&) = default;
};

// ((a)-[:X]->(b) WHERE where){1,5}; without a quantifier it stands once, and its variables are no lists.
struct ParenthesizedPath {
  Span span;
  Box<PathPattern> path;
  Box<Expression> where;  // may be absent
  std::optional<Repetition> quantifier;
  friend bool operator==(const ParenthesizedPath&, const ParenthesizedPath&) = default;
};

using PathElement = std::variant<NodePattern, RelationshipPattern, ParenthesizedPath>;

// Which of the matching paths between each pair of end nodes.
enum class PathSelector : uint8_t {
  kAll,               // all of them: nothing written, or ALL PATHS
  kAny,               // ANY [count] [PATHS]
  kAnyShortest,       // ANY SHORTEST
  kAllShortest,       // ALL SHORTEST
  kShortest,          // SHORTEST count [PATHS]
  kShortestGroups,    // SHORTEST [count] GROUPS
  kShortestPath,      // shortestPath(…)
  kAllShortestPaths,  // allShortestPaths(…)
};

// variable = SHORTEST 2 (a)-[r]->(b)
// Nodes and relationships alternate; a path starts and ends with a node or a parenthesized path. Two nodes, or a node
// and a parenthesized path, may be neighbours only where a parenthesized path is one of them.
struct PathPattern {
  Span span;
  std::optional<Name> variable;
  PathSelector selector = PathSelector::kAll;
  Box<Expression>
      count;  // may be absent (then 1); of kAny, kShortest, kShortestGroups: an integer literal or a parameter
  std::vector<PathElement> elements;
  friend bool operator==(const PathPattern&, const PathPattern&) = default;
};

}  // namespace qiao::query::syntax
