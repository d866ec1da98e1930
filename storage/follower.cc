#include "storage/follower.h"

#include <utility>

#include "storage/catalog_codec.h"
#include "storage/change_record.h"
#include "storage/chunk_reader.h"

namespace qiao::storage {

base::Result<std::unique_ptr<Follower>> Follower::Open(std::shared_ptr<StoreCore> core) {
  std::unique_ptr<Follower> follower(new Follower(std::move(core)));
  // Many processes ask one question and end: what it takes to follow is left to the first refresh.
  QIAO_TRY(follower->serving_, RocksFollower::Open(follower->core_->folder->data(), RocksFollower::Kind::kMoment));
  const auto& key_value = follower->serving_->key_value();
  QIAO_TRY(Catalog catalog, ReadExistingCatalog(*key_value, *key_value->TakeSnapshot()));
  follower->current_.emplace(TakeSnapshot(follower->core_, key_value, std::move(catalog)));
  return follower;
}

CacheStatistics Follower::cache_statistics() const {
  std::lock_guard refreshing(refreshing_);
  return core_->cache.statistics();
}

base::Result<Version> Follower::Refresh() {
  std::lock_guard refreshing(refreshing_);
  QIAO_TRY(bool moved, serving_->HasMoved());
  if (!moved) return current_->Get()->version();
  QIAO_CHECK(PrepareSpare());
  const auto& key_value = spare_->key_value();
  QIAO_TRY(Catalog catalog, ReadExistingCatalog(*key_value, *key_value->TakeSnapshot()));
  QIAO_CHECK(UpdateCache(current_->Get()->version(), catalog.version));
  auto snapshot = TakeSnapshot(core_, key_value, std::move(catalog));
  Version version = snapshot->version();
  snapshot = current_->Show(std::move(snapshot));
  std::swap(serving_, spare_);
  return version;
}

base::Result<void> Follower::PrepareSpare() {
  if (spare_ && !spare_->IsRead()) {
    QIAO_TRY(bool good, spare_->CatchUp());
    if (good) return {};
  }
  // Its readers, if there are any, keep it alive.
  spare_ = nullptr;
  QIAO_TRY(spare_, RocksFollower::Open(core_->folder->data(), RocksFollower::Kind::kSecondary));
  return {};
}

base::Result<void> Follower::UpdateCache(Version before, Version after) {
  // Reading more records than this costs more than reading the chunks again.
  constexpr Version kManyCommits = 10'000;
  // Nothing that is cached belongs to another database.
  if (spare_->identity() != serving_->identity()) {
    QIAO_TRY(StoreFolder folder, StoreFolder::OpenForReading(core_->folder->path()));
    core_ = std::make_shared<StoreCore>(std::move(folder), core_->cache.budget());
    return {};
  }
  if (after < before) {
    return base::MakeError(base::ErrorCode::kCorruption, "the database is damaged: it went back from version {} to {}",
                           before, after);
  }
  const KeyValue& key_value = *spare_->key_value();
  auto snapshot = spare_->key_value()->TakeSnapshot();
  for (Version version = before + 1; version <= after; ++version) {
    QIAO_TRY(auto touched, ReadChangeRecord(key_value, *snapshot, version));
    if (!touched || after - before > kManyCommits) {
      core_->cache.ForgetBefore(after);
      return {};
    }
    core_->cache.Touch(*touched, version);
  }
  return {};
}

}  // namespace qiao::storage
