// Tables -> nodes and relationships, all in one transaction: tables of nodes first, in whatever order they are given.
//
// Ids are unique in their id space over the whole load. The ends of relationships are looked up among the nodes of the
// load, then among those that the database holds: nodes with the id space's name as label (if there is such a label)
// whose property of the column's name (name:START_ID), else of the space's id column, else `id`, is the id.
//
// A node row whose id column has a name is refused when the database holds a node with its first label and that
// property already; with TableOptions::update the row's properties and labels are added to that node instead, and a
// relationship that is there with just the row's type, ends and properties isn't made again.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"
#include "engine/database.h"
#include "loaders/csv/table.h"
#include "loaders/progress.h"

namespace qiao::loaders::csv {

struct TableReport {
  uint64_t nodes_created = 0;
  uint64_t nodes_known = 0;    // were there already
  uint64_t nodes_changed = 0;  // of the known ones
  uint64_t relationships_created = 0;
  uint64_t relationships_known = 0;
};

// Errors: kInput with file, line and column for whatever is wrong in a file; kBusy, kReadOnly, kIo, kCancelled. After
// an
//         error the database is as it was.
base::Result<TableReport> LoadTables(engine::Database& database, std::span<const std::string> paths,
                                     const TableOptions& options, const ProgressCallback& progress,
                                     const CancelFlag* cancelled);

}  // namespace qiao::loaders::csv
