// A key-value engine in memory: ordered maps that keep what snapshots can still see.
#pragma once

#include <memory>

#include "storage/key_value.h"

namespace qiao::storage {

std::unique_ptr<KeyValue> MakeMemoryKeyValue();

}  // namespace qiao::storage
