// A graph kept in the plainest way, and the comparison of a View with it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "storage/schema.h"
#include "storage/view.h"

namespace qiao::storage {

struct Model {
  struct Node {
    std::set<std::string> labels;
    std::map<std::string, base::Value> properties;
  };
  struct Edge {
    base::NodeId source;
    std::string type;
    base::NodeId target;
    std::map<std::string, base::Value> properties;
  };

  struct Rule {
    RuleKind kind = RuleKind::kRangeIndex;
    bool relationship = false;
    std::string label;  // or type
    std::vector<std::string> keys;
    std::string name;
    uint32_t kinds = 0;  // as in storage::Rule
  };

  std::map<base::NodeId, Node> nodes;
  std::map<base::EdgeId, Edge> edges;
  std::map<std::string, Rule> rules;  // by name
};

// Every difference that asking for single rows, for whole runs, for counts and through indexes shows; empty when there
// is none. Rows that the model doesn't have must be deleted ones, in every way of asking.
std::string Difference(const View& view, const Model& model);

}  // namespace qiao::storage
