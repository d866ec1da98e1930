// Rows that are deleted leave no more behind than that they are, however often it goes on.
#include <algorithm>
#include <vector>

#include "storage/check.h"
#include "storage/statistics.h"
#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {
namespace {

using base::EdgeId;
using base::NodeId;
using base::Value;

class DeadRunTest : public StoreTest {
 protected:
  static constexpr uint32_t kNodes = 2 * kRunRows;

  // Makes so many nodes, each linked from the one before.
  void Make(uint32_t count) {
    auto transaction = Begin(*store);
    const base::KeyId name = Must(transaction->InternKey("名称"));
    const base::TypeId type = Must(transaction->InternType("结对"));
    const base::LabelId label = Must(transaction->InternLabel("区"));
    for (uint32_t i = 0; i < count; ++i) {
      const std::pair<base::KeyId, Value> properties[] = {{name, Value::String(fmt::format("潞城区{}", i))}};
      nodes.push_back(Must(transaction->CreateNode(std::vector{label}, properties)));
      if (i == 0) continue;
      edges.push_back(Must(transaction->CreateEdge(nodes[nodes.size() - 2], type, nodes.back(), properties)));
    }
    Must(transaction->Commit());
  }
  // In commits of so many that some are merged into chunks and others write them whole.
  void DeleteAll() {
    while (!nodes.empty()) {
      auto transaction = Begin(*store);
      for (int i = 0; i < 200 && !edges.empty(); ++i, edges.pop_back()) Must(transaction->DeleteEdge(edges.back()));
      for (int i = 0; i < 500 && edges.empty() && !nodes.empty(); ++i, nodes.pop_back()) {
        Must(transaction->DeleteNode(nodes.back()));
      }
      Must(transaction->Commit());
    }
  }
  uint64_t ChunksOf(std::initializer_list<ChunkKind> kinds) {
    uint64_t chunks = 0;
    for (const auto& [part, size] : Must(ReadStatistics(*store->Read(), [](double) { return true; })).parts) {
      if (std::ranges::find(kinds, std::get<ChunkKind>(part)) != kinds.end()) chunks += size.chunks;
    }
    return chunks;
  }
  std::string FirstFinding() {
    auto report = Must(CheckSnapshot(*store->Read(), [](double) { return true; }));
    return report.findings.empty() ? "" : report.findings[0].Text();
  }

  std::vector<NodeId> nodes;
  std::vector<EdgeId> edges;
};
INSTANTIATE_TEST_SUITE_P(Places, DeadRunTest, testing::Values(Place::kMemory, Place::kDisk), NameOf);

constexpr auto kContents = {ChunkKind::kNodeColumn, ChunkKind::kEdgeColumn, ChunkKind::kOut, ChunkKind::kIn};

TEST_P(DeadRunTest, WhatDeletedNodesAndEdgesHeldGoesAwayWithTheLastOfARun) {
  for (int round = 0; round < 3; ++round) {
    Make(kNodes);
    EXPECT_GT(ChunksOf(kContents), 7U);
    DeleteAll();
    // Runs of edges, one fewer a round than nodes, end in the middle of a run that later ones go into.
    EXPECT_LE(ChunksOf(kContents), 1U) << "round " << round;
    EXPECT_EQ(FirstFinding(), "");
    Reopen();
    EXPECT_EQ(FirstFinding(), "");
  }
  EXPECT_EQ(store->Read()->NodeTables()[0].live, 0U);
}

TEST_P(DeadRunTest, WhoeverReadsAnOlderStateGoesOnSeeingIt) {
  Make(kNodes);
  const auto old = store->Read();
  const base::KeyId name = *old->FindKey("名称");
  const NodeId first = nodes[0];
  const EdgeId edge = edges[0];
  DeleteAll();
  const auto now = store->Read();
  // The newer state first: what it finds empty must not be taken for what the older one has.
  EXPECT_TRUE(Must(now->Property(first, name)).is_null());
  EXPECT_EQ(Must(now->ReadColumn(first.table(), name, 0)).size, 0U);
  EXPECT_EQ(Must(now->ReadAdjacency(edge.table(), base::Direction::kOut, 0)).size, 0U);
  EXPECT_EQ(Must(old->Property(first, name)).string(), "潞城区0");
  EXPECT_EQ(Must(old->Property(edge, name)).string(), "潞城区1");
  EXPECT_EQ(Must(old->ReadAdjacency(edge.table(), base::Direction::kOut, 0)).size, kRunRows);
  EXPECT_EQ(Must(now->Ends(edge)).source, first) << "the change log may still ask";
}

// A run goes only when nobody can come into it any more.
TEST_P(DeadRunTest, ARunThatGetsMoreRowsStays) {
  Make(kRunRows - 1);
  DeleteAll();
  Make(1);
  const auto snapshot = store->Read();
  EXPECT_EQ(Must(snapshot->Property(nodes[0], *snapshot->FindKey("名称"))).string(), "潞城区0");
  EXPECT_EQ(FirstFinding(), "");
  DeleteAll();
  EXPECT_EQ(ChunksOf({ChunkKind::kNodeColumn}), 0U);
}

// In one transaction, with what it made itself.
TEST_P(DeadRunTest, RowsThatNobodyElseEverSawLeaveNothing) {
  auto transaction = Begin(*store);
  const base::KeyId name = Must(transaction->InternKey("名称"));
  const base::TypeId type = Must(transaction->InternType("结对"));
  for (uint32_t i = 0; i < kRunRows; ++i) {
    const std::pair<base::KeyId, Value> properties[] = {{name, Value::Integer(i)}};
    const NodeId node = Must(transaction->CreateNode({}, properties));
    const EdgeId edge = Must(transaction->CreateEdge(node, type, node, properties));
    Must(transaction->DeleteEdge(edge));
    Must(transaction->DeleteNode(node));
  }
  Must(transaction->Commit());
  EXPECT_EQ(ChunksOf(kContents), 0U);
  EXPECT_EQ(FirstFinding(), "");
}

}  // namespace
}  // namespace qiao::storage
