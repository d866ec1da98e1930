// The steps that find one part of a pattern.
#include <algorithm>

#include "query/functions/aggregation.h"
#include "query/functions/function.h"
#include "query/plan/make_expression.h"
#include "query/planner/match_planner.h"
#include "query/planner/shortest.h"

namespace qiao::query {
namespace {

constexpr Type kBoolean = Type::Of(base::Kind::kBoolean);
constexpr Type kNode = Type::Of(base::Kind::kNode);
constexpr Type kEdges = Type::ListOf(Type::Of(base::Kind::kRelationship));

EdgePattern Turned(EdgePattern pattern) {
  if (pattern.toward != Toward::kBoth) pattern.toward = pattern.toward == Toward::kOut ? Toward::kIn : Toward::kOut;
  return pattern;
}

// A function that the registry always has.
ExpressionPtr Call(std::string_view name, Type type, ExpressionPtr argument) {
  std::vector<ExpressionPtr> arguments;
  arguments.push_back(std::move(argument));
  return MakeCall(FindFunction(name), type, {}, std::move(arguments));
}

}  // namespace

void MatchPlanner::FillNode(State& state, Slot node) {
  if (!own_.contains(node) || !state.filled.insert(node).second) return;
  CheckLabels(state, node);
}

void MatchPlanner::CheckLabels(State& state, Slot node) {
  const LabelExpression& labels = LabelsOf(node);
  if (labels.IsTrue()) return;
  auto check = MakeOperation(ExpressionKind::kHasLabels, kBoolean, span_, planner_.Use(node));
  check->labels = labels;
  Put(state.piece, Filter{std::move(check)}, span_);
}

// A given node may be null, and it may lack the labels that are asked for now.
void MatchPlanner::CheckGivenNodes(State& state) {
  for (const bound::Node& node : pattern_.nodes) {
    if (!node.given) continue;
    CheckLabels(state, node.slot);
    const bool leads =
        std::ranges::any_of(parts_, [&](const Part& part) { return part.from == node.slot || part.to == node.slot; });
    if (!leads && node.labels.IsTrue()) {
      Put(state.piece, Filter{MakeOperation(ExpressionKind::kIsNotNull, kBoolean, span_, planner_.Use(node.slot))},
          span_);
    }
  }
}

void MatchPlanner::PlaceScan(State& state, const bound::Node& node, double rows) {
  if (const Expression* ids = FindIds(state, node.slot)) {
    Put(state.piece, SeekById{node.slot, Clone(*ids), false}, span_, rows);
    FillNode(state, node.slot);
    return;
  }
  if (PlaceNodeSeek(state, node, rows)) return;
  Put(state.piece, NodeScan{node.slot, node.labels}, span_, rows);
  state.filled.insert(node.slot);
}

// The ends of a given edge follow from it; without a direction it may be read both ways, a loop only one.
void MatchPlanner::PlaceGivenEdge(State& state, const bound::Edge& edge) {
  const auto end = [&](std::string_view name) { return Call(name, kNode, planner_.Use(edge.edge)); };
  if (edge.pattern.toward != Toward::kBoth) {
    Project project;
    project.items.push_back({edge.from, end(edge.pattern.toward == Toward::kOut ? "startNode" : "endNode")});
    Put(state.piece, std::move(project), span_);
  } else {
    const auto list = [&](bool both) {
      auto ends = MakeOperation(ExpressionKind::kList, Type::ListOf(kNode), span_, end("startNode"));
      if (both) ends->operands.push_back(end("endNode"));
      return ends;
    };
    auto loop = MakeOperation(ExpressionKind::kEqual, kBoolean, span_, end("startNode"), end("endNode"));
    auto ends =
        MakeOperation(ExpressionKind::kCase, Type::ListOf(kNode), span_, std::move(loop), list(false), list(true));
    Put(state.piece, Unwind{edge.from, std::move(ends)}, span_, state.piece.rows * 2);
  }
  FillNode(state, edge.from);
}

void MatchPlanner::PlaceEdge(State& state, bound::Edge& edge, bool reversed, double rows) {
  Expand step;
  step.from = reversed ? edge.to : edge.from;
  step.to = reversed ? edge.from : edge.to;
  step.edge = edge.edge;
  step.pattern = reversed ? Turned(edge.pattern) : edge.pattern;
  step.into = IsAvailable(state, step.to);
  step.edge_bound = edge.given;
  step.distinct_from = DistinctFrom(state, edge.pattern, edge.clause);
  const Slot to = step.to;
  Put(state.piece, std::move(step), edge.span, rows);
  state.filled.insert(edge.edge);
  state.edges.push_back({edge.edge, &edge.pattern, edge.clause});
  FillNode(state, to);
}

void MatchPlanner::PlaceVariable(State& state, bound::Edge& edge, bool reversed, double rows) {
  ExpandVariable step;
  step.from = reversed ? edge.to : edge.from;
  step.to = reversed ? edge.from : edge.to;
  step.pattern = reversed ? Turned(edge.pattern) : edge.pattern;
  step.minimum = edge.length->minimum;
  step.maximum = edge.length->maximum;
  step.into = IsAvailable(state, step.to);
  step.edges_bound = edge.given;
  step.step_edge = edge.step_edge;
  step.step_node = edge.step_node;
  step.step_filter = std::move(edge.step_filter);
  step.distinct_from = DistinctFrom(state, edge.pattern, edge.clause);
  // Walked backwards, the list has to be turned around.
  step.edges = reversed ? planner_.AddHidden("backwards", kEdges) : edge.edge;
  const Slot walked = step.edges;
  const Slot to = step.to;
  Put(state.piece, std::move(step), edge.span, rows);
  if (reversed) {
    Project project;
    project.items.push_back({edge.edge, Call("reverse", kEdges, planner_.Use(walked))});
    Put(state.piece, std::move(project), edge.span);
  }
  state.filled.insert(edge.edge);
  state.edges.push_back({edge.edge, &edge.pattern, edge.clause});
  FillNode(state, to);
}

void MatchPlanner::PlaceRepeated(State& state, bound::Repeated& repeated, double rows) {
  static const EdgePattern kAnyEdge{Toward::kBoth, {}, {}};
  ExpandPattern step;
  step.from = repeated.from;
  step.to = repeated.to;
  step.inner_from = repeated.inner_from;
  step.inner_to = repeated.inner_to;
  step.minimum = repeated.length.minimum;
  step.maximum = repeated.length.maximum;
  step.into = IsAvailable(state, step.to);
  step.groups = repeated.groups;
  step.inner_edges = repeated.inner_edges;
  step.distinct_from = DistinctFrom(state, kAnyEdge, repeated.clause);
  Piece inner = planner_.PlanPattern({MakeArgument(repeated.span), 1}, repeated.inner, repeated.span);
  PutOver(state.piece, std::move(step), std::move(inner.plan), repeated.span, rows);
  for (auto [slot, list] : repeated.groups) state.filled.insert(list);
  for (Slot list : repeated.edge_lists) state.edges.push_back({list, &kAnyEdge, repeated.clause});
  FillNode(state, repeated.to);
}

void MatchPlanner::PlaceSelected(State& state, bound::Selected& selected, double rows) {
  PlanShortest(planner_, selected, rows, state.piece);
  state.filled.insert(selected.outputs.begin(), selected.outputs.end());
}

}  // namespace qiao::query
