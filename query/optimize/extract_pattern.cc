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

constexpr uint64_t kMostSteps = 4;  // of longer ones there are too many ways in which two could be the same

class Extractor {
 public:
  explicit Extractor(const Extractor* around, Slot given = kNoSlot) : around_(around) {
    if (given != kNoSlot) AddNode(given);
  }

  bool Read(const PlanNode& plan) {
    return std::visit([&](const auto& step) { return ReadStep(plan, step); }, plan.step);
  }

  // To be called after the last step was read.
  bool Finish() {
    return std::ranges::all_of(pending_, [&](const Expression* condition) { return AddEdgeCondition(*condition); });
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

  // Once, by values that are known from the beginning. The conditions stand above it.
  bool ReadStep(const PlanNode& plan, const IndexSeek& step) {
    std::vector<Slot> read;
    CollectReadSlots(plan.step, read);
    if (step.relationship || !read.empty() || Knows(step.entity)) return false;
    if (!std::holds_alternative<Argument>(plan.inputs[0]->step)) return false;
    JoinPattern::Node& node = pattern.nodes[AddNode(step.entity)];
    node.labels.push_back({LabelExpression::Op::kName, step.label, {}});
    node.seek = Clone(plan);
    return true;
  }

  bool ReadStep(const PlanNode& plan, const Expand& step) {
    if (!Read(*plan.inputs[0]) || step.edge_bound || edges_.contains(step.edge)) return false;
    const auto from = NodeOf(step.from);
    if (!from || (!step.into && Knows(step.to))) return false;
    const auto to = step.into ? NodeOf(step.to) : std::optional(AddNode(step.to));
    if (!to) return false;
    const size_t edge = AddEdge(*from, *to, std::make_shared<const EdgePattern>(step.pattern), step.edge);
    edges_[step.edge] = edge;
    return AddDistinct({edge}, step.distinct_from);
  }

  // A known number of steps: as many edges that differ, over nodes that nobody asks for. Any others can be counted as
  // one edge where none can come twice.
  bool ReadStep(const PlanNode& plan, const ExpandVariable& step) {
    const bool known = step.maximum == step.minimum && step.minimum > 0 && step.minimum <= kMostSteps;
    if (step.step_filter || step.edges_bound || step.edges == kNoSlot) return false;
    if (!known && step.pattern.toward == Toward::kBoth) return false;
    if (!Read(*plan.inputs[0]) || lists_.contains(step.edges)) return false;
    const auto from = NodeOf(step.from);
    if (!from || (!step.into && Knows(step.to))) return false;
    const auto to = step.into ? NodeOf(step.to) : std::optional(AddNode(step.to));
    if (!to) return false;
    const auto edge_pattern = std::make_shared<const EdgePattern>(step.pattern);
    if (!known) {
      const size_t edge = AddEdge(*from, *to, edge_pattern, kNoSlot);
      pattern.edges[edge].length = JoinPattern::Length{step.minimum, step.maximum};
      lists_[step.edges] = {edge};
      return AddDistinct({edge}, step.distinct_from);
    }
    std::vector<size_t> steps;
    size_t at = *from;
    for (uint64_t i = 1; i <= step.minimum; ++i) {
      size_t next = *to;
      if (i < step.minimum) {
        next = pattern.nodes.size();
        pattern.nodes.push_back({});
      }
      const size_t edge = AddEdge(at, next, edge_pattern, kNoSlot);
      for (const size_t other : steps) pattern.distinct_edges.emplace_back(other, edge);
      steps.push_back(edge);
      at = next;
    }
    lists_[step.edges] = steps;
    return AddDistinct(steps, step.distinct_from);
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
    if (!inner.Read(*plan.inputs[1]) || !inner.Finish()) return false;
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

  size_t AddEdge(size_t from, size_t to, std::shared_ptr<const EdgePattern> edge_pattern, Slot slot) {
    pattern.edges.push_back({from, to, std::move(edge_pattern), slot, {}, {}});
    return pattern.edges.size() - 1;
  }

  // `others`: slots of edges and of lists of edges.
  bool AddDistinct(const std::vector<size_t>& edges, const std::vector<Slot>& others) {
    return std::ranges::all_of(others, [&](Slot slot) {
      std::vector<size_t> before;
      if (const auto one = edges_.find(slot); one != edges_.end()) {
        before = {one->second};
      } else if (const auto list = lists_.find(slot); list != lists_.end()) {
        before = list->second;
      } else {
        return false;
      }
      for (const size_t edge : edges) {
        for (const size_t other : before) pattern.distinct_edges.emplace_back(other, edge);
      }
      return true;
    });
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
    const bool of_one = std::ranges::all_of(read, [&](Slot slot) { return slot == read[0]; });
    const auto node = of_one ? NodeOf(read[0]) : std::nullopt;
    if (!node) {
      // The edge between the nodes may be found later.
      if (!AddEdgeCondition(condition)) pending_.push_back(&condition);
      return true;
    }
    if (condition.kind == ExpressionKind::kHasLabels && condition.operands[0]->kind == ExpressionKind::kSlot) {
      pattern.nodes[*node].labels.push_back(condition.labels);
    } else {
      pattern.nodes[*node].filters.push_back(Clone(condition));
    }
    return true;
  }

  // On an edge, its ends, or both.
  bool AddEdgeCondition(const Expression& condition) {
    std::vector<Slot> read;
    CollectSlots(condition, read);
    for (JoinPattern::Edge& edge : pattern.edges) {
      const Slot from = pattern.nodes[edge.from].slot, to = pattern.nodes[edge.to].slot;
      const bool fits =
          std::ranges::all_of(read, [&](Slot slot) { return slot == edge.slot || slot == from || slot == to; });
      if (!fits || edge.slot == kNoSlot) continue;
      edge.filters.push_back(Clone(condition));
      return true;
    }
    return false;
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
    pattern.nodes.push_back({slot, {}, {}, {}});
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
  std::unordered_map<Slot, std::vector<size_t>> lists_;
  std::vector<const Expression*> pending_;  // conditions on two nodes between which no edge is known yet
};

}  // namespace

std::shared_ptr<const JoinPattern> ExtractPattern(const PlanNode& plan) {
  Extractor extractor(nullptr);
  if (!extractor.Read(plan) || !extractor.Finish()) return nullptr;
  return std::make_shared<const JoinPattern>(std::move(extractor.pattern));
}

std::shared_ptr<const JoinPattern> ExtractPatternAround(const PlanNode& plan, Slot node) {
  Extractor extractor(nullptr, node);
  if (!extractor.Read(plan) || !extractor.Finish()) return nullptr;
  return std::make_shared<const JoinPattern>(std::move(extractor.pattern));
}

}  // namespace qiao::query
