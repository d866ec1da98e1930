#include "storage/rocks/rocks_key_value.h"

#include <rocksdb/convenience.h>
#include <rocksdb/db.h>
#include <rocksdb/listener.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <vector>

#include "storage/rocks/database_env.h"
#include "storage/rocks/manifest_seal.h"
#include "storage/rocks/rocks_database.h"
#include "storage/rocks/rocks_error.h"
#include "storage/rocks/rocks_options.h"
#include "storage/rocks/rocks_sorted_file.h"

namespace qiao::storage {
namespace {

using Handles = std::array<rocksdb::ColumnFamilyHandle*, kFamilies>;

base::Error Stopped() { return base::MakeError(base::ErrorCode::kCancelled, "stopped"); }

class RocksSnapshot final : public KeyValue::Snapshot {
 public:
  RocksSnapshot(rocksdb::DB* db, const rocksdb::Snapshot* snapshot) : db_(db), snapshot_(snapshot) {}
  ~RocksSnapshot() override {
    if (snapshot_ != nullptr) db_->ReleaseSnapshot(snapshot_);
  }
  rocksdb::ReadOptions options() const {
    rocksdb::ReadOptions options;
    options.snapshot = snapshot_;
    return options;
  }

 private:
  rocksdb::DB* db_;
  const rocksdb::Snapshot* snapshot_;  // null for a database opened read-only, which has none
};

rocksdb::ReadOptions OptionsOf(const KeyValue::Snapshot& snapshot) {
  return static_cast<const RocksSnapshot&>(snapshot).options();
}

class RocksBatch final : public KeyValue::Batch {
 public:
  explicit RocksBatch(const Handles& handles) : handles_(handles) {}

  void Put(Family family, std::string_view key, std::string_view value) override {
    Keep(batch_.Put(handle(family), ToSlice(key), ToSlice(value)));
  }
  void Merge(Family family, std::string_view key, std::string_view value) override {
    Keep(batch_.Merge(handle(family), ToSlice(key), ToSlice(value)));
  }
  void Delete(Family family, std::string_view key) override { Keep(batch_.Delete(handle(family), ToSlice(key))); }
  size_t bytes() const override { return batch_.GetDataSize(); }

  rocksdb::WriteBatch& batch() { return batch_; }
  const rocksdb::Status& status() const { return status_; }

 private:
  rocksdb::ColumnFamilyHandle* handle(Family family) const { return handles_[static_cast<size_t>(family)]; }
  void Keep(const rocksdb::Status& status) {
    if (status_.ok()) status_ = status;
  }

  const Handles& handles_;
  rocksdb::WriteBatch batch_;
  rocksdb::Status status_;  // the first one that isn't ok
};

class RocksCursor final : public KeyValue::Cursor {
 public:
  RocksCursor(std::unique_ptr<rocksdb::Iterator> iterator, std::string prefix)
      : iterator_(std::move(iterator)), prefix_(std::move(prefix)) {}

  base::Result<bool> Next() override {
    if (started_) {
      iterator_->Next();
    } else {
      iterator_->Seek(begin_);
    }
    started_ = true;
    if (iterator_->Valid()) {
      return iterator_->key().starts_with(prefix_) && (end_.empty() || iterator_->key().compare(end_) < 0);
    }
    if (!iterator_->status().ok()) return ToError(iterator_->status());
    return false;
  }
  std::string_view key() const override { return ToView(iterator_->key()); }
  std::string_view value() const override { return ToView(iterator_->value()); }
  void Seek(std::string_view begin, std::string_view end) override {
    started_ = false;
    begin_ = begin;
    end_ = end;
  }

 private:
  std::unique_ptr<rocksdb::Iterator> iterator_;
  std::string prefix_;
  std::string begin_ = prefix_;
  std::string end_;  // empty: wherever the prefix ends
  bool started_ = false;
};

// Notices failures of what RocksDB does in the background, which nobody else needs to hear of. Nothing is tried again
// by itself: no commit is accepted until the database is opened again, and closing waits forever for a recovery that a
// second full disk began anew.
class BackgroundFailure final : public rocksdb::EventListener {
 public:
  void OnBackgroundError(rocksdb::BackgroundErrorReason, rocksdb::Status*) override { happened_ = true; }
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason, rocksdb::Status, bool* auto_recovery) override {
    *auto_recovery = false;
  }
  bool happened() const { return happened_; }

 private:
  std::atomic<bool> happened_ = false;
};

class RocksKeyValue final : public KeyValue {
 public:
  // `env` and `background` are the database's; null for one that is only read.
  RocksKeyValue(std::unique_ptr<DatabaseEnv> env, std::shared_ptr<const BackgroundFailure> background,
                std::unique_ptr<rocksdb::DB> db, const Handles& handles)
      : env_(std::move(env)),
        background_(std::move(background)),
        db_(std::move(db)),
        handles_(handles),
        read_only_(env_ == nullptr),
        import_(db_.get(), handles_, env_.get()) {}

  ~RocksKeyValue() override {
    DropEmptyLogs();
    bool sound = !failed_;
    // Whatever this yields, what was acknowledged is in the log; a failure only makes the next opening slower.
    if (wrote_ && sound) {
      // Where many files wait to be compacted, which begins only when somebody writes, it must not wait for that.
      rocksdb::FlushOptions options;
      options.allow_write_stall = true;
      sound = db_->Flush(options, {handles_.begin(), handles_.end()}).ok();
    }
    for (rocksdb::ColumnFamilyHandle* handle : handles_) db_->DestroyColumnFamilyHandle(handle).PermitUncheckedError();
    rocksdb::Env& env = *db_->GetEnv();
    sound = db_->Close().ok() && sound;
    // After a failure the end of the list may not be on disk, whatever later syncs say.
    if (sound && !read_only_ && !background_->happened()) SealManifest(env, db_->GetName());
  }

  std::unique_ptr<const Snapshot> TakeSnapshot() override {
    return std::make_unique<RocksSnapshot>(db_.get(), read_only_ ? nullptr : db_->GetSnapshot());
  }

  base::Result<std::optional<std::string>> Get(const Snapshot& snapshot, Family family,
                                               std::string_view key) const override {
    std::string value;
    rocksdb::Status status = db_->Get(OptionsOf(snapshot), handle(family), ToSlice(key), &value);
    if (status.IsNotFound()) return std::optional<std::string>();
    if (!status.ok()) return ToError(status);
    return std::optional(std::move(value));
  }

  base::Result<bool> Look(const Snapshot& snapshot, Family family, std::string_view key,
                          const std::function<void(std::string_view)>& look) const override {
    rocksdb::PinnableSlice value;
    rocksdb::Status status = db_->Get(OptionsOf(snapshot), handle(family), ToSlice(key), &value);
    if (status.IsNotFound()) return false;
    if (!status.ok()) return ToError(status);
    look(ToView(value));
    return true;
  }

  std::unique_ptr<Cursor> Scan(const Snapshot& snapshot, Family family, std::string_view prefix) const override {
    rocksdb::ReadOptions options = OptionsOf(snapshot);
    // Chunks get into a cache of their own; what a walk over them has passed would only push out what others look up.
    options.fill_cache = family != Family::kProperty && family != Family::kAdjacency;
    std::unique_ptr<rocksdb::Iterator> iterator(db_->NewIterator(options, handle(family)));
    return std::make_unique<RocksCursor>(std::move(iterator), std::string(prefix));
  }

  std::unique_ptr<Batch> NewBatch() const override { return std::make_unique<RocksBatch>(handles_); }

  base::Result<void> Write(std::unique_ptr<Batch> batch, Durability durability) override {
    auto& rocks = static_cast<RocksBatch&>(*batch);
    if (!rocks.status().ok()) return ToError(rocks.status());
    rocksdb::WriteOptions options;
    options.sync = durability == Durability::kSync;
    options.disableWAL = durability == Durability::kMemory;
    wrote_ = true;
    env_->BeginWriting();
    const rocksdb::Status status = db_->Write(options, &rocks.batch());
    if (!status.ok()) write_failed_ = true;
    return Check(status);
  }

  // RocksDB asserts that nobody syncs a log to which a write has failed.
  base::Result<void> Sync() override {
    if (write_failed_) {
      return base::MakeError(base::ErrorCode::kIo,
                             "an earlier commit failed to reach the disk: open the database again to write");
    }
    return Check(db_->SyncWAL());
  }

  base::Result<void> Compact(const Progress& progress) override {
    rocksdb::CompactRangeOptions options;
    options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForceOptimized;
    env_->BeginWriting();
    QIAO_CHECK(Check(db_->Flush(rocksdb::FlushOptions(), {handles_.begin(), handles_.end()})));
    for (size_t i = 0; i < kFamilies; ++i) {
      if (!progress(static_cast<double>(i) / kFamilies)) return Stopped();
      QIAO_CHECK(Check(db_->CompactRange(options, handles_[i], nullptr, nullptr)));
    }
    return {};
  }

  base::Result<void> Verify(const Progress& progress) override {
    std::vector<rocksdb::LiveFileMetaData> files;
    db_->GetLiveFilesMetaData(&files);
    uint64_t total = 1;
    for (const auto& file : files) total += file.size;
    uint64_t done = 0;
    for (const auto& file : files) {
      if (!progress(static_cast<double>(done) / static_cast<double>(total))) return Stopped();
      const std::string path = file.db_path + "/" + file.relative_filename;
      const auto status = rocksdb::VerifySstFileChecksum(db_->GetOptions(), rocksdb::EnvOptions(), path);
      // A file that a compaction has replaced meanwhile needs no check. RocksDB finds one that goes away while it is
      // being opened too short.
      if (!status.ok() && !db_->GetEnv()->FileExists(path).IsNotFound()) return ToError(status);
      done += file.size;
    }
    return {};
  }

  base::Result<std::unique_ptr<SortedFile>> NewSortedFile(Family family) override { return import_.NewFile(family); }
  base::Result<void> Ingest(std::vector<std::unique_ptr<SortedFile>> files) override {
    auto ingested = import_.Ingest(std::move(files));
    if (!ingested) failed_ = true;
    return ingested;
  }

 private:
  rocksdb::ColumnFamilyHandle* handle(Family family) const { return handles_[static_cast<size_t>(family)]; }

  base::Result<void> Check(const rocksdb::Status& written) {
    if (written.ok()) return {};
    failed_ = true;
    return ToError(written);
  }

  // Every opening begins a log, and RocksDB keeps them, empty or not, until something is flushed: a database that is
  // only read would gather them without end. Deleting a key that never exists gives it something to flush.
  void DropEmptyLogs() {
    constexpr std::ptrdiff_t kTooMany = 8;
    std::vector<std::string> names;
    if (read_only_ || wrote_ || !db_->GetEnv()->GetChildren(db_->GetName(), &names).ok()) return;
    auto logs = std::ranges::count_if(names, [](const std::string& name) { return name.ends_with(".log"); });
    if (logs < kTooMany) return;
    wrote_ = db_->Delete(rocksdb::WriteOptions(), handle(Family::kIndex), rocksdb::Slice()).ok();
  }

  std::unique_ptr<DatabaseEnv> env_;
  std::shared_ptr<const BackgroundFailure> background_;
  std::unique_ptr<rocksdb::DB> db_;
  std::atomic<bool> write_failed_ = false;
  Handles handles_;
  bool read_only_;
  bool wrote_ = false;
  std::atomic<bool> failed_ = false;
  RocksImport import_;
};

using Descriptors = std::vector<rocksdb::ColumnFamilyDescriptor>;

Descriptors AllFamilies() {
  Descriptors families;
  for (size_t i = 0; i < kFamilies; ++i) {
    auto family = static_cast<Family>(i);
    families.emplace_back(RocksFamilyName(family), RocksFamilyOptions(family));
  }
  return families;
}

std::unique_ptr<KeyValue> Wrap(std::unique_ptr<DatabaseEnv> env, std::shared_ptr<const BackgroundFailure> background,
                               rocksdb::DB* db, const std::vector<rocksdb::ColumnFamilyHandle*>& opened) {
  Handles handles{};
  std::copy(opened.begin(), opened.end(), handles.begin());
  return std::make_unique<RocksKeyValue>(std::move(env), std::move(background), std::unique_ptr<rocksdb::DB>(db),
                                         handles);
}

}  // namespace

base::Result<std::unique_ptr<KeyValue>> OpenRocks(const std::string& folder, const RocksOptions& options) {
  rocksdb::DBOptions database = RocksDatabaseOptions();
  auto env = std::make_unique<DatabaseEnv>(options.env != nullptr ? options.env : rocksdb::Env::Default());
  database.env = env.get();
  auto background = std::make_shared<BackgroundFailure>();
  database.listeners.push_back(background);
  QIAO_CHECK(CheckManifestSeal(*database.env, folder));
  // RocksDB would take the folder of a database that has lost its CURRENT for one that was never made.
  if (!options.create) QIAO_CHECK(CheckManifestExists(*database.env, folder));
  database.create_if_missing = options.create;
  // A crash while the database was created may have left it without some families.
  database.create_missing_column_families = options.create;

  RocksImport::CleanUp(*database.env, folder);
  std::vector<rocksdb::ColumnFamilyHandle*> opened;
  rocksdb::DB* db = nullptr;
  rocksdb::Status status = rocksdb::DB::Open(database, folder, AllFamilies(), &opened, &db);
  if (!status.ok()) return ToError(status);
  return Wrap(std::move(env), std::move(background), db, opened);
}

base::Result<OpenedBeside> OpenReadOnly(const std::string& folder) {
  QIAO_CHECK(CheckManifestSeal(*rocksdb::Env::Default(), folder));
  std::vector<rocksdb::ColumnFamilyHandle*> opened;
  rocksdb::DB* db = nullptr;
  rocksdb::Status status = rocksdb::DB::OpenForReadOnly(RocksDatabaseOptions(), folder, AllFamilies(), &opened, &db);
  if (!status.ok()) return ToError(status);
  return OpenedBeside{Wrap(nullptr, nullptr, db, opened), db};
}

base::Result<OpenedBeside> OpenSecondary(const std::string& folder) {
  // A secondary passes over tables that it can't open and shows an older state, without a word. This opening doesn't.
  if (auto sound = OpenReadOnly(folder); !sound) return std::move(sound).error();
  std::vector<rocksdb::ColumnFamilyHandle*> opened;
  rocksdb::DB* db = nullptr;
  // The second path is for diaries, which nobody writes.
  rocksdb::Status status =
      rocksdb::DB::OpenAsSecondary(RocksDatabaseOptions(), folder, folder, AllFamilies(), &opened, &db);
  if (!status.ok()) return ToError(status);
  return OpenedBeside{Wrap(nullptr, nullptr, db, opened), db};
}

}  // namespace qiao::storage
