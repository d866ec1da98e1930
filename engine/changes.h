// What commits changed, for those who follow a graph: an index elsewhere, a cache, another database.
//
// A database keeps a log of the newest commits (DatabaseOptions::change_log_bytes). It is written by whoever commits
// and can be read by any process.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/temporal.h"
#include "base/value.h"

namespace qiao::engine {

struct EntityChange {
  enum class Kind : uint8_t { kCreated, kChanged, kDeleted };
  Kind kind = Kind::kChanged;
  bool relationship = false;
  uint64_t id = 0;                          // as elementId() and id() give it
  std::vector<std::string> labels;          // of a node, after the commit
  std::vector<std::string> added_labels;    // of a node that was there before
  std::vector<std::string> removed_labels;  // likewise
  std::string type;                         // of a relationship, as the next two
  uint64_t start = 0;
  uint64_t end = 0;
  base::Map properties;  // that the commit set; null: removed
};

// Nodes with the same labels, or relationships of one type between two such sets.
struct TableChange {
  std::string type;                 // empty for nodes
  std::vector<std::string> labels;  // of the nodes, or of the starts
  std::vector<std::string> end_labels;
  uint64_t first_id = 0;  // of the new ones, which follow each other
  uint64_t created = 0;
  uint64_t deleted = 0;
};

struct CommittedChanges {
  uint64_t version = 0;
  base::DateTime time;
  // False for an import, and for a commit too large for the log: it is told by `tables` only.
  bool complete = true;
  // In an order in which they can be done again: nodes, relationships, then nodes that were deleted. What the commit
  // made and deleted itself isn't told.
  std::vector<EntityChange> changes;
  std::vector<TableChange> tables;
};

}  // namespace qiao::engine
