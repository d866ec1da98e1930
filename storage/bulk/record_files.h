// What an import writes besides chunks, as sorted files: the catalog, the version, the records of changes.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "storage/catalog.h"
#include "storage/change_log_writer.h"
#include "storage/chunk_id.h"
#include "storage/key_value.h"

namespace qiao::storage {

// Appends to `files`. `after.version` is that of the import.
base::Result<void> AddRecordFiles(KeyValue& key_value, const Snapshot& before, const Catalog& after,
                                  std::span<const ChunkId> touched, ChangeLogWriter& log,
                                  std::vector<std::unique_ptr<KeyValue::SortedFile>>& files);

}  // namespace qiao::storage
