#include "storage/backup.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <functional>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "storage/rocks/file_stamp.h"
#include "storage/rocks/manifest_seal.h"
#include "storage/store.h"
#include "storage/store_folder.h"

namespace qiao::storage {
namespace {

namespace fs = std::filesystem;

base::Error SystemError(const std::string& path, int error) {
  return base::MakeError(base::ErrorCode::kIo, "{}: {}", path, std::strerror(error));
}

// A file that is held open: its bytes can be read even after it was deleted.
class HeldFile {
 public:
  HeldFile(std::string name, int descriptor) : name_(std::move(name)), descriptor_(descriptor) {}
  HeldFile(HeldFile&& other) noexcept
      : name_(std::move(other.name_)), descriptor_(std::exchange(other.descriptor_, -1)), bytes_(other.bytes_) {}
  HeldFile& operator=(HeldFile&& other) noexcept {
    std::swap(name_, other.name_);
    std::swap(descriptor_, other.descriptor_);
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~HeldFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  const std::string& name() const { return name_; }
  int descriptor() const { return descriptor_; }
  // How much of it is to be copied.
  uint64_t bytes() const { return bytes_; }
  void set_bytes(uint64_t bytes) { bytes_ = bytes; }
  bool TakeSize() {
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0) return false;
    bytes_ = static_cast<uint64_t>(status.st_size);
    return true;
  }
  bool EndsWith(std::string_view ending) const { return std::string_view(name_).ends_with(ending); }

 private:
  std::string name_;
  int descriptor_;
  uint64_t bytes_ = 0;
};

bool IsData(std::string_view name) {
  return name.ends_with(".sst") || name.ends_with(".log") || name.starts_with("MANIFEST-") || name == "CURRENT" ||
         name == "IDENTITY";
}

// Opens the files of a state of `data`; nullopt when they changed meanwhile.
base::Result<std::optional<std::vector<HeldFile>>> HoldOnce(const std::string& data) {
  QIAO_TRY(FileStamp before, ReadFileStamp(data));
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(data, error), end; !error && entry != end; entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  if (error) return SystemError(data, error.value());
  // Newer logs first: what a log holds beyond the size that is taken here is newer than all that newer ones hold by
  // now.
  std::ranges::sort(names, std::greater());
  std::vector<HeldFile> files;
  for (const std::string& name : names) {
    if (!IsData(name) || (name.starts_with("MANIFEST-") && name != before.manifest)) continue;
    const std::string path = data + "/" + name;
    HeldFile file(name, ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.descriptor() < 0 && errno == ENOENT) continue;  // not needed, if the manifest turns out to be the same
    if (file.descriptor() < 0 || !file.TakeSize()) return SystemError(path, errno);
    if (name == before.manifest) file.set_bytes(before.manifest_bytes);
    files.push_back(std::move(file));
  }
  QIAO_TRY(FileStamp after, ReadFileStamp(data));
  if (!after.HasSameManifest(before)) return std::optional<std::vector<HeldFile>>();
  return std::optional(std::move(files));
}

base::Result<std::vector<HeldFile>> HoldFiles(const std::string& data) {
  QIAO_CHECK(CheckManifestSeal(data));
  constexpr int kAttempts = 100;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    QIAO_TRY(auto files, HoldOnce(data));
    if (files) return *std::move(files);
    std::this_thread::sleep_for(std::chrono::milliseconds(4));
  }
  return base::MakeError(base::ErrorCode::kBusy, "{} is being rewritten all the time: try again later", data);
}

bool SyncFolder(const std::string& path) {
  int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool synced = folder >= 0 && ::fsync(folder) == 0;
  if (folder >= 0) ::close(folder);
  return synced;
}

// Tells how much of all bytes is done.
class Work {
 public:
  Work(const KeyValue::Progress& progress, uint64_t total)
      : progress_(progress), total_(std::max<uint64_t>(total, 1)) {}
  base::Result<void> Done(uint64_t bytes) {
    done_ += bytes;
    if (progress_(static_cast<double>(done_) / static_cast<double>(total_))) return {};
    return base::MakeError(base::ErrorCode::kCancelled, "stopped");
  }

 private:
  const KeyValue::Progress& progress_;
  uint64_t total_;
  uint64_t done_ = 0;
};

base::Result<void> CopyFile(const HeldFile& file, const std::string& target, Work& work) {
  HeldFile copy(target, ::open(target.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (copy.descriptor() < 0) return SystemError(target, errno);
  std::string buffer(1 << 20, '\0');
  for (uint64_t place = 0; place < file.bytes();) {
    const size_t wanted = std::min<uint64_t>(buffer.size(), file.bytes() - place);
    const ssize_t size = ::pread(file.descriptor(), buffer.data(), wanted, static_cast<off_t>(place));
    if (size < 0) return SystemError(file.name(), errno);
    if (size == 0) {
      return base::MakeError(base::ErrorCode::kIo, "{} has become shorter while it was copied", file.name());
    }
    for (ssize_t written = 0; written < size;) {
      const ssize_t part = ::write(copy.descriptor(), buffer.data() + written, static_cast<size_t>(size - written));
      if (part < 0) return SystemError(target, errno);
      written += part;
    }
    place += static_cast<uint64_t>(size);
    QIAO_CHECK(work.Done(static_cast<uint64_t>(size)));
  }
  if (::fsync(copy.descriptor()) != 0) return SystemError(target, errno);
  return {};
}

// Whether `path` is a copy of the table file: they are never changed, and end with what only they have (the session and
// the number under which they were made).
bool IsCopy(const HeldFile& file, const std::string& path) {
  constexpr uint64_t kEnd = 8192;
  HeldFile other(path, ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (other.descriptor() < 0 || !other.TakeSize() || other.bytes() != file.bytes()) return false;
  const uint64_t size = std::min(kEnd, file.bytes());
  std::string ours(size, '\0');
  std::string theirs(size, '\0');
  const auto place = static_cast<off_t>(file.bytes() - size);
  return ::pread(file.descriptor(), ours.data(), size, place) == static_cast<ssize_t>(size) &&
         ::pread(other.descriptor(), theirs.data(), size, place) == static_cast<ssize_t>(size) && ours == theirs;
}

std::string NameOf(uint64_t number) { return fmt::format("{:06}", number); }

// The numbers of the backups in a folder, ascending. kInput when something else is there.
base::Result<std::vector<uint64_t>> Numbers(const std::string& backups) {
  std::vector<uint64_t> numbers;
  std::error_code error;
  for (fs::directory_iterator entry(backups, error), end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    uint64_t number = 0;
    auto [rest, wrong] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (wrong != std::errc() || NameOf(number) != name) {
      return base::MakeError(base::ErrorCode::kInput, "{} is no folder of backups: it holds {}", backups, name);
    }
    numbers.push_back(number);
  }
  if (error) return SystemError(backups, error.value());
  std::ranges::sort(numbers);
  return numbers;
}

// False for one that was interrupted, or that somebody is making.
bool IsWhole(const std::string& backups, uint64_t number) {
  std::error_code error;
  return fs::exists(backups + "/" + NameOf(number) + "/QIAO", error);
}

// The folder with the tables of the newest backup that is whole; empty when there is none.
std::string NewestTables(const std::string& backups, const std::vector<uint64_t>& numbers) {
  const auto newest =
      std::find_if(numbers.rbegin(), numbers.rend(), [&](uint64_t number) { return IsWhole(backups, number); });
  return newest == numbers.rend() ? std::string() : backups + "/" + NameOf(*newest) + "/data/";
}

// A database folder that is being made; goes away with what is in it unless Finish is called.
class NewFolder {
 public:
  static base::Result<NewFolder> Make(const std::string& path) {
    if (::mkdir(path.c_str(), 0755) != 0) return SystemError(path, errno);
    NewFolder folder(path);
    if (::mkdir((path + "/data").c_str(), 0755) != 0) return SystemError(path, errno);
    return folder;
  }
  NewFolder(NewFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  NewFolder& operator=(NewFolder&&) = delete;
  ~NewFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  std::string data() const { return path_ + "/data"; }
  // `identity` is the file that makes it a database.
  base::Result<Version> Finish(const std::string& identity) {
    std::error_code error;
    if (!SyncFolder(data())) return SystemError(data(), errno);
    fs::copy_file(identity, path_ + "/QIAO", error);
    if (error) return SystemError(path_ + "/QIAO", error.value());
    HeldFile file("QIAO", ::open((path_ + "/QIAO").c_str(), O_RDONLY | O_CLOEXEC));
    if (::fsync(file.descriptor()) != 0 || !SyncFolder(path_)) return SystemError(path_, errno);
    // What can't be opened is no copy.
    OpenOptions options;
    options.read_only = true;
    QIAO_TRY(auto store, Store::Open(path_, options));
    SealManifest(data());
    path_.clear();
    return store->Read()->version();
  }

 private:
  explicit NewFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

uint64_t TotalOf(const std::vector<HeldFile>& files) {
  uint64_t total = 0;
  for (const HeldFile& file : files) total += file.bytes();
  return total;
}

}  // namespace

base::Result<BackupReport> BackUp(const std::string& path, const std::string& backups,
                                  const KeyValue::Progress& progress) {
  QIAO_TRY(StoreFolder source, StoreFolder::OpenForReading(path));
  std::error_code error;
  const auto within = fs::weakly_canonical(backups, error).lexically_relative(fs::weakly_canonical(path, error));
  if (!within.empty() && *within.begin() != "..") {
    return base::MakeError(base::ErrorCode::kInput, "{} lies within the database: name a folder elsewhere", backups);
  }
  if (::mkdir(backups.c_str(), 0755) != 0 && errno != EEXIST) return SystemError(backups, errno);
  QIAO_TRY(auto numbers, Numbers(backups));
  const uint64_t number = numbers.empty() ? 1 : numbers.back() + 1;
  const std::string before = NewestTables(backups, numbers);
  BackupReport report;
  report.folder = backups + "/" + NameOf(number);
  QIAO_TRY(NewFolder folder, NewFolder::Make(report.folder));
  QIAO_TRY(auto files, HoldFiles(source.data()));
  report.bytes = TotalOf(files);
  Work work(progress, report.bytes);
  for (const HeldFile& file : files) {
    const std::string target = folder.data() + "/" + file.name();
    if (file.EndsWith(".sst") && !before.empty() && IsCopy(file, before + file.name()) &&
        ::link((before + file.name()).c_str(), target.c_str()) == 0) {
      QIAO_CHECK(work.Done(file.bytes()));
      continue;
    }
    QIAO_CHECK(CopyFile(file, target, work));
    report.copied_bytes += file.bytes();
  }
  QIAO_TRY(report.version, folder.Finish(source.path() + "/QIAO"));
  if (!SyncFolder(backups)) return SystemError(backups, errno);
  return report;
}

base::Result<BackupReport> Restore(const std::string& backups, uint64_t number, const std::string& path,
                                   const KeyValue::Progress& progress) {
  BackupReport report;
  std::error_code error;
  report.folder = backups;
  if (!fs::exists(backups + "/QIAO", error)) {
    QIAO_TRY(auto numbers, Numbers(backups));
    std::erase_if(numbers, [&](uint64_t one) { return !IsWhole(backups, one); });
    if (numbers.empty()) return base::MakeError(base::ErrorCode::kInput, "{} holds no backup", backups);
    if (number == 0) number = numbers.back();
    if (!std::ranges::binary_search(numbers, number)) {
      return base::MakeError(base::ErrorCode::kInput, "{} holds no backup {}: the newest is {}", backups, number,
                             numbers.back());
    }
    report.folder = backups + "/" + NameOf(number);
  }
  QIAO_TRY(StoreFolder source, StoreFolder::OpenForReading(report.folder));
  if (fs::exists(path, error) && (!fs::is_directory(path, error) || !fs::is_empty(path, error))) {
    return base::MakeError(base::ErrorCode::kInput, "{} is there already: a backup is restored to where nothing is",
                           path);
  }
  fs::remove(path, error);
  QIAO_TRY(NewFolder folder, NewFolder::Make(path));
  QIAO_TRY(auto files, HoldFiles(source.data()));
  Work work(progress, TotalOf(files));
  for (const HeldFile& file : files) {
    // A restored database is another one: what was read of the old one doesn't hold for it.
    if (file.name() == "IDENTITY") continue;
    QIAO_CHECK(CopyFile(file, folder.data() + "/" + file.name(), work));
    report.bytes += file.bytes();
  }
  report.copied_bytes = report.bytes;
  QIAO_TRY(report.version, folder.Finish(source.path() + "/QIAO"));
  return report;
}

}  // namespace qiao::storage
