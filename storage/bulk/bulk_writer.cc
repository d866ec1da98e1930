#include "storage/bulk/bulk_writer.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <unordered_set>

#include "storage/bulk/batch_rule.h"
#include "storage/bulk/chunk_files.h"
#include "storage/bulk/edge_rows.h"
#include "storage/bulk/node_rows.h"
#include "storage/bulk/run_parallel.h"
#include "storage/catalog.h"
#include "storage/constraint.h"
#include "storage/store.h"

namespace qiao::storage {
namespace {

// The memory: a third for edges, as much again for sorting them, a sixth each for edges by their targets and for chunks
// on their way into files. Entries of indexes take their eighth from the edges.
constexpr uint64_t kFileShare = 6;
constexpr uint64_t kTargetShare = 6;
constexpr uint64_t kEntryShare = 8;
constexpr uint64_t kEdgeShare = 3;

}  // namespace

struct BulkWriter::State {
  State(Store& the_store, unsigned thread_count, uint64_t memory_bytes, std::unique_ptr<Transaction> the_transaction)
      : store(the_store),
        threads(std::max(1U, thread_count)),
        memory(memory_bytes),
        transaction(std::move(the_transaction)),
        base(transaction->base()),
        files(store.key_value(), base->version() + 1, memory_bytes / kFileShare) {}

  NodeRows& Nodes(base::TableId id);
  EdgeRows& Edges(base::TableId id);
  uint64_t StoredRows(base::TableId node_table) const;
  // Spills the largest tables until the others are small enough.
  base::Result<void> SpillEdges();

  // What the rules are now.
  void ReadRules();
  std::vector<const BatchRule*> RulesOf(bool relationship, std::span<const uint32_t> labels) const;
  base::Result<void> AddEntries(const NodeTarget& target, uint32_t first_row, const NodeBatch& batch) const;

  // Everything that is written at the end, by several threads: edges and the entries of nodes, which are many, then
  // those of edges.
  struct Task {
    uint64_t size;  // about how long it takes
    std::function<base::Result<void>()> run;
  };
  base::Result<void> FinishNodes();
  base::Result<void> FinishRest(const Progress& progress);
  base::Result<void> Run(std::vector<Task> tasks, const Progress& progress);
  Task FinishEdges(EdgeRows& rows, EdgeTable& after);
  RuleEntries::Finishing FinishingOf(const BatchRule& rule) const;
  base::Error ErrorOf(const BatchRule& rule, const Duplicate& duplicate) const;
  Task FinishEntries(const BatchRule& rule);

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

  std::vector<std::unique_ptr<BatchRule>> rules;
  Describe describe = [](uint64_t origin) { return std::to_string(origin); };
  std::unordered_set<uint64_t> deleted;  // nodes that were taken back
  RuleFaults faults;
  std::mutex entry_files_mutex;
  std::vector<std::unique_ptr<KeyValue::SortedFile>> entry_files;
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
    found = nodes.try_emplace(id, files, *base, std::move(before)).first;
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
    auto with_entries = RulesOf(true, std::array{before.type.value});
    std::erase_if(with_entries, [](const BatchRule* rule) { return rule->entries == nullptr; });
    found = edges
                .try_emplace(id, files, *base, std::move(before), sources, targets, std::move(with_entries),
                             store.spill_folder())
                .first;
  }
  return found->second;
}

base::Result<void> BulkWriter::State::SpillEdges() {
  uint64_t total = 0;
  for (const auto& [id, rows] : edges) total += rows.bytes();
  const bool entries = std::ranges::any_of(rules, [](const auto& rule) { return rule->entries != nullptr; });
  const uint64_t most = memory / kEdgeShare - (entries ? memory / kEntryShare : 0);
  while (total > most) {
    auto largest =
        std::ranges::max_element(edges, {}, [](const auto& entry) -> uint64_t { return entry.second.bytes(); });
    total -= largest->second.bytes();
    QIAO_CHECK(largest->second.Spill());
  }
  return {};
}

void BulkWriter::State::ReadRules() {
  rules.clear();
  const std::vector<Rule>& schema = transaction->catalog().schema->rules;
  const auto with_entries = static_cast<uint64_t>(std::ranges::count_if(schema, &Rule::has_entries));
  for (const Rule& rule : schema) {
    if (rule.kind == RuleKind::kLookupIndex) continue;
    rules.push_back(std::make_unique<BatchRule>(rule, *transaction, store.spill_folder(),
                                                memory / kEntryShare / std::max<uint64_t>(1, with_entries)));
  }
}

std::vector<const BatchRule*> BulkWriter::State::RulesOf(bool relationship, std::span<const uint32_t> labels) const {
  std::vector<const BatchRule*> found;
  for (const auto& rule : rules) {
    if (rule->rule.relationship != relationship) continue;
    if (std::ranges::find(labels, rule->rule.label) != labels.end()) found.push_back(rule.get());
  }
  return found;
}

base::Result<void> BulkWriter::State::AddEntries(const NodeTarget& target, uint32_t first_row,
                                                 const NodeBatch& batch) const {
  for (const BatchRule* rule : batch.rules_) {
    if (rule->entries == nullptr) continue;
    std::vector<const ColumnBuffer*> columns;
    for (const base::KeyId key : rule->rule.keys) {
      const auto column = std::ranges::find(batch.columns_, key, &NodeBatch::Column::key);
      columns.push_back(column == batch.columns_.end() ? nullptr : &column->cells);
    }
    std::vector<base::Value> values(columns.size());
    std::string records;
    for (uint32_t row = 0; row < batch.rows(); ++row) {
      for (size_t i = 0; i < columns.size(); ++i) {
        values[i] = columns[i] == nullptr ? base::Value() : columns[i]->cells().Get(row);
      }
      const base::NodeId node(target.table, first_row + row);
      rule->entries->PutRecords(values, node.value, batch.origins_[row], records);
    }
    QIAO_CHECK(rule->entries->Add(records));
  }
  return {};
}

base::Result<void> BulkWriter::State::FinishNodes() {
  std::vector<Task> tasks;
  std::vector<NodeTable> after;
  after.reserve(nodes.size());
  for (auto& [id, rows] : nodes) {
    NodeTable& table = after.emplace_back(transaction->NodeTables()[id.value]);
    tasks.push_back({1, [&rows, &table] { return rows.Finish(table); }});
  }
  QIAO_CHECK(Run(std::move(tasks), {}));
  for (NodeTable& table : after) transaction->SetTable(std::move(table));
  return {};
}

BulkWriter::State::Task BulkWriter::State::FinishEdges(EdgeRows& rows, EdgeTable& after) {
  return {rows.size(), [this, &rows, &after] { return rows.Finish(memory / kTargetShare / threads, after); }};
}

RuleEntries::Finishing BulkWriter::State::FinishingOf(const BatchRule& rule) const {
  RuleEntries::Finishing finishing;
  finishing.stored = transaction.get();
  finishing.is_gone = [this, nodes_only = !rule.rule.relationship](uint64_t entity) {
    return nodes_only && deleted.contains(entity);
  };
  return finishing;
}

base::Error BulkWriter::State::ErrorOf(const BatchRule& rule, const Duplicate& duplicate) const {
  const std::string first = duplicate.first_origin ? describe(*duplicate.first_origin) : "";
  return rule.NotUnique(describe(duplicate.origin), duplicate, first);
}

BulkWriter::State::Task BulkWriter::State::FinishEntries(const BatchRule& rule) {
  return {rule.entries->size() / 4, [this, &rule]() -> base::Result<void> {
            EntryFiles written(store.key_value());
            RuleEntries::Finishing finishing = FinishingOf(rule);
            finishing.put = [&](std::string_view key) { return written.Put(key); };
            finishing.duplicate = [&](const Duplicate& duplicate) -> base::Result<void> {
              faults.Add(duplicate.origin, ErrorOf(rule, duplicate));
              return {};
            };
            QIAO_CHECK(rule.entries->Finish(finishing));
            QIAO_TRY(auto made, written.Finish());
            std::lock_guard lock(entry_files_mutex);
            std::ranges::move(made, std::back_inserter(entry_files));
            return {};
          }};
}

// Long tasks first, so that the threads end together.
base::Result<void> BulkWriter::State::Run(std::vector<Task> tasks, const Progress& progress) {
  std::ranges::stable_sort(tasks, std::ranges::greater(), &Task::size);
  uint64_t total = 0;
  for (const Task& task : tasks) total += task.size;
  std::mutex progress_mutex;
  uint64_t done = 0;
  return RunParallel(threads, tasks.size(), [&](size_t i) -> base::Result<void> {
    QIAO_CHECK(tasks[i].run());
    std::lock_guard lock(progress_mutex);
    done += tasks[i].size;
    if (progress && !progress(total == 0 ? 1 : static_cast<double>(done) / static_cast<double>(total))) {
      return base::MakeError(base::ErrorCode::kCancelled, "stopped; nothing was loaded");
    }
    return {};
  });
}

base::Result<void> BulkWriter::State::FinishRest(const Progress& progress) {
  std::vector<Task> tasks;
  std::vector<EdgeTable> after;
  after.reserve(edges.size());
  for (auto& [id, rows] : edges) {
    after.push_back(transaction->EdgeTables()[id.value]);
    tasks.push_back(FinishEdges(rows, after.back()));
  }
  std::vector<Task> last;
  for (const auto& rule : rules) {
    if (rule->entries == nullptr) continue;
    (rule->rule.relationship ? last : tasks).push_back(FinishEntries(*rule));
  }
  QIAO_CHECK(Run(std::move(tasks), progress));
  QIAO_CHECK(Run(std::move(last), {}));
  for (EdgeTable& table : after) transaction->SetTable(std::move(table));
  return faults.Done();
}

BulkWriter::BulkWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
BulkWriter::~BulkWriter() = default;

base::Result<std::unique_ptr<BulkWriter>> BulkWriter::Begin(Store& store, std::chrono::milliseconds timeout,
                                                            unsigned threads, uint64_t memory) {
  QIAO_TRY(auto transaction, store.BeginWrite(timeout));
  auto writer = std::unique_ptr<BulkWriter>(
      new BulkWriter(std::make_unique<State>(store, threads, memory, std::move(transaction))));
  writer->state_->ReadRules();
  return writer;
}

base::Result<void> BulkWriter::CreateRule(Rule rule) {
  for (const Rule& known : state_->transaction->catalog().schema->rules) {
    if (IsEquivalent(known, rule)) return {};
  }
  QIAO_CHECK(state_->transaction->CreateRule(std::move(rule)));
  state_->ReadRules();
  return {};
}

void BulkWriter::set_describe(Describe describe) { state_->describe = std::move(describe); }

void BulkWriter::Refuse(uint64_t origin, const base::Error& error) { state_->faults.Add(origin, error); }

NodeBatch BulkWriter::NewNodes(std::span<const std::string> labels) {
  std::vector<uint32_t> known;
  std::lock_guard lock(state_->mutex);
  for (const std::string& label : labels) {
    if (const auto id = state_->transaction->FindLabel(label)) known.push_back(id->value);
  }
  return NodeBatch(state_->RulesOf(false, known));
}

EdgeBatch BulkWriter::NewEdges(std::string_view type) {
  std::lock_guard lock(state_->mutex);
  const auto known = state_->transaction->FindType(type);
  if (!known) return EdgeBatch({});
  return EdgeBatch(state_->RulesOf(true, std::array{known->value}));
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
  QIAO_CHECK(state_->AddEntries(target, first_row, batch));
  return state_->Nodes(target.table).Write(first_row, batch);
}

base::Result<void> BulkWriter::DeleteNode(base::NodeId node) {
  state_->Nodes(node.table()).Delete(node.row());
  if (!state_->rules.empty()) state_->deleted.insert(node.value);
  return {};
}

base::Result<void> BulkWriter::FindRepeated(const TakeRepeated& take) {
  for (const auto& rule : state_->rules) {
    if (rule->rule.relationship || !rule->rule.is_unique()) continue;
    RuleEntries::Finishing finishing = state_->FinishingOf(*rule);
    finishing.duplicate = [&](const Duplicate& duplicate) {
      return take(base::NodeId(duplicate.entity), duplicate.origin, state_->ErrorOf(*rule, duplicate));
    };
    QIAO_CHECK(rule->entries->FindDuplicates(finishing));
  }
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
  QIAO_CHECK(state_->FinishNodes());
  QIAO_CHECK(state_->FinishRest(progress));
  QIAO_TRY(auto files, state_->files.Finish(state_->threads));
  std::ranges::move(state_->entry_files, std::back_inserter(files));
  return state_->transaction->CommitFiles(std::move(files), state_->files.Touched());
}

}  // namespace qiao::storage
