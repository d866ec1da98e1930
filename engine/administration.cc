#include "engine/administration.h"

#include <algorithm>
#include <filesystem>

#include "base/machine_memory.h"
#include "storage/backup.h"
#include "storage/check.h"
#include "storage/statistics.h"
#include "storage/statistics_chunk.h"
#include "storage/store.h"

namespace qiao::engine {

using base::Result;

namespace {

namespace fs = std::filesystem;

Result<std::unique_ptr<storage::Store>> OpenStore(const std::string& path, bool read_only) {
  storage::OpenOptions options;
  options.create_if_missing = false;
  options.read_only = read_only;
  const uint64_t memory = base::MachineMemory();
  options.cache_bytes = std::min(std::max<uint64_t>(64ULL << 20, memory / 16), memory / 4);
  return storage::Store::Open(path, options);
}

struct FileSizes {
  uint64_t files = 0;
  uint64_t data = 0;
  uint64_t logs = 0;
};

FileSizes SizesOf(const std::string& path) {
  FileSizes sizes;
  std::error_code error;
  for (fs::directory_iterator entry(path + "/data", error), end; !error && entry != end; entry.increment(error)) {
    std::error_code vanished;
    const uintmax_t bytes = entry->file_size(vanished);
    if (vanished) continue;
    if (entry->path().extension() == ".log") {
      sizes.logs += bytes;
    } else if (entry->path().extension() == ".sst") {
      ++sizes.files;
      sizes.data += bytes;
    }
  }
  return sizes;
}

BackupReport ReportOf(storage::BackupReport report) {
  return {std::move(report.folder), report.version, report.bytes, report.copied_bytes};
}

// Tables with their parts, named.
class Describer {
 public:
  Describer(const storage::Snapshot& snapshot, const storage::StoreStatistics& sizes)
      : snapshot_(snapshot), sizes_(sizes) {}

  Result<TableStatistics> Nodes(const storage::NodeTable& table) const {
    TableStatistics statistics = Common(table, storage::ChunkKind::kNodeColumn, storage::ChunkKind::kDeadNodes);
    for (size_t i = 0; i < table.keys.size(); ++i) {
      QIAO_TRY(auto values, snapshot_.ReadStatistics(table.id, table.keys[i]));
      AddValues(table, std::move(values), statistics.properties[i]);
    }
    statistics.labels = Labels(table.id);
    for (base::LabelId label : table.varying) {
      statistics.varying_labels.push_back(
          Part(std::string(snapshot_.LabelName(label)), storage::ChunkKind::kOverride, table.id.value, label.value));
    }
    return statistics;
  }

  Result<TableStatistics> Edges(const storage::EdgeTable& table) const {
    TableStatistics statistics = Common(table, storage::ChunkKind::kEdgeColumn, storage::ChunkKind::kDeadEdges);
    for (size_t i = 0; i < table.keys.size(); ++i) {
      QIAO_TRY(auto values, snapshot_.ReadEdgeStatistics(table.id, table.keys[i]));
      AddValues(table, std::move(values), statistics.properties[i]);
    }
    statistics.type = snapshot_.TypeName(table.type);
    statistics.labels = Labels(table.source);
    statistics.target_labels = Labels(table.target);
    statistics.outgoing = Part("", storage::ChunkKind::kOut, table.id.value, 0);
    statistics.incoming = Part("", storage::ChunkKind::kIn, table.id.value, 0);
    statistics.ends = Part("", storage::ChunkKind::kEnds, table.id.value, 0);
    return statistics;
  }

 private:
  template <class Table>
  static void AddValues(const Table& table, std::shared_ptr<const storage::StatisticsChunk> chunk,
                        PartStatistics& part) {
    if (!chunk->known) return;
    part.stale = chunk->IsStale(table.rows, table.live);
    const base::ValueStatistics* values = &chunk->values;
    part.values = {std::move(chunk), values};
  }

  template <class Table>
  TableStatistics Common(const Table& table, storage::ChunkKind column, storage::ChunkKind dead) const {
    TableStatistics statistics;
    statistics.rows = table.rows;
    statistics.live_rows = table.live;
    for (base::KeyId key : table.keys) {
      statistics.properties.push_back(Part(std::string(snapshot_.KeyName(key)), column, table.id.value, key.value));
    }
    statistics.deleted = Part("", dead, table.id.value, 0);
    return statistics;
  }

  PartStatistics Part(std::string name, storage::ChunkKind kind, uint32_t table, uint32_t sub) const {
    auto found = sizes_.parts.find({kind, table, sub});
    if (found == sizes_.parts.end()) return {std::move(name), 0, 0, nullptr, false};
    return {std::move(name), found->second.chunks, found->second.bytes, nullptr, false};
  }

  std::vector<std::string> Labels(base::TableId table) const {
    std::vector<std::string> names;
    for (base::LabelId label : snapshot_.NodeTables()[table.value].labels) {
      names.emplace_back(snapshot_.LabelName(label));
    }
    return names;
  }

  const storage::Snapshot& snapshot_;
  const storage::StoreStatistics& sizes_;
};

PartStatistics Unnamed(const storage::PartSize& size) { return {"", size.chunks, size.bytes, nullptr, false}; }

}  // namespace

Result<CheckReport> CheckDatabase(const std::string& path, const WorkProgress& progress) {
  CheckReport report;
  auto store = OpenStore(path, true);
  if (!store && store.error().code == base::ErrorCode::kCorruption) {
    report.findings.push_back(store.error());
    report.count = 1;
    return report;
  }
  if (!store) return store.error();
  auto snapshot = (*store)->Read();
  report.version = snapshot->version();
  QIAO_TRY(auto found, storage::CheckSnapshot(*snapshot, progress));
  report.findings = std::move(found.findings);
  report.count = found.count;
  return report;
}

Result<BackupReport> BackUpDatabase(const std::string& path, const std::string& backups, const WorkProgress& progress) {
  QIAO_TRY(auto report, storage::BackUp(path, backups, progress));
  return ReportOf(std::move(report));
}

Result<BackupReport> RestoreDatabase(const std::string& backups, uint64_t number, const std::string& path,
                                     const WorkProgress& progress) {
  QIAO_TRY(auto report, storage::Restore(backups, number, path, progress));
  return ReportOf(std::move(report));
}

namespace {

Result<void> RefreshStatistics(storage::Store& store) {
  QIAO_TRY(auto transaction, store.BeginWrite(std::chrono::milliseconds(0)));
  transaction->RefreshStatistics();
  QIAO_CHECK(transaction->Commit());
  return {};
}

}  // namespace

Result<CompactReport> CompactDatabase(const std::string& path, const WorkProgress& progress) {
  QIAO_TRY(auto store, OpenStore(path, false));
  CompactReport report;
  FileSizes before = SizesOf(path);
  QIAO_CHECK(RefreshStatistics(*store));
  QIAO_CHECK(store->Compact(progress));
  store = nullptr;
  FileSizes after = SizesOf(path);
  report.bytes_before = before.data + before.logs;
  report.bytes_after = after.data + after.logs;
  return report;
}

Result<DatabaseStatistics> ReadDatabaseStatistics(const std::string& path, const WorkProgress& progress) {
  QIAO_TRY(auto store, OpenStore(path, true));
  auto snapshot = store->Read();
  QIAO_TRY(auto sizes, storage::ReadStatistics(*snapshot, progress));
  DatabaseStatistics statistics;
  statistics.version = sizes.version;
  const FileSizes files = SizesOf(path);
  statistics.data_files = files.files;
  statistics.data_bytes = files.data;
  statistics.log_bytes = files.logs;
  statistics.catalog = Unnamed(sizes.catalog);
  statistics.indexes = Unnamed(sizes.indexes);
  statistics.changes = Unnamed(sizes.changes);
  Describer describe(*snapshot, sizes);
  for (const storage::NodeTable& table : snapshot->NodeTables()) {
    QIAO_TRY(auto described, describe.Nodes(table));
    statistics.tables.push_back(std::move(described));
  }
  for (const storage::EdgeTable& table : snapshot->EdgeTables()) {
    QIAO_TRY(auto described, describe.Edges(table));
    statistics.tables.push_back(std::move(described));
  }
  return statistics;
}

}  // namespace qiao::engine
