#include "storage/store.h"

#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "storage/catalog_codec.h"
#include "storage/chunk_reader.h"
#include "storage/commit_builder.h"
#include "storage/memory_key_value.h"
#include "storage/rocks/rocks_key_value.h"
#include "storage/store_folder.h"
#include "storage/transaction_state.h"

namespace qiao::storage {
namespace {

constexpr std::string_view kMemoryPath = ":memory:";
// The key-value engine addresses a batch with 32 bits.
constexpr size_t kMaxBatchBytes = 3ULL << 30;

uint64_t QuarterOfMemory() {
  auto pages = static_cast<uint64_t>(std::max(0L, ::sysconf(_SC_PHYS_PAGES)));
  return std::max<uint64_t>(64ULL << 20, pages * static_cast<uint64_t>(::sysconf(_SC_PAGE_SIZE)) / 4);
}

}  // namespace

struct Store::State {
  OpenOptions options;
  std::shared_ptr<StoreCore> core;

  mutable std::mutex mutex;  // guards what follows
  std::condition_variable write_ended;
  bool writing = false;
  bool failed = false;  // a commit may or may not have reached the disk
  std::shared_ptr<const Snapshot> current;

  WriterMemory memory;  // belongs to the one transaction that commits
};

namespace {

std::shared_ptr<const Snapshot> TakeSnapshot(const std::shared_ptr<StoreCore>& core, Catalog catalog) {
  Version version = catalog.version;
  return std::make_shared<const Snapshot>(
      std::make_shared<const Catalog>(std::move(catalog)),
      std::make_unique<const ChunkReader>(core, core->key_value->TakeSnapshot(), version));
}

// Reads the catalog; an empty store is given its first records when that is allowed.
base::Result<Catalog> ReadOrStartCatalog(KeyValue& key_value, bool may_start) {
  QIAO_TRY(auto catalog, ReadCatalog(key_value, *key_value.TakeSnapshot()));
  if (catalog) return *std::move(catalog);
  if (!may_start) {
    return base::MakeError(base::ErrorCode::kCorruption, "the database is damaged: it has no format record");
  }
  auto batch = key_value.NewBatch();
  WriteFirstRecords(*batch);
  QIAO_CHECK(key_value.Write(std::move(batch), Durability::kSync));
  return Catalog();
}

}  // namespace

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::~Store() = default;

base::Result<std::unique_ptr<Store>> Store::Open(const std::string& path, const OpenOptions& options) {
  if (path == kMemoryPath) return Open(MakeMemoryKeyValue(), options);
  QIAO_TRY(StoreFolder folder, options.read_only ? StoreFolder::OpenForReading(path)
                                                 : StoreFolder::OpenForWriting(path, options.create_if_missing));
  QIAO_TRY(auto data, OpenRocks(folder.data(), {.create = folder.is_new(), .read_only = options.read_only}));
  bool is_new = folder.is_new();
  QIAO_TRY(auto store, OpenOver(std::move(folder), std::move(data), options, is_new));
  if (is_new) QIAO_CHECK(store->state_->core->folder->FinishCreation());
  return store;
}

base::Result<std::unique_ptr<Store>> Store::Open(std::unique_ptr<KeyValue> key_value, const OpenOptions& options) {
  return OpenOver(std::nullopt, std::move(key_value), options, !options.read_only);
}

base::Result<std::unique_ptr<Store>> Store::OpenOver(std::optional<StoreFolder> folder,
                                                     std::unique_ptr<KeyValue> key_value, const OpenOptions& options,
                                                     bool may_start) {
  if (options.cache_bytes == 0) {
    return base::MakeError(base::ErrorCode::kArgument, "the cache needs a budget of more than 0 bytes");
  }
  QIAO_TRY(Catalog catalog, ReadOrStartCatalog(*key_value, may_start));
  auto state = std::make_unique<State>();
  state->options = options;
  state->core = std::make_shared<StoreCore>(std::move(folder), std::move(key_value),
                                            options.cache_bytes.value_or(QuarterOfMemory()));
  state->current = TakeSnapshot(state->core, std::move(catalog));
  return std::unique_ptr<Store>(new Store(std::move(state)));
}

std::shared_ptr<const Snapshot> Store::Read() const {
  std::lock_guard lock(state_->mutex);
  return state_->current;
}

bool Store::read_only() const { return state_->options.read_only; }

base::Result<std::unique_ptr<Transaction>> Store::BeginWrite(std::chrono::milliseconds timeout,
                                                             std::optional<Version> based_on) {
  if (read_only()) return base::MakeError(base::ErrorCode::kReadOnly, "the database was opened read-only");
  std::unique_lock lock(state_->mutex);
  if (!state_->write_ended.wait_for(lock, timeout, [this] { return !state_->writing; })) {
    return base::MakeError(base::ErrorCode::kBusy, "another transaction has been writing for more than {} ms",
                           timeout.count());
  }
  if (state_->failed) {
    return base::MakeError(base::ErrorCode::kIo,
                           "an earlier commit failed to reach the disk: open the database again to write");
  }
  if (based_on && *based_on != state_->current->version()) {
    return base::MakeError(base::ErrorCode::kConflict,
                           "another transaction has committed since this one began to read: run it again");
  }
  state_->writing = true;
  return std::unique_ptr<Transaction>(new Transaction(this, state_->current, state_->options.max_transaction_bytes));
}

base::Result<Version> Store::Commit(const Transaction::State& transaction) {
  Catalog catalog = transaction.catalog;
  catalog.version = transaction.base->version() + 1;
  KeyValue& key_value = *state_->core->key_value;
  auto batch = key_value.NewBatch();
  // What the writer remembers is of use only if what it builds gets written.
  WriterMemory memory = std::exchange(state_->memory, {});
  CommitBuilder builder(transaction, catalog, memory, *batch);
  QIAO_CHECK(builder.Build());
  if (batch->bytes() > kMaxBatchBytes) {
    return base::MakeError(base::ErrorCode::kLimit,
                           "the transaction is too large: it would write {} bytes, the limit is {}; write in several "
                           "transactions, or import",
                           batch->bytes(), kMaxBatchBytes);
  }
  if (auto written = key_value.Write(std::move(batch), state_->options.durability); !written) {
    std::lock_guard lock(state_->mutex);
    state_->failed = true;
    return std::move(written).error();
  }
  state_->memory = std::move(memory);
  state_->core->cache.Touch(builder.touched(), catalog.version);
  Version version = catalog.version;
  auto snapshot = TakeSnapshot(state_->core, std::move(catalog));
  std::lock_guard lock(state_->mutex);
  // The state before dies after the lock is released, not under it.
  std::swap(state_->current, snapshot);
  return version;
}

void Store::EndWrite() {
  {
    std::lock_guard lock(state_->mutex);
    state_->writing = false;
  }
  state_->write_ended.notify_one();
}

}  // namespace qiao::storage
