#include <algorithm>

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

// The names that a :$(…) asks for.
Result<std::vector<std::string>> Asked(World& world, const syntax::LabelExpression& labels, const OracleRow& row) {
  QIAO_TRY(const base::Value value, Evaluate(world, *labels.value, row));
  std::vector<std::string> names;
  if (value.is(base::Kind::kString)) {
    names.emplace_back(value.string());
  } else if (value.is(base::Kind::kList)) {
    for (const base::Value& element : value.list()) {
      if (!element.is(base::Kind::kString)) return Wrong("a label that is no string");
      names.emplace_back(element.string());
    }
  } else {
    return Wrong("labels that are no strings");
  }
  return names;
}

Result<bool> Fits(World& world, const syntax::LabelExpression& labels, const std::vector<std::string>& names,
                  const OracleRow& row) {
  const auto has = [&](const std::string& name) { return std::ranges::find(names, name) != names.end(); };
  switch (labels.op) {
    case syntax::LabelOperator::kName:
      return has(labels.name);
    case syntax::LabelOperator::kAny:
      return !names.empty();
    case syntax::LabelOperator::kNot: {
      QIAO_TRY(const bool fits, Fits(world, labels.operands[0], names, row));
      return !fits;
    }
    case syntax::LabelOperator::kAnd:
      for (const auto& operand : labels.operands) {
        QIAO_TRY(const bool fits, Fits(world, operand, names, row));
        if (!fits) return false;
      }
      return true;
    case syntax::LabelOperator::kOr:
      for (const auto& operand : labels.operands) {
        QIAO_TRY(const bool fits, Fits(world, operand, names, row));
        if (fits) return true;
      }
      return false;
    case syntax::LabelOperator::kDynamic: {
      QIAO_TRY(const auto asked, Asked(world, labels, row));
      return labels.any ? std::ranges::any_of(asked, has) : std::ranges::all_of(asked, has);
    }
  }
  return false;
}

}  // namespace

Result<bool> LabelsFit(World& world, const syntax::LabelExpression& labels, const base::Value& entity,
                       const OracleRow& row) {
  QIAO_TRY(auto names, NamesOf(world, entity));
  return Fits(world, labels, names, row);
}

Result<void> AddNames(World& world, const syntax::LabelExpression& labels, const OracleRow& row,
                      std::vector<std::string>& names) {
  if (labels.op == syntax::LabelOperator::kName) names.push_back(labels.name);
  if (labels.op == syntax::LabelOperator::kDynamic) {
    QIAO_TRY(const auto asked, Asked(world, labels, row));
    names.insert(names.end(), asked.begin(), asked.end());
  }
  for (const auto& operand : labels.operands) QIAO_CHECK(AddNames(world, operand, row, names));
  return {};
}

}  // namespace qiao::tests
