// What a clause reads of the graph and what it changes, to know where an Eager barrier must stand: a clause reads the
// state before itself, and all of a clause's changes are made before the next one looks.
//
// When in doubt, sets are too large: a barrier costs memory, a missing one costs a wrong answer.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "query/bind/bound.h"

namespace qiao::query {

struct Effects {
  // Reads.
  std::vector<LabelExpression> scans;  // looks for nodes with these labels
  bool reads_all_edges = false;
  std::set<std::string> edge_types;  // looks for edges of these types
  bool reads_all_keys = false;
  std::set<std::string> keys;  // reads these properties of given entities
  bool reads_labels = false;   // asks given nodes for their labels, or entities for what they are
  // Changes.
  std::vector<std::set<std::string>> created_nodes;  // labels of each
  std::set<std::string> created_types;
  bool sets_all_keys = false;
  std::set<std::string> set_keys;
  std::set<std::string> changed_labels;
  bool creates_any_node = false;  // with labels that only show when the query runs; likewise:
  bool creates_any_edge = false;
  bool changes_any_label = false;
  bool deletes = false;

  bool Writes() const {
    return !created_nodes.empty() || !created_types.empty() || sets_all_keys || !set_keys.empty() ||
           !changed_labels.empty() || creates_any_node || creates_any_edge || changes_any_label || deletes;
  }
  bool ReadsGraph() const {
    return !scans.empty() || reads_all_edges || !edge_types.empty() || reads_all_keys || !keys.empty() || reads_labels;
  }
  void Add(const Effects& more);
};

Effects EffectsOf(const bound::Clause& clause);
Effects EffectsOf(const Expression& expression);

// True when `later` must not begin before all rows have gone through `earlier`, or `earlier` must have read all it
// reads before `later` begins to change things.
bool NeedBarrier(const Effects& earlier, const Effects& later);

}  // namespace qiao::query
