#include "storage/store.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "storage/catalog_codec.h"
#include "storage/chunk_reader.h"
#include "storage/commit_builder.h"
#include "storage/commit_queue.h"
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

uint64_t QuarterOfMemory() {
  auto pages = static_cast<uint64_t>(std::max(0L, ::sysconf(_SC_PHYS_PAGES)));
  return std::max<uint64_t>(64ULL << 20, pages * static_cast<uint64_t>(::sysconf(_SC_PAGE_SIZE)) / 4);
}

}  // namespace

struct Store::State {
  State(OpenOptions opened_with, std::shared_ptr<StoreCore> contents, std::shared_ptr<const Snapshot> start)
      : options(opened_with), core(std::move(contents)), commits(std::move(start)), turn(options.idle_limit) {}

  const OpenOptions options;
  std::shared_ptr<StoreCore> core;
  CommitQueue commits;
  WriteTurn turn;
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
  auto core = std::make_shared<StoreCore>(std::move(folder), std::move(key_value),
                                          options.cache_bytes.value_or(QuarterOfMemory()));
  auto start = TakeSnapshot(core, std::move(catalog));
  return std::unique_ptr<Store>(new Store(std::make_unique<State>(options, std::move(core), std::move(start))));
}

std::shared_ptr<const Snapshot> Store::Read() const { return state_->commits.published(); }

bool Store::read_only() const { return state_->options.read_only; }

base::Result<void> Store::Compact(const KeyValue::Progress& progress) {
  if (read_only()) return base::MakeError(base::ErrorCode::kReadOnly, "the database was opened read-only");
  return state_->core->key_value->Compact(progress);
}

base::Result<std::unique_ptr<Transaction>> Store::BeginWrite(std::chrono::milliseconds timeout,
                                                             std::optional<Version> based_on) {
  if (read_only()) return base::MakeError(base::ErrorCode::kReadOnly, "the database was opened read-only");
  QIAO_TRY(WriteTurn::Ticket ticket, state_->turn.Take(timeout));
  auto base = state_->commits.written();
  if (base && based_on && *based_on != (*base)->version()) {
    base = base::MakeError(base::ErrorCode::kConflict,
                           "another transaction has committed since this one began to read: run it again");
  }
  if (!base) {
    state_->turn.Give(ticket);
    return base.error();
  }
  return std::unique_ptr<Transaction>(
      new Transaction(this, state_->turn, ticket, *std::move(base), state_->options.max_transaction_bytes));
}

base::Result<Version> Store::Append(const Transaction::State& transaction) {
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
  // The sync comes later, shared with others.
  Durability durability = std::max(state_->options.durability, Durability::kSystem);
  if (auto written = key_value.Write(std::move(batch), durability); !written) {
    state_->commits.Stop();
    return std::move(written).error();
  }
  state_->memory = std::move(memory);
  state_->core->cache.Touch(builder.touched(), catalog.version);
  Version version = catalog.version;
  state_->commits.Add(TakeSnapshot(state_->core, std::move(catalog)));
  return version;
}

base::Result<void> Store::AwaitSync(Version version) {
  if (state_->options.durability == Durability::kSync) {
    return state_->commits.AwaitSync(version, *state_->core->key_value);
  }
  state_->commits.Publish();
  return {};
}

}  // namespace qiao::storage
