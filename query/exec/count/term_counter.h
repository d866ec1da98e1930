// One term of a pattern at work: its graph is taken apart into trees and cycles around a root, everything that hangs on
// the root is counted, and the root's rows can be asked for their matches.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "query/exec/count/cycle.h"

namespace qiao::query {

class TermCounter {
 public:
  // What a pattern's nodes may be and what else hangs on them.
  struct Surroundings {
    const JoinPattern& pattern;
    const Domains& domains;  // by node
    // Puts what is nested at a node of the pattern on the variable.
    std::function<base::Result<void>(size_t node, Variable& variable)> hang_nested;
  };

  // Counts by the rows of one variable.
  static base::Result<std::unique_ptr<TermCounter>> MakeRooted(const Term& term, size_t root,
                                                               const Surroundings& around, const CountContext& context);
  // Counts all matches: the root is the one that makes least work.
  static base::Result<std::unique_ptr<TermCounter>> MakeTotal(const Term& term, const Surroundings& around,
                                                              const CountContext& context);
  // Finds rows of several variables; exclusions that are left are watched on the way.
  static base::Result<std::unique_ptr<TermCounter>> MakeWalk(const Term& term, const std::vector<size_t>& outputs,
                                                             const std::vector<Exclusion>& exclusions,
                                                             const Surroundings& around, const CountContext& context);

  const Variable& root() const { return *variables_[root_]; }
  const Cycle* walk() const { return walk_.get(); }
  // What the parts of the pattern that don't hang together with the root multiply all counts by.
  uint64_t times() const { return times_; }
  // All matches; kTooMany if they are beyond 64 bits.
  base::Result<uint64_t> Total() const;

 private:
  TermCounter(const Term& term, const Surroundings& around, const CountContext& context)
      : term_(term), around_(around), context_(context) {}

  base::Result<void> Prepare(const std::vector<std::pair<size_t, size_t>>& bonds);
  base::Result<void> FindChains();
  bool IsWatched(const Term::Edge& edge) const;
  base::Result<std::vector<ChainStep>> ChainOf(const Term::Edge& edge, bool turned) const;
  base::Result<void> Build(size_t variable, size_t parent_block);
  base::Result<void> BuildBlock(size_t block, size_t root, bool walks);
  base::Result<void> CountOthers();
  size_t CheapestRoot(size_t component) const;
  double Cost(size_t variable, size_t parent_block) const;
  bool IsTreeEdge(size_t block) const;
  std::vector<size_t> VariablesOf(size_t block) const;
  CycleInput CycleOf(size_t block, size_t root) const;
  base::Result<uint64_t> TotalOf(size_t root) const;

  const Term term_;
  const Surroundings& around_;
  const CountContext& context_;
  std::vector<std::unique_ptr<Variable>> variables_;
  std::vector<std::pair<size_t, size_t>> edges_;  // term's edges, then bonds that hold a walk's variables together
  std::vector<std::vector<ChainStep>> along_;     // by edge of the term, of those in cycles: where it is a chain
  std::vector<std::vector<ChainStep>> back_;
  std::vector<std::vector<size_t>> blocks_;     // edges of each
  std::vector<std::vector<size_t>> blocks_of_;  // by variable
  std::vector<size_t> component_;               // by variable: the smallest variable that it hangs together with
  size_t root_ = 0;
  size_t walk_block_ = SIZE_MAX;
  std::vector<size_t> outputs_;
  std::vector<Exclusion> exclusions_;
  std::unique_ptr<Cycle> walk_;
  uint64_t times_ = 1;
};

}  // namespace qiao::query
