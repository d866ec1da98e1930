#include "query/planner/effects.h"

#include <algorithm>

#include "query/functions/function.h"
#include "query/plan/plan_slots.h"

namespace qiao::query {
namespace {

bool HoldsFor(const LabelExpression& labels, const std::set<std::string>& node) {
  switch (labels.op) {
    case LabelExpression::Op::kName:
      return node.contains(labels.name);
    case LabelExpression::Op::kAny:
      return !node.empty();
    case LabelExpression::Op::kNot:
      return !HoldsFor(labels.operands[0], node);
    case LabelExpression::Op::kAnd:
      return std::ranges::all_of(labels.operands, [&](const LabelExpression& one) { return HoldsFor(one, node); });
    case LabelExpression::Op::kOr:
      return std::ranges::any_of(labels.operands, [&](const LabelExpression& one) { return HoldsFor(one, node); });
  }
  return true;
}

bool Mentions(const LabelExpression& labels, const std::set<std::string>& names) {
  if (labels.op == LabelExpression::Op::kAny) return true;
  if (labels.op == LabelExpression::Op::kName) return names.contains(labels.name);
  return std::ranges::any_of(labels.operands, [&](const LabelExpression& one) { return Mentions(one, names); });
}

bool Meet(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::ranges::any_of(a, [&](const std::string& name) { return b.contains(name); });
}

constexpr Type kEntities = Type::OneOf({base::Kind::kNode, base::Kind::kRelationship});

// What never changes of an entity, or doesn't look into it.
bool IsBlind(const Function& function) {
  constexpr std::string_view kBlind[] = {"id",      "elementid", "type",     "startnode",     "endnode", "coalesce",
                                         "nodes",   "size",      "length",   "relationships", "head",    "last",
                                         "tail",    "reverse",   "tostring", "tointeger",     "tofloat", "toboolean",
                                         "toupper", "tolower",   "range",    "isempty",       "trim",    "split",
                                         "date",    "datetime",  "abs",      "round",         "floor",   "ceil"};
  std::string name(function.name);
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::ranges::find(kBlind, name) != std::end(kBlind);
}

class Collector {
 public:
  explicit Collector(Effects& effects) : effects_(effects) {}

  void Read(const ExpressionPtr& expression) {
    if (expression) Read(*expression);
  }
  void Read(const Expression& expression) {
    switch (expression.kind) {
      case ExpressionKind::kProperty:
        if (expression.operands[0]->type.Meets(kEntities)) effects_.keys.insert(expression.name);
        break;
      case ExpressionKind::kIndex:
        if (expression.operands[0]->type.Meets(kEntities)) effects_.reads_all_keys = true;
        break;
      case ExpressionKind::kMapProjection:
        effects_.reads_all_keys |= expression.all_properties;
        break;
      case ExpressionKind::kHasLabels:
        effects_.reads_labels = true;
        break;
      case ExpressionKind::kFunction:
        ReadCall(expression);
        break;
      case ExpressionKind::kExists:
      case ExpressionKind::kCount:
      case ExpressionKind::kCollect:
        if (expression.subquery) AddQuery(*expression.subquery);
        break;
      default:
        break;
    }
    for (const ExpressionPtr& operand : expression.operands) Read(operand);
  }

  void operator()(const bound::Match& clause) { AddPattern(clause.pattern); }
  void operator()(const Unwind& clause) { Read(clause.list); }
  void operator()(const bound::Projection& clause) {
    ReadAssigned(clause.items);
    for (const Aggregate::Item& item : clause.aggregations) {
      for (const ExpressionPtr& argument : item.arguments) Read(argument);
    }
    ReadAssigned(clause.results);
    for (const SortKey& key : clause.order) Read(key.expression);
    Read(clause.where);
  }
  void operator()(const bound::Create& clause) {
    for (const Create& step : clause.steps) AddCreate(step);
  }
  void operator()(const bound::Merge& clause) {
    AddPattern(clause.pattern);
    AddCreate(clause.create);
    AddSetItems(clause.on_create);
    AddSetItems(clause.on_match);
  }
  void operator()(const Set& clause) { AddSetItems(clause.items); }
  void operator()(const Delete& clause) {
    for (const ExpressionPtr& entity : clause.entities) Read(entity);
    effects_.deletes = true;
  }
  void operator()(const bound::Foreach& clause) {
    Read(clause.list);
    for (const bound::Clause& inner : clause.body) std::visit(*this, inner.content);
  }
  // A procedure may read anything.
  void operator()(const bound::CallProcedure& clause) {
    for (const ExpressionPtr& argument : clause.call.arguments) Read(argument);
    effects_.scans.emplace_back();
    effects_.reads_all_edges = effects_.reads_all_keys = effects_.reads_labels = true;
  }
  void operator()(const bound::CallSubquery& clause) { AddQuery(*clause.query); }
  void operator()(const LoadCsv& clause) {
    Read(clause.url);
    Read(clause.field_terminator);
  }

 private:
  void ReadCall(const Expression& call) {
    if (IsBlind(*call.function)) return;
    for (const ExpressionPtr& argument : call.operands) {
      // Lists, maps and paths may hold entities.
      const bool plain = argument->type.kinds != 0 && !argument->type.Meets(kEntities) &&
                         !argument->type.May(base::Kind::kList) && !argument->type.May(base::Kind::kMap) &&
                         !argument->type.May(base::Kind::kPath);
      if (plain || argument->type.kinds == 0) continue;
      effects_.reads_all_keys = effects_.reads_labels = true;
    }
  }

  void ReadAssigned(const std::vector<Assigned>& items) {
    for (const Assigned& item : items) Read(item.expression);
  }

  void AddPattern(const bound::Pattern& pattern) {
    for (const bound::Node& node : pattern.nodes) {
      if (!node.given) effects_.scans.push_back(node.labels);
      if (node.given && !node.labels.IsTrue()) effects_.reads_labels = true;
    }
    for (const bound::Edge& edge : pattern.edges) {
      if (edge.pattern.types.empty()) {
        effects_.reads_all_edges = true;
      } else {
        effects_.edge_types.insert(edge.pattern.types.begin(), edge.pattern.types.end());
      }
      Read(edge.step_filter);
    }
    for (const bound::Repeated& repeated : pattern.repeated) AddPattern(repeated.inner);
    for (const auto& selected : pattern.selected) AddPattern(selected->inner);
    ReadAssigned(pattern.computed);
    for (const ExpressionPtr& predicate : pattern.predicates) Read(predicate);
  }

  void AddQuery(const bound::Query& query) {
    for (const bound::SingleQuery& part : query.parts) {
      for (const bound::Clause& clause : part.clauses) std::visit(*this, clause.content);
    }
  }

  void AddCreate(const Create& create) {
    for (const NodeCreation& node : create.nodes) {
      effects_.created_nodes.emplace_back(node.labels.begin(), node.labels.end());
      effects_.creates_any_node |= node.more_labels != nullptr;
      Read(node.properties);
      Read(node.more_labels);
    }
    for (const EdgeCreation& edge : create.edges) {
      if (edge.named_type == nullptr) effects_.created_types.insert(edge.type);
      effects_.creates_any_edge |= edge.named_type != nullptr;
      Read(edge.properties);
      Read(edge.named_type);
    }
  }

  void AddSetItems(const std::vector<SetItem>& items) {
    for (const SetItem& item : items) {
      Read(item.target);
      Read(item.key);
      Read(item.value);
      Read(item.more_labels);
      effects_.changes_any_label |= item.more_labels != nullptr;
      switch (item.kind) {
        case SetItem::Kind::kProperty:
        case SetItem::Kind::kRemoveProperty:
          if (item.key)
            effects_.sets_all_keys = true;
          else
            effects_.set_keys.insert(item.name);
          break;
        case SetItem::Kind::kDynamicProperty:
          effects_.sets_all_keys = true;
          break;
        case SetItem::Kind::kReplace:
        case SetItem::Kind::kMerge:
          effects_.sets_all_keys = true;
          if (item.value->type.Meets(kEntities)) effects_.reads_all_keys = true;
          break;
        case SetItem::Kind::kAddLabels:
        case SetItem::Kind::kRemoveLabels:
          effects_.changed_labels.insert(item.labels.begin(), item.labels.end());
          break;
      }
    }
  }

  Effects& effects_;
};

// `writer` may change what `reader` sees.
bool MayChange(const Effects& writer, const Effects& reader) {
  if (writer.deletes && reader.ReadsGraph()) return true;
  if (writer.creates_any_node && !reader.scans.empty()) return true;
  if (writer.changes_any_label && (!reader.scans.empty() || reader.reads_labels)) return true;
  if (writer.creates_any_edge && (reader.reads_all_edges || !reader.edge_types.empty())) return true;
  for (const LabelExpression& scan : reader.scans) {
    const auto fits = [&](const std::set<std::string>& labels) { return HoldsFor(scan, labels); };
    if (std::ranges::any_of(writer.created_nodes, fits)) return true;
    if (!writer.changed_labels.empty() && Mentions(scan, writer.changed_labels)) return true;
  }
  if (!writer.created_types.empty() && (reader.reads_all_edges || Meet(writer.created_types, reader.edge_types))) {
    return true;
  }
  if (writer.sets_all_keys && (reader.reads_all_keys || !reader.keys.empty())) return true;
  if (!writer.set_keys.empty() && (reader.reads_all_keys || Meet(writer.set_keys, reader.keys))) return true;
  return !writer.changed_labels.empty() && reader.reads_labels;
}

// The order of two changes may show: both set the same thing, or one deletes what the other touches.
bool MayCollide(const Effects& a, const Effects& b) {
  if (a.deletes || b.deletes) return a.Writes() && b.Writes();
  if (a.sets_all_keys && (b.sets_all_keys || !b.set_keys.empty())) return true;
  if (b.sets_all_keys && !a.set_keys.empty()) return true;
  if (a.changes_any_label && (b.changes_any_label || !b.changed_labels.empty())) return true;
  if (b.changes_any_label && !a.changed_labels.empty()) return true;
  return Meet(a.set_keys, b.set_keys) || Meet(a.changed_labels, b.changed_labels);
}

}  // namespace

void Effects::Add(const Effects& more) {
  scans.insert(scans.end(), more.scans.begin(), more.scans.end());
  reads_all_edges |= more.reads_all_edges;
  edge_types.insert(more.edge_types.begin(), more.edge_types.end());
  reads_all_keys |= more.reads_all_keys;
  keys.insert(more.keys.begin(), more.keys.end());
  reads_labels |= more.reads_labels;
  created_nodes.insert(created_nodes.end(), more.created_nodes.begin(), more.created_nodes.end());
  created_types.insert(more.created_types.begin(), more.created_types.end());
  sets_all_keys |= more.sets_all_keys;
  set_keys.insert(more.set_keys.begin(), more.set_keys.end());
  changed_labels.insert(more.changed_labels.begin(), more.changed_labels.end());
  creates_any_node |= more.creates_any_node;
  creates_any_edge |= more.creates_any_edge;
  changes_any_label |= more.changes_any_label;
  deletes |= more.deletes;
}

Effects EffectsOf(const bound::Clause& clause) {
  Effects effects;
  Collector collector(effects);
  std::visit(collector, clause.content);
  return effects;
}

Effects EffectsOf(const Expression& expression) {
  Effects effects;
  Collector(effects).Read(expression);
  return effects;
}

bool NeedBarrier(const Effects& earlier, const Effects& later) {
  return MayChange(earlier, later) || MayChange(later, earlier) || MayCollide(earlier, later);
}

}  // namespace qiao::query
