// Which nodes each node of a pattern may be: labels, conditions, and nearness to what a selective condition leaves.
#pragma once

#include <vector>

#include "query/exec/count/pattern_tables.h"
#include "query/exec/evaluate.h"

namespace qiao::query {

// Rows of one node table.
struct Domain {
  base::TableId table;
  uint32_t rows = 0;           // of the table
  bool all = true;             // every row that an edge leads to; `bits` is empty
  std::vector<uint64_t> bits;  // else by row
  uint64_t count = 0;          // rows in it

  bool Has(uint32_t row) const { return all || (bits[row / 64] >> (row % 64) & 1) != 0; }
  uint32_t runs() const { return (rows + kRunRows - 1) / kRunRows; }
  // None of the run's rows is in it.
  bool IsEmpty(uint32_t run) const;
};

using Domains = std::vector<std::vector<Domain>>;  // by node of the pattern, by table (sorted by id)

// Both: rows in every one of the domains.
std::vector<Domain> Intersect(const std::vector<Domain>& a, const std::vector<Domain>& b);

// A node of the pattern of which it is known already where it lies.
struct GivenNode {
  size_t node;
  const std::vector<Domain>& domains;
};

// Errors: those of evaluating the pattern's conditions, for nodes that need not be part of any match.
base::Result<Domains> FindDomains(const JoinPattern& pattern, const PatternTables& tables, Environment& env,
                                  MemoryUse& memory, const GivenNode* given = nullptr);

}  // namespace qiao::query
