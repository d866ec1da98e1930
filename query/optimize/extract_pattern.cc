#include "query/optimize/extract_pattern.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "query/functions/function.h"
#include "query/plan/plan_slots.h"

namespace qiao::query {
namespace {

// The condition gives the same answer whenever it is asked for the same node, and looks at nothing but values.
bool IsPlain(const Expression& expression) {
  if (expression.subplan != nullptr || expression.subquery != nullptr) return false;
  if (expression.function != nullptr && !expression.function->repeatable) return false;
  return std::ranges::all_of(expression.operands,
                             [](const ExpressionPtr& operand) { return operand == nullptr || IsPlain(*operand); });
}

class Extractor {
 public:
  explicit Extractor(const Extractor* around) : around_(around) {}

  bool Read(const PlanNode& plan) {
    return std::visit([&](const auto& step) { return ReadStep(plan, step); }, plan.step);
  }

  JoinPattern pattern;
  std::vector<std::pair<size_t, size_t>> shared;

 private:
  bool ReadStep(const PlanNode&, const Argument&) { return true; }

  bool ReadStep(const PlanNode& plan, const NodeScan& step) {
    if (!Read(*plan.inputs[0]) || Knows(step.node)) return false;
    JoinPattern::Node& node = pattern.nodes[AddNode(step.node)];
    if (!step.labels.IsTrue()) node.labels.push_back(step.labels);
    return true;
  }

  bool ReadStep(const PlanNode& plan, const Expand& step) {
    if (!Read(*plan.inputs[0]) || step.edge_bound || edges_.contains(step.edge)) return false;
    const auto from = NodeOf(step.from);
    if (!from || (!step.into && Knows(step.to))) return false;
    const auto to = step.into ? NodeOf(step.to) : std::optional(AddNode(step.to));
    if (!to) return false;
    const size_t edge = pattern.edges.size();
    pattern.edges.push_back({*from, *to, std::make_shared<const EdgePattern>(step.pattern)});
    edges_[step.edge] = edge;
    return std::ranges::all_of(step.distinct_from, [&](Slot slot) {
      const auto other = edges_.find(slot);
      if (other == edges_.end()) return false;
      pattern.distinct_edges.emplace_back(other->second, edge);
      return true;
    });
  }

  bool ReadStep(const PlanNode& plan, const Filter& step) {
    return Read(*plan.inputs[0]) && AddCondition(*step.predicate);
  }

  bool ReadStep(const PlanNode& plan, const CrossProduct&) { return Read(*plan.inputs[0]) && Read(*plan.inputs[1]); }

  bool ReadStep(const PlanNode& plan, const Apply& step) {
    if (step.kind != ApplyKind::kOptional && step.kind != ApplyKind::kSemi && step.kind != ApplyKind::kAnti) {
      return false;
    }
    if (!Read(*plan.inputs[0])) return false;
    Extractor inner(this);
    if (!inner.Read(*plan.inputs[1])) return false;
    JoinPattern::Nested& nested = pattern.nested.emplace_back();
    nested.kind = step.kind;
    nested.pattern = std::make_unique<JoinPattern>(std::move(inner.pattern));
    nested.shared = std::move(inner.shared);
    return true;
  }

  template <class Other>
  bool ReadStep(const PlanNode&, const Other&) {
    return false;
  }

  bool AddCondition(const Expression& condition) {
    if (condition.kind == ExpressionKind::kAnd) {
      return std::ranges::all_of(condition.operands, [&](const ExpressionPtr& one) { return AddCondition(*one); });
    }
    if (condition.kind == ExpressionKind::kNotEqual && AddDifference(*condition.operands[0], *condition.operands[1])) {
      return true;
    }
    std::vector<Slot> read;
    CollectSlots(condition, read);
    if (read.empty() || !IsPlain(condition)) return false;
    if (std::ranges::any_of(read, [&](Slot slot) { return slot != read[0]; })) return false;
    const auto node = NodeOf(read[0]);
    if (!node) return false;
    if (condition.kind == ExpressionKind::kHasLabels && condition.operands[0]->kind == ExpressionKind::kSlot) {
      pattern.nodes[*node].labels.push_back(condition.labels);
    } else {
      pattern.nodes[*node].filters.push_back(Clone(condition));
    }
    return true;
  }

  // a <> b for two nodes or two relationships of the pattern.
  bool AddDifference(const Expression& left, const Expression& right) {
    if (left.kind != ExpressionKind::kSlot || right.kind != ExpressionKind::kSlot || left.slot == right.slot) {
      return false;
    }
    const auto first = edges_.find(left.slot), second = edges_.find(right.slot);
    if (first != edges_.end() && second != edges_.end()) {
      pattern.distinct_edges.emplace_back(first->second, second->second);
      return true;
    }
    const auto a = NodeOf(left.slot), b = NodeOf(right.slot);
    if (!a || !b) return false;
    pattern.distinct_nodes.emplace_back(*a, *b);
    return true;
  }

  bool Knows(Slot slot) const { return nodes_.contains(slot) || (around_ != nullptr && around_->Knows(slot)); }

  size_t AddNode(Slot slot) {
    nodes_[slot] = pattern.nodes.size();
    pattern.nodes.push_back({slot, {}, {}});
    return pattern.nodes.size() - 1;
  }

  // A node of the pattern, or of the one around it.
  std::optional<size_t> NodeOf(Slot slot) {
    if (const auto found = nodes_.find(slot); found != nodes_.end()) return found->second;
    if (around_ == nullptr) return std::nullopt;
    const auto outer = around_->nodes_.find(slot);
    if (outer == around_->nodes_.end()) return std::nullopt;
    const size_t node = AddNode(slot);
    shared.emplace_back(outer->second, node);
    return node;
  }

  const Extractor* around_;
  std::unordered_map<Slot, size_t> nodes_;
  std::unordered_map<Slot, size_t> edges_;
};

}  // namespace

std::shared_ptr<const JoinPattern> ExtractPattern(const PlanNode& plan) {
  Extractor extractor(nullptr);
  if (!extractor.Read(plan)) return nullptr;
  return std::make_shared<const JoinPattern>(std::move(extractor.pattern));
}

}  // namespace qiao::query
