// Writes a large number of nodes and edges at once: whole chunks, sorted, in files that the store takes over together
// with the new catalog. So an import is there as a whole or not at all, whatever interrupts it.
//
// The writer holds the store's write lock from Begin to its end. Without Commit nothing has happened.
//
// Use:     for nodes, fill a batch of NewNodes, TargetOf their labels, Reserve rows for it, Write it. For edges, fill a
//          batch of NewEdges, EdgeTableOf their ends' tables, Add it; the ends may be nodes that were reserved or that
//          the store had. Then Commit.
// Rules:   indexes get their entries with the data. A batch refuses a row that lacks a property or has one of another
//          type; Commit fails with kConstraint, naming the first rows, when values that must be unique aren't, among
//          the new rows or beside what the store holds.
// Threads: any number at once, except for DeleteNode, FindRepeated, set_memory and Commit, which one calls alone. Rows
//          are numbered in the order of the calls of Reserve; edges with the same ends in the order of Add.
// Memory:  edges that don't fit wait in a temporary file; see set_memory.
// Errors:  as those of Transaction and of Store::BeginWrite. After an error only the destructor may be called.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/bulk/batch.h"
#include "storage/view.h"

namespace qiao::storage {

class Store;
struct Rule;

// Where nodes with certain labels go.
struct NodeTarget {
  base::TableId table;
  std::vector<base::LabelId> overrides;  // labels that the table doesn't have
};

class BulkWriter {
 public:
  static base::Result<std::unique_ptr<BulkWriter>> Begin(Store& store, std::chrono::milliseconds timeout,
                                                         unsigned threads, uint64_t memory);
  ~BulkWriter();

  // A rule that the store gets with the data; one that it has is left as it is. Before anything else. Errors: as those
  // of Transaction::CreateRule.
  base::Result<void> CreateRule(Rule rule);
  // Says where a row stands that was added to its batch with `origin`, for messages.
  using Describe = std::function<std::string(uint64_t origin)>;
  void set_describe(Describe describe);
  // A row that its batch refused: Commit fails, and names it among the others. Any thread.
  void Refuse(uint64_t origin, const base::Error& error);

  // Batches for nodes with these labels, and for edges of this type. The writer outlives them.
  NodeBatch NewNodes(std::span<const std::string> labels);
  EdgeBatch NewEdges(std::string_view type);

  base::Result<base::LabelId> InternLabel(std::string_view name);
  base::Result<base::TypeId> InternType(std::string_view name);
  base::Result<base::KeyId> InternKey(std::string_view name);

  // `labels` are unsorted and may repeat.
  base::Result<NodeTarget> TargetOf(std::vector<base::LabelId> labels);
  // The first of `count` rows; all of them have to be written.
  base::Result<uint32_t> Reserve(const NodeTarget& target, uint32_t count);
  base::Result<void> Write(const NodeTarget& target, uint32_t first_row, const NodeBatch& batch);
  // Takes back a node of this writer, which no edge may have as its end.
  base::Result<void> DeleteNode(base::NodeId node);
  // After all nodes were written: calls take for each that repeats values which must be unique, those of another node
  // or of the store, unless it was taken back. Who takes it back then doesn't have Commit fail for its sake.
  using TakeRepeated = std::function<base::Result<void>(base::NodeId node, uint64_t origin, const base::Error& error)>;
  base::Result<void> FindRepeated(const TakeRepeated& take);

  base::Result<base::TableId> EdgeTableOf(base::TableId source, base::TypeId type, base::TableId target);
  base::Result<void> Add(base::TableId edge_table, const EdgeBatch& batch);

  // About how much memory the writer may take from here on.
  void set_memory(uint64_t bytes);

  // Called from time to time with the share that is done, 0 to 1; false stops with kCancelled.
  using Progress = std::function<bool(double)>;
  base::Result<Version> Commit(const Progress& progress);

 private:
  struct State;
  explicit BulkWriter(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace qiao::storage
