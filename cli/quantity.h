// Numbers with a unit on the command line.
//
// Errors: kArgument with an example.
#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>

#include "base/result.h"

namespace qiao::cli {

enum class Zero { kRefused, kTaken };

// 500ms, 30s, 5m, 2h; seconds alone
base::Result<std::chrono::milliseconds> ParseDuration(std::string_view text, Zero zero = Zero::kRefused);
base::Result<size_t> ParseBytes(std::string_view text);  // 512MB, 2GB, 1000000; powers of 1024

}  // namespace qiao::cli
