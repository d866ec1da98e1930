// The bulk writer as loaders see it: many nodes and edges at once, all or none, past the query language.
//
// Database::BeginImport makes one. What its classes promise stands in storage/bulk/bulk_writer.h and batch.h.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "engine/database.h"
#include "query/schema.h"
#include "storage/bulk/batch.h"
#include "storage/bulk/bulk_writer.h"

namespace qiao::engine {

using storage::BulkWriter;
using storage::EdgeBatch;
using storage::NodeBatch;
using storage::NodeTarget;

// As Database::Open; a database that isn't there becomes one by its first commit, so that an import which fails, or
// whose process is killed, leaves none.
base::Result<std::unique_ptr<Database>> OpenToImport(const std::string& path);

// Indexes and constraints that the database gets with the data: see BulkWriter::CreateRule.
base::Result<void> CreateRules(BulkWriter& writer, std::span<const query::SchemaRule> rules);

}  // namespace qiao::engine
