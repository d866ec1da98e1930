// Nodes from columns that the language lets hold anything.
#pragma once

#include "query/exec/batch.h"

namespace qiao::query {

// Every value of the slot is a node or null; kType if not, kInternal if the slot isn't filled.
base::Result<void> RequireNodes(const Batch& batch, Slot slot);
// The same for relationships.
base::Result<void> RequireEdges(const Batch& batch, Slot slot);

// The node of a row that isn't null, once RequireNodes() has passed.
inline base::NodeId NodeAt(const Column& column, size_t row) {
  return column.form() == Form::kNodes ? base::NodeId(column.Word(row)) : column.At(row).node();
}
inline base::EdgeId EdgeAt(const Column& column, size_t row) {
  return column.form() == Form::kEdges ? base::EdgeId(column.Word(row)) : column.At(row).relationship();
}

}  // namespace qiao::query
