#include "storage/index_entries.h"

#include <algorithm>

#include "storage/index_key.h"

namespace qiao::storage {

using base::Kind;
using base::Value;

base::Result<bool> Obeys(const View& view, const Rule& rule, uint64_t entity) {
  if (rule.relationship) {
    const base::EdgeId edge(entity);
    const auto tables = view.EdgeTables();
    if (edge.table().value >= tables.size() || tables[edge.table().value].type.value != rule.label) return false;
    return view.Exists(edge);
  }
  const base::NodeId node(entity);
  QIAO_TRY(const bool exists, view.Exists(node));
  if (!exists) return false;
  return view.HasLabel(node, base::LabelId(rule.label));
}

base::Result<std::vector<Value>> ValuesOf(const View& view, const Rule& rule, uint64_t entity) {
  std::vector<Value> values;
  values.reserve(rule.keys.size());
  for (base::KeyId key : rule.keys) {
    QIAO_TRY(Value value,
             rule.relationship ? view.Property(base::EdgeId(entity), key) : view.Property(base::NodeId(entity), key));
    values.push_back(std::move(value));
  }
  return values;
}

namespace {

void AddEach(const Rule& rule, const std::vector<Value>& values, uint64_t entity, std::vector<std::string>& keys) {
  const size_t before = keys.size();
  const auto add = [&](const Value& value) {
    std::string key = RulePrefix(rule.id);
    PutOrdered(key, value);
    PutEntity(key, entity);
    keys.push_back(std::move(key));
  };
  for (const Value& value : values) {
    if (value.is_null()) continue;
    add(value);
    if (value.is(Kind::kList)) std::ranges::for_each(value.list(), add);
  }
  const auto begin = keys.begin() + static_cast<ptrdiff_t>(before);
  std::sort(begin, keys.end());
  keys.erase(std::unique(begin, keys.end()), keys.end());
}

template <class Id, class Read>
base::Result<void> VisitRows(const View& view, const Rule& rule, base::TableId table, uint64_t rows, const Read& read,
                             const std::function<base::Result<void>(uint64_t)>& visit, bool check) {
  for (uint32_t run = 0; uint64_t{run} * kRunRows < rows; ++run) {
    QIAO_TRY(const LiveView live, read(table, run));
    for (uint32_t row = 0; row < live.size; ++row) {
      if ((live.live[row / 64] >> (row % 64) & 1) == 0) continue;
      const Id id(table, run * kRunRows + row);
      if (check) {
        QIAO_TRY(const bool obeys, Obeys(view, rule, id.value));
        if (!obeys) continue;
      }
      QIAO_CHECK(visit(id.value));
    }
  }
  return {};
}

}  // namespace

base::Result<void> AddEntries(const View& view, const Rule& rule, uint64_t entity, std::vector<std::string>& keys) {
  if (!rule.has_entries()) return {};
  QIAO_TRY(const bool obeys, Obeys(view, rule, entity));
  if (!obeys) return {};
  QIAO_TRY(const std::vector<Value> values, ValuesOf(view, rule, entity));
  if (rule.kind == RuleKind::kEachIndex) {
    AddEach(rule, values, entity, keys);
    return {};
  }
  std::string key = RulePrefix(rule.id);
  for (const Value& value : values) {
    if (value.is_null() || (rule.kind == RuleKind::kTextIndex && !value.is(Kind::kString))) return {};
    PutOrdered(key, value);
  }
  PutEntity(key, entity);
  keys.push_back(std::move(key));
  return {};
}

base::Result<void> ForEachEntity(const View& view, const Rule& rule,
                                 const std::function<base::Result<void>(uint64_t entity)>& visit) {
  if (rule.relationship) {
    const auto read = [&](base::TableId table, uint32_t run) { return view.ReadEdgeLive(table, run); };
    for (const EdgeTable& table : view.EdgeTables()) {
      if (table.type.value != rule.label || table.live == 0) continue;
      QIAO_CHECK((VisitRows<base::EdgeId>(view, rule, table.id, table.rows, read, visit, false)));
    }
    return {};
  }
  const auto read = [&](base::TableId table, uint32_t run) { return view.ReadLive(table, run); };
  const base::LabelId label(rule.label);
  for (const NodeTable& table : view.NodeTables()) {
    const bool varies = std::ranges::binary_search(table.varying, label);
    if (table.live == 0 || (!varies && !std::ranges::binary_search(table.labels, label))) continue;
    QIAO_CHECK((VisitRows<base::NodeId>(view, rule, table.id, table.rows, read, visit, varies)));
  }
  return {};
}

base::Result<void> ForEachEntry(const View& view, const Rule& rule,
                                const std::function<base::Result<void>(std::string_view key)>& visit) {
  std::vector<std::string> keys;
  return ForEachEntity(view, rule, [&](uint64_t entity) -> base::Result<void> {
    keys.clear();
    QIAO_CHECK(AddEntries(view, rule, entity, keys));
    for (const std::string& key : keys) QIAO_CHECK(visit(key));
    return {};
  });
}

}  // namespace qiao::storage
