// What a store promises to readers and to the writer, in memory and on disk.
#include "storage/store.h"

#include <thread>

#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {
namespace {

using base::Direction;
using base::ErrorCode;
using base::LabelId;
using base::NodeId;
using base::Value;

INSTANTIATE_TEST_SUITE_P(Places, StoreTest, testing::Values(Place::kMemory, Place::kDisk), NameOf);

std::vector<std::string> LabelNamesOf(const View& view, NodeId node) {
  std::vector<std::string> names;
  for (LabelId label : Must(view.Labels(node))) names.emplace_back(view.LabelName(label));
  return names;
}

// The neighbours of a node in one direction, over all types, as (row, edge row).
std::vector<std::pair<uint32_t, uint32_t>> Neighbours(const View& view, NodeId node, Direction direction) {
  std::vector<std::pair<uint32_t, uint32_t>> found;
  for (const EdgeTable& table : view.EdgeTables()) {
    if ((direction == Direction::kOut ? table.source : table.target) != node.table()) continue;
    AdjacencyView run = Must(view.ReadAdjacency(table.id, direction, RunOf(node.row())));
    uint32_t row = RowInRun(node.row());
    if (row >= run.size) continue;
    for (uint32_t i = run.offsets[row]; i < run.offsets[row + 1]; ++i)
      found.emplace_back(run.neighbours[i], run.edges[i]);
  }
  return found;
}

TEST_P(StoreTest, KeepsNodesAndEdgesAcrossReopening) {
  NodeId hospital, district;
  base::EdgeId pairing;
  {
    auto transaction = Begin(*store);
    LabelId label = Must(transaction->InternLabel("医院"));
    base::KeyId name = Must(transaction->InternKey("名称"));
    hospital =
        Must(transaction->CreateNode(std::vector{label}, std::vector{std::pair(name, Value::String("潞河医院"))}));
    district = Must(transaction->CreateNode({}, std::vector{std::pair(name, Value::String("潞城区"))}));
    base::KeyId since = Must(transaction->InternKey("since"));
    pairing = Must(transaction->CreateEdge(hospital, Must(transaction->InternType("结对")), district,
                                           std::vector{std::pair(since, Value::Integer(2023))}));
    EXPECT_EQ(LabelNamesOf(*transaction, hospital), std::vector<std::string>{"医院"});
    EXPECT_EQ(Must(transaction->Commit()), 1U);
  }
  Reopen();
  auto snapshot = store->Read();
  EXPECT_EQ(snapshot->version(), 1U);
  ASSERT_EQ(snapshot->NodeTables().size(), 2U);
  EXPECT_EQ(snapshot->NodeTables()[hospital.table().value].live, 1U);
  EXPECT_EQ(Must(snapshot->Property(hospital, *snapshot->FindKey("名称"))).string(), "潞河医院");
  EXPECT_EQ(ToText(Value::Of(Must(snapshot->Properties(pairing)))), "{since: 2023}");
  EdgeEnds ends = Must(snapshot->Ends(pairing));
  EXPECT_EQ(ends.source, hospital);
  EXPECT_EQ(ends.target, district);
  EXPECT_EQ(snapshot->TypeName(ends.type), "结对");
  EXPECT_EQ(Neighbours(*snapshot, district, Direction::kIn), (std::vector<std::pair<uint32_t, uint32_t>>{{0, 0}}));
}

}  // namespace
}  // namespace qiao::storage
