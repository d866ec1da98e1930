#include "query/exec/label_test.h"

#include <algorithm>

namespace qiao::query {

using base::Result;

namespace {

// Evaluates the expression over three-valued answers to "has this label" and "has any label".
template <class Has, class HasAny>
Truth Decide(const LabelExpression& expression, const Has& has, const HasAny& has_any) {
  switch (expression.op) {
    case LabelExpression::Op::kName:
      return has(expression.name);
    case LabelExpression::Op::kAny:
      return has_any();
    case LabelExpression::Op::kNot: {
      const Truth inner = Decide(expression.operands[0], has, has_any);
      if (inner == Truth::kNull) return inner;
      return inner == Truth::kTrue ? Truth::kFalse : Truth::kTrue;
    }
    case LabelExpression::Op::kAnd:
    case LabelExpression::Op::kOr:
      break;
  }
  const Truth decisive = expression.op == LabelExpression::Op::kAnd ? Truth::kFalse : Truth::kTrue;
  Truth result = decisive == Truth::kFalse ? Truth::kTrue : Truth::kFalse;
  for (const LabelExpression& operand : expression.operands) {
    const Truth inner = Decide(operand, has, has_any);
    if (inner == decisive) return decisive;
    if (inner == Truth::kNull) result = Truth::kNull;
  }
  return result;
}

Truth ToTruth(bool holds) { return holds ? Truth::kTrue : Truth::kFalse; }

}  // namespace

Truth DecideLabels(const LabelExpression& expression, const NodeTable& table, const GraphReader& graph) {
  const auto has = [&](const std::string& name) {
    const auto label = graph.FindLabel(name);
    if (!label) return Truth::kFalse;
    if (std::ranges::binary_search(table.varying, *label)) return Truth::kNull;
    return ToTruth(std::ranges::binary_search(table.labels, *label));
  };
  const auto has_any = [&] {
    const bool certain = std::ranges::any_of(
        table.labels, [&](base::LabelId label) { return !std::ranges::binary_search(table.varying, label); });
    if (certain) return Truth::kTrue;
    return table.varying.empty() ? Truth::kFalse : Truth::kNull;
  };
  return Decide(expression, has, has_any);
}

bool PassesLabels(const LabelExpression& expression, std::span<const base::LabelId> labels, const GraphReader& graph) {
  const auto has = [&](const std::string& name) {
    const auto label = graph.FindLabel(name);
    return ToTruth(label && std::ranges::find(labels, *label) != labels.end());
  };
  return Decide(expression, has, [&] { return ToTruth(!labels.empty()); }) == Truth::kTrue;
}

bool PassesType(const LabelExpression& expression, std::string_view type) {
  return Decide(
             expression, [&](const std::string& name) { return ToTruth(name == type); }, [] { return Truth::kTrue; }) ==
         Truth::kTrue;
}

void LabelTest::Refresh() {
  if (fresh_ && epoch_ == env_.epoch) return;
  fresh_ = true;
  epoch_ = env_.epoch;
  tables_.clear();
  known_.clear();
}

Truth LabelTest::Decide(const NodeTable& table) {
  Refresh();
  const size_t at = table.id.value;
  if (at >= known_.size()) {
    known_.resize(at + 1, 0);
    tables_.resize(at + 1, Truth::kNull);
  }
  if (known_[at] == 0) {
    known_[at] = 1;
    tables_[at] = DecideLabels(expression_, table, env_.graph);
  }
  return tables_[at];
}

Truth LabelTest::Decide(base::TableId id) {
  Refresh();
  const size_t at = id.value;
  if (at >= known_.size() || known_[at] == 0) {
    for (const NodeTable& table : env_.graph.NodeTables()) {
      if (table.id == id) Decide(table);
    }
  }
  return at < known_.size() && known_[at] != 0 ? tables_[at] : Truth::kNull;
}

Result<bool> LabelTest::Passes(base::NodeId node) {
  const Truth all = Decide(node.table());
  if (all != Truth::kNull) return all == Truth::kTrue;
  QIAO_TRY(const std::vector<base::LabelId> labels, env_.graph.Labels(node));
  return PassesLabels(expression_, labels, env_.graph);
}

bool LabelTest::PassesType(base::TypeId type) { return query::PassesType(expression_, env_.graph.TypeName(type)); }

}  // namespace qiao::query
