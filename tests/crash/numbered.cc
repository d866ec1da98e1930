#include "tests/crash/numbered.h"

#include <fmt/format.h>

namespace qiao::storage {

using base::KeyId;
using base::NodeId;
using base::Value;

namespace {

constexpr uint32_t kNodesPerCommit = 20;
constexpr base::TableId kTable(0);

}  // namespace

base::Result<void> WriteNumbered(Transaction& transaction, Version number) {
  QIAO_TRY(KeyId of, transaction.InternKey("事务"));
  QIAO_TRY(KeyId text, transaction.InternKey("文"));
  QIAO_TRY(base::TypeId next, transaction.InternType("下一个"));
  std::vector<NodeId> nodes;
  for (uint32_t i = 0; i < kNodesPerCommit; ++i) {
    std::pair<KeyId, Value> properties[] = {{of, Value::Integer(static_cast<int64_t>(number))},
                                            {text, Value::String(std::string(number % 100, 'x'))}};
    QIAO_TRY(NodeId node, transaction.CreateNode({}, properties));
    if (i > 0) {
      QIAO_TRY(base::EdgeId edge, transaction.CreateEdge(nodes.back(), next, node, {}));
      QIAO_CHECK(transaction.SetProperty(edge, of, Value::Integer(static_cast<int64_t>(number))));
    }
    nodes.push_back(node);
  }
  QIAO_CHECK(transaction.SetProperty(NodeId(kTable, 0), of, Value::Integer(static_cast<int64_t>(number))));
  if (number % 5 != 0) return {};
  auto first = static_cast<uint32_t>((number - 2) * kNodesPerCommit);
  auto first_edge = static_cast<uint32_t>((number - 2) * (kNodesPerCommit - 1));
  for (uint32_t i = 0; i + 1 < kNodesPerCommit; ++i) QIAO_CHECK(transaction.DeleteEdge({kTable, first_edge + i}));
  for (uint32_t i = 1; i < kNodesPerCommit; ++i) QIAO_CHECK(transaction.DeleteNode({kTable, first + i}));
  return {};
}

base::Result<std::string> CheckNumbered(const View& view, Version last) {
  if (last == 0) return std::string(view.NodeTables().empty() ? "" : "nodes without a commit");
  const NodeTable& nodes = view.NodeTables()[0];
  const EdgeTable& edges = view.EdgeTables()[0];
  if (nodes.rows != last * kNodesPerCommit) return fmt::format("{} rows after {} commits", nodes.rows, last);
  uint64_t deleted_chains = last / 5;
  if (nodes.live != nodes.rows - deleted_chains * (kNodesPerCommit - 1))
    return fmt::format("{} live nodes", nodes.live);
  if (edges.live != edges.rows - deleted_chains * (kNodesPerCommit - 1))
    return fmt::format("{} live edges", edges.live);
  KeyId of = *view.FindKey("事务");
  KeyId text = *view.FindKey("文");
  for (uint32_t row = 0; row < nodes.rows; ++row) {
    Version number = row / kNodesPerCommit + 1;
    uint32_t place = row % kNodesPerCommit;
    bool deleted = place > 0 && number % 5 == 4 && number < last;
    NodeId node(kTable, row);
    QIAO_TRY(bool exists, view.Exists(node));
    if (exists == deleted) return fmt::format("node {}", row);
    if (deleted) continue;
    QIAO_TRY(Value value, view.Property(node, of));
    Version wanted = row == 0 ? last : number;
    if (!value.is(base::Kind::kInteger) || value.integer() != static_cast<int64_t>(wanted)) {
      return fmt::format("node {} is of transaction {}, not {}", row, ToText(value), wanted);
    }
    QIAO_TRY(Value long_text, view.Property(node, text));
    if (long_text.string().size() != number % 100) return fmt::format("text of node {}", row);
  }
  for (base::Direction direction : {base::Direction::kOut, base::Direction::kIn}) {
    uint64_t links = 0;
    for (uint64_t first = 0; first < nodes.rows; first += kRunRows) {
      QIAO_TRY(AdjacencyView run, view.ReadAdjacency(edges.id, direction, static_cast<uint32_t>(first / kRunRows)));
      for (uint32_t row = 0; row < run.size; ++row) {
        for (uint32_t i = run.offsets[row]; i < run.offsets[row + 1]; ++i, ++links) {
          uint32_t other = static_cast<uint32_t>(first) + row + (direction == base::Direction::kOut ? 1 : -1);
          if (run.neighbours[i] != other) return fmt::format("neighbour of node {}", first + row);
        }
      }
    }
    if (links != edges.live) return fmt::format("{} links of {} live edges", links, edges.live);
  }
  return std::string();
}

}  // namespace qiao::storage
