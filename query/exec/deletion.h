// Deletes nodes, relationships and paths.
#pragma once

#include "query/exec/environment.h"

namespace qiao::query {

class Deletion {
 public:
  // `detach`: a node's relationships go with it; otherwise CheckConnections() finds those that are left.
  Deletion(bool detach, Environment& env) : detach_(detach), env_(env) {}

  // Null and what is deleted already change nothing; kType for what can't be deleted.
  base::Result<void> Run(const base::Value& entity);

 private:
  base::Result<void> DeleteNode(base::NodeId node);
  base::Result<void> DeleteEdge(base::EdgeId edge);

  bool detach_;
  Environment& env_;
};

// At the end of a statement: kConstraint if a node that it deleted still has relationships.
base::Result<void> CheckConnections(Environment& env);

}  // namespace qiao::query
