// A folder that Kùzu's or Ladybug's EXPORT DATABASE has written with (format="csv"): schema.cypher, copy.cypher and the
// tables that it names.
//
// A table of nodes gives them its name as label, and a key constraint on its primary key; a table of relationships
// gives the type. Values become what comes next to them: INT128 and the like INTEGER, DECIMAL FLOAT, TIMESTAMP a LOCAL
// DATETIME, INTERVAL a DURATION, lists and arrays of these LISTs; what no property can hold (STRUCT, MAP, UNION, lists
// of lists), UUID and BLOB stay the texts that the export holds.
#pragma once

#include <string>

#include "base/result.h"
#include "loaders/import/find_groups.h"

namespace qiao::loaders::import {

bool IsKuzuFolder(const std::string& path);
// Adds its tables and constraints. Errors: kInput for parquet, options of CSV that aren't Kùzu's own, types that aren't
// known, files that aren't there; those of the scripts; kIo.
base::Result<void> ReadKuzuFolder(const std::string& path, FoundGroups& groups);

}  // namespace qiao::loaders::import
