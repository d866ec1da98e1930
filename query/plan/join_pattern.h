// A pattern as a graph of its own: what has to be found, without any order of finding it. Steps that only need to know
// how often a pattern is met (CountMatches) work on it.
//
// Every variable is a node of the graph; edges are known by their conditions only, because nobody asks for them.
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "query/plan/expression.h"

namespace qiao::query {

enum class Toward : uint8_t;
struct EdgePattern;
enum class ApplyKind : uint8_t;

struct JoinPattern {
  struct Node {
    Slot slot = kNoSlot;
    std::vector<LabelExpression> labels;   // all of them
    std::vector<ExpressionPtr> filters;    // all of them; they read no other slot, and can't fail differently twice
    std::shared_ptr<const PlanNode> seek;  // an index that finds all that fit, perhaps more; nullptr: there is none
  };
  struct Length {
    uint64_t minimum = 1;
    std::optional<uint64_t> maximum;
  };
  struct Edge {
    size_t from;  // numbers of nodes
    size_t to;
    std::shared_ptr<const EdgePattern> pattern;  // seen from `from`
    Slot slot = kNoSlot;
    std::vector<ExpressionPtr> filters;  // all of them; they read this slot and those of both ends, as above
    std::optional<Length> length;        // so many edges one after the other, of which none comes twice
  };
  // A pattern that stands inside: OPTIONAL MATCH (kOptional), EXISTS (kSemi), NOT EXISTS (kAnti). Its rows are not
  // asked for, only their number.
  struct Nested {
    ApplyKind kind;
    std::unique_ptr<JoinPattern> pattern;
    std::vector<std::pair<size_t, size_t>> shared;  // (node here, node inside): the same variable
  };

  std::vector<Node> nodes;
  std::vector<Edge> edges;
  std::vector<std::pair<size_t, size_t>> distinct_nodes;  // a <> b
  std::vector<std::pair<size_t, size_t>> distinct_edges;  // of one MATCH
  std::vector<Nested> nested;
};

}  // namespace qiao::query
