// A file with given bytes that goes away with the object.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace qiao::loaders {

class TempFile {
 public:
  explicit TempFile(std::string_view bytes, std::string_view name = "table.csv") {
    static int count = 0;
    folder_ = std::filesystem::temp_directory_path() /
              ("qiao_loaders_" + std::to_string(::getpid()) + "_" + std::to_string(count++));
    std::filesystem::create_directory(folder_);
    path_ = folder_ / name;
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;
  ~TempFile() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path folder_;
  std::filesystem::path path_;
};

}  // namespace qiao::loaders
