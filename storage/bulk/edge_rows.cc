#include "storage/bulk/edge_rows.h"

#include <algorithm>
#include <bit>
#include <numeric>

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

// Ends and properties of edges, which come in the order of their rows.
class EdgeRows::RowWriter {
 public:
  explicit RowWriter(EdgeRows& rows)
      : rows_(rows),
        ends_range_(rows.files_.NewRange(Family::kAdjacency)),
        row_(static_cast<uint32_t>(rows.before_.rows)),
        records_(rows.rules_.size()) {}

  base::Result<void> Add(const SortedEdges& edges) {
    for (size_t begin = 0; begin < edges.keys.size();) {
      if (ends_.sources.empty()) QIAO_CHECK(BeginRun());
      const size_t count = std::min<size_t>(edges.keys.size() - begin, kRunRows - RowInRun(row_));
      for (const uint64_t key : edges.keys.subspan(begin, count)) {
        ends_.sources.push_back(High(key));
        ends_.targets.push_back(Low(key));
      }
      if (!edges.bytes.empty() || !records_.empty()) {
        for (uint32_t i = 0; i < count; ++i) {
          QIAO_CHECK(AddProperties(row_ + i, edges.bytes.empty() ? std::string_view() : edges.bytes[begin + i]));
        }
      }
      row_ += static_cast<uint32_t>(count);
      begin += count;
      if (RowInRun(row_) == 0) QIAO_CHECK(WriteRun());
    }
    return {};
  }
  base::Result<void> Finish() { return ends_.sources.empty() ? base::Result<void>() : WriteRun(); }

 private:
  struct Column {
    ChunkRange* range = nullptr;
    ColumnBuffer cells;  // of the run
  };

  base::Result<void> BeginRun() {
    run_ = RunOf(row_);
    goes_on_ = RowInRun(row_) != 0;
    if (!goes_on_) return {};
    const ChunkId id = IdOf(ChunkKind::kEnds, 0);
    QIAO_TRY(const auto stored, rows_.stored_.Load<EndsChunk>(id));
    if (stored->sources.size() != RowInRun(row_)) return Damaged(id);
    ends_ = *stored;
    return {};
  }

  base::Result<void> AddProperties(uint32_t row, std::string_view bytes) {
    properties_.clear();
    uint64_t origin = 0;
    for (ByteReader reader(bytes); !reader.done();) {
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
    for (const auto& [key, value] : properties_) {
      ColumnBuffer& cells = columns_[key].cells;
      if (goes_on_ && cells.size() == 0 && std::ranges::binary_search(rows_.before_.keys, key)) {
        QIAO_TRY(const auto stored, rows_.stored_.Load<ColumnChunk>(IdOf(ChunkKind::kEdgeColumn, key.value)));
        cells.Start(*stored);
      }
      cells.Append(RowInRun(row), value);
    }
    return {};
  }

  base::Result<void> WriteRun() {
    QIAO_CHECK(Write(IdOf(ChunkKind::kEnds, 0), ends_, ends_range_));
    ends_.sources.clear();
    ends_.targets.clear();
    for (auto& [key, column] : columns_) {
      if (column.cells.size() == 0) continue;
      if (column.range == nullptr) column.range = &rows_.files_.NewRange(Family::kProperty);
      QIAO_CHECK(rows_.statistics_.Add(key, run_, column.cells.cells()));
      QIAO_CHECK(Write(IdOf(ChunkKind::kEdgeColumn, key.value), column.cells.cells(), *column.range));
      column.cells = {};
    }
    for (size_t i = 0; i < records_.size(); ++i) {
      QIAO_CHECK(rows_.rules_[i]->entries->Add(std::exchange(records_[i], {})));
    }
    return {};
  }

  ChunkId IdOf(ChunkKind kind, uint32_t sub) const { return {kind, rows_.before_.id.value, sub, run_}; }

  template <class Chunk>
  base::Result<void> Write(const ChunkId& id, const Chunk& chunk, ChunkRange& range) {
    std::string content;
    EncodeBase(chunk, content);
    range.Touch(id);
    return range.Put(KeyOf(id), content);
  }

  EdgeRows& rows_;
  ChunkRange& ends_range_;
  uint32_t row_;          // of the next edge
  uint32_t run_ = 0;      // that is being gathered
  bool goes_on_ = false;  // it is the last one that the table had before
  EndsChunk ends_;
  std::map<base::KeyId, Column> columns_;
  std::vector<std::pair<base::KeyId, base::Value>> properties_;
  std::vector<std::string> records_;  // index entries of the run, by rule
};

EdgeRows::EdgeRows(ChunkFiles& files, const Snapshot& stored, EdgeTable before, uint64_t stored_sources,
                   uint64_t stored_targets, std::vector<const BatchRule*> rules, std::string spill_folder)
    : files_(files),
      stored_(stored.chunks()),
      before_(std::move(before)),
      stored_sources_(before_.rows == 0 ? 0 : stored_sources),
      stored_targets_(before_.rows == 0 ? 0 : stored_targets),
      rules_(std::move(rules)),
      statistics_(stored, ChunkKind::kEdgeStatistics, before_.id, before_.rows),
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
  std::vector<uint64_t> turned;
  std::vector<uint32_t> numbers;
  for (auto row = static_cast<uint32_t>(before_.rows);; row += static_cast<uint32_t>(numbers.size())) {
    QIAO_TRY(const SortedEdges edges, by_source_.Next());
    if (edges.keys.empty()) break;
    numbers.resize(edges.keys.size());
    std::iota(numbers.begin(), numbers.end(), row);
    QIAO_CHECK(links.Add(edges.keys, numbers));
    QIAO_CHECK(rows.Add(edges));
    turned.clear();
    for (const uint64_t key : edges.keys) turned.push_back(std::rotl(key, 32));
    by_target_.Add(turned, numbers);
    if (by_target_.bytes() > memory) QIAO_CHECK(by_target_.Spill());
  }
  QIAO_CHECK(links.Finish());
  return rows.Finish();
}

base::Result<void> EdgeRows::WriteBackward() {
  QIAO_CHECK(by_target_.Sort());
  LinkWriter links(files_, stored_, ChunkKind::kIn, before_.id.value, stored_targets_);
  while (true) {
    QIAO_TRY(const SortedEdges edges, by_target_.Next());
    if (edges.keys.empty()) return links.Finish();
    QIAO_CHECK(links.Add(edges.keys, edges.numbers));
  }
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
  QIAO_CHECK(statistics_.Finish(before_.keys, after.rows, after.live, files_));
  for (const base::KeyId key : keys_) {
    auto place = std::ranges::lower_bound(after.keys, key);
    if (place == after.keys.end() || *place != key) after.keys.insert(place, key);
  }
  return {};
}

}  // namespace qiao::storage
