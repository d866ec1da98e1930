// What is known of a pattern before it is ordered: how many nodes and edges each of its variables may be, which share
// of them their conditions keep, what finding them costs.
#include <algorithm>
#include <cmath>

#include "query/functions/function.h"
#include "query/plan/plan_slots.h"
#include "query/planner/match_planner.h"

namespace qiao::query {
namespace {

constexpr double kHopCost = 10;         // for each row that an edge is followed from
constexpr double kEdgeCost = 1.5;       // for each edge
constexpr double kTrailCost = 50;       // for each row that paths start from
constexpr double kTrailStepCost = 10;   // for each path
constexpr double kShortestCost = 5000;  // for each pair of nodes
constexpr double kRepeatedRows = 10;    // that a repeated pattern is thought to give for a row
constexpr double kScanTestCost = 2;     // for a condition on a node while nodes are scanned
constexpr double kTestCost = 10;        // and on one found in any order: its properties lie anywhere
constexpr double kLabelCost = 3;
constexpr double kSubqueryCost = 500;

// Longer trails are not counted: the estimate only has to say "many".
constexpr uint64_t kCountedSteps = 3;

double TrailCount(double degree, const bound::Length& length) {
  const uint64_t last =
      std::min(length.maximum.value_or(length.minimum + kCountedSteps), length.minimum + kCountedSteps);
  double count = 0;
  for (uint64_t steps = length.minimum; steps <= last; ++steps) {
    count += std::pow(degree, static_cast<double>(std::min<uint64_t>(steps, 30)));
  }
  return count;
}

bool HasSubquery(const Expression& expression) {
  return expression.subplan || std::ranges::any_of(expression.operands, [](const ExpressionPtr& operand) {
           return operand && HasSubquery(*operand);
         });
}

double CostOf(const Expression& condition, double per_test) {
  return HasSubquery(condition) ? kSubqueryCost : per_test;
}

}  // namespace

// A node is in a table that has its labels and the edges that the pattern wants of it.
void MatchPlanner::EstimateTables() {
  for (const bound::Node& node : pattern_.nodes) tables_.push_back(planner_.statistics().NodeTables(node.labels));
  const auto place_of = [&](Slot slot) {
    return static_cast<size_t>(std::ranges::find(pattern_.nodes, slot, &bound::Node::slot) - pattern_.nodes.begin());
  };
  constexpr int kRounds = 3;  // more would narrow little
  for (int round = 0; round < kRounds; ++round) {
    bool narrowed = false;
    for (const bound::Edge& edge : pattern_.edges) {
      if (edge.length) continue;
      const size_t from = place_of(edge.from), to = place_of(edge.to);
      if (from == tables_.size() || to == tables_.size()) continue;
      auto between = planner_.statistics().EdgesBetween(tables_[from], edge.pattern, tables_[to]);
      // Where nothing can match, what is known of the other edges still tells which of them to look at first.
      if (between.edges.empty()) continue;
      narrowed |= between.from.size() < tables_[from].size() || between.to.size() < tables_[to].size();
      tables_[from] = std::move(between.from);
      tables_[to] = std::move(between.to);
    }
    if (!narrowed) return;
  }
}

const std::vector<base::TableId>& MatchPlanner::TablesOf(Slot node) const {
  static const std::vector<base::TableId> kNone;
  const auto place = NodeOf(node);
  return place ? tables_[*place] : kNone;
}

// Never 0: a plan made on an empty graph should still prefer labels to none.
double MatchPlanner::CountOf(Slot node) const {
  return planner_.statistics().NodesOf(TablesOf(node)) + (LabelsOf(node).IsTrue() ? 2 : 1);
}

// For estimates of what comes after.
void MatchPlanner::NoteFound() {
  for (const bound::Node& node : pattern_.nodes) {
    if (!node.given) planner_.Note(node.slot, {false, TablesOf(node.slot), CountOf(node.slot)});
  }
  for (const bound::Edge& edge : pattern_.edges) {
    if (edge.given || edge.length) continue;
    auto between = planner_.statistics().EdgesBetween(TablesOf(edge.from), edge.pattern, TablesOf(edge.to));
    planner_.Note(edge.edge, {true, std::move(between.edges), std::max(between.count, 1.0)});
  }
}

// Of the population, what all conditions keep that read nothing besides it but what is known already.
double MatchPlanner::ShareOf(const State& state, Slot entity, Population population) const {
  if (!planner_.options().push_filters) return 1;
  const std::vector<const Expression*> conditions = ConditionsOn(state, entity);
  return Sample(planner_.statistics().graph(), std::move(population)).Share(entity, conditions);
}

void MatchPlanner::DescribeNode(const State& state, const bound::Node& node, JoinProblem::Node& described) {
  described.given = IsAvailable(state, node.slot);
  described.count = described.given ? 1 : CountOf(node.slot);
  if (described.given) return;
  described.scanned = described.count;
  for (const Expression* condition : ConditionsOn(state, node.slot)) {
    described.scan_test += CostOf(*condition, kScanTestCost);
    described.found_test += CostOf(*condition, kTestCost);
  }
  if (!node.labels.IsTrue()) described.found_test += kLabelCost;
  constexpr double kIds = 3;
  if (const Expression* ids = FindIds(state, node.slot)) {
    described.seek_rows = ids->type.May(base::Kind::kList) ? kIds : 1;
    described.share = std::min(1.0, described.seek_rows / described.count);
    return;
  }
  const auto seek = SeekFor(state, node);
  constexpr double kCertain = 3;  // few rows, which nothing has to be asked for
  if (seek && seek->rows <= kCertain) {
    described.seek_rows = seek->rows;
    described.share = std::min(1.0, seek->rows / described.count);
    return;
  }
  described.share = ShareOf(state, node.slot, {false, TablesOf(node.slot), described.count});
  if (!seek) return;
  const double fitting = described.count * described.share;
  described.seek_rows = seek->guessed ? std::min(seek->rows, fitting) : seek->rows;
  constexpr double kMany = 1000;
  const double sought = kSeekCost + described.seek_rows * (kFoundCost + described.found_test);
  if (described.seek_rows < kMany || sought < described.scanned * (kScanCost + described.scan_test)) return;
  described.seek_rows = -1;
  scanned_.insert(node.slot);
}

void MatchPlanner::DescribePart(const State& state, const Part& part, JoinProblem::Part& described) {
  // What one node out of many is connected to; a node that is there is one of them.
  const double all_from = CountOf(part.from), all_to = CountOf(part.to);
  switch (part.kind) {
    case Part::Kind::kSelected:
      described.kind = JoinProblem::Part::Kind::kSelected;
      described.pairs = 1;
      described.work = kShortestCost;
      return;
    case Part::Kind::kRepeated:
      described.kind = JoinProblem::Part::Kind::kRepeated;
      described.pairs = kRepeatedRows / all_to;
      described.work = kTrailCost * kRepeatedRows;
      described.one_way = true;
      return;
    case Part::Kind::kEdge:
      break;
  }
  const bound::Edge& edge = pattern_.edges[part.index];
  const Statistics& statistics = planner_.statistics();
  constexpr double kLeast = 0.5;  // edges, where there are none
  described.given = edge.given;
  described.one_way = edge.given && edge.length;
  const auto& sources = TablesOf(part.from);
  const auto& targets = TablesOf(part.to);
  if (edge.length) {
    described.kind = JoinProblem::Part::Kind::kVariable;
    const auto all = statistics.NodeTables({});
    const double out = statistics.EdgesBetween(sources, edge.pattern, all).count / all_from;
    const double in = statistics.EdgesBetween(all, edge.pattern, targets).count / all_to;
    const double trails = std::min(TrailCount(out, *edge.length) * all_from, TrailCount(in, *edge.length) * all_to);
    described.pairs = std::max(trails, kLeast) / (all_from * all_to);
    described.work = kTrailCost + kTrailStepCost * trails / std::max(all_from, all_to);
    described.step = kTrailStepCost;
  } else {
    const auto between = statistics.EdgesBetween(sources, edge.pattern, targets);
    described.pairs = std::max(between.count, kLeast) / (all_from * all_to);
    described.work = kHopCost;
    described.step = kEdgeCost;
    if (!edge.given) {
      described.share = ShareOf(state, edge.edge, {true, between.edges, std::max(between.count, kLeast)});
      for (const Expression* condition : ConditionsOn(state, edge.edge)) {
        described.test += CostOf(*condition, kTestCost);
      }
      if (const auto seek = SeekFor(state, edge)) {
        const double fitting = std::max(between.count, 1.0) * described.share;
        described.seek_rows = seek->guessed ? std::min(seek->rows, fitting) : seek->rows;
      }
    }
  }
  if (edge.given) described.pairs = IsAvailable(state, part.to) ? 1 : 1 / all_to;
}

MatchPlanner::Group MatchPlanner::ProblemOf(const State& state, size_t number) {
  Group group;
  group.problem.rows = state.piece.rows;
  std::unordered_map<Slot, size_t> items;
  for (size_t i = 0; i < pattern_.nodes.size(); ++i) {
    if (GroupOf(pattern_.nodes[i].slot) != number) continue;
    items.emplace(pattern_.nodes[i].slot, group.nodes.size());
    group.nodes.push_back(i);
    DescribeNode(state, pattern_.nodes[i], group.problem.nodes.emplace_back());
  }
  for (size_t i = 0; i < parts_.size(); ++i) {
    if (parts_[i].placed || GroupOf(parts_[i].from) != number) continue;
    for (Slot slot : parts_[i].fills) items.emplace(slot, group.nodes.size() + group.parts.size());
    group.parts.push_back(i);
  }
  const auto to_items = [&](const std::vector<Slot>& slots) {
    std::vector<size_t> found;
    for (Slot slot : slots) {
      const auto item = items.find(slot);
      if (item != items.end() && !IsAvailable(state, slot)) found.push_back(item->second);
    }
    return found;
  };
  for (size_t i : group.parts) {
    JoinProblem::Part& part = group.problem.parts.emplace_back();
    part.from = items.at(parts_[i].from);
    part.to = items.at(parts_[i].to);
    part.needs = to_items(parts_[i].needs);
    DescribePart(state, parts_[i], part);
  }
  for (const Condition& condition : conditions_) {
    if (condition.placed || condition.random || !planner_.options().push_filters) continue;
    std::vector<size_t> reads = to_items(condition.reads);
    const auto missing = std::ranges::count_if(condition.reads, [&](Slot slot) { return !IsAvailable(state, slot); });
    if (reads.empty() || static_cast<size_t>(missing) != reads.size()) continue;
    if (reads.size() == 1 && (reads[0] < group.nodes.size() || IsSingleEdge(group, reads[0]))) continue;
    const double share = ShareBetween(condition);
    group.problem.conditions.push_back({std::move(reads), share, CostOf(*condition.expression, kTestCost)});
  }
  AddLookups(state, items, group);
  return group;
}

// What reads only such an edge counts among its own conditions.
bool MatchPlanner::IsSingleEdge(const Group& group, size_t item) const {
  const Part& part = parts_[group.parts[item - group.nodes.size()]];
  return part.kind == Part::Kind::kEdge && !pattern_.edges[part.index].length && !pattern_.edges[part.index].given;
}

// An equation between several nodes holds for one value out of those that there are.
double MatchPlanner::ShareBetween(const Condition& condition) const {
  if (condition.expression->kind != ExpressionKind::kEqual) return condition.share;
  double share = condition.share;
  const Expression* alone = condition.expression.get();
  for (Slot slot : condition.reads) {
    const auto& tables = TablesOf(slot);
    if (tables.empty()) continue;
    Sample sample(planner_.statistics().graph(), {false, tables, CountOf(slot)});
    share = std::min(share, sample.Share(slot, {&alone, 1}));
  }
  return share;
}

// Indexes that can be asked once other nodes of the group are there.
void MatchPlanner::AddLookups(const State& state, const std::unordered_map<Slot, size_t>& items, Group& group) {
  if (planner_.statistics().rules().empty()) return;
  State all{{nullptr, 1}, state.sees_upstream, state.filled, {}};
  for (const auto& [slot, item] : items) all.filled.insert(slot);
  for (size_t i = 0; i < group.nodes.size(); ++i) {
    JoinProblem::Node& described = group.problem.nodes[i];
    const bound::Node& node = pattern_.nodes[group.nodes[i]];
    if (described.given || described.seek_rows >= 0) continue;
    auto seek = SeekFor(all, node);
    if (!seek) continue;
    described.seek_rows = seek->rows;
    std::vector<Slot> read;
    const PlanStep step = std::move(seek->step);
    CollectReadSlots(step, read);
    for (Slot slot : read) {
      const auto item = items.find(slot);
      if (item != items.end() && !IsAvailable(state, slot)) described.seek_needs.push_back(item->second);
    }
  }
}

double MatchPlanner::RowsOf(size_t group) {
  const auto [known, is_new] = rows_alone_.try_emplace(group, 0);
  if (!is_new) return known->second;
  const State alone{{nullptr, 1}, false, {}, {}};
  const auto steps = OrderJoins(ProblemOf(alone, group).problem, true);
  return known->second = steps.empty() ? 0 : steps.back().rows;
}

}  // namespace qiao::query
