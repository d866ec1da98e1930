#include "storage/change_log_writer.h"

#include <algorithm>
#include <chrono>
#include <map>

#include "storage/bits_chunk.h"
#include "storage/catalog.h"
#include "storage/chunk_reader.h"
#include "storage/column_codec.h"
#include "storage/frame.h"

namespace qiao::storage {
namespace {

// Old records go when there are this many parts of the budget too many of them.
constexpr uint64_t kDroppedPart = 8;
// A single record gets at most this part of the budget.
constexpr uint64_t kRecordPart = 4;

template <class Tables>
void PutTables(std::string& out, const Tables& before, const Tables& after) {
  std::string list;
  uint64_t count = 0;
  for (size_t i = 0; i < after.size(); ++i) {
    const uint64_t rows = i < before.size() ? before[i].rows : 0;
    const uint64_t live = i < before.size() ? before[i].live : 0;
    const uint64_t created = after[i].rows - rows;
    const uint64_t deleted = live + created - after[i].live;
    if (created == 0 && deleted == 0) continue;
    ++count;
    for (uint64_t number : {uint64_t{i}, rows, created, deleted}) PutVarint(list, number);
  }
  PutVarint(out, count);
  out += list;
}

std::string StartRecord(uint64_t offset, const Catalog& before, const Catalog& after) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  std::string content;
  PutVarint(content, offset);
  PutVarint(content, static_cast<uint64_t>(std::max<int64_t>(0, now / std::chrono::milliseconds(1))));
  PutTables(content, *before.node_tables, *after.node_tables);
  PutTables(content, *before.edge_tables, *after.edge_tables);
  return content;
}

// What changes in a set of labels, without what was changed back.
base::Result<std::vector<BitsChunk::Change>> NetChanges(const ChunkReader& before, const ChunkId& id,
                                                        std::span<const BitsChunk::Change> changes) {
  QIAO_TRY(const auto bits, before.Load<BitsChunk>(id));
  std::map<uint16_t, bool> last;
  for (const BitsChunk::Change& change : changes) last[change.row] = change.set;
  std::vector<BitsChunk::Change> net;
  for (const auto& [row, set] : last) {
    if (bits->Has(row) != set) net.push_back({row, set});
  }
  return net;
}

// The chunks' changes, until they are too much.
class ChunkChanges {
 public:
  ChunkChanges(const ChunkReader& before, size_t limit) : before_(before), limit_(limit) {}

  base::Result<void> Add(const PendingChunks<ColumnChunk>& chunks) {
    for (const auto& [id, chunk] : chunks) {
      if (too_many()) break;
      Add(id, chunk.changes());
    }
    return {};
  }
  base::Result<void> Add(const PendingChunks<BitsChunk>& chunks) {
    for (const auto& [id, chunk] : chunks) {
      if (too_many()) break;
      if (id.kind == ChunkKind::kOverride) {
        QIAO_TRY(const auto net, NetChanges(before_, id, chunk.changes()));
        Add<BitsChunk::Change>(id, net);
      } else {
        Add(id, chunk.changes());
      }
    }
    return {};
  }
  bool too_many() const { return bytes_.size() > limit_; }
  void AppendTo(std::string& content) const {
    PutVarint(content, count_);
    content += bytes_;
  }

 private:
  template <class Change>
  void Add(const ChunkId& id, std::span<const Change> changes) {
    if (changes.empty()) return;
    std::string bytes;
    EncodeChanges(changes, bytes);
    PutChunkId(bytes_, id);
    PutText(bytes_, bytes);
    ++count_;
  }

  const ChunkReader& before_;
  const size_t limit_;
  std::string bytes_;
  uint64_t count_ = 0;
};

void PutLabels(std::string& out, base::NodeId node, const std::vector<base::LabelId>& labels) {
  PutVarint(out, node.value);
  PutVarint(out, labels.size());
  for (base::LabelId label : labels) PutVarint(out, label.value);
}

// Nodes that were there before, that the transaction touches, and whose labels their table doesn't tell.
std::vector<base::NodeId> VaryingNodes(const Transaction::State& transaction, const Catalog& after) {
  const std::vector<NodeTable>& before = *transaction.base->shared_catalog()->node_tables;
  std::vector<base::NodeId> nodes;
  const auto add = [&](const ChunkId& id, const auto& chunk) {
    if (id.table >= before.size() || (*after.node_tables)[id.table].varying.empty()) return;
    for (const auto& change : chunk.changes()) {
      const uint32_t row = id.run * kRunRows + change.row;
      if (row < before[id.table].rows) nodes.emplace_back(base::TableId(id.table), row);
    }
  };
  for (const auto& [id, chunk] : transaction.columns) {
    if (id.kind == ChunkKind::kNodeColumn) add(id, chunk);
  }
  for (const auto& [id, chunk] : transaction.bits) {
    if (id.kind != ChunkKind::kDeadEdges) add(id, chunk);
  }
  std::ranges::sort(nodes);
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

uint64_t CreatedRows(const Catalog& before, const Catalog& after) {
  uint64_t rows = 0;
  for (const NodeTable& table : *after.node_tables) rows += table.rows;
  for (const EdgeTable& table : *after.edge_tables) rows += table.rows;
  for (const NodeTable& table : *before.node_tables) rows -= table.rows;
  for (const EdgeTable& table : *before.edge_tables) rows -= table.rows;
  return rows;
}

// What follows ChangeLogDetail::kEverything; nullopt when it is more than `limit` bytes, or would be to the reader.
base::Result<std::optional<std::string>> EncodeEverything(const Transaction::State& transaction, const View& now,
                                                          const Catalog& after, uint64_t limit) {
  constexpr uint64_t kEntityBytes = 16;
  if (CreatedRows(*transaction.base->shared_catalog(), after) > limit / kEntityBytes)
    return std::optional<std::string>();
  ChunkChanges chunks(transaction.base->chunks(), limit);
  QIAO_CHECK(chunks.Add(transaction.columns));
  QIAO_CHECK(chunks.Add(transaction.bits));
  if (chunks.too_many()) return std::optional<std::string>();
  const std::vector<base::NodeId> varying = VaryingNodes(transaction, after);
  if (varying.size() > limit / kEntityBytes) return std::optional<std::string>();
  std::string out;
  chunks.AppendTo(out);
  PutVarint(out, varying.size());
  for (base::NodeId node : varying) {
    QIAO_TRY(const auto labels, now.Labels(node));
    PutLabels(out, node, labels);
  }
  return std::optional(std::move(out));
}

void PutDetail(std::string& content, ChangeLogDetail detail) { content.push_back(static_cast<char>(detail)); }

// Where a record stands in the log; nullopt when it is damaged.
struct LogPlace {
  uint64_t begin = 0;
  uint64_t end = 0;
};
std::optional<LogPlace> PlaceOf(std::string_view key, std::string_view value) {
  const auto content = ReadSingleFrame(key, value);
  if (!content) return std::nullopt;
  ByteReader reader(*content);
  const uint64_t begin = reader.Varint();
  if (!reader.ok()) return std::nullopt;
  return LogPlace{begin, begin + content->size()};
}

}  // namespace

base::Result<void> ChangeLogWriter::Add(const Transaction::State& transaction, const View& now, const Catalog& after,
                                        KeyValue::Batch& batch) {
  if (budget_ == 0) return {};
  const Snapshot& before = *transaction.base;
  QIAO_CHECK(Begin(before));
  if (broken_) {
    QIAO_CHECK(DropUntil(before, UINT64_MAX, batch));
    broken_ = false;
    kept_ = end_ = 0;
  } else if (end_ - kept_ > budget_ + budget_ / kDroppedPart) {
    QIAO_CHECK(DropUntil(before, end_ - budget_, batch));
  }
  std::string content = StartRecord(end_, *before.shared_catalog(), after);
  QIAO_TRY(const auto changes, EncodeEverything(transaction, now, after, budget_ / kRecordPart));
  PutDetail(content, changes ? ChangeLogDetail::kEverything : ChangeLogDetail::kCountsOnly);
  if (changes) content += *changes;
  Put(after.version, content, batch);
  return {};
}

base::Result<void> ChangeLogWriter::AddCounts(const Snapshot& before, const Catalog& after, KeyValue::Batch& batch) {
  if (budget_ == 0) return {};
  QIAO_CHECK(Begin(before));
  if (broken_) return {};
  std::string content = StartRecord(end_, *before.shared_catalog(), after);
  PutDetail(content, ChangeLogDetail::kCountsOnly);
  Put(after.version, content, batch);
  return {};
}

base::Result<void> ChangeLogWriter::Begin(const Snapshot& before) {
  if (begun_) return {};
  const ChunkReader& chunks = before.chunks();
  auto cursor = chunks.key_value().Scan(chunks.snapshot(), Family::kChange, kChangeLogPrefix);
  QIAO_TRY(const bool any, cursor->Next());
  if (any) {
    const auto first = PlaceOf(cursor->key(), cursor->value());
    const std::string last_key = ChangeLogKey(before.version());
    QIAO_TRY(const auto last_value, chunks.key_value().Get(chunks.snapshot(), Family::kChange, last_key));
    const auto last = last_value ? PlaceOf(last_key, *last_value) : std::nullopt;
    broken_ = !first || !last;
    if (!broken_) {
      kept_ = first->begin;
      end_ = last->end;
    }
  }
  begun_ = true;
  return {};
}

base::Result<void> ChangeLogWriter::DropUntil(const Snapshot& before, uint64_t place, KeyValue::Batch& batch) {
  const ChunkReader& chunks = before.chunks();
  auto cursor = chunks.key_value().Scan(chunks.snapshot(), Family::kChange, kChangeLogPrefix);
  while (true) {
    QIAO_TRY(const bool found, cursor->Next());
    if (!found) return {};
    const auto record = PlaceOf(cursor->key(), cursor->value());
    if (record) kept_ = record->begin;
    if (record && record->begin >= place) return {};
    batch.Delete(Family::kChange, cursor->key());
  }
}

void ChangeLogWriter::Put(Version version, const std::string& content, KeyValue::Batch& batch) {
  const std::string key = ChangeLogKey(version);
  batch.Put(Family::kChange, key, MakeFrame(key, FrameFormat::kBase, version, content));
  end_ += content.size();
}

}  // namespace qiao::storage
