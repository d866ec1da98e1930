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

double Statistics::Edges(const LabelExpression& from, const EdgePattern& pattern, const LabelExpression& to) const {
  std::vector<base::TableId> sources, targets;
  for (const NodeTable& table : graph_.NodeTables()) {
    if (from.IsTrue() || Fits(table, from)) sources.push_back(table.id);
    if (to.IsTrue() || Fits(table, to)) targets.push_back(table.id);
  }
  double count = 0;
  for (const EdgeTable& table : graph_.EdgeTables()) {
    if (table.live == 0 || !FitsType(table.type, pattern)) continue;
    const double live = static_cast<double>(table.live);
    if (pattern.toward != Toward::kIn && Contains(sources, table.source) && Contains(targets, table.target))
      count += live;
    if (pattern.toward != Toward::kOut && Contains(sources, table.target) && Contains(targets, table.source))
      count += live;
  }
  return count;
}

double Statistics::Degree(const LabelExpression& from, const EdgePattern& pattern, const LabelExpression& to) const {
  return Edges(from, pattern, to) / Nodes(from) + 0.01;
}

}  // namespace qiao::query
