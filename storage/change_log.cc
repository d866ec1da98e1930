#include "storage/change_log.h"

#include <algorithm>
#include <map>

#include "storage/bits_chunk.h"
#include "storage/catalog.h"
#include "storage/change_record.h"
#include "storage/chunk_reader.h"
#include "storage/column_codec.h"
#include "storage/frame.h"
#include "storage/snapshot.h"

namespace qiao::storage {
namespace {

using base::ErrorCode;
using base::MakeError;

constexpr uint64_t kMostRows = uint64_t{UINT32_MAX} + 1;

base::Error Damaged(Version version) {
  return MakeError(ErrorCode::kCorruption, "the database is damaged: the changes of version {} can't be read", version);
}

// Puts a commit's entities together from what it did to chunks.
class Decoder {
 public:
  Decoder(const Snapshot& snapshot, CommitChanges& commit)
      : snapshot_(snapshot), catalog_(*snapshot.shared_catalog()), commit_(commit) {}

  bool ReadTables(ByteReader& reader, bool relationship) {
    const uint64_t known = relationship ? catalog_.edge_tables->size() : catalog_.node_tables->size();
    for (uint64_t left = reader.Varint(known); left > 0; --left) {
      ChangedTable table;
      table.relationship = relationship;
      table.table = base::TableId(static_cast<uint32_t>(reader.Varint(UINT32_MAX)));
      if (table.table.value >= known) reader.Fail();
      table.first_row = reader.Varint(kMostRows);
      table.created = reader.Varint(kMostRows - table.first_row);
      table.deleted = reader.Varint(kMostRows);
      if (!reader.ok()) return false;
      commit_.tables.push_back(table);
      if (table.created > 0) new_rows_[{relationship, table.table.value}] = table.first_row;
    }
    return reader.ok();
  }

  // What has no properties leaves no trace but the number of its row.
  void AddNewRows() {
    for (const ChangedTable& table : commit_.tables) {
      for (uint64_t row = table.first_row; row < table.first_row + table.created; ++row) {
        EntityAt(table.relationship, table.table.value, static_cast<uint32_t>(row));
      }
    }
  }

  bool ReadChunks(ByteReader& reader) {
    for (uint64_t left = reader.Varint(reader.remaining()); left > 0 && reader.ok(); --left) {
      const auto id = ReadChunkId(reader.Bytes(kChunkKeySize));
      ByteReader changes(reader.Text());
      if (!id || !reader.ok() || !ReadChunk(*id, changes) || !changes.done()) return false;
    }
    return reader.ok();
  }

  bool ReadLabels(ByteReader& reader) {
    for (uint64_t left = reader.Varint(reader.remaining()); left > 0 && reader.ok(); --left) {
      std::vector<base::LabelId>& labels = labels_[reader.Varint()];
      for (uint64_t i = reader.Varint(catalog_.labels->size()); i > 0; --i) {
        labels.emplace_back(static_cast<uint32_t>(reader.Varint(UINT32_MAX)));
        if (labels.back().value >= catalog_.labels->size()) reader.Fail();
      }
    }
    return reader.ok();
  }

  base::Result<void> Conclude() {
    // Nodes that go do so after the relationships that led to them.
    std::vector<ChangedEntity> last;
    for (auto& [key, entity] : entities_) {
      const bool is_new = IsNew(entity);
      const bool deleted = entity.kind == ChangedEntity::Kind::kDeleted;
      if (is_new && deleted) continue;
      if (is_new) entity.kind = ChangedEntity::Kind::kCreated;
      if (entity.relationship) {
        QIAO_CHECK(SetEnds(entity));
      } else {
        SetLabels(entity);
      }
      if (deleted) entity.properties.clear();
      (deleted && !entity.relationship ? last : commit_.entities).push_back(std::move(entity));
    }
    std::ranges::move(last, std::back_inserter(commit_.entities));
    return {};
  }

 private:
  using Key = std::pair<bool, uint64_t>;  // relationship, id

  ChangedEntity& EntityAt(bool relationship, uint32_t table, uint32_t row) {
    const uint64_t number = base::NodeId(base::TableId(table), row).value;
    ChangedEntity& entity = entities_[{relationship, number}];
    entity.relationship = relationship;
    entity.id = number;
    return entity;
  }

  bool IsNew(const ChangedEntity& entity) const {
    const base::NodeId place(entity.id);
    auto found = new_rows_.find({entity.relationship, place.table().value});
    return found != new_rows_.end() && place.row() >= found->second;
  }

  bool ReadChunk(const ChunkId& id, ByteReader& reader) {
    const bool edges = id.kind == ChunkKind::kEdgeColumn || id.kind == ChunkKind::kDeadEdges;
    if (edges ? catalog_.edge_table(base::TableId(id.table)) == nullptr
              : catalog_.node_table(base::TableId(id.table)) == nullptr) {
      return false;
    }
    switch (id.kind) {
      case ChunkKind::kNodeColumn:
      case ChunkKind::kEdgeColumn:
        return ReadColumn(id, edges, reader);
      case ChunkKind::kDeadNodes:
      case ChunkKind::kDeadEdges:
      case ChunkKind::kOverride:
        return ReadBits(id, edges, reader);
      case ChunkKind::kEnds:
      case ChunkKind::kOut:
      case ChunkKind::kIn:
      case ChunkKind::kNodeStatistics:
      case ChunkKind::kEdgeStatistics:
        return false;
    }
    return false;
  }

  bool ReadColumn(const ChunkId& id, bool edges, ByteReader& reader) {
    std::vector<ColumnChunk::Change> changes;
    if (id.sub >= catalog_.keys->size() || !DecodeChanges(reader, changes)) return false;
    for (ColumnChunk::Change& change : changes) {
      auto& properties = EntityAt(edges, id.table, id.run * kRunRows + change.row).properties;
      // Of several values for one property the last one counts.
      const base::KeyId key(id.sub);
      auto known = std::ranges::find(properties, key, [](const auto& property) { return property.first; });
      if (known == properties.end()) {
        properties.emplace_back(key, std::move(change.value));
      } else {
        known->second = std::move(change.value);
      }
    }
    return true;
  }

  bool ReadBits(const ChunkId& id, bool edges, ByteReader& reader) {
    std::vector<BitsChunk::Change> changes;
    if (!DecodeChanges(reader, changes)) return false;
    if (id.kind == ChunkKind::kOverride && id.sub >= catalog_.labels->size()) return false;
    for (const BitsChunk::Change& change : changes) {
      ChangedEntity& entity = EntityAt(edges, id.table, id.run * kRunRows + change.row);
      if (id.kind == ChunkKind::kOverride) {
        flips_[entity.id][base::LabelId(id.sub)] = change.set;
      } else {
        entity.kind = ChangedEntity::Kind::kDeleted;
      }
    }
    return true;
  }

  void SetLabels(ChangedEntity& node) {
    const std::vector<base::LabelId>& usual = catalog_.node_table(base::NodeId(node.id).table())->labels;
    const bool is_new = node.kind == ChangedEntity::Kind::kCreated;
    auto recorded = labels_.find(node.id);
    node.labels = recorded == labels_.end() ? usual : recorded->second;
    for (const auto& [label, differs] : flips_[node.id]) {
      const bool has = differs != std::ranges::binary_search(usual, label);
      if (!is_new) (has ? node.added_labels : node.removed_labels).push_back(label);
      if (!is_new || has == std::ranges::binary_search(node.labels, label)) continue;
      if (has) {
        node.labels.insert(std::ranges::lower_bound(node.labels, label), label);
      } else {
        std::erase(node.labels, label);
      }
    }
  }

  base::Result<void> SetEnds(ChangedEntity& edge) {
    QIAO_TRY(edge.ends, snapshot_.Ends(base::EdgeId(edge.id)));
    return {};
  }

  const Snapshot& snapshot_;
  const Catalog& catalog_;
  CommitChanges& commit_;
  std::map<std::pair<bool, uint32_t>, uint64_t> new_rows_;  // the first, by relationship and table
  std::map<Key, ChangedEntity> entities_;
  std::map<uint64_t, std::map<base::LabelId, bool>> flips_;  // whether a node's label differs from its table's
  std::map<uint64_t, std::vector<base::LabelId>> labels_;    // as recorded
};

}  // namespace

std::string ChangeLogKey(Version version) { return std::string(kChangeLogPrefix) + ChangeKey(version); }

base::Result<std::optional<Version>> OldestChanges(const Snapshot& snapshot) {
  const ChunkReader& chunks = snapshot.chunks();
  const std::string last = ChangeLogKey(snapshot.version());
  QIAO_TRY(const auto reaches, chunks.key_value().Get(chunks.snapshot(), Family::kChange, last));
  if (!reaches) return std::optional<Version>();
  auto cursor = chunks.key_value().Scan(chunks.snapshot(), Family::kChange, kChangeLogPrefix);
  QIAO_TRY(const bool found, cursor->Next());
  ByteReader key(found ? cursor->key().substr(kChangeLogPrefix.size()) : std::string_view());
  const auto oldest = key.BigEndian<Version>();
  if (!key.done()) return Damaged(snapshot.version());
  return std::optional(oldest);
}

base::Result<CommitChanges> ReadChanges(const Snapshot& snapshot, Version version) {
  const ChunkReader& chunks = snapshot.chunks();
  const std::string key = ChangeLogKey(version);
  QIAO_TRY(const auto value, chunks.key_value().Get(chunks.snapshot(), Family::kChange, key));
  if (!value) {
    QIAO_TRY(const auto oldest, OldestChanges(snapshot));
    if (!oldest) {
      return MakeError(ErrorCode::kInput,
                       "the changes of version {} are not kept: whoever wrote the last commit keeps no log of changes",
                       version);
    }
    return MakeError(ErrorCode::kInput, "the changes of version {} are not kept: those of versions {} to {} are",
                     version, *oldest, snapshot.version());
  }
  const auto content = ReadSingleFrame(key, *value);
  if (!content) return Damaged(version);
  CommitChanges commit;
  commit.version = version;
  ByteReader reader(*content);
  reader.Varint();  // where the record stands in the log
  commit.milliseconds = static_cast<int64_t>(reader.Varint(INT64_MAX));
  Decoder decoder(snapshot, commit);
  if (!decoder.ReadTables(reader, false) || !decoder.ReadTables(reader, true)) return Damaged(version);
  const uint8_t detail = reader.Byte();
  commit.complete = detail == static_cast<uint8_t>(ChangeLogDetail::kEverything);
  if (commit.complete) {
    decoder.AddNewRows();
    if (!decoder.ReadChunks(reader) || !decoder.ReadLabels(reader)) return Damaged(version);
    QIAO_CHECK(decoder.Conclude());
  } else if (detail != static_cast<uint8_t>(ChangeLogDetail::kCountsOnly)) {
    return Damaged(version);
  }
  if (!reader.done()) return Damaged(version);
  return commit;
}

}  // namespace qiao::storage
