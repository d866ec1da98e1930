#include "storage/rocks/file_stamp.h"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace qiao::storage {

namespace fs = std::filesystem;

namespace {

// The manifest that CURRENT names, with its size. The process that writes may put another one in its place between two
// looks: only one that is named twice and never there is missing.
base::Result<void> FindManifest(const std::string& folder, FileStamp& stamp) {
  const std::string path = folder + "/CURRENT";
  while (true) {
    std::string named;
    errno = 0;
    std::ifstream current(path);
    if (!current.is_open() && errno != 0 && errno != ENOENT) {
      return base::MakeError(base::ErrorCode::kIo, "{}: {}", path, std::strerror(errno));
    }
    std::getline(current, named);
    std::error_code error;
    if (!named.empty()) stamp.manifest_bytes = fs::file_size(folder + "/" + named, error);
    if (!named.empty() && !error) {
      stamp.manifest = std::move(named);
      return {};
    }
    if (named.empty() || named == stamp.manifest) break;
    stamp.manifest = std::move(named);
  }
  return base::MakeError(base::ErrorCode::kCorruption, "the database is damaged: {} names no list of its files", path);
}

}  // namespace

base::Result<FileStamp> ReadFileStamp(const std::string& folder) {
  FileStamp stamp;
  QIAO_CHECK(FindManifest(folder, stamp));
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    uint64_t number = 0;
    auto [rest, wrong] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (wrong == std::errc() && std::string_view(rest) == ".log" && number >= stamp.log) {
      stamp.log = number;
      std::error_code vanished;
      const uintmax_t bytes = entry->file_size(vanished);
      stamp.log_bytes = vanished ? 0 : bytes;
    }
  }
  if (error) return base::MakeError(base::ErrorCode::kIo, "{}: {}", folder, error.message());
  return stamp;
}

}  // namespace qiao::storage
