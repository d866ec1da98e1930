#include "storage/bulk/edge_rows.h"

#include <algorithm>

#include "storage/bulk/batch_rule.h"
#include "storage/bulk/link_writer.h"
#include "storage/catalog.h"
#include "storage/column_codec.h"
#include "storage/ends_chunk.h"
#include "storage/value_codec.h"

namespace qiao::storage {
namespace {

uint32_t High(uint64_t key) { return static_cast<uint32_t>(key >> 32); }
uint32_t Low(uint64_t key) { return static_cast<uint32_t>(key); }

base::Error Damaged(const ChunkId& id) {
  return base::MakeError(base::ErrorCode::kCorruption, "the database is damaged: {} contradicts itself", Describe(id));
}

}  // namespace

struct EdgeRows::Column {
  ChunkRange* range = nullptr;
  std::vector<ColumnChunk::Change> changes;  // of the run that is being gathered
};

// Ends and properties of edges, which come in the order of their rows.
class EdgeRows::RowWriter {
 public:
  explicit RowWriter(EdgeRows& rows)
      : rows_(rows), ends_range_(rows.files_.NewRange(Family::kAdjacency)), records_(rows.rules_.size()) {}

  base::Result<void> Add(uint32_t row, const SortedEdge& edge) {
    if (RunOf(row) != run_) {
      QIAO_CHECK(WriteRun());
      run_ = RunOf(row);
    }
    const auto in_run = static_cast<uint16_t>(RowInRun(row));
    ends_.push_back({in_run, High(edge.key), Low(edge.key)});
    properties_.clear();
    uint64_t origin = 0;
    ByteReader reader(edge.bytes);
    while (!reader.done()) {
      const base::KeyId key(static_cast<uint32_t>(reader.Varint()));
      if (key.value == EdgeBatch::kOriginKey) {
        origin = reader.Varint();
      } else {
        properties_.emplace_back(key, ReadValue(reader));
      }
    }
    const base::EdgeId id(rows_.before_.id, row);
    for (size_t i = 0; i < records_.size(); ++i) {
      const BatchRule& rule = *rows_.rules_[i];
      rule.entries->PutRecords(rule.ValuesOf(properties_), id.value, origin, records_[i]);
    }
    for (auto& [key, value] : properties_) columns_[key].changes.push_back({in_run, std::move(value)});
    return {};
  }

  base::Result<void> WriteRun() {
    if (ends_.empty()) return {};
    const uint32_t table = rows_.before_.id.value;
    // The table's last run before the import goes on.
    const bool goes_on = uint64_t{run_} * kRunRows < rows_.before_.rows;
    QIAO_CHECK(Write<EndsChunk>({ChunkKind::kEnds, table, 0, run_}, goes_on, ends_, ends_range_));
    ends_.clear();
    for (auto& [key, column] : columns_) {
      if (column.changes.empty()) continue;
      if (column.range == nullptr) column.range = &rows_.files_.NewRange(Family::kProperty);
      const bool has = goes_on && std::ranges::binary_search(rows_.before_.keys, key);
      QIAO_CHECK(
          Write<ColumnChunk>({ChunkKind::kEdgeColumn, table, key.value, run_}, has, column.changes, *column.range));
      column.changes.clear();
    }
    for (size_t i = 0; i < records_.size(); ++i)
      QIAO_CHECK(rows_.rules_[i]->entries->Add(std::exchange(records_[i], {})));
    return {};
  }

 private:
  template <class C>
  base::Result<void> Write(const ChunkId& id, bool is_stored, const std::vector<typename C::Change>& changes,
                           ChunkRange& range) {
    C chunk;
    if (is_stored) {
      QIAO_TRY(auto stored, rows_.stored_.Load<C>(id));
      chunk = *stored;
    }
    if (!chunk.Apply(changes)) return Damaged(id);
    std::string content;
    EncodeBase(chunk, content);
    range.Touch(id);
    return range.Put(KeyOf(id), content);
  }

  EdgeRows& rows_;
  ChunkRange& ends_range_;
  uint32_t run_ = 0;
  std::vector<EndsChunk::Change> ends_;
  std::map<base::KeyId, Column> columns_;
  std::vector<std::pair<base::KeyId, base::Value>> properties_;
  std::vector<std::string> records_;  // index entries of the run, by rule
};

EdgeRows::EdgeRows(ChunkFiles& files, const ChunkReader& stored, EdgeTable before, uint64_t stored_sources,
                   uint64_t stored_targets, std::vector<const BatchRule*> rules, std::string spill_folder)
    : files_(files),
      stored_(stored),
      before_(std::move(before)),
      stored_sources_(before_.rows == 0 ? 0 : stored_sources),
      stored_targets_(before_.rows == 0 ? 0 : stored_targets),
      rules_(std::move(rules)),
      by_source_(spill_folder),
      by_target_(std::move(spill_folder)) {}

void EdgeRows::Add(const EdgeBatch& batch) {
  by_source_.Add(batch.links(), batch.property_ends(), batch.property_bytes());
  keys_.insert(batch.keys().begin(), batch.keys().end());
}

base::Result<void> EdgeRows::WriteForward(uint64_t memory) {
  QIAO_CHECK(by_source_.Sort());
  LinkWriter links(files_, stored_, ChunkKind::kOut, before_.id.value, stored_sources_);
  RowWriter rows(*this);
  auto row = static_cast<uint32_t>(before_.rows);
  SortedEdge edge;
  while (true) {
    QIAO_TRY(const bool more, by_source_.Next(edge));
    if (!more) break;
    QIAO_CHECK(links.Add(High(edge.key), Low(edge.key), row));
    QIAO_CHECK(rows.Add(row, edge));
    by_target_.Add(edge.key << 32 | edge.key >> 32, row);
    if (by_target_.bytes() > memory) QIAO_CHECK(by_target_.Spill());
    ++row;
  }
  QIAO_CHECK(links.Finish());
  return rows.WriteRun();
}

base::Result<void> EdgeRows::WriteBackward() {
  QIAO_CHECK(by_target_.Sort());
  LinkWriter links(files_, stored_, ChunkKind::kIn, before_.id.value, stored_targets_);
  SortedEdge edge;
  while (true) {
    QIAO_TRY(const bool more, by_target_.Next(edge));
    if (!more) break;
    QIAO_CHECK(links.Add(High(edge.key), Low(edge.key), edge.number));
  }
  return links.Finish();
}

base::Result<void> EdgeRows::Finish(uint64_t memory, EdgeTable& after) {
  const uint64_t count = size();
  if (before_.rows + count > uint64_t{1} << base::EdgeId::kRowBits) return OutOfRows();
  QIAO_CHECK(WriteForward(memory));
  by_source_ = EdgeSorter({});
  QIAO_CHECK(WriteBackward());
  by_target_ = EdgeSorter({});
  after.rows += count;
  after.live += count;
  for (const base::KeyId key : keys_) {
    auto place = std::ranges::lower_bound(after.keys, key);
    if (place == after.keys.end() || *place != key) after.keys.insert(place, key);
  }
  return {};
}

}  // namespace qiao::storage
