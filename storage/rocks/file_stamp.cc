#include "storage/rocks/file_stamp.h"

#include <charconv>
#include <filesystem>
#include <fstream>

namespace qiao::storage {

namespace fs = std::filesystem;

base::Result<FileStamp> ReadFileStamp(const std::string& folder) {
  FileStamp stamp;
  std::ifstream current(folder + "/CURRENT");
  std::getline(current, stamp.manifest);
  std::error_code error;
  if (!stamp.manifest.empty()) stamp.manifest_bytes = fs::file_size(folder + "/" + stamp.manifest, error);
  if (stamp.manifest.empty() || error) {
    return base::MakeError(base::ErrorCode::kCorruption, "the database is damaged: {} names no list of its files",
                           folder + "/CURRENT");
  }
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
