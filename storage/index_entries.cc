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

void AddEach(const Rule& rule, std::span<const Value> values, uint64_t entity, std::vector<std::string>& keys) {
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

Value CellOf(const ColumnView& column, uint32_t row) {
  if (row >= column.size || (column.present[row / 64] >> (row % 64) & 1) == 0) return Value();
  if (column.mixed) return column.values[row];
  if (column.kind == Kind::kInteger) return Value::Integer(column.integers[row]);
  if (column.kind == Kind::kFloat) return Value::Float(column.floats[row]);
  if (column.kind == Kind::kBoolean) return Value::Boolean(column.booleans[row] != 0);
  if (column.kind == Kind::kDate) return Value::Of(base::Date{column.integers[row]});
  return Value::String(column.Text(row));
}

// The rows of a table that a rule is about, with the values of `keys` where these are asked for.
template <class Id>
class TableVisit {
 public:
  TableVisit(const View& view, const Rule& rule, base::TableId table, bool check, std::span<const base::KeyId> keys)
      : view_(view), rule_(rule), table_(table), check_(check), keys_(keys), values_(keys.size()) {}

  base::Result<void> Run(uint64_t rows, const VisitValues& visit) {
    for (uint32_t run = 0; uint64_t{run} * kRunRows < rows; ++run) {
      QIAO_TRY(const LiveView live, ReadLive(run));
      QIAO_CHECK(ReadColumns(run));
      for (uint32_t row = 0; row < live.size; ++row) {
        if ((live.live[row / 64] >> (row % 64) & 1) == 0) continue;
        const Id id(table_, run * kRunRows + row);
        if (check_) {
          QIAO_TRY(const bool obeys, Obeys(view_, rule_, id.value));
          if (!obeys) continue;
        }
        for (size_t i = 0; i < columns_.size(); ++i) values_[i] = CellOf(columns_[i], row);
        QIAO_CHECK(visit(id.value, values_));
      }
    }
    return {};
  }

 private:
  base::Result<LiveView> ReadLive(uint32_t run) const {
    return rule_.relationship ? view_.ReadEdgeLive(table_, run) : view_.ReadLive(table_, run);
  }
  base::Result<void> ReadColumns(uint32_t run) {
    columns_.clear();
    for (const base::KeyId key : keys_) {
      QIAO_TRY(auto column,
               rule_.relationship ? view_.ReadEdgeColumn(table_, key, run) : view_.ReadColumn(table_, key, run));
      columns_.push_back(std::move(column));
    }
    return {};
  }

  const View& view_;
  const Rule& rule_;
  const base::TableId table_;
  const bool check_;  // not all rows have the label
  const std::span<const base::KeyId> keys_;
  std::vector<ColumnView> columns_;
  std::vector<Value> values_;
};

base::Result<void> VisitTables(const View& view, const Rule& rule, std::span<const base::KeyId> keys,
                               const VisitValues& visit) {
  if (rule.relationship) {
    for (const EdgeTable& table : view.EdgeTables()) {
      if (table.type.value != rule.label || table.live == 0) continue;
      QIAO_CHECK(TableVisit<base::EdgeId>(view, rule, table.id, false, keys).Run(table.rows, visit));
    }
    return {};
  }
  const base::LabelId label(rule.label);
  for (const NodeTable& table : view.NodeTables()) {
    const bool varies = std::ranges::binary_search(table.varying, label);
    if (table.live == 0 || (!varies && !std::ranges::binary_search(table.labels, label))) continue;
    QIAO_CHECK(TableVisit<base::NodeId>(view, rule, table.id, varies, keys).Run(table.rows, visit));
  }
  return {};
}

}  // namespace

void AddEntries(const Rule& rule, std::span<const Value> values, uint64_t entity, std::vector<std::string>& keys) {
  if (!rule.has_entries()) return;
  if (rule.kind == RuleKind::kEachIndex) return AddEach(rule, values, entity, keys);
  std::string key = RulePrefix(rule.id);
  for (const Value& value : values) {
    if (value.is_null() || (rule.kind == RuleKind::kTextIndex && !value.is(Kind::kString))) return;
    PutOrdered(key, value);
  }
  PutEntity(key, entity);
  keys.push_back(std::move(key));
}

base::Result<void> AddEntries(const View& view, const Rule& rule, uint64_t entity, std::vector<std::string>& keys) {
  if (!rule.has_entries()) return {};
  QIAO_TRY(const bool obeys, Obeys(view, rule, entity));
  if (!obeys) return {};
  QIAO_TRY(const std::vector<Value> values, ValuesOf(view, rule, entity));
  AddEntries(rule, values, entity, keys);
  return {};
}

base::Result<void> ForEachEntity(const View& view, const Rule& rule,
                                 const std::function<base::Result<void>(uint64_t entity)>& visit) {
  return VisitTables(view, rule, {}, [&](uint64_t entity, std::span<const Value>) { return visit(entity); });
}

base::Result<void> ForEachValues(const View& view, const Rule& rule, const VisitValues& visit) {
  return VisitTables(view, rule, rule.keys, visit);
}

base::Result<void> ForEachEntry(const View& view, const Rule& rule,
                                const std::function<base::Result<void>(std::string_view key)>& visit) {
  std::vector<std::string> keys;
  return ForEachValues(view, rule, [&](uint64_t entity, std::span<const Value> values) -> base::Result<void> {
    keys.clear();
    AddEntries(rule, values, entity, keys);
    for (const std::string& key : keys) QIAO_CHECK(visit(key));
    return {};
  });
}

}  // namespace qiao::storage
