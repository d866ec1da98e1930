#include "storage/store.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "base/machine_memory.h"
#include "storage/bulk/record_files.h"
#include "storage/catalog_codec.h"
#include "storage/change_log_writer.h"
#include "storage/chunk_reader.h"
#include "storage/commit_builder.h"
#include "storage/commit_queue.h"
#include "storage/follower.h"
#include "storage/index_build.h"
#include "storage/memory_key_value.h"
#include "storage/rocks/rocks_key_value.h"
#include "storage/store_folder.h"
#include "storage/transaction_state.h"
#include "storage/write_turn.h"

namespace qiao::storage {
namespace {

constexpr std::string_view kMemoryPath = ":memory:";
// The key-value engine addresses a batch with 32 bits.
constexpr size_t kMaxBatchBytes = 3ULL << 30;

base::Result<void> CheckLock(const StoreCore& core) {
  return core.folder ? core.folder->CheckLock() : base::Result<void>();
}

// After a commit.
base::Result<void> FinishCreation(StoreCore& core) {
  return core.folder && core.folder->is_new() ? core.folder->FinishCreation() : base::Result<void>();
}

}  // namespace

// What there is to a store that may write.
struct Writing {
  Writing(std::shared_ptr<StoreCore> shared, std::shared_ptr<KeyValue> contents, std::shared_ptr<const Snapshot> start,
          const OpenOptions& options, uint64_t max_bytes)
      : core(std::move(shared)),
        key_value(std::move(contents)),
        commits(std::move(start)),
        turn(options.idle_limit),
        max_transaction_bytes(max_bytes),
        change_log(options.change_log_bytes) {}

  std::shared_ptr<StoreCore> core;
  std::shared_ptr<KeyValue> key_value;
  CommitQueue commits;
  WriteTurn turn;
  uint64_t max_transaction_bytes;
  WriterMemory memory;          // belongs to the one transaction that commits
  ChangeLogWriter change_log;   // likewise
  uint64_t schema_version = 0;  // likewise: given out last
};

// One of the two is there.
struct Store::State {
  OpenOptions options;
  std::optional<Writing> writing;
  std::unique_ptr<Follower> follower;
};

namespace {

// Reads the catalog; an empty store is given its first records when that is allowed.
base::Result<Catalog> ReadOrStartCatalog(KeyValue& key_value, bool may_start) {
  auto snapshot = key_value.TakeSnapshot();
  if (!may_start) return ReadExistingCatalog(key_value, *snapshot);
  QIAO_TRY(auto catalog, ReadCatalog(key_value, *snapshot));
  if (catalog) return *std::move(catalog);
  auto batch = key_value.NewBatch();
  WriteFirstRecords(*batch);
  QIAO_CHECK(key_value.Write(std::move(batch), Durability::kSync));
  Catalog started;
  started.format = kFormatVersion;
  return started;
}

base::Result<uint64_t> CacheBudget(const OpenOptions& options) {
  if (options.cache_bytes == 0) {
    return base::MakeError(base::ErrorCode::kArgument, "the cache needs a budget of more than 0 bytes");
  }
  return options.cache_bytes ? *options.cache_bytes : base::CacheMemory();
}

// Beside the changes there will be the batch that they are made into, and RocksDB's copy of it.
uint64_t TransactionBudget(const OpenOptions& options) {
  constexpr uint64_t kMost = 1ULL << 30;
  return options.max_transaction_bytes ? *options.max_transaction_bytes : std::min(kMost, base::MachineMemory() / 8);
}

std::vector<uint32_t> DroppedRules(const Schema& before, const Schema& after) {
  std::vector<uint32_t> dropped;
  for (const Rule& rule : before.rules) {
    const bool stays = std::ranges::find(after.rules, rule.id, &Rule::id) != after.rules.end();
    if (rule.has_entries() && !stays) dropped.push_back(rule.id);
  }
  return dropped;
}

}  // namespace

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::~Store() = default;

base::Result<std::unique_ptr<Store>> Store::Open(const std::string& path, const OpenOptions& options) {
  if (path == kMemoryPath) return Open(MakeMemoryKeyValue(), options);
  QIAO_TRY(uint64_t cache_bytes, CacheBudget(options));
  if (options.read_only) {
    QIAO_TRY(StoreFolder folder, StoreFolder::OpenForReading(path));
    auto state = std::make_unique<State>();
    state->options = options;
    QIAO_TRY(state->follower, Follower::Open(std::make_shared<StoreCore>(std::move(folder), cache_bytes)));
    return std::unique_ptr<Store>(new Store(std::move(state)));
  }
  QIAO_TRY(StoreFolder folder, StoreFolder::OpenForWriting(path, options.create_if_missing));
  bool is_new = folder.is_new();
  // Holds the folder: what was not finished is taken away after everything else is closed.
  auto core = std::make_shared<StoreCore>(std::move(folder), cache_bytes);
  QIAO_TRY(auto data, OpenRocks(core->folder->data(), {.create = is_new}));
  QIAO_TRY(auto store, OpenOver(core, std::move(data), options, is_new));
  if (is_new && !options.create_with_first_commit) QIAO_CHECK(core->folder->FinishCreation());
  return store;
}

base::Result<std::unique_ptr<Store>> Store::Open(std::unique_ptr<KeyValue> key_value, const OpenOptions& options) {
  QIAO_TRY(uint64_t cache_bytes, CacheBudget(options));
  return OpenOver(std::make_shared<StoreCore>(std::nullopt, cache_bytes), std::move(key_value), options,
                  !options.read_only);
}

base::Result<std::unique_ptr<Store>> Store::OpenOver(std::shared_ptr<StoreCore> core,
                                                     std::shared_ptr<KeyValue> key_value, const OpenOptions& options,
                                                     bool may_start) {
  QIAO_TRY(Catalog catalog, ReadOrStartCatalog(*key_value, may_start));
  auto start = TakeSnapshot(core, key_value, std::move(catalog));
  auto state = std::make_unique<State>();
  state->options = options;
  state->writing.emplace(std::move(core), std::move(key_value), std::move(start), options, TransactionBudget(options));
  return std::unique_ptr<Store>(new Store(std::move(state)));
}

std::shared_ptr<const Snapshot> Store::Read() const { return Shown().Get(); }

bool Store::IsCurrent(const Snapshot& snapshot) const { return Shown().Is(snapshot); }

const ShownSnapshot& Store::Shown() const {
  return state_->follower ? state_->follower->current() : state_->writing->commits.published();
}

base::Result<Version> Store::Refresh() { return state_->follower ? state_->follower->Refresh() : Read()->version(); }

CacheStatistics Store::cache_statistics() const {
  return state_->follower ? state_->follower->cache_statistics() : state_->writing->core->cache.statistics();
}

bool Store::read_only() const { return state_->options.read_only; }

base::Result<void> Store::Compact(const KeyValue::Progress& progress) {
  if (read_only()) return base::MakeError(base::ErrorCode::kReadOnly, "the database was opened read-only");
  return state_->writing->key_value->Compact(progress);
}

base::Result<std::unique_ptr<Transaction>> Store::BeginWrite(std::chrono::milliseconds timeout,
                                                             std::optional<Version> based_on) {
  if (read_only()) return base::MakeError(base::ErrorCode::kReadOnly, "the database was opened read-only");
  QIAO_TRY(WriteTurn::Ticket ticket, state_->writing->turn.Take(timeout));
  auto base = state_->writing->commits.written();
  if (base && based_on && *based_on != (*base)->version()) {
    base = base::MakeError(base::ErrorCode::kConflict,
                           "another transaction has committed since this one began to read: run it again");
  }
  if (!base) {
    state_->writing->turn.Give(ticket);
    return base.error();
  }
  return std::unique_ptr<Transaction>(
      new Transaction(this, state_->writing->turn, ticket, *std::move(base), state_->writing->max_transaction_bytes));
}

base::Result<Version> Store::Append(const Transaction::State& transaction, const View& now) {
  QIAO_CHECK(CheckLock(*state_->writing->core));
  Catalog catalog = transaction.catalog;
  catalog.version = transaction.base->version() + 1;
  KeyValue& key_value = *state_->writing->key_value;
  auto batch = key_value.NewBatch();
  // What the writer remembers is of use only if what it builds gets written.
  WriterMemory memory = std::exchange(state_->writing->memory, {});
  CommitBuilder builder(transaction, now, catalog, memory, *batch);
  QIAO_CHECK(builder.Build());
  ChangeLogWriter change_log = state_->writing->change_log;
  QIAO_CHECK(change_log.Add(transaction, now, catalog, *batch));
  if (batch->bytes() > kMaxBatchBytes) {
    return base::MakeError(base::ErrorCode::kLimit,
                           "the transaction is too large: it would write {} bytes, the limit is {}; write in several "
                           "transactions, or import",
                           batch->bytes(), kMaxBatchBytes);
  }
  // The sync comes later, shared with others.
  Durability durability = std::max(state_->options.durability, Durability::kSystem);
  if (auto written = key_value.Write(std::move(batch), durability); !written) {
    state_->writing->commits.Stop();
    return std::move(written).error();
  }
  QIAO_CHECK(FinishCreation(*state_->writing->core));
  state_->writing->memory = std::move(memory);
  state_->writing->change_log = change_log;
  state_->writing->core->cache.Touch(builder.touched(), catalog.version);
  Version version = catalog.version;
  const std::vector<uint32_t> dropped = DroppedRules(*transaction.base->shared_catalog()->schema, *catalog.schema);
  state_->writing->commits.Add(TakeSnapshot(state_->writing->core, state_->writing->key_value, std::move(catalog)));
  for (const uint32_t rule : dropped) {
    // The commit stands. What the log holds after a failure is unknown, as ever.
    if (!RemoveEntries(key_value, durability, rule)) state_->writing->commits.Stop();
  }
  return version;
}

base::Result<Version> Store::CommitFiles(const Transaction::State& transaction,
                                         std::vector<std::unique_ptr<KeyValue::SortedFile>> files,
                                         std::vector<ChunkId> touched) {
  QIAO_CHECK(CheckLock(*state_->writing->core));
  Catalog catalog = transaction.catalog;
  catalog.version = transaction.base->version() + 1;
  KeyValue& key_value = *state_->writing->key_value;
  ChangeLogWriter change_log = state_->writing->change_log;
  QIAO_CHECK(AddRecordFiles(key_value, *transaction.base, catalog, touched, change_log, files));
  // Files are durable at once: what they build on must be so before.
  QIAO_CHECK(AwaitSync(transaction.base->version()));
  if (auto ingested = key_value.Ingest(std::move(files)); !ingested) {
    state_->writing->commits.Stop();
    return std::move(ingested).error();
  }
  QIAO_CHECK(FinishCreation(*state_->writing->core));
  state_->writing->memory = {};
  state_->writing->change_log = change_log;
  state_->writing->core->cache.Touch(touched, catalog.version);
  Version version = catalog.version;
  state_->writing->commits.Add(TakeSnapshot(state_->writing->core, state_->writing->key_value, std::move(catalog)));
  return version;
}

KeyValue& Store::key_value() const { return *state_->writing->key_value; }

std::string Store::spill_folder() const {
  if (state_->writing->core->folder) return state_->writing->core->folder->path();
  return std::filesystem::temp_directory_path().string();
}

base::Result<std::unique_ptr<const KeyValue::Snapshot>> Store::BuildRule(const View& view, const Rule& rule) {
  QIAO_CHECK(storage::BuildRule(key_value(), state_->options.durability, view, rule, spill_folder()));
  return key_value().TakeSnapshot();
}

uint64_t Store::NextSchemaVersion() { return ++state_->writing->schema_version; }

base::Result<void> Store::AwaitSync(Version version) {
  if (state_->options.durability == Durability::kSync) {
    return state_->writing->commits.AwaitSync(version, *state_->writing->key_value);
  }
  state_->writing->commits.Publish();
  return {};
}

}  // namespace qiao::storage
