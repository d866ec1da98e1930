// What an import is asked to do, and what it tells.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "loaders/csv/table.h"
#include "loaders/progress.h"
#include "query/schema.h"

namespace qiao::loaders::import {

// Files that are read as one table: the first one begins with the header.
struct FileGroup {
  std::vector<std::string> names;  // labels of nodes; the type of relationships, or nothing
  std::vector<std::string> files;
  bool json_lines = false;  // nodes and relationships as apoc.export.json writes them, without a header

  // A table whose columns are known otherwise.
  struct Declared {
    csv::Header header;
    std::string delimiter;
    bool has_header = false;  // the files begin with a line to be left out
  };
  std::optional<Declared> declared = {};
};

struct ImportOptions {
  csv::TableOptions tables;                        // `update` doesn't count
  csv::CellType id_type = csv::CellType::kString;  // of id columns that say nothing else; or kInteger
  bool trim_strings = false;                       // texts without white space at their ends
  bool ignore_empty_strings = false;               // "" is no property
  bool ignore_extra_columns = false;               // a row may be longer than the header
  bool skip_headers = false;                       // every file of a group begins with the header
  bool skip_bad_relationships = false;             // relationships whose ends aren't there
  bool skip_duplicate_nodes = false;               // nodes whose id was used before
  bool skip_bad_rows = false;                      // these, and whatever else is wrong with one row
  int64_t bad_tolerance = 1000;                    // so many rows may be skipped; -1: any number
  std::vector<query::SchemaRule> rules;            // that the database gets with the data
  std::vector<std::string> schema_files;           // likewise, as statements
  std::string report_file;                         // gets a line for each skipped row; empty: none
  unsigned threads = 0;                            // 0: as many as the machine has
  uint64_t memory = 1 << 30;                       // bytes to plan with
  ProgressCallback progress;
  const CancelFlag* cancelled = nullptr;
};

struct ImportReport {
  uint64_t files = 0;
  uint64_t nodes = 0;
  uint64_t relationships = 0;
  uint64_t skipped = 0;
  std::vector<base::Error> first_skipped;  // the reasons for the first few
};

}  // namespace qiao::loaders::import
