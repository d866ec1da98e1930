#include "storage/memory_key_value.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <vector>

namespace qiao::storage {
namespace {

enum class Kind : uint8_t { kPut, kMerge, kDelete };

struct Entry {
  uint64_t sequence = 0;
  Kind kind = Kind::kPut;
  std::string value;
};

// What was written under a key, oldest first.
using History = std::vector<Entry>;
using Map = std::map<std::string, History, std::less<>>;

struct State {
  mutable std::shared_mutex mutex;
  std::array<Map, kFamilies> families;
  uint64_t sequence = 0;
  std::multiset<uint64_t> snapshots;
};

class MemorySnapshot final : public KeyValue::Snapshot {
 public:
  MemorySnapshot(std::shared_ptr<State> state, uint64_t sequence) : state_(std::move(state)), sequence_(sequence) {}
  ~MemorySnapshot() override {
    std::unique_lock lock(state_->mutex);
    state_->snapshots.erase(state_->snapshots.find(sequence_));
  }
  uint64_t sequence() const { return sequence_; }

 private:
  std::shared_ptr<State> state_;
  uint64_t sequence_;
};

uint64_t SequenceOf(const KeyValue::Snapshot& snapshot) {
  return static_cast<const MemorySnapshot&>(snapshot).sequence();
}

std::optional<std::string> ValueAt(const History& history, uint64_t sequence) {
  size_t end = history.size();
  while (end > 0 && history[end - 1].sequence > sequence) --end;
  size_t begin = end;
  while (begin > 0 && history[begin - 1].kind == Kind::kMerge) --begin;
  if (begin > 0 && history[begin - 1].kind == Kind::kPut) --begin;
  if (begin == end) return std::nullopt;
  std::string value;
  size_t size = 0;
  for (size_t i = begin; i < end; ++i) size += history[i].value.size();
  value.reserve(size);
  for (size_t i = begin; i < end; ++i) value.append(history[i].value);
  return value;
}

// Drops what no snapshot can see, now that a put or delete stands at the end.
void Trim(History& history, uint64_t oldest_snapshot) {
  size_t needed = history.size() - 1;
  while (needed > 0 && (history[needed].kind == Kind::kMerge || history[needed].sequence > oldest_snapshot)) --needed;
  history.erase(history.begin(), history.begin() + static_cast<std::ptrdiff_t>(needed));
}

struct Operation {
  Family family;
  Entry entry;
  std::string key;
};

class MemoryBatch final : public KeyValue::Batch {
 public:
  void Put(Family family, std::string_view key, std::string_view value) override {
    Add(family, Kind::kPut, key, value);
  }
  void Merge(Family family, std::string_view key, std::string_view value) override {
    Add(family, Kind::kMerge, key, value);
  }
  void Delete(Family family, std::string_view key) override { Add(family, Kind::kDelete, key, {}); }
  size_t bytes() const override { return bytes_; }

  std::vector<Operation>& operations() { return operations_; }

 private:
  void Add(Family family, Kind kind, std::string_view key, std::string_view value) {
    operations_.push_back({family, {0, kind, std::string(value)}, std::string(key)});
    bytes_ += key.size() + value.size();
  }

  std::vector<Operation> operations_;
  size_t bytes_ = 0;
};

class MemorySortedFile final : public KeyValue::SortedFile {
 public:
  explicit MemorySortedFile(Family family) : family_(family) {}

  base::Result<void> Put(std::string_view key, std::string_view value) override {
    batch_.Put(family_, key, value);
    return {};
  }
  base::Result<void> Delete(std::string_view key) override {
    batch_.Delete(family_, key);
    return {};
  }
  base::Result<void> Finish() override { return {}; }

  MemoryBatch& batch() { return batch_; }

 private:
  Family family_;
  MemoryBatch batch_;
};

// Holds no lock between its steps: it finds its place again by key.
class MemoryCursor final : public KeyValue::Cursor {
 public:
  MemoryCursor(std::shared_ptr<State> state, uint64_t sequence, Family family, std::string prefix)
      : state_(std::move(state)), sequence_(sequence), family_(family), prefix_(std::move(prefix)) {}

  base::Result<bool> Next() override {
    std::shared_lock lock(state_->mutex);
    const Map& map = state_->families[static_cast<size_t>(family_)];
    auto place = started_ ? map.upper_bound(key_) : map.lower_bound(begin_);
    started_ = true;
    for (; place != map.end() && place->first.starts_with(prefix_); ++place) {
      if (!end_.empty() && place->first >= end_) return false;
      std::optional<std::string> value = ValueAt(place->second, sequence_);
      if (!value) continue;
      key_ = place->first;
      value_ = std::move(*value);
      return true;
    }
    return false;
  }
  std::string_view key() const override { return key_; }
  std::string_view value() const override { return value_; }
  void Seek(std::string_view begin, std::string_view end) override {
    started_ = false;
    begin_ = begin;
    end_ = end;
  }

 private:
  std::shared_ptr<State> state_;
  uint64_t sequence_;
  Family family_;
  std::string prefix_;
  std::string begin_ = prefix_;
  std::string end_;  // empty: wherever the prefix ends
  bool started_ = false;
  std::string key_;
  std::string value_;
};

class MemoryKeyValue final : public KeyValue {
 public:
  std::unique_ptr<const Snapshot> TakeSnapshot() override {
    std::unique_lock lock(state_->mutex);
    state_->snapshots.insert(state_->sequence);
    return std::make_unique<MemorySnapshot>(state_, state_->sequence);
  }

  base::Result<std::optional<std::string>> Get(const Snapshot& snapshot, Family family,
                                               std::string_view key) const override {
    std::shared_lock lock(state_->mutex);
    const Map& map = state_->families[static_cast<size_t>(family)];
    auto found = map.find(key);
    if (found == map.end()) return std::optional<std::string>();
    return ValueAt(found->second, SequenceOf(snapshot));
  }

  std::unique_ptr<Cursor> Scan(const Snapshot& snapshot, Family family, std::string_view prefix) const override {
    return std::make_unique<MemoryCursor>(state_, SequenceOf(snapshot), family, std::string(prefix));
  }

  std::unique_ptr<Batch> NewBatch() const override { return std::make_unique<MemoryBatch>(); }

  base::Result<void> Write(std::unique_ptr<Batch> batch, Durability) override {
    std::unique_lock lock(state_->mutex);
    ++state_->sequence;
    Apply(static_cast<MemoryBatch&>(*batch));
    return {};
  }

  base::Result<void> Sync() override { return {}; }
  base::Result<void> Compact(const Progress&) override { return {}; }
  base::Result<void> Verify(const Progress&) override { return {}; }

  base::Result<std::unique_ptr<SortedFile>> NewSortedFile(Family family) override {
    return std::unique_ptr<SortedFile>(std::make_unique<MemorySortedFile>(family));
  }

  base::Result<void> Ingest(std::vector<std::unique_ptr<SortedFile>> files) override {
    std::unique_lock lock(state_->mutex);
    ++state_->sequence;
    for (auto& file : files) Apply(static_cast<MemorySortedFile&>(*file).batch());
    return {};
  }

 private:
  void Apply(MemoryBatch& batch) {
    for (Operation& operation : batch.operations()) {
      Map& map = state_->families[static_cast<size_t>(operation.family)];
      Append(map, map.try_emplace(std::move(operation.key)).first, std::move(operation.entry));
    }
  }

  void Append(Map& map, Map::iterator place, Entry entry) {
    entry.sequence = state_->sequence;
    History& history = place->second;
    history.push_back(std::move(entry));
    if (history.back().kind != Kind::kMerge) {
      uint64_t oldest = state_->snapshots.empty() ? state_->sequence : *state_->snapshots.begin();
      Trim(history, oldest);
    }
    bool gone = std::ranges::all_of(history, [](const Entry& entry) { return entry.kind == Kind::kDelete; });
    if (gone) map.erase(place);
  }

  std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace

std::unique_ptr<KeyValue> MakeMemoryKeyValue() { return std::make_unique<MemoryKeyValue>(); }

}  // namespace qiao::storage
