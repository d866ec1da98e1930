#include "query/planner/statistics.h"

#include <algorithm>

namespace qiao::query {
namespace {

template <class Id>
bool Contains(const std::vector<Id>& ids, Id id) {
  return std::ranges::find(ids, id) != ids.end();
}

}  // namespace

// A label that varies in a table may be there and may be missing.
bool Statistics::Fits(const NodeTable& table, const LabelExpression& labels) const {
  switch (labels.op) {
    case LabelExpression::Op::kName: {
      const auto label = graph_.FindLabel(labels.name);
      return label && (Contains(table.labels, *label) || Contains(table.varying, *label));
    }
    case LabelExpression::Op::kAny:
      return !table.labels.empty() || !table.varying.empty();
    case LabelExpression::Op::kNot: {
      const LabelExpression& operand = labels.operands[0];
      return !table.varying.empty() || !Fits(table, operand);
    }
    case LabelExpression::Op::kAnd:
      return std::ranges::all_of(labels.operands, [&](const LabelExpression& one) { return Fits(table, one); });
    case LabelExpression::Op::kOr:
      return std::ranges::any_of(labels.operands, [&](const LabelExpression& one) { return Fits(table, one); });
  }
  return true;
}

bool Statistics::FitsType(base::TypeId type, const LabelExpression& label) const {
  switch (label.op) {
    case LabelExpression::Op::kName:
      return graph_.FindType(label.name) == type;
    case LabelExpression::Op::kAny:
      return true;
    case LabelExpression::Op::kNot:
      return !FitsType(type, label.operands[0]);
    case LabelExpression::Op::kAnd:
      return std::ranges::all_of(label.operands, [&](const LabelExpression& one) { return FitsType(type, one); });
    case LabelExpression::Op::kOr:
      return std::ranges::any_of(label.operands, [&](const LabelExpression& one) { return FitsType(type, one); });
  }
  return true;
}

bool Statistics::FitsType(base::TypeId type, const EdgePattern& pattern) const {
  if (pattern.label) return FitsType(type, *pattern.label);
  return pattern.types.empty() ||
         std::ranges::any_of(pattern.types, [&](const std::string& name) { return graph_.FindType(name) == type; });
}

double Statistics::Nodes(const LabelExpression& labels) const {
  double count = labels.IsTrue() ? 2 : 1;
  for (const NodeTable& table : graph_.NodeTables()) {
    if (table.live != 0 && Fits(table, labels)) count += static_cast<double>(table.live);
  }
  return count;
}

std::vector<base::TableId> Statistics::NodeTables(const LabelExpression& labels) const {
  std::vector<base::TableId> tables;
  for (const NodeTable& table : graph_.NodeTables()) {
    if (table.live != 0 && (labels.IsTrue() || Fits(table, labels))) tables.push_back(table.id);
  }
  return tables;
}

double Statistics::NodesOf(std::span<const base::TableId> tables) const {
  double count = 0;
  for (base::TableId id : tables) count += static_cast<double>(graph_.NodeTables()[id.value].live);
  return count;
}

Statistics::Between Statistics::EdgesBetween(std::span<const base::TableId> from, const EdgePattern& pattern,
                                             std::span<const base::TableId> to) const {
  const auto has = [](std::span<const base::TableId> tables, base::TableId id) {
    return std::ranges::binary_search(tables, id);
  };
  Between found;
  for (const EdgeTable& table : graph_.EdgeTables()) {
    if (table.live == 0 || !FitsType(table.type, pattern)) continue;
    const bool out = pattern.toward != Toward::kIn && has(from, table.source) && has(to, table.target);
    const bool in = pattern.toward != Toward::kOut && has(from, table.target) && has(to, table.source);
    if (!out && !in) continue;
    found.edges.push_back(table.id);
    found.count += static_cast<double>(table.live) * (out && in ? 2 : 1);
    if (out) {
      found.from.push_back(table.source);
      found.to.push_back(table.target);
    }
    if (in) {
      found.from.push_back(table.target);
      found.to.push_back(table.source);
    }
  }
  for (std::vector<base::TableId>* tables : {&found.from, &found.to}) {
    std::ranges::sort(*tables);
    tables->erase(std::ranges::unique(*tables).begin(), tables->end());
  }
  return found;
}

}  // namespace qiao::query
