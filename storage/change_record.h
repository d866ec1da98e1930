// What each commit touched, in the family kChange.
//
// Key: the version, u64 big-endian. Content of its one base frame: the keys of the chunks that the commit changed, 13
// bytes each.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "storage/chunk_id.h"
#include "storage/key_value.h"
#include "storage/view.h"

namespace qiao::storage {

std::string ChangeKey(Version version);
std::string EncodeChangeRecord(std::span<const ChunkId> touched);

// nullopt when there is no record of the version: too old, or not yet committed. kCorruption for a damaged one.
base::Result<std::optional<std::vector<ChunkId>>> ReadChangeRecord(const KeyValue& store,
                                                                   const KeyValue::Snapshot& snapshot, Version version);

}  // namespace qiao::storage
