#include "storage/check.h"

#include <algorithm>
#include <array>
#include <map>

#include "storage/catalog.h"
#include "storage/check_edges.h"
#include "storage/check_rules.h"
#include "storage/chunk_reader.h"
#include "storage/frame.h"
#include "storage/statistics_chunk.h"

namespace qiao::storage {
namespace {

// As docs/format.md calls them.
constexpr std::array<std::string_view, kFamilies> kFamilyNames = {"default", "property", "adjacency",
                                                                  "rows",    "index",    "change"};

uint64_t RunsOf(uint64_t rows) { return (rows + kRunRows - 1) / kRunRows; }

template <class Id>
bool Contains(const std::vector<Id>& sorted, uint32_t id) {
  return std::ranges::binary_search(sorted, Id(id));
}

// Whether the catalog knows of a chunk.
bool IsKnown(const Catalog& catalog, const ChunkId& id) {
  const NodeTable* nodes = catalog.node_table(base::TableId(id.table));
  const EdgeTable* edges = catalog.edge_table(base::TableId(id.table));
  auto runs = [&id](const auto* table) { return table != nullptr && id.run < RunsOf(table->rows); };
  switch (id.kind) {
    case ChunkKind::kNodeColumn:
      return runs(nodes) && Contains(nodes->keys, id.sub);
    case ChunkKind::kEdgeColumn:
      return runs(edges) && Contains(edges->keys, id.sub);
    case ChunkKind::kOut:
      return edges != nullptr && runs(catalog.node_table(edges->source));
    case ChunkKind::kIn:
      return edges != nullptr && runs(catalog.node_table(edges->target));
    case ChunkKind::kEnds:
    case ChunkKind::kDeadEdges:
      return runs(edges);
    case ChunkKind::kDeadNodes:
      return runs(nodes);
    case ChunkKind::kOverride:
      // A label that varies no more may leave an empty set behind.
      return runs(nodes) && id.sub < catalog.labels->size();
    case ChunkKind::kNodeStatistics:
      return nodes != nullptr && id.run == 0 && Contains(nodes->keys, id.sub);
    case ChunkKind::kEdgeStatistics:
      return edges != nullptr && id.run == 0 && Contains(edges->keys, id.sub);
  }
  return false;
}

class Checker {
 public:
  Checker(const Snapshot& snapshot, const KeyValue::Progress& progress)
      : snapshot_(snapshot), catalog_(*snapshot.shared_catalog()), findings_(report_), progress_(progress) {}

  base::Result<CheckReport> Run() {
    auto files = snapshot_.chunks().VerifyFiles([this](double done) { return progress_(0.2 * done); });
    if (!files && files.error().code == base::ErrorCode::kCancelled) return files.error();
    if (!files) findings_.Add(files.error());
    for (size_t family = 0; family < kFamilies; ++family) {
      QIAO_CHECK(Report(0.2 + 0.3 * static_cast<double>(family) / kFamilies));
      QIAO_CHECK(CheckFrames(static_cast<Family>(family)));
    }
    const size_t parts = catalog_.node_tables->size() + catalog_.edge_tables->size() + catalog_.schema->rules.size();
    size_t done = 0;
    auto next = [&] { return Report(0.5 + 0.5 * static_cast<double>(done++) / static_cast<double>(parts)); };
    for (const NodeTable& table : *catalog_.node_tables) {
      QIAO_CHECK(next());
      CheckNodes(table);
    }
    for (const EdgeTable& table : *catalog_.edge_tables) {
      QIAO_CHECK(next());
      CheckColumns(table, ChunkKind::kEdgeColumn);
      QIAO_CHECK(CheckEdges(snapshot_, table, findings_, [this] { return progress_(-1); }));
    }
    for (const Rule& rule : catalog_.schema->rules) {
      QIAO_CHECK(next());
      QIAO_CHECK(CheckRule(snapshot_, rule, findings_, [this] { return progress_(-1); }));
    }
    return std::move(report_);
  }

 private:
  base::Result<void> Report(double done) const {
    if (progress_(done)) return {};
    return base::MakeError(base::ErrorCode::kCancelled, "stopped");
  }

  base::Result<void> CheckFrames(Family family) {
    const std::string_view name = kFamilyNames[static_cast<size_t>(family)];
    const ChunkReader& chunks = snapshot_.chunks();
    auto cursor = chunks.key_value().Scan(chunks.snapshot(), family, "");
    while (true) {
      auto found = cursor->Next();
      if (!found) {
        // What stands behind a damaged block of a file can't be reached this way.
        findings_.Add(found.error());
        return {};
      }
      if (!*found) return {};
      if (family != Family::kIndex && !ReadFrames(cursor->key(), cursor->value())) {
        findings_.Add(base::MakeError(base::ErrorCode::kCorruption, "a value of family {} is damaged, under the key {}",
                                      name, Hex(cursor->key())));
      }
      if (family != Family::kProperty && family != Family::kAdjacency && family != Family::kRows) continue;
      auto id = ReadChunkId(cursor->key().substr(0, kChunkKeySize));
      if (!id || FamilyOf(id->kind) != family || !IsKnown(catalog_, *id)) {
        findings_.Add(base::MakeError(base::ErrorCode::kCorruption,
                                      "a value of family {} belongs to nothing that is known, under the key {}", name,
                                      Hex(cursor->key())));
      }
    }
  }

  void CheckNodes(const NodeTable& table) {
    CheckColumns(table, ChunkKind::kNodeColumn);
    const uint64_t dead = CountSet({ChunkKind::kDeadNodes, table.id.value}, table.rows);
    if (table.rows - dead != table.live) {
      findings_.Add(base::MakeError(base::ErrorCode::kCorruption, "node table {} is to have {} live rows and has {}",
                                    table.id.value, table.live, table.rows - dead));
    }
    for (size_t i = 0; i < table.varying.size(); ++i) {
      const uint64_t rows = CountSet({ChunkKind::kOverride, table.id.value, table.varying[i].value}, table.rows);
      if (rows == table.varying_rows[i]) continue;
      findings_.Add(base::MakeError(
          base::ErrorCode::kCorruption, "label {} of node table {} is to vary in {} rows and does in {}",
          catalog_.labels->name(table.varying[i].value), table.id.value, table.varying_rows[i], rows));
    }
  }

  // Rows in a set of rows, over all runs.
  uint64_t CountSet(ChunkId id, uint64_t rows) {
    uint64_t count = 0;
    for (id.run = 0; id.run < RunsOf(rows); ++id.run) {
      auto bits = snapshot_.chunks().Load<BitsChunk>(id);
      if (!bits) {
        findings_.Add(bits.error());
        continue;
      }
      for (uint32_t row = 0; row < kRunRows; ++row) {
        if (!(*bits)->Has(row)) continue;
        ++count;
        if (uint64_t{id.run} * kRunRows + row >= rows) findings_.Add(Beyond(id));
      }
    }
    return count;
  }

  template <class Table>
  void CheckColumns(const Table& table, ChunkKind kind) {
    for (base::KeyId key : table.keys) {
      const ChunkId statistics{StatisticsOf(kind), table.id.value, key.value};
      if (auto read = snapshot_.chunks().Load<StatisticsChunk>(statistics); !read) findings_.Add(read.error());
      for (uint32_t run = 0; run < RunsOf(table.rows); ++run) {
        ChunkId id{kind, table.id.value, key.value, run};
        auto column = snapshot_.chunks().Load<ColumnChunk>(id);
        if (!column) {
          findings_.Add(column.error());
        } else if (uint64_t{run} * kRunRows + (*column)->size > table.rows) {
          findings_.Add(Beyond(id));
        }
      }
    }
  }

  static base::Error Beyond(const ChunkId& id) {
    return base::MakeError(base::ErrorCode::kCorruption, "{} goes beyond the last row of the table", Describe(id));
  }

  const Snapshot& snapshot_;
  const Catalog& catalog_;
  CheckReport report_;
  Findings findings_;
  const KeyValue::Progress& progress_;
};

}  // namespace

base::Result<CheckReport> CheckSnapshot(const Snapshot& snapshot, const KeyValue::Progress& progress) {
  return Checker(snapshot, progress).Run();
}

}  // namespace qiao::storage
