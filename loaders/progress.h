// What a load tells its caller while it runs, and how the caller stops it.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string_view>

#include "base/error.h"

namespace qiao::loaders {

struct Progress {
  std::string_view file;   // that is being read
  size_t file_number = 0;  // from 1
  size_t files = 0;
  uint64_t bytes = 0;        // read of all files
  uint64_t bytes_total = 0;  // of all files
  uint64_t records = 0;      // rows, statements or articles
};

using ProgressCallback = std::function<void(const Progress&)>;

// Set by another thread or a signal handler; the load ends with kCancelled and changes nothing.
using CancelFlag = std::atomic<bool>;

inline base::Error Cancelled() { return base::MakeError(base::ErrorCode::kCancelled, "stopped; nothing was loaded"); }

}  // namespace qiao::loaders
