// Reads one property of many nodes and relationships, a run at a time.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "query/exec/column.h"
#include "query/exec/view_cache.h"

namespace qiao::query {

// A run's column.
struct RunColumn {
  // Each of its rows has a value; all of its texts are short enough for a column to borrow them. The first answer takes
  // a look at all of them.
  bool IsFull() const;
  bool HasShortTexts() const;

  ColumnView view;
  mutable std::optional<bool> full;
  mutable std::optional<bool> short_texts;
};

class PropertyReader {
 public:
  // The environment outlives the reader.
  PropertyReader(std::string name, Environment& env) : name_(std::move(name)), env_(env) {}

  // Puts the property of entity `ids` (a column of nodes or edges) into `out`, an empty column: null where the id is
  // null or the property absent. kEntityNotFound for an entity that this statement has deleted.
  base::Result<void> Read(const Column& ids, size_t count, Column& out);

 private:
  template <class Id>
  base::Result<void> ReadAll(const Column& ids, size_t count, std::vector<RunCache<RunColumn>>& caches, Column& out);
  template <class Id>
  base::Result<void> ReadRuns(std::span<const uint64_t> ids, base::KeyId key, std::vector<RunCache<RunColumn>>& caches,
                              Column& out);
  template <class Id>
  base::Result<void> FetchAhead(std::span<const uint64_t> ids, base::KeyId key,
                                std::vector<RunCache<RunColumn>>& caches);
  template <class Id>
  base::Result<bool> ReadScattered(std::span<const uint64_t> ids, base::KeyId key,
                                   std::vector<RunCache<RunColumn>>& caches, Column& out);
  template <class Id>
  base::Result<void> ReadColumn(const Column& ids, size_t count, std::vector<RunCache<RunColumn>>& caches, Column& out);
  template <class Id>
  base::Result<const RunColumn*> ColumnOf(Id id, base::KeyId key, std::vector<RunCache<RunColumn>>& caches);
  base::Result<ColumnView> ReadView(base::NodeId node, base::KeyId key) const;
  base::Result<ColumnView> ReadView(base::EdgeId edge, base::KeyId key) const;

  std::string name_;
  Environment& env_;
  std::vector<RunCache<RunColumn>> node_tables_;  // by table
  std::vector<RunCache<RunColumn>> edge_tables_;
  std::vector<base::IntegerArray> places_;  // of one value each
};

// kEntityNotFound if this statement has deleted it.
base::Result<void> CheckAlive(const Environment& env, base::NodeId node);
base::Result<void> CheckAlive(const Environment& env, base::EdgeId edge);

}  // namespace qiao::query
