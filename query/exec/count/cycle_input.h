// What a cycle is made of, and the order in which its variables are bound.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "query/exec/count/chain.h"

namespace qiao::query {

struct CycleEdge {
  size_t from;
  size_t to;
  std::vector<Way> ways;  // none: several edges drawn together
  bool exists = false;
  size_t number = SIZE_MAX;      // of the pattern's edge that it stands for
  std::vector<ChainStep> along;  // from `from` to `to`, where that is a chain
  std::vector<ChainStep> back;   // from `to` to `from`

  size_t Other(size_t end) const { return from == end ? to : from; }
  const std::vector<ChainStep>& ChainFrom(size_t end) const { return from == end ? along : back; }
  std::vector<Way> WaysFrom(size_t end) const { return from == end ? ways : Turned(ways); }
};

// A block of a pattern. Variables are numbered as in the term; `variables` by those numbers, nullptr for others.
struct CycleInput {
  std::vector<const Variable*> variables;
  std::vector<CycleEdge> edges;
  size_t root = 0;              // is bound first
  std::vector<size_t> outputs;  // of Walk
  // Between variables; kSameEdge and kTurnedEdge between edges by their numbers in the pattern, which must then agree
  // where they meet, and are no chains.
  std::vector<Exclusion> exclusions;
};

// Leaves out variables that stand between chains: what leads through them becomes one longer chain.
//
//     (x) -> (m) -> (y)   =>   (x) -> (y)      each row of x has one of m at most, and each of m one of y
void DrawTogether(CycleInput& input);

// The variables in the order in which they are best bound. `cost`: what it takes to go through the cycle from each of
// the root's rows, about.
std::vector<size_t> OrderOf(const CycleInput& input, double& cost);
// The same after drawing together, with what it takes to read the outputs.
double EstimateCycle(CycleInput input);

// Rows of the other end for each row of this end of the edge, on average.
double DegreeFrom(const CycleEdge& edge, size_t end, const CycleInput& input);

}  // namespace qiao::query
