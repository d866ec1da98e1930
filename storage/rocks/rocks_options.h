// How Qiao sets RocksDB up.
#pragma once

#include <rocksdb/options.h>

#include "storage/key_value.h"

namespace qiao::storage {

rocksdb::DBOptions RocksDatabaseOptions();
rocksdb::ColumnFamilyOptions RocksFamilyOptions(Family family);
// The name under which RocksDB knows a family; never change one.
const char* RocksFamilyName(Family family);

}  // namespace qiao::storage
