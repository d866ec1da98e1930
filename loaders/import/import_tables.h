// Tables with neo4j-admin's headers -> the graph, in bulk: read by several threads, written as whole chunks. The
// database has all of it in the end, or nothing.
//
// The nodes come first. The ends of relationships are looked up among them, then among the nodes that the database
// holds: see csv/load_tables.h.
#pragma once

#include <span>

#include "base/result.h"
#include "engine/database.h"
#include "loaders/import/options.h"

namespace qiao::loaders::import {

// Errors: kInput with file, line and column for what is wrong in a file; kLimit when the ids of the nodes don't fit
// into
//         the memory; kBusy, kReadOnly, kIo, kCorruption, kCancelled.
base::Result<ImportReport> ImportTables(engine::Database& database, std::span<const FileGroup> nodes,
                                        std::span<const FileGroup> relationships, const ImportOptions& options);

}  // namespace qiao::loaders::import
