#include "storage/transaction.h"

#include <cassert>

#include "storage/chunk_id.h"
#include "storage/index_reader.h"
#include "storage/store.h"
#include "storage/transaction_state.h"

namespace qiao::storage {

Transaction::Transaction(Store* store, WriteTurn& turn, WriteTurn::Ticket ticket, std::shared_ptr<const Snapshot> base,
                         uint64_t max_bytes)
    : store_(store), turn_(turn), ticket_(ticket), state_(std::make_unique<State>()) {
  state_->catalog = *base->shared_catalog();
  state_->catalog.format = kFormatVersion;
  state_->max_bytes = max_bytes;
  state_->base = std::move(base);
}

Transaction::~Transaction() { Rollback(); }

void Transaction::Rollback() {
  if (store_ == nullptr) return;
  store_ = nullptr;
  turn_.Give(ticket_);
  state_ = nullptr;
}

void Transaction::Rest() { turn_.Rest(ticket_); }
base::Result<void> Transaction::Resume() { return turn_.Resume(ticket_); }

base::Result<Version> Transaction::Commit() {
  assert(store_ != nullptr);
  Store& store = *store_;
  auto append = [&]() -> base::Result<Version> {
    QIAO_CHECK(Resume());
    QIAO_CHECK(state_->indexes.CheckAll(*state_->base, *this, *state_->catalog.schema));
    return HasWrites() ? store.Append(*state_, *this) : state_->base->version();
  };
  auto version = append();
  // The next one may write while this one waits for the disk.
  Rollback();
  if (version) QIAO_CHECK(store.AwaitSync(*version));
  return version;
}

bool Transaction::HasWrites() const {
  const Catalog& before = *state_->base->shared_catalog();
  const Catalog& after = state_->catalog;
  return state_->bytes > 0 || state_->refresh_statistics || !state_->meta->empty() ||
         !after.labels.IsSame(before.labels) || !after.types.IsSame(before.types) || !after.keys.IsSame(before.keys) ||
         !after.schema.IsSame(before.schema) || !after.node_tables.IsSame(before.node_tables) ||
         !after.edge_tables.IsSame(before.edge_tables);
}

uint64_t Transaction::shape() const { return state_->shape; }
uint64_t Transaction::counts() const { return state_->counts; }

size_t Transaction::Mark() {
  state_->marks.push_back({state_->catalog, state_->meta, state_->bytes, state_->indexes.touches(), {}});
  ++state_->last_mark;
  return state_->marks.size() - 1;
}

void Transaction::RollbackTo(size_t mark) {
  std::vector<State::Mark>& marks = state_->marks;
  assert(mark < marks.size());
  for (size_t i = marks.size(); i > mark; --i) {
    std::vector<State::Undo>& undo = marks[i - 1].undo;
    for (size_t j = undo.size(); j > 0; --j) undo[j - 1].log->Truncate(undo[j - 1].size);
    undo.clear();
  }
  marks.resize(mark + 1);
  state_->catalog = marks.back().catalog;
  state_->meta = marks.back().meta;
  state_->bytes = marks.back().bytes;
  state_->indexes.RollbackTo(marks.back().touches);
  ++state_->last_mark;
  ++state_->shape;
  ++state_->counts;
}

void Transaction::Release(size_t mark) {
  std::vector<State::Mark>& marks = state_->marks;
  assert(mark < marks.size());
  if (mark > 0) {
    std::vector<State::Undo>& kept = marks[mark - 1].undo;
    for (size_t i = mark; i < marks.size(); ++i) {
      kept.insert(kept.end(), marks[i].undo.begin(), marks[i].undo.end());
    }
  }
  marks.resize(mark);
  ++state_->last_mark;
}

base::Result<std::optional<std::string>> Transaction::GetMeta(std::string_view key) const {
  auto written = state_->meta->find(key);
  if (written != state_->meta->end()) return written->second;
  return state_->base->GetMeta(key);
}

base::Result<std::vector<std::pair<std::string, std::string>>> Transaction::ScanMeta(std::string_view prefix) const {
  QIAO_TRY(auto stored, state_->base->ScanMeta(prefix));
  std::map<std::string, std::string> merged(stored.begin(), stored.end());
  for (auto write = state_->meta->lower_bound(prefix); write != state_->meta->end() && write->first.starts_with(prefix);
       ++write) {
    if (write->second) {
      merged[write->first] = *write->second;
    } else {
      merged.erase(write->first);
    }
  }
  return std::vector<std::pair<std::string, std::string>>(merged.begin(), merged.end());
}

base::Result<base::TableId> Transaction::NodeTableFor(const std::vector<base::LabelId>& labels) {
  const size_t before = state_->catalog.node_tables->size();
  QIAO_TRY(const uint32_t table, state_->catalog.NodeTableFor(labels));
  if (state_->catalog.node_tables->size() != before) ++state_->shape;
  return base::TableId(table);
}

base::Result<base::TableId> Transaction::EdgeTableFor(base::TableId source, base::TypeId type, base::TableId target) {
  if (auto known = state_->catalog.FindEdgeTable(source, type, target)) return base::TableId(*known);
  QIAO_TRY(const uint32_t table, state_->catalog.AddEdgeTable(source, type, target));
  ++state_->shape;
  return base::TableId(table);
}

const std::shared_ptr<const Snapshot>& Transaction::base() const { return state_->base; }

void Transaction::SetTable(NodeTable table) {
  const uint32_t id = table.id.value;
  state_->catalog.node_tables.Mutable()[id] = std::move(table);
}
void Transaction::SetTable(EdgeTable table) {
  const uint32_t id = table.id.value;
  state_->catalog.edge_tables.Mutable()[id] = std::move(table);
}

base::Result<Version> Transaction::CommitFiles(std::vector<std::unique_ptr<KeyValue::SortedFile>> files,
                                               std::vector<ChunkId> touched) {
  assert(store_ != nullptr);
  Store& store = *store_;
  auto version = store.CommitFiles(*state_, std::move(files), std::move(touched));
  Rollback();
  if (version) QIAO_CHECK(store.AwaitSync(*version));
  return version;
}

const Catalog& Transaction::catalog() const { return state_->catalog; }

base::Result<std::unique_ptr<IndexReader>> Transaction::OpenIndex(const Rule& rule) const {
  const ChunkReader& chunks = state_->base->chunks();
  const KeyValue::Snapshot& snapshot = state_->built.empty() ? chunks.snapshot() : *state_->built.back();
  return std::make_unique<IndexReader>(
      chunks.key_value(), snapshot, rule.id, [this]() -> base::Result<const IndexWrites::Entries*> {
        QIAO_CHECK(state_->indexes.Settle(*state_->base, *this, *state_->catalog.schema));
        return &state_->indexes.entries();
      });
}

base::Result<std::shared_ptr<const ColumnChunk>> Transaction::LoadColumn(const ChunkId& id) const {
  return state_->Read(state_->columns, id);
}
base::Result<std::shared_ptr<const AdjacencyChunk>> Transaction::LoadAdjacency(const ChunkId& id) const {
  return state_->Read(state_->adjacencies, id);
}
// Where the transaction has changed links of the run, it has all of them.
base::Result<LinksOfRow> Transaction::LoadRow(const ChunkId& id, uint32_t row) const {
  if (!state_->adjacencies.contains(id)) return state_->base->chunks().LoadRow(id, row);
  QIAO_TRY(auto links, LoadAdjacency(id));
  return LinksOfRow{std::move(links), true};
}
base::Result<std::shared_ptr<const BitsChunk>> Transaction::LoadBits(const ChunkId& id) const {
  return state_->Read(state_->bits, id);
}
base::Result<std::shared_ptr<const EndsChunk>> Transaction::LoadEnds(const ChunkId& id) const {
  return state_->Read(state_->ends, id);
}
// What the transaction writes counts when it ends.
base::Result<std::shared_ptr<const StatisticsChunk>> Transaction::LoadStatistics(const ChunkId& id) const {
  return state_->base->chunks().Load<StatisticsChunk>(id);
}

void Transaction::RefreshStatistics() { state_->refresh_statistics = true; }

}  // namespace qiao::storage
