// A statement that took long, for a log.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "base/error.h"
#include "base/temporal.h"
#include "base/value.h"

namespace qiao::engine {

// What it points to holds during the call only.
struct SlowStatement {
  base::DateTime began;
  // Compiling, waiting for the write lock, running, committing, and making its rows; not what its reader does with
  // them.
  std::chrono::nanoseconds duration{0};
  uint64_t rows = 0;  // that were read
  std::string_view text;
  const base::Map* parameters = nullptr;
  const base::Error* error = nullptr;  // with which it failed; nullptr when it didn't
};

}  // namespace qiao::engine
