// A key-value engine for tests: in memory, and it fails, waits or hands out damaged bytes when told to.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "storage/memory_key_value.h"

namespace qiao::storage {

// What a test shares with the engine that a store owns: the contents, and what to do to calls.
struct Bench {
  std::unique_ptr<KeyValue> contents = MakeMemoryKeyValue();
  int reads = 0;  // of anything but the catalog
  bool fail_writes = false;
  std::atomic<bool> fail_syncs = false;
  std::atomic<int> syncs = 0;
  std::function<void()> on_sync;  // called before a sync begins
  std::function<void(std::string_view key, std::string& value)> damage;
};

class BenchKeyValue final : public KeyValue {
 public:
  explicit BenchKeyValue(Bench& bench) : bench_(bench) {}

  std::unique_ptr<const Snapshot> TakeSnapshot() override { return bench_.contents->TakeSnapshot(); }
  base::Result<std::optional<std::string>> Get(const Snapshot& snapshot, Family family,
                                               std::string_view key) const override {
    if (family != Family::kMeta) ++bench_.reads;
    QIAO_TRY(auto value, bench_.contents->Get(snapshot, family, key));
    if (value && bench_.damage && family != Family::kMeta) bench_.damage(key, *value);
    return value;
  }
  std::unique_ptr<Cursor> Scan(const Snapshot& snapshot, Family family, std::string_view prefix) const override {
    if (family != Family::kMeta) ++bench_.reads;
    return bench_.contents->Scan(snapshot, family, prefix);
  }
  std::unique_ptr<Batch> NewBatch() const override { return bench_.contents->NewBatch(); }
  base::Result<void> Write(std::unique_ptr<Batch> batch, Durability durability) override {
    if (bench_.fail_writes) return base::MakeError(base::ErrorCode::kIo, "the disk is full");
    return bench_.contents->Write(std::move(batch), durability);
  }
  base::Result<void> Sync() override {
    if (bench_.on_sync) bench_.on_sync();
    if (bench_.fail_syncs) return base::MakeError(base::ErrorCode::kIo, "the disk is gone");
    ++bench_.syncs;
    return {};
  }
  base::Result<void> Compact(const Progress& progress) override { return bench_.contents->Compact(progress); }
  base::Result<void> Verify(const Progress& progress) override { return bench_.contents->Verify(progress); }
  base::Result<std::unique_ptr<SortedFile>> NewSortedFile(Family family) override {
    return bench_.contents->NewSortedFile(family);
  }
  base::Result<void> Ingest(std::vector<std::unique_ptr<SortedFile>> files) override {
    if (bench_.fail_writes) return base::MakeError(base::ErrorCode::kIo, "the disk is full");
    return bench_.contents->Ingest(std::move(files));
  }

 private:
  Bench& bench_;
};

}  // namespace qiao::storage
