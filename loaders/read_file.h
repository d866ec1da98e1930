// Whole files in memory.
//
// Errors: kInput for a file that is too long or isn't text in a known encoding; kIo.
#pragma once

#include <string>

#include "base/result.h"

namespace qiao::loaders {

// The first `most` bytes of a file, or all.
base::Result<std::string> ReadStart(const std::string& path, size_t most);
// The bytes of a file of at most `limit` bytes.
base::Result<std::string> ReadBytes(const std::string& path, size_t limit);
// The same as UTF-8, whatever encoding it is written in, without a byte order mark.
base::Result<std::string> ReadText(const std::string& path, size_t limit);

}  // namespace qiao::loaders
