// Blocks of a table of nodes, read by any thread: rows by their labels, and ids in the order of the rows.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/bulk.h"
#include "loaders/import/block_reader.h"
#include "loaders/import/id_space.h"

namespace qiao::loaders::import {

struct NodeRows {
  struct Group {
    std::vector<std::string> labels;
    engine::NodeBatch batch;
    engine::NodeTarget target = {};  // what follows is known once the block's turn has come
    uint32_t first_row = 0;
  };
  struct Row {
    uint32_t group;
    uint32_t line;     // from the block's first on
    uint32_t id_size;  // UINT32_MAX: the id is a number
    union {
      int64_t number;
      uint64_t id_begin;
    };
  };
  std::vector<Group> groups;
  std::vector<Row> rows;
  std::string ids;
  uint64_t first_origin = 0;  // of the block's first line
  std::vector<Fault> faults;
  std::string_view id_of(const Row& row) const { return std::string_view(ids).substr(row.id_begin, row.id_size); }
};

// Errors: kInput for what is wrong with the file rather than with a row; kIo, kCorruption of the database.
base::Result<NodeRows> ReadNodeRows(const TableSource& table, RecordBlock block, const std::string& path,
                                    const ImportOptions& options, StoredIds& stored, engine::BulkWriter& writer);

}  // namespace qiao::loaders::import
