// In which order the parts of one connected pattern are found: the cheapest of all orders for small patterns, each time
// the cheapest next step for large ones.
//
// A state is the set of what has been found. How many rows it has doesn't hang on the way to it, so the best way to a
// state is part of the best way to every state behind it: the search goes from state to state by cost.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace qiao::query {

inline constexpr double kScanCost = 1;    // for each node looked at
inline constexpr double kSeekCost = 60;   // for each question to an index
inline constexpr double kFoundCost = 10;  // for each answer

// Nodes and parts refer to each other by their places in the lists; an item is a node, or, counted on from the last
// node, a part. Costs are in nanoseconds or thereabouts.
struct JoinProblem {
  struct Node {
    bool given = false;              // found before
    double count = 1;                // so many there may be
    double share = 1;                // of them fit the conditions that read nothing else
    double scanned = 1;              // so many are looked at to find them all
    double scan_test = 0;            // to ask one of them during a scan
    double found_test = 0;           // to ask one that an edge led to
    double seek_rows = -1;           // an index finds so many of them; negative: there is none
    std::vector<size_t> seek_needs;  // items that the index is asked with
  };
  struct Part {
    enum class Kind : uint8_t { kEdge, kVariable, kRepeated, kSelected };
    Kind kind = Kind::kEdge;
    size_t from = 0;
    size_t to = 0;
    double pairs = 0;  // how often one node is connected to one other
    double work = 0;   // for each row that it starts from
    double step = 0;   // for each row that it gives
    double share = 1;  // of its edges fit the conditions that read nothing else
    double test = 0;
    bool given = false;     // the edge, or the list of edges, is found before
    bool one_way = false;   // from `from` only
    double seek_rows = -1;  // an index finds so many of the edges
    std::vector<size_t> needs;
  };
  struct Condition {
    std::vector<size_t> reads;
    double share = 1;
    double test = 0;
  };

  double rows = 1;  // before
  std::vector<Node> nodes;
  std::vector<Part> parts;
  std::vector<Condition> conditions;  // those that read several items
};

struct JoinStep {
  enum class Kind : uint8_t {
    kScan,       // a node, by an index where there is one
    kPart,       // from one of its ends
    kGivenEdge,  // the ends of an edge that is there already
    kEdgeSeek,   // an edge by an index, with its ends
  };
  Kind kind = Kind::kScan;
  size_t index = 0;       // of the node or the part
  bool reversed = false;  // kPart: from `to`
  double found = 0;       // rows before the conditions that can now be asked
  double rows = 0;        // and after them
};

// by_cost: else the parts are followed as they are listed.
std::vector<JoinStep> OrderJoins(const JoinProblem& problem, bool by_cost);

}  // namespace qiao::query
