#include <algorithm>

#include "storage/transaction.h"
#include "storage/transaction_state.h"
#include "storage/value_codec.h"

namespace qiao::storage {
namespace {

constexpr size_t kMaxMetaBytes = 16 << 20;

base::Error Gone(std::string_view what, uint64_t id) {
  return base::MakeError(base::ErrorCode::kEntityNotFound, "{} {} doesn't exist or was deleted", what, id)
      .With(base::ErrorDetail::kDeletedEntityAccess);
}

template <class Id>
bool InsertSorted(std::vector<Id>& sorted, Id id) {
  auto place = std::ranges::lower_bound(sorted, id);
  if (place != sorted.end() && *place == id) return false;
  sorted.insert(place, id);
  return true;
}

base::Result<uint32_t> Intern(CopyOnWrite<NameTable>& names, std::string_view name) {
  if (auto known = names->Find(name)) return *known;
  if (name.size() > kMaxNameBytes) {
    return base::MakeError(base::ErrorCode::kLimit, "a name of {} bytes is too long: at most {} are possible",
                           name.size(), kMaxNameBytes);
  }
  if (names->size() > UINT32_MAX - 1) {
    return base::MakeError(base::ErrorCode::kLimit, "the database can't hold more names");
  }
  return names.Mutable().Add(name);
}

// A name that this transaction doesn't know must not get into the catalog: nobody could read it any more.
base::Result<void> RequireKnown(const NameTable& names, uint32_t id) {
  if (id < names.size()) return {};
  return base::MakeError(base::ErrorCode::kInternal, "there is no name with the number {}", id);
}

base::Result<void> CheckValues(const NameTable& keys, std::span<const std::pair<base::KeyId, base::Value>> properties) {
  for (const auto& [key, value] : properties) {
    QIAO_CHECK(RequireKnown(keys, key.value));
    if (!value.is_null()) QIAO_CHECK(CheckProperty(value));
  }
  return {};
}

// Records values of one row; the row's table learns of keys that are new to it.
template <class Table>
void SetCells(Transaction::State& state, ChunkKind kind, Table& table, uint32_t row,
              std::span<const std::pair<base::KeyId, base::Value>> properties) {
  for (const auto& [key, value] : properties) {
    if (value.is_null()) continue;
    if (InsertSorted(table.keys, key)) ++state.shape;
    state.Add(state.columns, {kind, table.id.value, key.value, RunOf(row)},
              {static_cast<uint16_t>(RowInRun(row)), value}, base::HeapSize(value));
  }
}

void SetOverride(Transaction::State& state, NodeTable& table, uint32_t row, base::LabelId label, bool set) {
  state.Add(state.bits, {ChunkKind::kOverride, table.id.value, label.value, RunOf(row)},
            {static_cast<uint16_t>(RowInRun(row)), set}, 0);
  if (InsertSorted(table.varying, label)) {
    ++state.shape;
    auto place = std::ranges::lower_bound(table.varying, label) - table.varying.begin();
    table.varying_rows.insert(table.varying_rows.begin() + place, 0);
  }
  auto place = std::ranges::lower_bound(table.varying, label) - table.varying.begin();
  uint64_t& rows = table.varying_rows[static_cast<size_t>(place)];
  rows += set ? 1 : uint64_t(-1);
  if (rows == 0) {
    ++state.shape;
    table.varying.erase(table.varying.begin() + place);
    table.varying_rows.erase(table.varying_rows.begin() + place);
  }
}

void AddLinks(Transaction::State& state, base::EdgeId edge, uint32_t source, uint32_t target, bool removed) {
  uint32_t table = edge.table().value;
  state.Add(state.adjacencies, {ChunkKind::kOut, table, 0, RunOf(source)},
            {{static_cast<uint16_t>(RowInRun(source)), target, edge.row()}, removed}, 0);
  state.Add(state.adjacencies, {ChunkKind::kIn, table, 0, RunOf(target)},
            {{static_cast<uint16_t>(RowInRun(target)), source, edge.row()}, removed}, 0);
}

}  // namespace

base::Result<void> Transaction::CheckRoom() const {
  if (state_->bytes <= state_->max_bytes) return {};
  return base::MakeError(base::ErrorCode::kLimit,
                         "the transaction is too large: its changes take {} bytes, the limit is {}; write in several "
                         "transactions, or import",
                         state_->bytes, state_->max_bytes);
}

base::Result<base::LabelId> Transaction::InternLabel(std::string_view name) {
  QIAO_TRY(uint32_t id, Intern(state_->catalog.labels, name));
  return base::LabelId(id);
}
base::Result<base::TypeId> Transaction::InternType(std::string_view name) {
  QIAO_TRY(uint32_t id, Intern(state_->catalog.types, name));
  return base::TypeId(id);
}
base::Result<base::KeyId> Transaction::InternKey(std::string_view name) {
  QIAO_TRY(uint32_t id, Intern(state_->catalog.keys, name));
  return base::KeyId(id);
}

base::Result<base::NodeId> Transaction::CreateNode(std::span<const base::LabelId> labels,
                                                   std::span<const std::pair<base::KeyId, base::Value>> properties) {
  QIAO_CHECK(CheckRoom());
  QIAO_CHECK(CheckValues(*state_->catalog.keys, properties));
  std::vector<base::LabelId> label_set(labels.begin(), labels.end());
  std::ranges::sort(label_set);
  label_set.erase(std::unique(label_set.begin(), label_set.end()), label_set.end());
  if (!label_set.empty()) QIAO_CHECK(RequireKnown(*state_->catalog.labels, label_set.back().value));

  QIAO_TRY(const base::TableId id, NodeTableFor(label_set));
  NodeTable& table = state_->catalog.node_tables.Mutable()[id.value];
  if (table.rows > UINT32_MAX) return OutOfRows();
  auto row = static_cast<uint32_t>(table.rows++);
  ++table.live;
  ++state_->counts;
  SetCells(*state_, ChunkKind::kNodeColumn, table, row, properties);
  if (table.labels != label_set) {
    for (base::LabelId label : label_set) SetOverride(*state_, table, row, label, true);
  }
  const base::NodeId node(id, row);
  const Schema& schema = *state_->catalog.schema;
  if (std::ranges::any_of(label_set, [&](base::LabelId label) { return schema.ConcernsLabel(label); })) {
    state_->Touch(node.value, false);
  }
  return node;
}

base::Result<base::EdgeId> Transaction::CreateEdge(base::NodeId source, base::TypeId type, base::NodeId target,
                                                   std::span<const std::pair<base::KeyId, base::Value>> properties) {
  QIAO_CHECK(CheckRoom());
  QIAO_CHECK(CheckValues(*state_->catalog.keys, properties));
  QIAO_CHECK(RequireLive(source));
  QIAO_CHECK(RequireLive(target));
  QIAO_CHECK(RequireKnown(*state_->catalog.types, type.value));

  QIAO_TRY(const base::TableId id, EdgeTableFor(source.table(), type, target.table()));
  EdgeTable& table = state_->catalog.edge_tables.Mutable()[id.value];
  if (table.rows > UINT32_MAX) return OutOfRows();
  auto row = static_cast<uint32_t>(table.rows++);
  ++table.live;
  ++state_->counts;
  base::EdgeId edge(table.id, row);
  state_->Add(state_->ends, {ChunkKind::kEnds, table.id.value, 0, RunOf(row)},
              {static_cast<uint16_t>(RowInRun(row)), source.row(), target.row()}, 0);
  AddLinks(*state_, edge, source.row(), target.row(), false);
  SetCells(*state_, ChunkKind::kEdgeColumn, table, row, properties);
  if (state_->catalog.schema->ConcernsType(type)) state_->Touch(edge.value, true);
  return edge;
}

base::Result<void> Transaction::SetProperty(base::NodeId node, base::KeyId key, const base::Value& value) {
  QIAO_CHECK(CheckRoom());
  QIAO_CHECK(RequireKnown(*state_->catalog.keys, key.value));
  if (!value.is_null()) QIAO_CHECK(CheckProperty(value));
  QIAO_CHECK(RequireLive(node));
  if (state_->catalog.schema->ConcernsKey(false, key)) state_->Touch(node.value, false);
  return SetCell(ChunkKind::kNodeColumn, state_->catalog.node_tables, node.table(), node.row(), key, value);
}

base::Result<void> Transaction::SetProperty(base::EdgeId edge, base::KeyId key, const base::Value& value) {
  QIAO_CHECK(CheckRoom());
  QIAO_CHECK(RequireKnown(*state_->catalog.keys, key.value));
  if (!value.is_null()) QIAO_CHECK(CheckProperty(value));
  QIAO_CHECK(RequireLive(edge));
  if (state_->catalog.schema->ConcernsKey(true, key)) state_->Touch(edge.value, true);
  return SetCell(ChunkKind::kEdgeColumn, state_->catalog.edge_tables, edge.table(), edge.row(), key, value);
}

template <class Tables>
base::Result<void> Transaction::SetCell(ChunkKind kind, Tables& tables, base::TableId table, uint32_t row,
                                        base::KeyId key, const base::Value& value) {
  // A table's catalog entry is only copied when the key is new to it.
  if (!std::ranges::binary_search((*tables)[table.value].keys, key)) {
    if (value.is_null()) return {};
    InsertSorted(tables.Mutable()[table.value].keys, key);
    ++state_->shape;
  }
  state_->Add(state_->columns, {kind, table.value, key.value, RunOf(row)},
              {static_cast<uint16_t>(RowInRun(row)), value}, base::HeapSize(value));
  return {};
}

base::Result<void> Transaction::AddLabel(base::NodeId node, base::LabelId label) {
  return ChangeLabel(node, label, true);
}
base::Result<void> Transaction::RemoveLabel(base::NodeId node, base::LabelId label) {
  return ChangeLabel(node, label, false);
}

base::Result<void> Transaction::ChangeLabel(base::NodeId node, base::LabelId label, bool wanted) {
  QIAO_CHECK(RequireKnown(*state_->catalog.labels, label.value));
  QIAO_CHECK(CheckRoom());
  QIAO_CHECK(RequireLive(node));
  QIAO_TRY(bool has, HasLabel(node, label));
  if (has == wanted) return {};
  if (state_->catalog.schema->ConcernsLabel(label)) state_->Touch(node.value, false);
  NodeTable& table = state_->catalog.node_tables.Mutable()[node.table().value];
  bool usual = std::ranges::binary_search(table.labels, label);
  SetOverride(*state_, table, node.row(), label, wanted != usual);
  return {};
}

base::Result<void> Transaction::DeleteNode(base::NodeId node) {
  QIAO_CHECK(CheckRoom());
  QIAO_TRY(bool exists, Exists(node));
  if (!exists) return {};
  if (state_->catalog.schema->ConcernsEntities(false)) state_->Touch(node.value, false);
  --state_->catalog.node_tables.Mutable()[node.table().value].live;
  ++state_->counts;
  state_->Add(state_->bits, {ChunkKind::kDeadNodes, node.table().value, 0, RunOf(node.row())},
              {static_cast<uint16_t>(RowInRun(node.row())), true}, 0);
  return {};
}

base::Result<void> Transaction::DeleteEdge(base::EdgeId edge) {
  QIAO_CHECK(CheckRoom());
  QIAO_TRY(bool exists, Exists(edge));
  if (!exists) return {};
  QIAO_TRY(EdgeEnds ends, Ends(edge));
  if (state_->catalog.schema->ConcernsEntities(true)) state_->Touch(edge.value, true);
  --state_->catalog.edge_tables.Mutable()[edge.table().value].live;
  ++state_->counts;
  AddLinks(*state_, edge, ends.source.row(), ends.target.row(), true);
  state_->Add(state_->bits, {ChunkKind::kDeadEdges, edge.table().value, 0, RunOf(edge.row())},
              {static_cast<uint16_t>(RowInRun(edge.row())), true}, 0);
  return {};
}

base::Result<void> Transaction::PutMeta(std::string_view key, std::optional<std::string_view> bytes) {
  if (key.size() > kMaxNameBytes || (bytes && bytes->size() > kMaxMetaBytes)) {
    return base::MakeError(base::ErrorCode::kLimit, "a record of {} bytes is too large: at most {} are possible",
                           key.size() + (bytes ? bytes->size() : 0), kMaxMetaBytes);
  }
  state_->meta.Mutable()[std::string(key)] = bytes ? std::optional<std::string>(*bytes) : std::nullopt;
  state_->bytes += key.size() + (bytes ? bytes->size() : 0);
  return {};
}

base::Result<void> Transaction::RequireLive(base::NodeId node) const {
  QIAO_TRY(bool exists, Exists(node));
  if (!exists) return Gone("node", node.value);
  return {};
}
base::Result<void> Transaction::RequireLive(base::EdgeId edge) const {
  QIAO_TRY(bool exists, Exists(edge));
  if (!exists) return Gone("relationship", edge.value);
  return {};
}

}  // namespace qiao::storage
