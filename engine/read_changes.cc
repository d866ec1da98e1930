#include "engine/read_changes.h"

namespace qiao::engine {
namespace {

std::vector<std::string> NamesOf(const storage::View& view, const std::vector<base::LabelId>& labels) {
  std::vector<std::string> names;
  for (base::LabelId label : labels) names.emplace_back(view.LabelName(label));
  return names;
}

EntityChange Named(const storage::View& view, storage::ChangedEntity entity) {
  EntityChange change;
  change.kind = static_cast<EntityChange::Kind>(entity.kind);
  change.relationship = entity.relationship;
  change.id = entity.id;
  if (entity.relationship) {
    change.type = view.TypeName(entity.ends.type);
    change.start = entity.ends.source.value;
    change.end = entity.ends.target.value;
  } else {
    change.labels = NamesOf(view, entity.labels);
    change.added_labels = NamesOf(view, entity.added_labels);
    change.removed_labels = NamesOf(view, entity.removed_labels);
  }
  for (auto& [key, value] : entity.properties) {
    change.properties.emplace_back(view.KeyName(key), std::move(value));
  }
  return change;
}

TableChange Named(const storage::View& view, const storage::ChangedTable& table) {
  TableChange change;
  if (table.relationship) {
    const storage::EdgeTable& edges = view.EdgeTables()[table.table.value];
    change.type = view.TypeName(edges.type);
    change.labels = NamesOf(view, view.NodeTables()[edges.source.value].labels);
    change.end_labels = NamesOf(view, view.NodeTables()[edges.target.value].labels);
  } else {
    change.labels = NamesOf(view, view.NodeTables()[table.table.value].labels);
  }
  change.first_id = base::NodeId(table.table, static_cast<uint32_t>(table.first_row)).value;
  change.created = table.created;
  change.deleted = table.deleted;
  return change;
}

static_assert(static_cast<int>(EntityChange::Kind::kDeleted) ==
              static_cast<int>(storage::ChangedEntity::Kind::kDeleted));

}  // namespace

base::Result<CommittedChanges> ReadChanges(const storage::Snapshot& snapshot, uint64_t version) {
  QIAO_TRY(auto commit, storage::ReadChanges(snapshot, version));
  CommittedChanges changes;
  changes.version = commit.version;
  constexpr int64_t kMilliseconds = 1000;
  changes.time.seconds = commit.milliseconds / kMilliseconds;
  changes.time.nanoseconds = static_cast<int32_t>(commit.milliseconds % kMilliseconds * 1'000'000);
  changes.complete = commit.complete;
  for (storage::ChangedEntity& entity : commit.entities) changes.changes.push_back(Named(snapshot, std::move(entity)));
  for (const storage::ChangedTable& table : commit.tables) changes.tables.push_back(Named(snapshot, table));
  return changes;
}

}  // namespace qiao::engine
