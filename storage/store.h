// The store of one database: opens it, hands out snapshots to readers and the transaction to the writer.
//
// A database is a folder or, for the path ":memory:", nothing but memory. A folder holds the file QIAO (which says that
// it is a database and of which format), the file LOCK (who has it open for writing) and the folder data.
//
// Owner:   the caller. Transactions must end before their Store; snapshots may outlive it.
// Threads: any number may call Read and BeginWrite. Readers never wait for the writer.
// Errors:  Open: kInput (not a Qiao database), kIo (missing, no right, disk), kBusy (another process writes to it: the
//          message names its pid), kArgument (no room for a cache), kUnsupportedFormat (written by a newer Qiao),
//          kCorruption. None of them leaves anything behind in a folder that was no database.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "storage/cache_statistics.h"
#include "storage/key_value.h"
#include "storage/snapshot.h"
#include "storage/transaction.h"

namespace qiao::storage {

class BulkWriter;
struct ChunkId;
class ShownSnapshot;
struct StoreCore;

// 1: as it began. 2: rules ('I' in the catalog) and their entries in the family kIndex. 3: statistics of columns.
// 4: edges of links beside a line.
inline constexpr uint32_t kFormatVersion = 4;

struct OpenOptions {
  bool create_if_missing = true;
  // A database that is made here is there from its first commit on: until then its end takes away what was made.
  bool create_with_first_commit = false;
  bool read_only = false;  // needs no lock and writes nothing; sees the database as it was when opened or refreshed
  Durability durability = Durability::kSync;
  std::optional<uint64_t> cache_bytes;  // for decoded chunks; base::CacheMemory() by default
  // How many bytes of the change log (change_log.h) a commit keeps about; 0: it keeps none.
  uint64_t change_log_bytes = 16ULL << 20;
  // Memory of uncommitted writes, beyond which they fail with kLimit; an eighth of the machine's, at most 1 GiB, by
  // default.
  std::optional<uint64_t> max_transaction_bytes;
  // How long a transaction may rest (Transaction::Rest) while another one waits to write.
  std::chrono::milliseconds idle_limit = std::chrono::milliseconds::max();
};

class Store {
 public:
  static base::Result<std::unique_ptr<Store>> Open(const std::string& path, const OpenOptions& options = {});
  // Over a key-value store of the caller's choice, for tests.
  static base::Result<std::unique_ptr<Store>> Open(std::unique_ptr<KeyValue> key_value, const OpenOptions& options);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  // The state after the last commit that is as durable as OpenOptions says. Costs no more than copying the pointer.
  std::shared_ptr<const Snapshot> Read() const;
  // Read would give this snapshot, which the caller holds. Costs less, and nothing to other threads that ask.
  bool IsCurrent(const Snapshot& snapshot) const;

  // For a read-only store: looks for what another process has committed, and yields the version that Read gives from
  // now on; snapshots that are out stay as they are. Where this process writes there is nothing to look for.
  base::Result<Version> Refresh();

  // Waits for the write lock: kBusy when `timeout` passes, kReadOnly for a read-only store, kIo after a commit failed
  // to reach the disk (the store then has to be opened again). With `based_on`, kConflict when the version has moved
  // on from there: what was read before is out of date. The transaction goes on from the last commit, even where that
  // one still waits for the disk; its own commit then waits for both.
  base::Result<std::unique_ptr<Transaction>> BeginWrite(std::chrono::milliseconds timeout,
                                                        std::optional<Version> based_on = std::nullopt);

  bool read_only() const;
  CacheStatistics cache_statistics() const;

  // Lays the database out anew; others may read and write meanwhile. See KeyValue::Compact.
  base::Result<void> Compact(const KeyValue::Progress& progress);

 private:
  friend class BulkWriter;
  friend class Transaction;
  struct State;
  explicit Store(std::unique_ptr<State> state);
  const ShownSnapshot& Shown() const;

  static base::Result<std::unique_ptr<Store>> OpenOver(std::shared_ptr<StoreCore> core,
                                                       std::shared_ptr<KeyValue> key_value, const OpenOptions& options,
                                                       bool may_start);
  // Puts the transaction into the log; AwaitSync makes it durable and shows it to readers. Between the two another
  // transaction may begin to write.
  base::Result<Version> Append(const Transaction::State& transaction, const View& now);
  base::Result<void> AwaitSync(Version version);
  // Takes over the chunks of a BulkWriter, and the names and tables of its transaction with them.
  base::Result<Version> CommitFiles(const Transaction::State& transaction,
                                    std::vector<std::unique_ptr<KeyValue::SortedFile>> files,
                                    std::vector<ChunkId> touched);
  KeyValue& key_value() const;
  std::string spill_folder() const;  // for temporary files
  // See index_build.h. Returns the state with the new entries.
  base::Result<std::unique_ptr<const KeyValue::Snapshot>> BuildRule(const View& view, const Rule& rule);
  // Never the same twice, whether or not what it numbers is committed.
  uint64_t NextSchemaVersion();

  std::unique_ptr<State> state_;
};

}  // namespace qiao::storage
