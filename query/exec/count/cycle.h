// Variables of a pattern that hang together in cycles: bound one after the other, each to what the neighbour lists of
// all those before it have in common (a worst-case optimal join). What hangs on them is counted already.
//
// Threads: CountAt and Walk by any number at once, each with a worker's number of its own.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "query/exec/count/cycle_input.h"

namespace qiao::query {

// Rows of the variables that are asked for.
struct Bindings {
  std::vector<uint64_t> nodes;  // as many for each row as there are outputs: NodeId::value
  std::vector<uint64_t> times;

  size_t HeapSize() const { return (nodes.capacity() + times.capacity()) * sizeof(uint64_t); }
};

class Cycle {
 public:
  // The variables on the way of chains must be kept, and so must all others but the root.
  static base::Result<std::unique_ptr<Cycle>> Make(CycleInput input, const CountContext& context);
  ~Cycle();

  // Has the processor fetch what will be needed of the rows behind first + at: those that are counted more than 0
  // times.
  void FetchAhead(size_t domain, uint32_t first, std::span<const uint64_t> times, size_t at) const;
  // Matches in which the root is this row.
  base::Result<uint64_t> CountAt(size_t domain, uint32_t row, size_t worker) const;
  // The same, each `times` times, one by one for different rows of the outputs (in the order given); some may come
  // several times.
  base::Result<void> Walk(size_t domain, uint32_t row, uint64_t times, size_t worker, Bindings& found) const;

 private:
  class Search;
  // An edge bound earlier, between two levels, that must be another: between the same two nodes there is one edge less
  // to choose from.
  struct Twin {
    size_t from;
    size_t to;
    bool along = false;    // when its `from` is the link's near end
    bool against = false;  // when its `to` is
  };
  struct Link {
    size_t earlier;  // level
    bool exists;
    std::vector<Twin> twins;
    std::vector<std::vector<const LinkTable*>> tables;  // by domain of `earlier`, by domain of the level
    std::vector<std::vector<size_t>> leads_to;          // by domain of `earlier`: domains of the level with a table
  };
  // A chain between the level's variable and one that is bound earlier.
  struct Reference {
    size_t earlier;
    std::shared_ptr<const Chain> chain;
  };
  struct Level {
    const Variable* variable = nullptr;
    std::vector<size_t> all_domains;
    std::vector<Reference> given;  // chains from earlier levels: they lead to the one row that can fit
    // Lists of rows that can fit. Behind the first `lists` of them may stand one that leads where the checks do.
    std::vector<Link> links;
    size_t lists = 0;
    std::vector<Reference> checks;  // chains to earlier levels: they must lead to what is bound there
    std::vector<size_t> differs;    // levels whose node must be another
    std::vector<Link> barred;       // that must not lead to the node
    size_t output = SIZE_MAX;       // place among the outputs
  };

  explicit Cycle(const CountContext& context);
  void ListAhead();
  template <class Fetch>
  void FetchTables(size_t domain, uint32_t row, Fetch fetch) const;
  base::Result<void> AddLevel(const CycleInput& input, size_t variable, const std::vector<size_t>& level_of,
                              std::vector<size_t>& placed);
  base::Result<void> AddEdges(const CycleInput& input, size_t variable, const std::vector<size_t>& level_of,
                              std::vector<size_t>& placed, Level& level);
  static void AddTwins(const CycleInput& input, const std::vector<size_t>& level_of, const CycleEdge& edge, bool turned,
                       const std::vector<size_t>& placed, Link& link);
  base::Result<Link> MakeLink(size_t earlier, const Level& level, const std::vector<Way>& ways, bool exists) const;
  Link TurnChain(size_t earlier, const Level& level, const Chain& chain);

  const CountContext& context_;
  std::vector<Level> levels_;
  std::vector<std::unique_ptr<LinkTable>> turned_;  // of chains
  // Lists behind a level to which a chain leads from the root: each row of the root needs others of them.
  struct Ahead {
    const Chain* chain;
    const std::vector<std::vector<const LinkTable*>>* tables;
  };
  std::vector<Ahead> ahead_;
  // What is looked up of a level's row, by level; nothing where there are so few rows that all of it is near.
  struct Needs {
    std::vector<const std::vector<std::vector<const LinkTable*>>*> tables;
    std::vector<const Chain*> chains;
  };
  std::vector<Needs> needs_;
  size_t outputs_ = 0;
  size_t last_output_ = 0;                         // level; those behind it are only counted
  std::optional<size_t> gather_;                   // from this level on counts are gathered by the last output
  std::vector<std::unique_ptr<Search>> searches_;  // by worker
};

// The cycle hangs on its root.
std::unique_ptr<Part> MakeCyclePart(std::unique_ptr<Cycle> cycle, const Variable& root);

}  // namespace qiao::query
