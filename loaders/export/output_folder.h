// The files that an export writes.
//
// Errors: kInput for a folder that holds something, kIo.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qiao::loaders::exporting {

class OutputFile {
 public:
  static base::Result<OutputFile> Create(std::string path);
  base::Result<void> Write(std::string_view text);
  base::Result<void> Close();

 private:
  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::string path_;
  std::unique_ptr<std::FILE, CloseFile> file_;
};

// Stands in a folder until all its files are written, whatever interrupts that.
inline constexpr std::string_view kUnfinishedName = "unfinished-export";

// Unless Keep is called, its end takes away what was made.
class OutputFolder {
 public:
  static base::Result<OutputFolder> Make(const std::string& path);
  OutputFolder(OutputFolder&& other) noexcept;
  OutputFolder& operator=(OutputFolder&&) = delete;
  ~OutputFolder();

  base::Result<OutputFile> NewFile(const std::string& name);
  size_t files() const { return files_.size(); }
  base::Result<void> Keep();

 private:
  explicit OutputFolder(std::string path) : path_(std::move(path)) {}
  std::string unfinished() const { return path_ + "/" + std::string(kUnfinishedName); }

  std::string path_;
  bool marked_ = false;
  bool made_ = false;
  std::vector<std::string> files_;
};

}  // namespace qiao::loaders::exporting
