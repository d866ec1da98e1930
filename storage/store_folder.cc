#include "storage/store_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <utility>

#include "storage/store.h"

namespace qiao::storage {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kIdentityName = "/QIAO";
constexpr std::string_view kUnfinishedName = "/QIAO.new";
constexpr std::string_view kLockName = "/LOCK";
constexpr std::string_view kDataName = "/data";
constexpr std::string_view kIdentityStart = "Qiao database\nformat ";

base::Error SystemError(const std::string& path, int error) {
  return base::MakeError(base::ErrorCode::kIo, "{}: {}", path, std::strerror(error));
}

// Who names a folder of backups means one of them.
base::Error NoDatabase(const std::string& path) {
  std::string last;
  std::error_code error;
  for (fs::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error)) {
    const std::string inside = entry->path().string();
    std::error_code missing;
    if (fs::is_regular_file(inside + std::string(kIdentityName), missing)) last = std::max(last, inside);
  }
  if (!last.empty()) {
    return base::MakeError(base::ErrorCode::kInput, "{} is not a Qiao database; there is one in {}", path, last);
  }
  return base::MakeError(base::ErrorCode::kInput, "{} is not a Qiao database", path);
}

class File {
 public:
  File(const std::string& path, int flags) : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  bool is_open() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }
  int Release() { return std::exchange(descriptor_, -1); }

 private:
  int descriptor_;
};

std::string ReadStart(int file) {
  std::string text(256, '\0');
  ssize_t size = ::pread(file, text.data(), text.size(), 0);
  text.resize(size < 0 ? 0 : static_cast<size_t>(size));
  return text;
}

bool WriteAll(int file, std::string_view text) {
  return ::pwrite(file, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
}

bool SyncFolder(const std::string& path) {
  File folder(path, O_RDONLY | O_DIRECTORY);
  return folder.is_open() && ::fsync(folder.descriptor()) == 0;
}

// Whether the folder is a database that we can read; false when it has no identity file.
base::Result<bool> CheckIdentity(const std::string& path) {
  std::string name = path + std::string(kIdentityName);
  File file(name, O_RDONLY);
  if (!file.is_open()) {
    if (errno == ENOENT) return false;
    return SystemError(name, errno);
  }
  std::string text = ReadStart(file.descriptor());
  if (!text.starts_with(kIdentityStart)) return NoDatabase(path);
  uint64_t format = 0;
  const char* number = text.data() + kIdentityStart.size();
  auto [end, error] = std::from_chars(number, text.data() + text.size(), format);
  if (error != std::errc() || format == 0) return NoDatabase(path);
  if (format > kFormatVersion) {
    return base::MakeError(base::ErrorCode::kUnsupportedFormat,
                           "the database has format {}, this program reads formats up to {}: use a newer Qiao", format,
                           kFormatVersion);
  }
  return true;
}

base::Result<void> WriteUnfinishedIdentity(const std::string& path) {
  std::string name = path + std::string(kUnfinishedName);
  File file(name, O_RDWR | O_CREAT | O_TRUNC);
  if (!file.is_open()) return SystemError(name, errno);
  std::string text = fmt::format("{}{}\n", kIdentityStart, kFormatVersion);
  if (!WriteAll(file.descriptor(), text) || ::fsync(file.descriptor()) != 0) return SystemError(name, errno);
  if (!SyncFolder(path)) return SystemError(path, errno);
  return {};
}

// Whether a database may be made here: nothing there, or what an interrupted creation leaves.
base::Result<bool> IsUnused(const std::string& path) {
  std::error_code error;
  File identity(path + std::string(kUnfinishedName), O_RDONLY);
  bool unfinished = identity.is_open() && ReadStart(identity.descriptor()).starts_with(kIdentityStart);
  for (fs::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error)) {
    std::string name = "/" + entry->path().filename().string();
    if (name != kLockName && name != kUnfinishedName && (!unfinished || name != kDataName)) return false;
  }
  if (error) return SystemError(path, error.value());
  return true;
}

std::string HostName() {
  char name[256] = {};
  if (::gethostname(name, sizeof(name) - 1) != 0) return "?";
  return name;
}

base::Error HeldBy(const std::string& path, const std::string& holder) {
  long pid = 0;
  auto [end, error] = std::from_chars(holder.data(), holder.data() + holder.size(), pid);
  if (error != std::errc()) {
    return base::MakeError(base::ErrorCode::kBusy, "{} is open for writing in another process", path);
  }
  std::string host(end, holder.data() + holder.size());
  while (!host.empty() && (host.back() == '\n' || host.back() == ' ')) host.pop_back();
  if (!host.empty()) host.erase(0, 1);
  return base::MakeError(base::ErrorCode::kBusy,
                         "{} is open for writing in process {} on {}: wait for it to end, or open read-only", path, pid,
                         host);
}

base::Result<int> Lock(const std::string& path) {
  std::string name = path + std::string(kLockName);
  File file(name, O_RDWR | O_CREAT);
  if (!file.is_open() && (errno == EROFS || errno == EACCES)) {
    return base::MakeError(base::ErrorCode::kIo, "{}: {}; to read the database, open it read-only", name,
                           std::strerror(errno));
  }
  if (!file.is_open()) return SystemError(name, errno);
  if (::flock(file.descriptor(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return SystemError(name, errno);
    return HeldBy(path, ReadStart(file.descriptor()));
  }
  std::string holder = fmt::format("{} {}\n", ::getpid(), HostName());
  if (::ftruncate(file.descriptor(), 0) != 0 || !WriteAll(file.descriptor(), holder)) return SystemError(name, errno);
  return file.Release();
}

// Yields whether something is there; what is there must be a folder.
base::Result<bool> FindFolder(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    if (errno == ENOENT) return false;
    return SystemError(path, errno);
  }
  if (!S_ISDIR(status.st_mode)) return NoDatabase(path);
  return true;
}

}  // namespace

base::Result<StoreFolder> StoreFolder::OpenForWriting(const std::string& path, bool create) {
  if (path.empty()) return base::MakeError(base::ErrorCode::kArgument, "the database's path is empty");
  QIAO_TRY(bool exists, FindFolder(path));
  StoreFolder folder(path);
  bool has_identity = false;
  if (exists) {
    QIAO_TRY(has_identity, CheckIdentity(path));
    if (!has_identity) {
      QIAO_TRY(bool unused, IsUnused(path));
      if (!unused || !create) return NoDatabase(path);
    }
  } else {
    if (!create) return base::MakeError(base::ErrorCode::kIo, "there is no database {}", path);
    if (::mkdir(path.c_str(), 0755) != 0 && errno != EEXIST) return SystemError(path, errno);
    folder.made_folder_ = true;
  }
  QIAO_TRY(folder.lock_, Lock(path));
  if (has_identity) return folder;
  // Another process may have finished the database between the look and the lock.
  QIAO_TRY(has_identity, CheckIdentity(path));
  if (has_identity) return folder;
  folder.is_new_ = true;
  QIAO_CHECK(WriteUnfinishedIdentity(path));
  return folder;
}

base::Result<StoreFolder> StoreFolder::OpenForReading(const std::string& path) {
  QIAO_TRY(bool exists, FindFolder(path));
  if (!exists) return base::MakeError(base::ErrorCode::kIo, "there is no database {}", path);
  QIAO_TRY(bool has_identity, CheckIdentity(path));
  if (!has_identity) return NoDatabase(path);
  return StoreFolder(path);
}

base::Result<void> StoreFolder::CheckLock() const {
  struct stat status {};
  if (lock_ < 0 || (::fstat(lock_, &status) == 0 && status.st_nlink > 0)) return {};
  return base::MakeError(base::ErrorCode::kIo,
                         "{} was deleted while the database was open: nothing more can be written",
                         path_ + std::string(kLockName));
}

base::Result<void> StoreFolder::FinishCreation() {
  std::string finished = path_ + std::string(kIdentityName);
  if (::rename((path_ + std::string(kUnfinishedName)).c_str(), finished.c_str()) != 0) {
    return SystemError(finished, errno);
  }
  is_new_ = false;
  if (!SyncFolder(path_)) return SystemError(path_, errno);
  return {};
}

StoreFolder::StoreFolder(StoreFolder&& other) noexcept
    : path_(std::move(other.path_)),
      lock_(std::exchange(other.lock_, -1)),
      is_new_(std::exchange(other.is_new_, false)),
      made_folder_(other.made_folder_) {}
StoreFolder& StoreFolder::operator=(StoreFolder&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(lock_, other.lock_);
  std::swap(is_new_, other.is_new_);
  std::swap(made_folder_, other.made_folder_);
  return *this;
}

StoreFolder::~StoreFolder() {
  if (is_new_) {
    // Only names that belong to an unfinished database; a folder that holds anything else is not removed.
    std::error_code ignored;
    fs::remove_all(path_ + std::string(kDataName), ignored);
    fs::remove(path_ + std::string(kUnfinishedName), ignored);
    fs::remove(path_ + std::string(kLockName), ignored);
    if (made_folder_) fs::remove(path_, ignored);
  }
  if (lock_ >= 0) ::close(lock_);
}

}  // namespace qiao::storage
