// EXISTS { (a)-…->(b) } for rows that pair few nodes a with many b: where one a comes again and again, all nodes that
// its pattern leads to are found once, and each of its rows only looks whether its b is among them.
//
// Threads: one.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "query/exec/node_numbers.h"
#include "query/exec/subplan.h"

namespace qiao::query {

class KnownEnds {
 public:
  // `right`: what is asked whether it has a row. nullptr where it isn't a pattern from one node of the outer row that
  // ends at another one. The plan and the environment outlive this.
  static base::Result<std::unique_ptr<KnownEnds>> Make(const PlanNode& right, Environment& env);

  // Sets found[row] to 1 for rows that have a match, as far as that is told here; `others`: rows that have to be tried.
  base::Result<void> Tell(const Batch& batch, std::vector<uint8_t>& found, std::vector<uint32_t>& others);

 private:
  KnownEnds(Environment& env, Slot begin, Slot end, double steps);
  base::Result<void> Find(const Batch& batch, const std::vector<uint32_t>& rows);
  void ListWanted(const Column& begins);
  void Forget();

  static constexpr uint32_t kRepeats = 8;       // rows of a batch with the same node, for which its ends are found
  static constexpr size_t kTrialNodes = 4;      // whose ends show what others' take
  static constexpr double kMostRows = 100'000;  // that a step is expected to make of a node
  static constexpr size_t kMostBytes = size_t{1} << 24;  // of ends that are remembered

  Environment& env_;
  Slot begin_;  // of the outer row
  Slot end_;
  Slot found_end_;  // where the subplan puts what `end_` is compared with
  PlanPtr plan_;
  std::unique_ptr<Subplan> subplan_;
  MemoryUse memory_;
  uint64_t epoch_ = 0;  // of the graph in which they were found
  bool too_large_ = false;
  std::unordered_map<uint64_t, std::vector<uint64_t>> ends_;  // by node: sorted
  double steps_;                                              // rows from which the last hop starts, of a node
  double found_ = 0;                                          // rows that it led to so far
  size_t nodes_ = 0;                                          // from so many nodes
  std::vector<uint32_t> repeats_;                             // by hash of the node
  std::vector<uint32_t> wanted_;                              // rows with the nodes to find the ends of
  NodeNumbers seen_;                                          // ends of the node at hand
  Batch batch_;
};

}  // namespace qiao::query
