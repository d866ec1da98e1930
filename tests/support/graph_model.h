// A graph kept in the plainest way, and the comparison of a View with it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

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

  std::map<base::NodeId, Node> nodes;
  std::map<base::EdgeId, Edge> edges;
  std::set<base::NodeId> deleted_nodes;
  std::set<base::EdgeId> deleted_edges;
};

// Every difference that asking for single rows, for whole runs, and for counts shows; empty when there is none.
std::string Difference(const View& view, const Model& model);

}  // namespace qiao::storage
