#include "loaders/find_files.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "loaders/input.h"

namespace qiao::loaders {
namespace {

namespace fs = std::filesystem;

base::Error IoError(const fs::path& path, const std::error_code& error) {
  return base::MakeError(base::ErrorCode::kIo, "{}: {}", path.string(), error.message());
}

bool IsHidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

base::Result<std::vector<std::string>> FilesBelow(const fs::path& folder, std::vector<std::string>* passed) {
  std::vector<std::string> files;
  std::error_code error;
  auto entry = fs::recursive_directory_iterator(folder, error);
  if (error) return IoError(folder, error);
  while (entry != fs::recursive_directory_iterator()) {
    if (IsHidden(entry->path())) {
      entry.disable_recursion_pending();
    } else if (entry->is_regular_file(error)) {
      files.push_back(entry->path().string());
    } else if (passed != nullptr && (entry->is_symlink(error) || !entry->is_directory(error))) {
      passed->push_back(entry->path().string());
    }
    entry.increment(error);
    if (error) return IoError(folder, error);
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

base::Result<std::vector<FoundFile>> FindFiles(std::span<const std::string> paths, std::vector<std::string>* passed) {
  std::vector<FoundFile> found;
  std::set<fs::path> seen;
  const auto add = [&](const std::string& path, bool named) -> base::Result<void> {
    std::error_code error;
    auto whole = fs::canonical(path, error);
    if (error) return IoError(path, error);
    if (seen.insert(std::move(whole)).second) found.push_back({path, named});
    return {};
  };
  for (const std::string& path : paths) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) {
      return InputError("{}: there is no such file or folder", InputPlace{path});
    }
    if (fs::is_directory(status)) {
      QIAO_TRY(const auto files, FilesBelow(path, passed));
      for (const std::string& file : files) QIAO_CHECK(add(file, false));
    } else if (fs::is_regular_file(status)) {
      QIAO_CHECK(add(path, true));
    } else {
      return InputError("{}: neither a file nor a folder", InputPlace{path});
    }
  }
  return found;
}

}  // namespace qiao::loaders
