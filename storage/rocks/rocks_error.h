// What RocksDB says, as our errors and texts.
#pragma once

#include <rocksdb/slice.h>
#include <rocksdb/status.h>

#include <string_view>

#include "base/error.h"

namespace qiao::storage {

inline rocksdb::Slice ToSlice(std::string_view text) { return {text.data(), text.size()}; }
inline std::string_view ToView(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

inline base::Error ToError(const rocksdb::Status& status) {
  if (status.IsCorruption()) {
    return base::MakeError(base::ErrorCode::kCorruption, "the database is damaged: {}", status.ToString());
  }
  if (status.IsNoSpace()) return base::MakeError(base::ErrorCode::kIo, "the disk is full: {}", status.ToString());
  return base::MakeError(base::ErrorCode::kIo, "the database can't be read or written: {}", status.ToString());
}

}  // namespace qiao::storage
