// The files of saved/, built into the library (see CMakeLists.txt).
#pragma once

#include <span>
#include <string_view>

namespace qiao::loaders {

struct SavedFile {
  std::string_view name;
  std::string_view text;
};

std::span<const SavedFile> SavedFiles();

}  // namespace qiao::loaders
