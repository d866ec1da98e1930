// The one transaction that may write at a time. It sees its own writes at once, others see them after Commit.
//
// A node gets its final id when it is created: its table follows from the labels given then. Labels that change later
// are kept beside the table, the node does not move.
//
// Owner:   the caller. Destroying a transaction that was not committed rolls it back; the row numbers that it used are
//          then given out again.
// Threads: one at a time. Views that it handed out stay valid and keep showing what they showed.
// Errors:  of writes: kType/InvalidPropertyType for a value that can't be stored (nodes, relationships, paths, maps,
//          lists that hold lists, maps or nulls); kEntityNotFound for a node or an edge that doesn't exist (any more);
//          kLimit when names, tables or rows run out or the transaction has grown too large for one commit; kIo,
//          kCorruption. A write that failed has changed nothing, except that names and tables may have been added.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/key_value.h"
#include "storage/view.h"
#include "storage/write_turn.h"

namespace qiao::storage {

class BulkWriter;
class Snapshot;
class Store;

class Transaction final : public View {
 public:
  struct State;  // what it has written so far

  ~Transaction() override;

  // The id of a name, new or known.
  base::Result<base::LabelId> InternLabel(std::string_view name);
  base::Result<base::TypeId> InternType(std::string_view name);
  base::Result<base::KeyId> InternKey(std::string_view name);

  // Labels may be unsorted and repeat. Null properties are skipped.
  base::Result<base::NodeId> CreateNode(std::span<const base::LabelId> labels,
                                        std::span<const std::pair<base::KeyId, base::Value>> properties);
  base::Result<base::EdgeId> CreateEdge(base::NodeId source, base::TypeId type, base::NodeId target,
                                        std::span<const std::pair<base::KeyId, base::Value>> properties);
  base::Result<void> SetProperty(base::NodeId node, base::KeyId key, const base::Value& value);  // null removes
  base::Result<void> SetProperty(base::EdgeId edge, base::KeyId key, const base::Value& value);
  base::Result<void> AddLabel(base::NodeId node, base::LabelId label);
  base::Result<void> RemoveLabel(base::NodeId node, base::LabelId label);
  // Deleting what is deleted already changes nothing. A node's edges are the caller's business: they stay.
  base::Result<void> DeleteNode(base::NodeId node);
  base::Result<void> DeleteEdge(base::EdgeId edge);

  // Indexes and constraints, before the transaction changes the graph. A new rule, whose `id` is given by the store,
  // gets its entries at once; others know of it after Commit. Errors: kSemantic for a name that is taken (or unknown),
  // an equivalent rule, a transaction that has changed the graph; kConstraint when the graph breaks the constraint,
  // naming the first entities that do.
  base::Result<void> CreateRule(Rule rule);
  base::Result<void> DropRule(std::string_view name);
  // Fails with kConstraint when two entities, one of them written by this transaction, have equal values that must be
  // unique. Commit checks this and all else that constraints ask for.
  base::Result<void> CheckUnique();

  // Writes to the small ordered area of GetMeta; nullopt removes the key.
  base::Result<void> PutMeta(std::string_view key, std::optional<std::string_view> bytes);

  // Commit looks at the values of all columns again, whether or not their statistics are stale (statistics_upkeep.h).
  void RefreshStatistics();

  // Marks nest: rolling back to one undoes every write since and forgets the marks after it; the mark itself stays.
  // So a statement that fails within a transaction leaves no trace.
  size_t Mark();
  void RollbackTo(size_t mark);
  // Forgets a mark and those after it, and keeps what was written since.
  void Release(size_t mark);

  bool HasWrites() const;
  // Changes whenever NodeTables() or EdgeTables() may have: `shape` with their number, labels and keys, `counts` with
  // their rows.
  uint64_t shape() const;
  uint64_t counts() const;

  // Say that nothing will be done for a while, and that something will. While it rests, a transaction that waits to
  // write may take the turn after OpenOptions::idle_limit; Resume then fails with kConflict, and so does Commit.
  void Rest();
  base::Result<void> Resume();

  // Makes the writes durable (as OpenOptions::durability says) and visible, all or none, and ends the transaction.
  // Without writes it changes nothing and returns the version that it started from, once that is durable. Whatever it
  // returns, the transaction must not be used afterwards. After kIo the writes may or may not be found when the
  // database is opened again.
  base::Result<Version> Commit();
  // Forgets the writes and ends the transaction.
  void Rollback();

  base::Result<std::unique_ptr<IndexReader>> OpenIndex(const Rule& rule) const override;

  base::Result<std::optional<std::string>> GetMeta(std::string_view key) const override;
  base::Result<std::vector<std::pair<std::string, std::string>>> ScanMeta(std::string_view prefix) const override;

 protected:
  const Catalog& catalog() const override;
  base::Result<std::shared_ptr<const ColumnChunk>> LoadColumn(const ChunkId& id) const override;
  base::Result<std::shared_ptr<const AdjacencyChunk>> LoadAdjacency(const ChunkId& id) const override;
  base::Result<LinksOfRow> LoadRow(const ChunkId& id, uint32_t row) const override;
  base::Result<std::shared_ptr<const BitsChunk>> LoadBits(const ChunkId& id) const override;
  base::Result<std::shared_ptr<const EndsChunk>> LoadEnds(const ChunkId& id) const override;
  base::Result<std::shared_ptr<const StatisticsChunk>> LoadStatistics(const ChunkId& id) const override;

 private:
  friend class BulkWriter;
  friend class Store;
  Transaction(Store* store, WriteTurn& turn, WriteTurn::Ticket ticket, std::shared_ptr<const Snapshot> base,
              uint64_t max_bytes);

  base::Result<void> CheckRoom() const;
  base::Result<void> RequireNoChanges() const;
  base::Result<void> RequireLive(base::NodeId node) const;
  base::Result<void> RequireLive(base::EdgeId edge) const;
  template <class Tables>
  base::Result<void> SetCell(ChunkKind kind, Tables& tables, base::TableId table, uint32_t row, base::KeyId key,
                             const base::Value& value);
  // The tables of new nodes and edges, made when there are none yet.
  base::Result<base::TableId> NodeTableFor(const std::vector<base::LabelId>& labels);
  base::Result<base::TableId> EdgeTableFor(base::TableId source, base::TypeId type, base::TableId target);
  // For a BulkWriter, which writes chunks itself and leaves names, tables and the commit to its transaction.
  const std::shared_ptr<const Snapshot>& base() const;
  void SetTable(NodeTable table);
  void SetTable(EdgeTable table);
  base::Result<Version> CommitFiles(std::vector<std::unique_ptr<KeyValue::SortedFile>> files,
                                    std::vector<ChunkId> touched);

  base::Result<void> ChangeLabel(base::NodeId node, base::LabelId label, bool wanted);

  Store* store_;  // null once the transaction has ended
  WriteTurn& turn_;
  WriteTurn::Ticket ticket_;
  std::unique_ptr<State> state_;
};

}  // namespace qiao::storage
