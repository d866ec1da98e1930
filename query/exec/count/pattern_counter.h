// Counts the matches of a pattern without finding them one by one.
//
// A pattern of trees is counted from the leaves to the root: a number for each row, in time linear in the edges however
// large the counts are. Cycles are intersected (cycle.h). What must differ is counted by inclusion and exclusion
// (terms.h), or, where rows of several nodes are asked for, watched on the way.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "query/exec/count/term_counter.h"

namespace qiao::query {

class PatternCounter {
 public:
  // What is asked for: `outputs` are nodes of the pattern, none for the number of all matches. nullptr where that can't
  // be counted. `given`: where a node of the pattern lies, if that is known.
  // Errors: of the graph, of limits, and those of evaluating conditions.
  static base::Result<std::unique_ptr<PatternCounter>> Make(const JoinPattern& pattern,
                                                            const std::vector<size_t>& outputs,
                                                            const CountContext& context,
                                                            const GivenNode* given = nullptr);

  // No outputs: all matches. Error kArithmetic when they are beyond 64 bits.
  base::Result<uint64_t> Total() const;

  // One output: its domains, and the matches of the rows of a run.
  const std::vector<Domain>& domains() const { return domains_; }
  base::Result<void> CountRun(size_t domain, uint32_t run, std::span<uint64_t> times, size_t worker) const;

  // Several outputs: pieces of work that give rows of them.
  struct Piece {
    size_t domain;
    uint32_t run;
  };
  std::vector<Piece> Pieces() const;
  base::Result<void> Walk(const Piece& piece, size_t worker, Bindings& found) const;

 private:
  PatternCounter(const JoinPattern& pattern, const CountContext& context) : pattern_(pattern), context_(context) {}

  base::Result<bool> Demand(const PatternTables& tables, Demands& demands);
  // The terms to count; nullopt where they are too many or rows of several nodes can't be found with them.
  base::Result<std::optional<std::vector<Term>>> Terms(const PatternTables& tables, const Demands& demands,
                                                       bool walks) const;
  bool CanWatch(const Exclusion& exclusion, const PatternTables& tables) const;
  base::Result<void> HangNested(size_t node, Variable& variable);

  const JoinPattern& pattern_;
  const CountContext& context_;
  Domains node_domains_;
  std::vector<Domain> domains_;
  std::vector<int64_t> factors_;  // of the terms
  std::vector<std::unique_ptr<TermCounter>> terms_;
};

}  // namespace qiao::query
