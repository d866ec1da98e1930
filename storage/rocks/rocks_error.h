// What RocksDB says, as our errors and texts.
#pragma once

#include <rocksdb/slice.h>
#include <rocksdb/status.h>

#include <string>
#include <string_view>

#include "base/error.h"

namespace qiao::storage {

inline rocksdb::Slice ToSlice(std::string_view text) { return {text.data(), text.size()}; }
inline std::string_view ToView(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

// Of a table that is missing RocksDB names a file with the ending that tables had long ago.
inline std::string TextOf(const rocksdb::Status& status) {
  std::string text = status.ToString();
  for (size_t at = text.find(".ldb:"); at != std::string::npos; at = text.find(".ldb:", at))
    text.replace(at, 4, ".sst");
  return text;
}

inline base::Error ToError(const rocksdb::Status& status) {
  if (status.IsCorruption()) {
    return base::MakeError(base::ErrorCode::kCorruption, "the database is damaged: {}", TextOf(status));
  }
  if (status.IsNoSpace()) return base::MakeError(base::ErrorCode::kIo, "the disk is full: {}", status.ToString());
  return base::MakeError(base::ErrorCode::kIo, "the database can't be read or written: {}", status.ToString());
}

}  // namespace qiao::storage
