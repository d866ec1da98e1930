// The bulk writer as loaders see it: many nodes and edges at once, all or none, past the query language.
//
// Database::BeginImport makes one. What its classes promise stands in storage/bulk/bulk_writer.h and batch.h.
#pragma once

#include "storage/bulk/batch.h"
#include "storage/bulk/bulk_writer.h"

namespace qiao::engine {

using storage::BulkWriter;
using storage::EdgeBatch;
using storage::NodeBatch;
using storage::NodeTarget;

}  // namespace qiao::engine
