#include "query/exec/setting.h"

#include <algorithm>

#include "query/exec/dynamic_names.h"
#include "query/exec/property_column.h"
#include "query/exec/storable.h"
#include "query/functions/function.h"

namespace qiao::query {

using base::ErrorCode;
using base::ErrorDetail;
using base::Kind;
using base::Map;
using base::Result;
using base::Value;

namespace {

bool ReadsGraph(const Expression* expression) {
  if (expression == nullptr) return false;
  switch (expression->kind) {
    case ExpressionKind::kProperty:
    case ExpressionKind::kIndex:
    case ExpressionKind::kHasLabels:
    case ExpressionKind::kMapProjection:
    case ExpressionKind::kExists:
    case ExpressionKind::kCount:
    case ExpressionKind::kCollect:
      return true;
    case ExpressionKind::kFunction: {
      const std::string_view name = expression->function->name;
      if (name == "labels" || name == "keys" || name == "properties") return true;
      break;
    }
    default:
      break;
  }
  return std::ranges::any_of(expression->operands, [](const ExpressionPtr& o) { return ReadsGraph(o.get()); });
}

base::Error WrongKind(std::string_view expected, const Value& value) {
  return base::MakeError(ErrorCode::kType, "expected {}, got {}", expected, base::Name(value.kind()))
      .With(ErrorDetail::kInvalidArgumentType);
}

}  // namespace

Result<std::unique_ptr<Setter>> Setter::Make(const std::vector<SetItem>& items, Environment& env) {
  std::unique_ptr<Setter> setter(new Setter(env));
  for (const SetItem& item : items) {
    Item& made = setter->items_.emplace_back();
    made.item = &item;
    QIAO_TRY(made.target, MakeEvaluator(*item.target, env));
    if (item.key != nullptr) {
      QIAO_TRY(made.key, MakeEvaluator(*item.key, env));
    }
    if (item.value != nullptr) {
      QIAO_TRY(made.value, MakeEvaluator(*item.value, env));
    }
    if (item.more_labels != nullptr) {
      QIAO_TRY(made.more_labels, MakeEvaluator(*item.more_labels, env));
    }
    for (const ExpressionPtr* part : {&item.target, &item.key, &item.value, &item.more_labels}) {
      setter->reads_graph_ |= ReadsGraph(part->get());
    }
  }
  return setter;
}

Result<void> Setter::Evaluate(Item& item, const RowSet& rows) const {
  QIAO_TRY(item.targets, item.target->Evaluate(rows));
  if (item.key != nullptr) {
    QIAO_TRY(item.keys, item.key->Evaluate(rows));
  }
  if (item.value != nullptr) {
    QIAO_TRY(item.values, item.value->Evaluate(rows));
  }
  if (item.more_labels != nullptr) {
    QIAO_TRY(item.names, item.more_labels->Evaluate(rows));
  }
  return {};
}

Result<void> Setter::Run(const Batch& batch) {
  if (!reads_graph_) {
    for (Item& item : items_) QIAO_CHECK(Evaluate(item, RowSet(batch)));
  }
  for (uint32_t row = 0; row < batch.rows(); ++row) {
    QIAO_CHECK(env_.interrupt.Tick());
    for (Item& item : items_) {
      if (reads_graph_) QIAO_CHECK(Evaluate(item, RowSet(batch, std::span(&row, 1))));
      auto done = Do(item, reads_graph_ ? 0 : row);
      if (!done) return std::move(done).error().At(item.item->target->span);
      if (reads_graph_) ++env_.epoch;
    }
  }
  ++env_.epoch;
  return {};
}

Result<void> Setter::Do(const Item& item, size_t at) {
  const Value target = item.targets->At(at);
  if (target.is_null()) return {};
  switch (item.item->kind) {
    case SetItem::Kind::kAddLabels:
    case SetItem::Kind::kRemoveLabels:
      return DoLabels(item, at, target);
    case SetItem::Kind::kProperty:
    case SetItem::Kind::kDynamicProperty:
    case SetItem::Kind::kReplace:
    case SetItem::Kind::kMerge:
    case SetItem::Kind::kRemoveProperty:
      break;
  }
  if (target.is(Kind::kNode)) return DoProperties(item, at, target.node());
  if (target.is(Kind::kRelationship)) return DoProperties(item, at, target.relationship());
  return WrongKind("a node or a relationship", target);
}

template <class Id>
Result<void> Setter::DoProperties(const Item& item, size_t at, Id id) {
  QIAO_CHECK(CheckAlive(env_, id));
  const SetItem& step = *item.item;
  if (step.kind == SetItem::Kind::kProperty) return SetOne(id, step.name, item.values->At(at));
  if (step.kind == SetItem::Kind::kRemoveProperty && item.keys == nullptr) return SetOne(id, step.name, Value::Null());
  if (step.kind == SetItem::Kind::kDynamicProperty || step.kind == SetItem::Kind::kRemoveProperty) {
    const Value key = item.keys->At(at);
    if (!key.is(Kind::kString)) return WrongKind("a string as the name of a property", key);
    return SetOne(id, key.string(), item.values != nullptr ? item.values->At(at) : Value::Null());
  }
  QIAO_TRY(const Map map, ReadMap(item.values->At(at)));
  if (step.kind == SetItem::Kind::kReplace) {
    QIAO_TRY(const Map before, env_.graph.Properties(id));
    for (const auto& [name, value] : before) {
      const auto kept = std::ranges::find(map, name, &Map::value_type::first);
      if (kept == map.end()) QIAO_CHECK(SetOne(id, name, Value::Null()));
    }
  }
  for (const auto& [name, value] : map) QIAO_CHECK(SetOne(id, name, value));
  return {};
}

Result<Map> Setter::ReadMap(const Value& value) const {
  if (value.is(Kind::kMap)) return value.map();
  if (value.is(Kind::kNode)) {
    QIAO_CHECK(CheckAlive(env_, value.node()));
    return env_.graph.Properties(value.node());
  }
  if (value.is(Kind::kRelationship)) {
    QIAO_CHECK(CheckAlive(env_, value.relationship()));
    return env_.graph.Properties(value.relationship());
  }
  return WrongKind("a map, a node or a relationship", value);
}

template <class Id>
Result<void> Setter::SetOne(Id id, std::string_view name, const Value& value) {
  if (!value.is_null()) {
    QIAO_CHECK(CheckStorable(value));
  } else {
    // What isn't there needs no removal, and its key no number.
    const auto known = env_.graph.FindKey(name);
    if (!known) return {};
    QIAO_TRY(const Value before, env_.graph.Property(id, *known));
    if (before.is_null()) return {};
  }
  QIAO_TRY(const base::KeyId key, env_.writer->InternKey(name));
  QIAO_CHECK(env_.writer->SetProperty(id, key, value));
  ++env_.counters.properties_set;
  return {};
}

Result<void> Setter::DoLabels(const Item& made, size_t at, const Value& target) {
  const SetItem& item = *made.item;
  if (!target.is(Kind::kNode)) return WrongKind("a node", target);
  const base::NodeId node = target.node();
  QIAO_CHECK(CheckAlive(env_, node));
  const bool add = item.kind == SetItem::Kind::kAddLabels;
  std::vector<std::string> names = item.labels;
  if (made.names != nullptr) QIAO_CHECK(AddNames(made.names->At(at), names));
  for (const std::string& name : names) {
    if (!add && !env_.graph.FindLabel(name)) continue;
    QIAO_TRY(const base::LabelId label, env_.writer->InternLabel(name));
    QIAO_TRY(const bool has, env_.graph.HasLabel(node, label));
    if (has == add) continue;
    if (add) {
      QIAO_CHECK(env_.writer->AddLabel(node, label));
      ++env_.counters.labels_added;
    } else {
      QIAO_CHECK(env_.writer->RemoveLabel(node, label));
      ++env_.counters.labels_removed;
    }
  }
  return {};
}

}  // namespace qiao::query
