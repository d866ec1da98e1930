#include "engine/database.h"

#include <algorithm>
#include <filesystem>
#include <thread>
#include <utility>

#include "base/machine_memory.h"
#include "engine/algo/algorithms.h"
#include "engine/bulk.h"
#include "engine/cache_statistics.h"
#include "engine/connection.h"
#include "engine/read_changes.h"

namespace qiao::engine {

using base::Result;

namespace {

// Half of a query's memory, then files in the database's folder; in that for temporary files (TMPDIR) for a graph in
// memory and for a database that is only read.
query::Spilling SpillingFor(const std::string& path, const DatabaseOptions& options) {
  std::error_code error;
  const bool own = path != Database::kMemory && !options.read_only;
  return {.folder = own ? path : std::filesystem::temp_directory_path(error).string(),
          .above = options.query_memory_bytes / 2};
}

query::Procedure CacheProcedure(const storage::Store& store) {
  constexpr std::pair<const char*, uint64_t storage::CacheStatistics::*> kColumns[] = {
      {"budget", &storage::CacheStatistics::budget}, {"bytes", &storage::CacheStatistics::bytes},
      {"chunks", &storage::CacheStatistics::chunks}, {"hits", &storage::CacheStatistics::hits},
      {"misses", &storage::CacheStatistics::misses}, {"evictions", &storage::CacheStatistics::evictions}};
  query::Procedure procedure;
  procedure.name = "qiao.cacheStatistics";
  for (const auto& [name, member] : kColumns) {
    procedure.columns.push_back({name, query::Type::Of(base::Kind::kInteger), false, "INTEGER"});
  }
  procedure.run = [&store, kColumns](query::ProcedureContext&, std::span<const base::Value>,
                                     const query::Procedure::Emit& emit) {
    const storage::CacheStatistics statistics = store.cache_statistics();
    query::Procedure::Row row;
    for (const auto& [name, member] : kColumns)
      row.push_back(base::Value::Integer(static_cast<int64_t>(statistics.*member)));
    return emit(std::move(row));
  };
  procedure.help = "What the cache of decoded chunks may hold and holds, in bytes, and how often it was of use.";
  return procedure;
}

class StoreDatabase : public Database {
 public:
  StoreDatabase(const std::string& path, DatabaseOptions options, std::unique_ptr<storage::Store> store) {
    core_.spilling = SpillingFor(path, options);
    core_.options = std::move(options);
    core_.store = std::move(store);
    core_.workers = std::make_unique<query::WorkerPool>(core_.options.threads);
    core_.procedures.Add(CacheProcedure(*core_.store));
    AddAlgorithms(core_.procedures);
  }

  std::unique_ptr<Connection> Connect() override { return std::make_unique<StoreConnection>(core_); }
  Result<std::unique_ptr<GraphTransaction>> BeginWrite() override {
    QIAO_TRY(auto session, WriteSession::Begin(*core_.store, core_.options.lock_wait));
    return std::unique_ptr<GraphTransaction>(std::move(session));
  }
  Result<std::unique_ptr<storage::BulkWriter>> BeginImport(unsigned threads, uint64_t memory) override {
    return storage::BulkWriter::Begin(*core_.store, core_.options.lock_wait, threads, memory);
  }
  std::shared_ptr<const query::GraphReader> Read() const override { return core_.Graph(0); }
  Result<void> Refresh() override { return core_.Refresh(); }
  uint64_t version() const override { return core_.store->Read()->version(); }
  Result<CommittedChanges> Changes(uint64_t version) const override {
    return engine::ReadChanges(*core_.store->Read(), version);
  }
  Result<std::optional<uint64_t>> OldestChanges() const override {
    return storage::OldestChanges(*core_.store->Read());
  }
  CacheStatistics cache_statistics() const override { return core_.store->cache_statistics(); }
  query::ProcedureRegistry& procedures() override { return core_.procedures; }

 private:
  DatabaseCore core_;
};

Result<std::unique_ptr<Database>> OpenStore(const std::string& path, const DatabaseOptions& options,
                                            bool create_with_first_commit) {
  DatabaseOptions settled = options;
  const uint64_t memory = base::MachineMemory();
  if (settled.cache_bytes == 0) settled.cache_bytes = base::CacheMemory();
  if (settled.query_memory_bytes == 0) settled.query_memory_bytes = memory / 2;
  if (settled.threads == 0) settled.threads = std::max(1U, std::thread::hardware_concurrency());
  if (settled.batch_rows == 0) {
    return base::MakeError(base::ErrorCode::kArgument, "a batch needs at least one row: set batch_rows to 1 or more");
  }
  storage::OpenOptions storing;
  storing.create_if_missing = settled.create_if_missing;
  storing.create_with_first_commit = create_with_first_commit;
  storing.read_only = settled.read_only;
  storing.durability = settled.sync_commits ? storage::Durability::kSync : storage::Durability::kSystem;
  storing.cache_bytes = settled.cache_bytes;
  storing.idle_limit = settled.transaction_idle;
  storing.change_log_bytes = settled.change_log_bytes;
  QIAO_TRY(auto store, storage::Store::Open(path, storing));
  return std::unique_ptr<Database>(std::make_unique<StoreDatabase>(path, std::move(settled), std::move(store)));
}

}  // namespace

Result<std::unique_ptr<Database>> Database::Open(const std::string& path, const DatabaseOptions& options) {
  return OpenStore(path, options, false);
}

Result<std::unique_ptr<Database>> OpenToImport(const std::string& path) { return OpenStore(path, {}, true); }

}  // namespace qiao::engine
