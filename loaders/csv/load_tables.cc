#include "loaders/csv/load_tables.h"

#include <vector>

#include "loaders/csv/table_loader.h"

namespace qiao::loaders::csv {
namespace {

constexpr uint64_t kRecordsBetweenReports = 4096;

struct Meter {
  const ProgressCallback& callback;
  const CancelFlag* cancelled;
  Progress progress;
  uint64_t done_bytes = 0;  // of the tables before

  base::Result<void> Tick(const Table& table) {
    if (++progress.records % kRecordsBetweenReports == 0) return Report(table);
    return {};
  }
  base::Result<void> Report(const Table& table) {
    if (cancelled != nullptr && cancelled->load(std::memory_order_relaxed)) return Cancelled();
    progress.file = table.path;
    progress.bytes = done_bytes + table.reader.blocks().bytes_read();
    if (callback) callback(progress);
    return {};
  }
};

base::Result<void> LoadTable(Table table, TableLoader& loader, Meter& meter) {
  ++meter.progress.file_number;
  QIAO_CHECK(loader.Begin(table));
  QIAO_CHECK(meter.Report(table));
  while (true) {
    QIAO_TRY(const Record* record, table.reader.Next());
    if (record == nullptr) break;
    QIAO_CHECK(loader.Add(*record));
    QIAO_CHECK(meter.Tick(table));
  }
  meter.done_bytes += table.reader.blocks().bytes_total();
  return {};
}

}  // namespace

base::Result<TableReport> LoadTables(engine::Database& database, std::span<const std::string> paths,
                                     const TableOptions& options, const ProgressCallback& progress,
                                     const CancelFlag* cancelled) {
  // Every header is read before anything is written: most mistakes show here. No file stays open, since there may be
  // more of them than a process may open.
  std::vector<bool> has_relationships;
  Meter meter{progress, cancelled, {}};
  meter.progress.files = paths.size();
  for (const std::string& path : paths) {
    QIAO_TRY(const auto table, OpenTable(path, options));
    meter.progress.bytes_total += table.reader.blocks().bytes_total();
    has_relationships.push_back(table.header.relationships);
  }
  QIAO_TRY(auto transaction, database.BeginWrite());
  TableLoader loader(*transaction, database.Read(), options.update);
  for (const bool relationships : {false, true}) {
    for (size_t i = 0; i < paths.size(); ++i) {
      if (has_relationships[i] != relationships) continue;
      QIAO_TRY(auto table, OpenTable(paths[i], options));
      QIAO_CHECK(LoadTable(std::move(table), loader, meter));
    }
  }
  QIAO_CHECK(transaction->Commit());
  return loader.report();
}

}  // namespace qiao::loaders::csv
