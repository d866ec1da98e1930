#include "query/exec/deletion.h"

#include <vector>

#include "base/path_ids.h"

namespace qiao::query {

using base::Direction;
using base::ErrorCode;
using base::ErrorDetail;
using base::Kind;
using base::Result;
using base::Value;

namespace {

// The relationships that a node has, those to itself twice.
Result<std::vector<base::EdgeId>> EdgesOf(const GraphReader& graph, base::NodeId node) {
  std::vector<base::EdgeId> edges;
  const auto add = [&](base::TableId table, Direction direction) -> Result<void> {
    QIAO_TRY(const AdjacencyView view, graph.ReadAdjacency(table, direction, RunOf(node.row())));
    for (uint32_t row : view.Edges(RowInRun(node.row()))) edges.emplace_back(table, row);
    return {};
  };
  for (const EdgeTable& table : graph.EdgeTables()) {
    if (table.live == 0) continue;
    if (table.source == node.table()) QIAO_CHECK(add(table.id, Direction::kOut));
    if (table.target == node.table()) QIAO_CHECK(add(table.id, Direction::kIn));
  }
  return edges;
}

}  // namespace

Result<void> Deletion::Run(const Value& entity) {
  QIAO_CHECK(env_.interrupt.Tick());
  if (entity.is_null()) return {};
  if (entity.is(Kind::kNode)) return DeleteNode(entity.node());
  if (entity.is(Kind::kRelationship)) return DeleteEdge(entity.relationship());
  if (!entity.is(Kind::kPath)) {
    return base::MakeError(ErrorCode::kType, "expected a node, a relationship or a path to delete, got {}",
                           base::Name(entity.kind()))
        .With(ErrorDetail::kInvalidArgumentType);
  }
  const base::PathIds path(entity);
  for (size_t i = 0; i < path.length(); ++i) QIAO_CHECK(DeleteEdge(path.edge(i)));
  for (size_t i = 0; i <= path.length(); ++i) QIAO_CHECK(DeleteNode(path.node(i)));
  return {};
}

Result<void> Deletion::DeleteNode(base::NodeId node) {
  QIAO_TRY(const bool exists, env_.graph.Exists(node));
  if (!exists) return {};
  if (detach_) {
    QIAO_TRY(const std::vector<base::EdgeId> edges, EdgesOf(env_.graph, node));
    for (base::EdgeId edge : edges) QIAO_CHECK(DeleteEdge(edge));
  } else {
    env_.deleted_nodes.push_back(node);
  }
  QIAO_CHECK(env_.writer->DeleteNode(node));
  env_.deleted = true;
  ++env_.epoch;
  ++env_.counters.nodes_deleted;
  return {};
}

Result<void> Deletion::DeleteEdge(base::EdgeId edge) {
  QIAO_CHECK(env_.interrupt.Tick());
  QIAO_TRY(const bool exists, env_.graph.Exists(edge));
  if (!exists) return {};
  QIAO_CHECK(env_.writer->DeleteEdge(edge));
  env_.deleted = true;
  ++env_.epoch;
  ++env_.counters.relationships_deleted;
  return {};
}

Result<void> CheckConnections(Environment& env) {
  for (base::NodeId node : env.deleted_nodes) {
    QIAO_CHECK(env.interrupt.Tick());
    QIAO_TRY(const std::vector<base::EdgeId> edges, EdgesOf(env.graph, node));
    if (edges.empty()) continue;
    return base::MakeError(
               ErrorCode::kConstraint,
               "a node that still has {} relationships can't be deleted; DETACH DELETE deletes them with it",
               edges.size())
        .With(ErrorDetail::kDeleteConnectedNode);
  }
  return {};
}

}  // namespace qiao::query
