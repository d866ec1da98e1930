#include "storage/commit_builder.h"

#include <algorithm>

#include "storage/adjacency_codec.h"
#include "storage/catalog_codec.h"
#include "storage/change_record.h"
#include "storage/column_codec.h"
#include "storage/frame.h"

namespace qiao::storage {
namespace {

// Beyond these, writing a chunk whole is cheaper than reading its changes again and again.
constexpr uint32_t kMaxFrames = 64;
constexpr size_t kMaxMergedChanges = 256;
// A full segment of an adjacency may hold most of a hub's links: writing it anew takes longer than reading many
// changes.
constexpr size_t kSegmentBytesPerFrame = 32;
// Beyond so many chunks the writer forgets, and starts to remember again.
constexpr size_t kMaxRemembered = 1 << 18;
// The change record of so many versions ago is dropped.
constexpr Version kKeptChangeRecords = 1 << 16;

base::Error Contradiction(const ChunkId& id) {
  return base::MakeError(base::ErrorCode::kCorruption, "the database is damaged: {} contradicts itself", Describe(id));
}

template <class C>
std::span<const typename C::Change> ChangesOf(const PendingChunks<C>& chunks, const ChunkId& id) {
  const auto found = chunks.find(id);
  return found == chunks.end() ? std::span<const typename C::Change>() : found->second.changes();
}

uint32_t MostFrames(const ChunkId& id, std::string_view base) {
  if (id.kind != ChunkKind::kOut && id.kind != ChunkKind::kIn) return kMaxFrames;
  return std::max(kMaxFrames, static_cast<uint32_t>(base.size() / kSegmentBytesPerFrame));
}

}  // namespace

void WriteChangeRecord(Version version, std::span<const ChunkId> touched, KeyValue::Batch& batch) {
  const std::string key = ChangeKey(version);
  batch.Put(Family::kChange, key, MakeFrame(key, FrameFormat::kBase, version, EncodeChangeRecord(touched)));
  if (version > kKeptChangeRecords) batch.Delete(Family::kChange, ChangeKey(version - kKeptChangeRecords));
}

CommitBuilder::CommitBuilder(const Transaction::State& transaction, const View& now, const Catalog& after,
                             WriterMemory& memory, KeyValue::Batch& batch)
    : transaction_(transaction),
      now_(now),
      stored_(transaction.base->chunks()),
      before_(*transaction.base->shared_catalog()),
      after_(after),
      version_(after.version),
      memory_(memory),
      batch_(batch) {}

base::Result<void> CommitBuilder::Build() {
  QIAO_CHECK(AddChunks(transaction_.columns));
  QIAO_CHECK(AddChunks(transaction_.adjacencies));
  QIAO_CHECK(AddChunks(transaction_.bits));
  QIAO_CHECK(AddChunks(transaction_.ends));
  QIAO_CHECK(FreeDeadRuns());
  QIAO_CHECK(KeepStatistics());
  AddIndexEntries();
  WriteCatalog(before_, after_, batch_);
  AddMeta();
  WriteChangeRecord(version_, touched_, batch_);
  return {};
}

bool CommitBuilder::IsNew(const ChunkId& id) const {
  uint64_t first_row = uint64_t{id.run} * kRunRows;
  const NodeTable* nodes = before_.node_table(base::TableId(id.table));
  const EdgeTable* edges = before_.edge_table(base::TableId(id.table));
  switch (id.kind) {
    case ChunkKind::kNodeColumn:
      return nodes == nullptr || nodes->rows <= first_row ||
             !std::ranges::binary_search(nodes->keys, base::KeyId(id.sub));
    case ChunkKind::kEdgeColumn:
      return edges == nullptr || edges->rows <= first_row ||
             !std::ranges::binary_search(edges->keys, base::KeyId(id.sub));
    case ChunkKind::kOut:
      return edges == nullptr || edges->rows == 0 || before_.node_table(edges->source)->rows <= first_row;
    case ChunkKind::kIn:
      return edges == nullptr || edges->rows == 0 || before_.node_table(edges->target)->rows <= first_row;
    case ChunkKind::kEnds:
      return edges == nullptr || edges->rows <= first_row;
    case ChunkKind::kDeadNodes:
      return nodes == nullptr || nodes->live == nodes->rows;
    case ChunkKind::kDeadEdges:
      return edges == nullptr || edges->live == edges->rows;
    case ChunkKind::kOverride:
      return nodes == nullptr || !std::ranges::binary_search(nodes->varying, base::LabelId(id.sub));
    case ChunkKind::kNodeStatistics:
    case ChunkKind::kEdgeStatistics:
      return false;
  }
  return false;
}

template <class C>
base::Result<void> CommitBuilder::AddChunks(const PendingChunks<C>& chunks) {
  for (const auto& [id, chunk] : chunks) {
    if (chunk.changes().empty()) continue;
    touched_.push_back(id);
    QIAO_CHECK(AddChunk<C>(id, chunk.changes()));
  }
  return {};
}

template <class C>
base::Result<void> CommitBuilder::AddChunk(const ChunkId& id, std::span<const typename C::Change> changes) {
  std::string key = KeyOf(id);
  bool is_new = IsNew(id);
  if (!is_new) {
    QIAO_TRY(bool can_merge, CanMerge(id, key, changes.size()));
    if (can_merge) {
      Merge(FamilyOf(id.kind), key, changes);
      return {};
    }
  }
  C chunk;
  if (!is_new) {
    QIAO_TRY(auto stored, stored_.Load<C>(id));
    chunk = *stored;
  }
  if (!chunk.Apply(changes)) return Contradiction(id);
  std::string content;
  EncodeBase(chunk, content);
  PutChunk(id, key, content);
  return {};
}

template <>
base::Result<void> CommitBuilder::AddChunk<AdjacencyChunk>(const ChunkId& id,
                                                           std::span<const AdjacencyChunk::Change> changes) {
  if (!IsNew(id)) return AddSegments(id, changes);
  AdjacencyChunk adjacency;
  if (!adjacency.Apply(changes)) return Contradiction(id);
  PutSegments(id, adjacency, Link(), false);
  return {};
}

// Hands each change to the segment that its link belongs to.
base::Result<void> CommitBuilder::AddSegments(const ChunkId& id, std::span<const AdjacencyChunk::Change> changes) {
  QIAO_TRY(const std::vector<Link>* known, SegmentsOf(id));
  std::vector<Link> segments = *known;  // a segment that is split adds to what is known
  std::vector<AdjacencyChunk::Change> sorted(changes.begin(), changes.end());
  std::ranges::sort(sorted, {}, &AdjacencyChunk::Change::link);
  for (auto begin = sorted.begin(); begin != sorted.end();) {
    auto above = std::ranges::upper_bound(segments, begin->link);
    auto end = above == segments.end()
                   ? sorted.end()
                   : std::ranges::lower_bound(begin, sorted.end(), *above, {}, &AdjacencyChunk::Change::link);
    QIAO_CHECK(AddSegment(id, *std::prev(above), {begin, end}));
    begin = end;
  }
  return {};
}

// Reads the first segment, which says whether there are more, and looks for the others only then.
base::Result<std::vector<Link>*> CommitBuilder::SegmentsOf(const ChunkId& id) {
  auto known = memory_.segments.find(id);
  if (known != memory_.segments.end()) return &known->second;
  bool more = false;
  QIAO_TRY(AdjacencyChunk first, stored_.LoadSegment(id, Link(), more));
  std::vector<Link> segments{Link()};
  if (more) {
    auto cursor = stored_.key_value().Scan(stored_.snapshot(), Family::kAdjacency, KeyOf(id));
    while (true) {
      QIAO_TRY(bool found, cursor->Next());
      if (!found) break;
      auto least = LeastLink(cursor->key());
      if (!least) return Contradiction(id);
      if (*least > segments.back()) segments.push_back(*least);
    }
  }
  if (memory_.segments.size() >= kMaxRemembered) memory_.segments.clear();
  return &(memory_.segments[id] = std::move(segments));
}

base::Result<void> CommitBuilder::AddSegment(const ChunkId& id, const Link& least,
                                             std::span<const AdjacencyChunk::Change> changes) {
  std::string key = SegmentKey(id, least);
  QIAO_TRY(bool can_merge, CanMerge(id, key, changes.size()));
  if (can_merge) {
    Merge(Family::kAdjacency, key, changes);
    return {};
  }
  bool more = false;
  QIAO_TRY(AdjacencyChunk segment, stored_.LoadSegment(id, least, more));
  if (!segment.Apply(changes)) return Contradiction(id);
  PutSegments(id, segment, least, more);
  return {};
}

void CommitBuilder::PutSegments(const ChunkId& id, const AdjacencyChunk& adjacency, const Link& least, bool more) {
  auto known = memory_.segments.find(id);
  for (const Segment& segment : EncodeSegments(adjacency, least, more)) {
    PutChunk(id, SegmentKey(id, segment.least), segment.bytes);
    if (known == memory_.segments.end()) continue;
    auto place = std::ranges::lower_bound(known->second, segment.least);
    if (place == known->second.end() || *place != segment.least) known->second.insert(place, segment.least);
  }
}

base::Result<bool> CommitBuilder::CanMerge(const ChunkId& id, const std::string& key, size_t changes) {
  if (changes > kMaxMergedChanges) return false;
  auto known = memory_.frames.find(key);
  if (known == memory_.frames.end()) {
    QIAO_TRY(auto value, stored_.key_value().Get(stored_.snapshot(), FamilyOf(id.kind), key));
    auto frames = value ? ReadFrames(key, *value) : std::nullopt;
    if (!frames || frames->empty()) {
      // Nothing there: the first one is a base. Damage: reading it to write it whole is what reports it.
      return false;
    }
    if (memory_.frames.size() >= kMaxRemembered) memory_.frames.clear();
    const auto count = static_cast<uint32_t>(frames->size());
    known = memory_.frames.emplace(key, WriterMemory::Frames{count, MostFrames(id, frames->front().content)}).first;
  }
  return known->second.count < known->second.most;
}

template <class Change>
void CommitBuilder::Merge(Family family, const std::string& key, std::span<const Change> changes) {
  std::string content;
  EncodeChanges(changes, content);
  batch_.Merge(family, key, MakeFrame(key, FrameFormat::kChange, version_, content));
  ++memory_.frames[key].count;
}

void CommitBuilder::PutChunk(const ChunkId& id, const std::string& key, std::string_view content) {
  Put(FamilyOf(id.kind), key, content);
  if (auto known = memory_.frames.find(key); known != memory_.frames.end()) {
    known->second = {1, MostFrames(id, content)};
  }
}

void CommitBuilder::Put(Family family, const std::string& key, std::string_view content) {
  batch_.Put(family, key, MakeFrame(key, FrameFormat::kBase, version_, content));
}

void CommitBuilder::Delete(Family family, const std::string& key) {
  batch_.Delete(family, key);
  memory_.frames.erase(key);
}

base::Result<void> CommitBuilder::FreeDeadRuns() {
  for (const auto& [id, rows] : transaction_.bits) {
    const bool nodes = id.kind == ChunkKind::kDeadNodes;
    if (rows.changes().empty() || (!nodes && id.kind != ChunkKind::kDeadEdges)) continue;
    const base::TableId table(id.table);
    const uint64_t table_rows = nodes ? after_.node_table(table)->rows : after_.edge_table(table)->rows;
    if ((uint64_t{id.run} + 1) * kRunRows > table_rows) continue;  // it will get more rows
    QIAO_TRY(const auto before, stored_.Load<BitsChunk>(id));
    BitsChunk dead = *before;
    if (!dead.Apply(rows.changes())) return Contradiction(id);
    if (std::ranges::any_of(dead.absent, [](uint64_t live) { return live != 0; })) continue;
    if (!nodes) {
      FreeColumns(ChunkKind::kEdgeColumn, id.table, after_.edge_table(table)->keys, id.run);
      continue;
    }
    FreeColumns(ChunkKind::kNodeColumn, id.table, after_.node_table(table)->keys, id.run);
    for (const EdgeTable& edges : *after_.edge_tables) {
      if (edges.source == table) QIAO_CHECK(FreeLinks({ChunkKind::kOut, edges.id.value, 0, id.run}));
      if (edges.target == table) QIAO_CHECK(FreeLinks({ChunkKind::kIn, edges.id.value, 0, id.run}));
    }
  }
  return {};
}

void CommitBuilder::FreeColumns(ChunkKind kind, uint32_t table, std::span<const base::KeyId> keys, uint32_t run) {
  for (const base::KeyId key : keys) {
    const ChunkId id{kind, table, key.value, run};
    const bool changed = !ChangesOf(transaction_.columns, id).empty();
    if (IsNew(id) && !changed) continue;
    Delete(FamilyOf(kind), KeyOf(id));
    if (!changed) touched_.push_back(id);
  }
}

// Links that somebody left at deleted nodes stay.
base::Result<void> CommitBuilder::FreeLinks(const ChunkId& id) {
  const auto changes = ChangesOf(transaction_.adjacencies, id);
  if (IsNew(id) && changes.empty()) return {};
  std::vector<Link> segments{Link()};
  AdjacencyChunk links;
  if (!IsNew(id)) {
    QIAO_TRY(const auto before, stored_.Load<AdjacencyChunk>(id));
    links = *before;
    QIAO_TRY(const std::vector<Link>* known, SegmentsOf(id));
    segments = *known;
  }
  if (!links.Apply(changes)) return Contradiction(id);
  if (links.links() > 0) return {};
  for (const Link& least : segments) Delete(Family::kAdjacency, SegmentKey(id, least));
  memory_.segments.erase(id);
  if (changes.empty()) touched_.push_back(id);
  return {};
}

base::Result<void> CommitBuilder::KeepStatistics() {
  const StatisticsWork work = FindStatisticsWork(transaction_, after_, memory_.statistics_due);
  for (const auto& [id, cells] : work.changed) {
    const StatisticsChunk::Change change{cells};
    QIAO_CHECK(AddChunk<StatisticsChunk>(id, {&change, 1}));
    touched_.push_back(id);
  }
  for (const ChunkId& id : work.stale) {
    // Where a column is damaged, the graph can be changed all the same.
    const auto statistics = GatherStatistics(now_, id);
    if (!statistics) continue;
    std::string content;
    EncodeBase(*statistics, content);
    PutChunk(id, KeyOf(id), content);
    touched_.push_back(id);
  }
  return {};
}

// The entries of new rules have been written already, those of dropped ones are removed later: see index_build.h.
void CommitBuilder::AddIndexEntries() {
  for (const auto& [key, comes] : transaction_.indexes.entries()) {
    if (comes) {
      batch_.Put(Family::kIndex, key, {});
    } else {
      batch_.Delete(Family::kIndex, key);
    }
  }
}

void CommitBuilder::AddMeta() {
  for (const auto& [key, bytes] : *transaction_.meta) {
    std::string stored = MetaKey(key);
    if (bytes) {
      Put(Family::kMeta, stored, *bytes);
    } else {
      batch_.Delete(Family::kMeta, stored);
    }
  }
}

}  // namespace qiao::storage
