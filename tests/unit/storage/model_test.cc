// Random writes, marks, rollbacks, commits and reopenings, compared with a plain model after each step.
#include <fmt/format.h>

#include <cstdlib>
#include <random>

#include "storage/check.h"
#include "tests/support/graph_model.h"
#include "tests/support/random_writer.h"
#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {
namespace {

using base::EdgeId;
using base::NodeId;
using ModelTest = StoreTest;

// What `qiao check` would say.
std::string FirstFinding(const Snapshot& snapshot) {
  auto report = Must(CheckSnapshot(snapshot, [](double) { return true; }));
  return report.findings.empty() ? "" : report.findings[0].Text();
}

INSTANTIATE_TEST_SUITE_P(Places, ModelTest, testing::Values(Place::kMemory, Place::kDisk), NameOf);

TEST_P(ModelTest, AgreesWithAModelUnderRandomWrites) {
  for (uint32_t seed = 1; seed <= 3; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    if (GetParam() == Place::kMemory || seed > 1) {
      store = nullptr;
      std::filesystem::remove_all(path());
      store = Must(Store::Open(path(), Fast()));
    }
    RandomWriter writer(seed);
    Model committed;
    std::vector<std::pair<std::shared_ptr<const Snapshot>, Model>> old;
    for (int step = 0; step < 40; ++step) {
      auto transaction = Begin(*store);
      Model model = committed;
      for (uint32_t i = writer.Below(12); i > 0; --i) writer.Write(*transaction, model);
      size_t mark = transaction->Mark();
      Model marked = model;
      for (uint32_t i = writer.Below(12); i > 0; --i) writer.Write(*transaction, model);
      size_t inner = transaction->Mark();
      for (uint32_t i = writer.Below(5); i > 0; --i) writer.Write(*transaction, model);
      ASSERT_EQ(Difference(*transaction, model), "");
      switch (writer.Below(4)) {
        case 0:
          transaction->RollbackTo(mark);
          model = marked;
          break;
        case 1:
          transaction->Release(inner);
          transaction->RollbackTo(mark);
          model = marked;
          break;
        default:
          break;
      }
      ASSERT_EQ(Difference(*transaction, model), "");
      for (uint32_t i = writer.Below(5); i > 0; --i) writer.Write(*transaction, model);
      if (writer.Below(5) == 0) {
        transaction->Rollback();
      } else {
        Must(transaction->Commit());
        committed = std::move(model);
      }
      transaction = nullptr;
      ASSERT_EQ(Difference(*store->Read(), committed), "");
      if (step % 10 == 3) old.emplace_back(store->Read(), committed);
      if (step % 20 == 19) {
        for (const auto& [snapshot, state] : old) ASSERT_EQ(Difference(*snapshot, state), "");
        old.clear();
        Reopen();
        ASSERT_EQ(Difference(*store->Read(), committed), "");
      }
    }
  }
}

// Enough commits on one run to make the writer write its chunks whole, several times.
TEST_P(ModelTest, AgreesWithAModelAfterManySmallCommits) {
  RandomWriter writer(7);
  Model model;
  for (int step = 0; step < 400; ++step) {
    auto transaction = Begin(*store);
    step < 20 ? writer.CreateNode(*transaction, model) : writer.Write(*transaction, model);
    if (step > 20) writer.CreateEdge(*transaction, model);
    Must(transaction->Commit());
  }
  EXPECT_EQ(Difference(*store->Read(), model), "");
  Reopen();
  EXPECT_EQ(Difference(*store->Read(), model), "");
}

// Runs of several tables filled beyond their ends, and a hub whose links span segments.
TEST_P(ModelTest, AgreesWithAModelBeyondOneRunAndOneSegment) {
  RandomWriter writer(8);
  Model model;
  NodeId hub;
  {
    auto transaction = Begin(*store);
    base::TypeId type = Must(transaction->InternType("位于"));
    hub = Must(transaction->CreateNode({}, {}));
    model.nodes[hub];
    std::vector<NodeId> nodes;
    for (int i = 0; i < 5000; ++i) {
      nodes.push_back(Must(transaction->CreateNode({}, {})));
      model.nodes[nodes.back()];
    }
    for (int i = 0; i < 60000; ++i) {
      NodeId source = nodes[writer.Below(5000)];
      model.edges[Must(transaction->CreateEdge(source, type, hub, {}))] = {source, "位于", hub, {}};
    }
    Must(transaction->Commit());
  }
  EXPECT_EQ(Difference(*store->Read(), model), "");
  for (int step = 0; step < 70; ++step) {
    auto transaction = Begin(*store);
    base::TypeId type = Must(transaction->InternType("位于"));
    for (int i = 0; i < 40; ++i) {
      NodeId source(hub.table(), 1 + writer.Below(5000));
      model.edges[Must(transaction->CreateEdge(source, type, hub, {}))] = {source, "位于", hub, {}};
      auto edge = model.edges.lower_bound(EdgeId(model.edges.begin()->first.table(), writer.Below(60000)));
      Must(transaction->DeleteEdge(edge->first));
      model.edges.erase(edge);
    }
    Must(transaction->Commit());
  }
  EXPECT_EQ(Difference(*store->Read(), model), "");
  Reopen();
  EXPECT_EQ(Difference(*store->Read(), model), "");
}

// Everything at once, for long: transactions with marks, rollbacks, old snapshots, other openings, compactions, indexes
// and constraints that come and go. A round is 10,000 operations on a database of its own.
TEST_P(ModelTest, AgreesWithAModelThroughManyOperations) {
  const bool is_long = std::getenv("QIAO_LONG") != nullptr;
  const uint32_t first_seed = is_long ? std::random_device()() : 1;
  if (is_long) PrintSeeds(first_seed, 50);
  for (uint32_t round = 0; round < (is_long ? 50U : 1U); ++round) {
    SCOPED_TRACE(fmt::format("seed {}", first_seed + round));
    store = nullptr;
    if (GetParam() == Place::kDisk) std::filesystem::remove_all(path());
    OpenOptions options = Fast();
    // A cache that is too small most of the time: chunks come from disk again and again.
    options.cache_bytes = round % 2 == 0 ? 100'000 : 64 << 20;
    store = Must(Store::Open(path(), options));
    RandomWriter writer(first_seed + round);
    Model committed;
    std::vector<std::pair<std::shared_ptr<const Snapshot>, Model>> old;
    for (uint32_t operations = 0; operations < 10'000;) {
      auto transaction = Begin(*store);
      Model model = committed;
      if (writer.Below(20) == 0) Must(writer.ChangeRules(*transaction, model));
      const uint32_t count = 1 + writer.Below(50);
      const uint32_t back = writer.Below(3 * count);  // often none
      for (uint32_t i = 0; i < count; ++i, ++operations) {
        if (i == back) {
          size_t mark = transaction->Mark();
          Model marked = model;
          for (uint32_t j = writer.Below(10); j > 0; --j, ++operations) writer.WriteSteadily(*transaction, marked);
          transaction->RollbackTo(mark);
          transaction->Release(mark);
        }
        writer.WriteSteadily(*transaction, model);
      }
      if (writer.Below(20) == 0) {
        ASSERT_EQ(Difference(*transaction, model), "") << operations;
      }
      if (writer.Below(8) == 0) {
        transaction->Rollback();
      } else {
        if (Must(writer.Commit(*transaction, model))) committed = std::move(model);
      }
      transaction = nullptr;
      switch (writer.Below(100)) {
        case 0:
          for (const auto& [snapshot, state] : old) ASSERT_EQ(Difference(*snapshot, state), "") << operations;
          old.clear();
          store = nullptr;
          if (GetParam() == Place::kMemory) committed = Model();
          store = Must(Store::Open(path(), options));
          break;
        case 1:
        case 2:
          Must(store->Compact([](double) { return true; }));
          break;
        case 3:
        case 4:
          old.emplace_back(store->Read(), committed);
          break;
        case 5:
        case 6:
        case 7:
        case 8:
          ASSERT_EQ(Difference(*store->Read(), committed), "") << operations;
          break;
        default:
          break;
      }
    }
    for (const auto& [snapshot, state] : old) ASSERT_EQ(Difference(*snapshot, state), "");
    ASSERT_EQ(Difference(*store->Read(), committed), "");
    ASSERT_EQ(FirstFinding(*store->Read()), "");
    EXPECT_GT(writer.refused(), 0U) << "constraints had nothing to do";
  }
}

}  // namespace
}  // namespace qiao::storage
