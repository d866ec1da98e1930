#include "storage/rocks/rocks_options.h"

#include <rocksdb/cache.h>
#include <rocksdb/convenience.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>

#include <algorithm>

#include "base/machine_memory.h"
#include "storage/rocks/append_operator.h"

namespace qiao::storage {
namespace {

class SilentLogger final : public rocksdb::Logger {
 public:
  using Logger::Logv;
  void Logv(const char*, va_list) override {}
};

// At most so many bytes, and no more than this part of the memory that there is.
uint64_t Share(uint64_t most, uint64_t part) {
  static const uint64_t memory = base::MachineMemory();
  return std::min(most, memory / part);
}

rocksdb::CompressionType FirstSupported(std::initializer_list<rocksdb::CompressionType> wanted) {
  static const std::vector<rocksdb::CompressionType> supported = rocksdb::GetSupportedCompressions();
  for (rocksdb::CompressionType type : wanted) {
    if (std::ranges::find(supported, type) != supported.end()) return type;
  }
  return rocksdb::kNoCompression;
}

}  // namespace

rocksdb::DBOptions RocksDatabaseOptions() {
  rocksdb::DBOptions options;
  options.create_missing_column_families = false;
  options.paranoid_checks = true;
  // Families reach the disk together, so that commits without a log are never lost by halves.
  options.atomic_flush = true;
  // A damaged log is an error to be told, not a reason to go on without what stands behind the damage. Only a record
  // that the end of the process cut off is dropped.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  // A short log opens quickly after a crash: 6 MB of small commits are read in less than 100 ms.
  options.max_total_wal_size = Share(6ULL << 20, 32);
  options.max_open_files = -1;
  // Chunks stand in the order in which a scan reads them: the system may read ahead where it sees that somebody does.
  options.advise_random_on_open = false;
  options.max_background_jobs = 2;
  // The folder holds data, not diaries; what goes wrong is told by the status of the call.
  options.info_log = std::make_shared<SilentLogger>();
  // Opening has few files to look at: threads cost more than they save.
  options.max_file_opening_threads = 1;
  options.manifest_preallocation_size = 64ULL << 10;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  return options;
}

rocksdb::ColumnFamilyOptions RocksFamilyOptions(Family family) {
  // Decoded chunks have a cache of their own; this one holds what RocksDB needs to find them.
  static const std::shared_ptr<rocksdb::Cache> block_cache = rocksdb::NewLRUCache(Share(32ULL << 20, 16));
  rocksdb::ColumnFamilyOptions options;
  options.merge_operator = MakeAppendOperator();
  options.compression = FirstSupported({rocksdb::kLZ4Compression});
  options.bottommost_compression = FirstSupported({rocksdb::kZSTD, rocksdb::kLZ4Compression});
  options.level_compaction_dynamic_level_bytes = true;
  const bool is_large = family == Family::kProperty || family == Family::kAdjacency;
  // Most commits go on where those before them wrote to the same column, adjacency or record: RocksDB's table in memory
  // looks there first. Entries of indexes come anywhere.
  if (family != Family::kIndex) {
    const size_t common_bytes = family == Family::kChange ? 1 : 9;
    options.memtable_insert_with_hint_prefix_extractor.reset(rocksdb::NewCappedPrefixTransform(common_bytes));
  }
  options.write_buffer_size = Share(is_large ? 64ULL << 20 : 16ULL << 20, 32);

  rocksdb::BlockBasedTableOptions table;
  table.block_cache = block_cache;
  table.format_version = 5;
  table.block_size = 16ULL << 10;
  // Reading ahead is left to the system, which sees who reads in order: asked for by us besides, it drives out what
  // others need where memory is short.
  table.max_auto_readahead_size = 0;
  // An index is only ever walked over: a filter would lie in memory for nothing, more than a byte an entry.
  if (family != Family::kIndex) table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

const char* RocksFamilyName(Family family) {
  switch (family) {
    case Family::kMeta:
      return "default";
    case Family::kProperty:
      return "property";
    case Family::kAdjacency:
      return "adjacency";
    case Family::kRows:
      return "rows";
    case Family::kIndex:
      return "index";
    case Family::kChange:
      return "change";
  }
  return "default";
}

}  // namespace qiao::storage
