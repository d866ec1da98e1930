// The files that the arguments of a load stand for.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace qiao::loaders {

struct FoundFile {
  std::string path;
  bool named = false;  // by the caller, rather than found in a folder
};

// Files as they are named, folders as the files below them, sorted by path, hidden ones (.git) left out; each file
// once. `passed` gets what folders hold besides: links to a folder, links that lead nowhere, pipes and the like.
// Errors: kInput for a path where nothing is, and for one that is neither a file nor a folder; kIo.
base::Result<std::vector<FoundFile>> FindFiles(std::span<const std::string> paths,
                                               std::vector<std::string>* passed = nullptr);

}  // namespace qiao::loaders
