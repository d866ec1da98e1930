// Blocks of a table of relationships, read by any thread: edges by their type and the tables of their ends.
#pragma once

#include <string>
#include <vector>

#include "engine/bulk.h"
#include "loaders/import/node_rows.h"

namespace qiao::loaders::import {

struct RelationshipRows {
  struct Group {
    base::TableId source;
    base::TableId target;
    std::string type;
    engine::EdgeBatch batch;
  };
  std::vector<Group> groups;
  std::vector<Fault> faults;
};

// Where the ends of a table's relationships are looked up; null: only in the database.
struct EndSpaces {
  const IdSpace* start = nullptr;
  const IdSpace* end = nullptr;
};

// Errors: as ReadNodeRows.
base::Result<RelationshipRows> ReadRelationshipRows(const TableSource& table, const EndSpaces& spaces,
                                                    RecordBlock block, const std::string& path,
                                                    const ImportOptions& options, StoredIds& stored);

}  // namespace qiao::loaders::import
