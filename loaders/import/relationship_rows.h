// Blocks of a table of relationships, read by any thread: edges by their type and the tables of their ends.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "engine/bulk.h"
#include "loaders/import/node_rows.h"

namespace qiao::loaders::import {

struct RelationshipRows {
  // The group's batch, made when it is the first edge of its kind; rows tend to go where the row before went.
  engine::EdgeBatch& BatchOf(base::TableId source, std::string_view type, base::TableId target,
                             engine::BulkWriter& writer);

  struct Group {
    base::TableId source;
    base::TableId target;
    std::string type;
    engine::EdgeBatch batch;
  };
  std::vector<Group> groups;
  std::vector<Fault> faults;

 private:
  std::map<std::tuple<base::TableId, base::TableId, std::string>, size_t> places_;
  size_t last_ = 0;
};

// Where the ends of a table's relationships are looked up; null: only in the database.
struct EndSpaces {
  const IdSpace* start = nullptr;
  const IdSpace* end = nullptr;
};

// Errors: as ReadNodeRows.
base::Result<RelationshipRows> ReadRelationshipRows(const TableSource& table, const EndSpaces& spaces,
                                                    RecordBlock block, const std::string& path,
                                                    const ImportOptions& options, StoredIds& stored,
                                                    engine::BulkWriter& writer);

}  // namespace qiao::loaders::import
