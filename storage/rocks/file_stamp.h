// What the files of a RocksDB folder look like from outside, to find out whether another process has written.
//
// RocksDB deletes a file only after it has noted in the manifest that it is needed no more. So, while the manifest
// stays as it is, every file that it needs is there.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace qiao::storage {

struct FileStamp {
  std::string manifest;  // its name
  uint64_t manifest_bytes = 0;
  uint64_t log = 0;  // the newest one
  uint64_t log_bytes = 0;

  friend bool operator==(const FileStamp&, const FileStamp&) = default;
  bool HasSameManifest(const FileStamp& other) const {
    return manifest == other.manifest && manifest_bytes == other.manifest_bytes;
  }
};

// kIo, kCorruption when there is no such folder or it doesn't say which manifest is its own.
base::Result<FileStamp> ReadFileStamp(const std::string& folder);

}  // namespace qiao::storage
