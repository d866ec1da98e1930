// What each commit changed, entity by entity, kept for a while for those who follow the graph.
//
// Key, in the family kChange: u8 255, then the version, u64 big-endian. Content of its one base frame:
//   varint  bytes of the contents before this one, since the log began
//   varint  milliseconds since 1970-01-01T00:00Z
//   tables of nodes that it changed, then those of edges: varint count, and for each
//     varint  table, varint first new row, varint new rows, varint deleted rows
//   u8      1: everything follows; 2: it was too much, nothing follows (never reuse a number)
// then, after 1:
//   chunks: varint count, and for each
//     13 bytes  its key (kinds 1, 2, 6, 7 and 8)
//     text      the changes, as in a frame of the chunk
//   labels of nodes that were there before and whose table's labels vary: varint count, and for each
//     varint  node, varint count, varint labels
//
// The records are those of consecutive versions. A program that keeps no log leaves the last of them behind the version
// of the database; the next one that does begins anew.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/key_value.h"
#include "storage/view.h"

namespace qiao::storage {

class Snapshot;

std::string ChangeLogKey(Version version);
// Stands before all of these keys, and before no other of the family.
inline constexpr std::string_view kChangeLogPrefix = "\xFF";
enum class ChangeLogDetail : uint8_t { kEverything = 1, kCountsOnly = 2 };

struct ChangedEntity {
  enum class Kind : uint8_t { kCreated, kChanged, kDeleted };
  Kind kind = Kind::kChanged;
  bool relationship = false;
  uint64_t id = 0;
  std::vector<base::LabelId> labels;  // after the commit; sorted
  std::vector<base::LabelId> added_labels;
  std::vector<base::LabelId> removed_labels;
  EdgeEnds ends;                                                // of a relationship
  std::vector<std::pair<base::KeyId, base::Value>> properties;  // that were set; null: removed
};

struct ChangedTable {
  bool relationship = false;
  base::TableId table;
  uint64_t first_row = 0;  // of the new ones
  uint64_t created = 0;
  uint64_t deleted = 0;
};

struct CommitChanges {
  Version version = 0;
  int64_t milliseconds = 0;  // since 1970-01-01T00:00Z
  std::vector<ChangedTable> tables;
  bool complete = true;  // false: it was too much to be kept entity by entity
  // In an order in which they can be done again: nodes made and changed, relationships, nodes deleted. What a commit
  // made and deleted itself isn't among them.
  std::vector<ChangedEntity> entities;
};

// The first version whose record is there, when the records reach up to the snapshot's version; nullopt: none are kept.
base::Result<std::optional<Version>> OldestChanges(const Snapshot& snapshot);
// Errors: kInput for a version whose record is no longer (or not yet) there; kCorruption.
base::Result<CommitChanges> ReadChanges(const Snapshot& snapshot, Version version);

}  // namespace qiao::storage
