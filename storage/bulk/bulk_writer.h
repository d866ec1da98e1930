// Writes a large number of nodes and edges at once: whole chunks, sorted, in files that the store takes over together
// with the new catalog. So an import is there as a whole or not at all, whatever interrupts it.
//
// The writer holds the store's write lock from Begin to its end. Without Commit nothing has happened.
//
// Use:     for nodes, TargetOf their labels, Reserve rows for a batch, Write it. For edges, EdgeTableOf their ends'
//          tables, Add a batch; the ends may be nodes that were reserved or that the store had. Then Commit.
// Threads: any number at once, except for DeleteNode, set_memory and Commit, which one calls alone. Rows are numbered
//          in the order of the calls of Reserve; edges with the same ends in the order of Add.
// Memory:  edges that don't fit wait in a temporary file; see set_memory.
// Errors:  as those of Transaction and of Store::BeginWrite. After an error only the destructor may be called.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "storage/bulk/batch.h"
#include "storage/view.h"

namespace qiao::storage {

class Store;

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
