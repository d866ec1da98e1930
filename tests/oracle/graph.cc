#include "tests/oracle/world.h"

namespace qiao::tests {

using base::Result;

Result<std::vector<base::NodeId>> AllNodes(const query::GraphReader& graph) {
  std::vector<base::NodeId> nodes;
  for (const query::NodeTable& table : graph.NodeTables()) {
    for (uint64_t row = 0; row < table.rows; ++row) {
      const base::NodeId node(table.id, static_cast<uint32_t>(row));
      QIAO_TRY(bool exists, graph.Exists(node));
      if (exists) nodes.push_back(node);
    }
  }
  return nodes;
}

Result<std::vector<OracleEdge>> AllEdges(const query::GraphReader& graph) {
  std::vector<OracleEdge> edges;
  for (const query::EdgeTable& table : graph.EdgeTables()) {
    for (uint64_t row = 0; row < table.rows; ++row) {
      const base::EdgeId edge(table.id, static_cast<uint32_t>(row));
      QIAO_TRY(bool exists, graph.Exists(edge));
      if (!exists) continue;
      QIAO_TRY(query::EdgeEnds ends, graph.Ends(edge));
      edges.push_back({edge, ends});
    }
  }
  return edges;
}

namespace {

Result<std::vector<std::string>> NamesOf(const World& world, const base::Value& entity) {
  std::vector<std::string> names;
  if (entity.is(base::Kind::kNode)) {
    QIAO_TRY(auto labels, world.graph.Labels(entity.node()));
    for (base::LabelId label : labels) names.emplace_back(world.graph.LabelName(label));
  } else {
    QIAO_TRY(auto ends, world.graph.Ends(entity.relationship()));
    names.emplace_back(world.graph.TypeName(ends.type));
  }
  return names;
}

bool Fits(const syntax::LabelExpression& labels, const std::vector<std::string>& names) {
  switch (labels.op) {
    case syntax::LabelOperator::kName:
      for (const std::string& name : names) {
        if (name == labels.name) return true;
      }
      return false;
    case syntax::LabelOperator::kAny:
      return !names.empty();
    case syntax::LabelOperator::kNot:
      return !Fits(labels.operands[0], names);
    case syntax::LabelOperator::kAnd:
      for (const auto& operand : labels.operands) {
        if (!Fits(operand, names)) return false;
      }
      return true;
    case syntax::LabelOperator::kOr:
      for (const auto& operand : labels.operands) {
        if (Fits(operand, names)) return true;
      }
      return false;
  }
  return false;
}

}  // namespace

Result<bool> LabelsFit(const World& world, const syntax::LabelExpression& labels, const base::Value& entity) {
  QIAO_TRY(auto names, NamesOf(world, entity));
  return Fits(labels, names);
}

}  // namespace qiao::tests
