#include "loaders/export/output_folder.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace qiao::loaders::exporting {
namespace {

namespace fs = std::filesystem;

base::Error IoError(const std::string& path, int error) {
  return base::MakeError(base::ErrorCode::kIo, "{}: {}", path, std::strerror(error));
}

}  // namespace

base::Result<OutputFile> OutputFile::Create(std::string path) {
  OutputFile file;
  file.file_.reset(std::fopen(path.c_str(), "wbx"));
  if (file.file_ == nullptr) return IoError(path, errno);
  file.path_ = std::move(path);
  return file;
}

base::Result<void> OutputFile::Write(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), file_.get()) == text.size()) return {};
  return IoError(path_, errno);
}

base::Result<void> OutputFile::Close() {
  if (std::fclose(file_.release()) != 0) return IoError(path_, errno);
  return {};
}

base::Result<OutputFolder> OutputFolder::Make(const std::string& path) {
  OutputFolder folder(path);
  std::error_code error;
  folder.made_ = fs::create_directories(path, error);
  if (error) return IoError(path, error.value());
  const bool empty = fs::is_empty(path, error);
  if (error) return IoError(path, error.value());
  if (!empty) {
    return base::MakeError(base::ErrorCode::kInput,
                           "{}: the folder holds something already; name an empty or a new one", path);
  }
  QIAO_TRY(OutputFile mark, OutputFile::Create(folder.unfinished()));
  folder.marked_ = true;
  QIAO_CHECK(mark.Close());
  return folder;
}

OutputFolder::OutputFolder(OutputFolder&& other) noexcept
    : path_(std::move(other.path_)),
      marked_(std::exchange(other.marked_, false)),
      made_(std::exchange(other.made_, false)),
      files_(std::exchange(other.files_, {})) {}

OutputFolder::~OutputFolder() {
  std::error_code ignored;
  for (const std::string& file : files_) fs::remove(file, ignored);
  if (marked_) fs::remove(unfinished(), ignored);
  if (made_) fs::remove(path_, ignored);
}

base::Result<void> OutputFolder::Keep() {
  std::error_code error;
  fs::remove(unfinished(), error);
  if (error) return IoError(unfinished(), error.value());
  marked_ = made_ = false;
  files_.clear();
  return {};
}

base::Result<OutputFile> OutputFolder::NewFile(const std::string& name) {
  files_.push_back(path_ + "/" + name);
  return OutputFile::Create(files_.back());
}

}  // namespace qiao::loaders::exporting
