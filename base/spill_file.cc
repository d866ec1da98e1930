#include "base/spill_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace qiao::base {
namespace {

constexpr size_t kBufferBytes = 1 << 20;

Error Failed(const std::string& folder, int error) {
  if (error == ENOSPC) return MakeError(ErrorCode::kIo, "the disk is full: {}", folder);
  return MakeError(ErrorCode::kIo, "{}: {}", folder, std::strerror(error));
}

}  // namespace

Result<SpillFile> SpillFile::Create(const std::string& folder) {
  int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0) {  // not every file system has files without names
    std::string name = folder + "/spill-XXXXXX";
    file = ::mkostemp(name.data(), O_CLOEXEC);
    if (file < 0) return Failed(folder, errno);
    ::unlink(name.c_str());
  }
  return SpillFile(file, folder);
}

SpillFile::SpillFile(SpillFile&& other) noexcept
    : file_(std::exchange(other.file_, -1)),
      folder_(std::move(other.folder_)),
      buffer_(std::move(other.buffer_)),
      size_(other.size_) {}

SpillFile& SpillFile::operator=(SpillFile&& other) noexcept {
  std::swap(file_, other.file_);
  std::swap(folder_, other.folder_);
  std::swap(buffer_, other.buffer_);
  std::swap(size_, other.size_);
  return *this;
}

SpillFile::~SpillFile() {
  if (file_ >= 0) ::close(file_);
}

Result<void> SpillFile::Write(std::string_view bytes) {
  buffer_.append(bytes);
  return buffer_.size() < kBufferBytes ? Result<void>() : Flush();
}

Result<void> SpillFile::FinishWriting() {
  QIAO_CHECK(Flush());
  Release(buffer_);
  return {};
}

Result<void> SpillFile::Flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t written = ::pwrite(file_, rest.data(), rest.size(), static_cast<off_t>(size_));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return Failed(folder_, written < 0 ? errno : ENOSPC);
    size_ += static_cast<uint64_t>(written);
    rest.remove_prefix(static_cast<size_t>(written));
  }
  buffer_.clear();
  return {};
}

Result<void> SpillFile::Read(uint64_t offset, size_t count, std::string& out) const {
  const size_t start = out.size();
  out.resize(start + count);
  size_t done = 0;
  while (done < count) {
    const ssize_t got = ::pread(file_, out.data() + start + done, count - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Failed(folder_, errno);
    if (got == 0) break;
    done += static_cast<size_t>(got);
  }
  out.resize(start + done);
  return {};
}

}  // namespace qiao::base
