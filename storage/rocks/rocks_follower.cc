#include "storage/rocks/rocks_follower.h"

#include <rocksdb/db.h>

#include <chrono>
#include <fstream>
#include <thread>
#include <utility>

#include "base/sole_owner.h"
#include "storage/rocks/rocks_database.h"
#include "storage/rocks/rocks_options.h"

namespace qiao::storage {

RocksFollower::RocksFollower(std::string folder, std::shared_ptr<KeyValue> key_value, rocksdb::DB* db, FileStamp seen)
    : folder_(std::move(folder)), key_value_(std::move(key_value)), db_(db), seen_(std::move(seen)) {
  std::ifstream identity(folder_ + "/IDENTITY");
  std::getline(identity, identity_);
}

base::Result<std::unique_ptr<RocksFollower>> RocksFollower::Open(const std::string& folder, Kind kind) {
  constexpr int kAttempts = 50;
  constexpr int kAttemptsUnchanged = 3;
  constexpr std::chrono::milliseconds kPause(4);
  std::optional<base::Error> failure;
  std::optional<FileStamp> failed_at;
  int unchanged = 0;
  for (int attempt = 0; attempt < kAttempts && unchanged < kAttemptsUnchanged; ++attempt) {
    if (attempt > 0) std::this_thread::sleep_for(kPause);
    auto before = ReadFileStamp(folder);
    if (!before) {
      failure = before.error();
      continue;
    }
    auto opened = kind == Kind::kMoment ? OpenReadOnly(folder) : OpenSecondary(folder);
    // The writer may have deleted a file between the look at the list and the opening. It writes the list then: what
    // fails again and again while nobody writes is damaged.
    if (!opened) {
      failure = opened.error();
      unchanged = failed_at == *before ? unchanged + 1 : 1;
      failed_at = *std::move(before);
      continue;
    }
    auto after = ReadFileStamp(folder);
    // Otherwise a log may have been missed whose content went into a file that this opening doesn't know.
    if (!after || !after->HasSameManifest(*before)) continue;
    return std::unique_ptr<RocksFollower>(
        new RocksFollower(folder, std::move(opened->key_value), opened->db, *std::move(before)));
  }
  if (failure) return *std::move(failure);
  return base::MakeError(base::ErrorCode::kBusy, "{} is being rewritten all the time: try again later", folder);
}

bool RocksFollower::IsRead() const { return !base::IsSoleOwner(key_value_); }

base::Result<bool> RocksFollower::HasMoved() const {
  QIAO_TRY(FileStamp now, ReadFileStamp(folder_));
  return now != seen_;
}

base::Result<bool> RocksFollower::CatchUp() {
  QIAO_TRY(FileStamp before, ReadFileStamp(folder_));
  if (!before.HasSameManifest(seen_)) return false;
  // Opening anew finds out whether an error stays.
  if (!db_->TryCatchUpWithPrimary().ok()) return false;
  QIAO_TRY(FileStamp after, ReadFileStamp(folder_));
  if (!after.HasSameManifest(seen_)) return false;
  seen_ = std::move(before);
  return true;
}

}  // namespace qiao::storage
