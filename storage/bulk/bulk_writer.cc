#include "storage/bulk/bulk_writer.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "storage/bulk/chunk_files.h"
#include "storage/bulk/edge_rows.h"
#include "storage/bulk/node_rows.h"
#include "storage/bulk/run_parallel.h"
#include "storage/catalog.h"
#include "storage/store.h"

namespace qiao::storage {

struct BulkWriter::State {
  State(Store& the_store, unsigned thread_count, uint64_t memory_bytes, std::unique_ptr<Transaction> the_transaction)
      : store(the_store),
        threads(std::max(1U, thread_count)),
        memory(memory_bytes),
        transaction(std::move(the_transaction)),
        base(transaction->base()),
        files(store.key_value(), base->version() + 1, memory_bytes / 4) {}

  NodeRows& Nodes(base::TableId id);
  EdgeRows& Edges(base::TableId id);
  uint64_t StoredRows(base::TableId node_table) const;
  // Spills the largest tables until a half of the memory is free.
  base::Result<void> SpillEdges();
  base::Result<void> FinishEdges(const Progress& progress);

  Store& store;
  const unsigned threads;
  uint64_t memory;
  std::unique_ptr<Transaction> transaction;  // holds the lock and the new names and tables
  std::shared_ptr<const Snapshot> base;
  ChunkFiles files;

  std::mutex mutex;  // guards the catalog and the maps
  std::map<base::TableId, NodeRows> nodes;
  std::map<base::TableId, EdgeRows> edges;
  std::mutex edges_mutex;  // guards what stands in `edges`
};

uint64_t BulkWriter::State::StoredRows(base::TableId node_table) const {
  const NodeTable* table = base->shared_catalog()->node_table(node_table);
  return table == nullptr ? 0 : table->rows;
}

NodeRows& BulkWriter::State::Nodes(base::TableId id) {
  std::lock_guard lock(mutex);
  auto found = nodes.find(id);
  if (found == nodes.end()) {
    NodeTable before;
    before.id = id;
    if (const NodeTable* stored = base->shared_catalog()->node_table(id)) before = *stored;
    found = nodes.try_emplace(id, files, base->chunks(), std::move(before)).first;
  }
  return found->second;
}

EdgeRows& BulkWriter::State::Edges(base::TableId id) {
  std::lock_guard lock(mutex);
  auto found = edges.find(id);
  if (found == edges.end()) {
    EdgeTable before = transaction->EdgeTables()[id.value];
    const EdgeTable* stored = base->shared_catalog()->edge_table(id);
    if (stored != nullptr) before = *stored;
    const uint64_t sources = StoredRows(before.source);
    const uint64_t targets = StoredRows(before.target);
    found =
        edges.try_emplace(id, files, base->chunks(), std::move(before), sources, targets, store.spill_folder()).first;
  }
  return found->second;
}

base::Result<void> BulkWriter::State::SpillEdges() {
  uint64_t total = 0;
  for (const auto& [id, rows] : edges) total += rows.bytes();
  // Sorting a table takes as much again as the table does.
  while (total > memory / 2) {
    auto largest =
        std::ranges::max_element(edges, {}, [](const auto& entry) -> uint64_t { return entry.second.bytes(); });
    total -= largest->second.bytes();
    QIAO_CHECK(largest->second.Spill());
  }
  return {};
}

// Large tables first, so that the threads end together.
base::Result<void> BulkWriter::State::FinishEdges(const Progress& progress) {
  std::vector<std::pair<base::TableId, EdgeRows*>> order;
  uint64_t total = 0;
  for (auto& [id, rows] : edges) {
    order.emplace_back(id, &rows);
    total += rows.size();
  }
  std::ranges::stable_sort(order, std::ranges::greater(), [](const auto& entry) { return entry.second->size(); });
  std::vector<EdgeTable> after;
  for (const auto& [id, rows] : order) after.push_back(transaction->EdgeTables()[id.value]);
  std::mutex progress_mutex;
  uint64_t done = 0;
  QIAO_CHECK(RunParallel(threads, order.size(), [&](size_t i) -> base::Result<void> {
    const uint64_t count = order[i].second->size();
    QIAO_CHECK(order[i].second->Finish(memory / 4 / threads, after[i]));
    std::lock_guard lock(progress_mutex);
    done += count;
    if (progress && !progress(total == 0 ? 1 : static_cast<double>(done) / static_cast<double>(total))) {
      return base::MakeError(base::ErrorCode::kCancelled, "stopped; nothing was loaded");
    }
    return {};
  }));
  for (EdgeTable& table : after) transaction->SetTable(std::move(table));
  return {};
}

BulkWriter::BulkWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
BulkWriter::~BulkWriter() = default;

base::Result<std::unique_ptr<BulkWriter>> BulkWriter::Begin(Store& store, std::chrono::milliseconds timeout,
                                                            unsigned threads, uint64_t memory) {
  QIAO_TRY(auto transaction, store.BeginWrite(timeout));
  for (const Rule& rule : transaction->catalog().schema->rules) {
    if (rule.kind == RuleKind::kLookupIndex) continue;
    return base::MakeError(base::ErrorCode::kSemantic,
                           "an import doesn't keep the index or constraint '{}': drop it, import, and create it again",
                           rule.name);
  }
  return std::unique_ptr<BulkWriter>(
      new BulkWriter(std::make_unique<State>(store, threads, memory, std::move(transaction))));
}

base::Result<base::LabelId> BulkWriter::InternLabel(std::string_view name) {
  std::lock_guard lock(state_->mutex);
  return state_->transaction->InternLabel(name);
}
base::Result<base::TypeId> BulkWriter::InternType(std::string_view name) {
  std::lock_guard lock(state_->mutex);
  return state_->transaction->InternType(name);
}
base::Result<base::KeyId> BulkWriter::InternKey(std::string_view name) {
  std::lock_guard lock(state_->mutex);
  return state_->transaction->InternKey(name);
}

base::Result<NodeTarget> BulkWriter::TargetOf(std::vector<base::LabelId> labels) {
  std::ranges::sort(labels);
  labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
  std::lock_guard lock(state_->mutex);
  NodeTarget target;
  QIAO_TRY(target.table, state_->transaction->NodeTableFor(labels));
  const std::vector<base::LabelId>& has = state_->transaction->NodeTables()[target.table.value].labels;
  std::ranges::set_difference(labels, has, std::back_inserter(target.overrides));
  return target;
}

base::Result<uint32_t> BulkWriter::Reserve(const NodeTarget& target, uint32_t count) {
  NodeRows& rows = state_->Nodes(target.table);
  QIAO_TRY(const uint32_t first, rows.Reserve(count));
  for (const base::LabelId label : target.overrides) rows.Override(label, first, count);
  return first;
}

base::Result<void> BulkWriter::Write(const NodeTarget& target, uint32_t first_row, const NodeBatch& batch) {
  return state_->Nodes(target.table).Write(first_row, batch);
}

base::Result<void> BulkWriter::DeleteNode(base::NodeId node) {
  state_->Nodes(node.table()).Delete(node.row());
  return {};
}

base::Result<base::TableId> BulkWriter::EdgeTableOf(base::TableId source, base::TypeId type, base::TableId target) {
  std::lock_guard lock(state_->mutex);
  return state_->transaction->EdgeTableFor(source, type, target);
}

base::Result<void> BulkWriter::Add(base::TableId edge_table, const EdgeBatch& batch) {
  EdgeRows& rows = state_->Edges(edge_table);
  std::lock_guard lock(state_->edges_mutex);
  rows.Add(batch);
  std::lock_guard map_lock(state_->mutex);
  return state_->SpillEdges();
}

void BulkWriter::set_memory(uint64_t bytes) { state_->memory = bytes; }

base::Result<Version> BulkWriter::Commit(const Progress& progress) {
  for (auto& [id, rows] : state_->nodes) {
    NodeTable after = state_->transaction->NodeTables()[id.value];
    QIAO_CHECK(rows.Finish(after));
    state_->transaction->SetTable(std::move(after));
  }
  QIAO_CHECK(state_->FinishEdges(progress));
  QIAO_TRY(auto files, state_->files.Finish(state_->threads));
  return state_->transaction->CommitFiles(std::move(files), state_->files.Touched());
}

}  // namespace qiao::storage
