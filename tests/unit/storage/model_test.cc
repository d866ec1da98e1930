// Random writes, marks, rollbacks, commits and reopenings, compared with a plain model after each step.
#include <fmt/format.h>

#include <stdexcept>

#include "storage/backup.h"
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

// Everything at once, for long: transactions with marks and rollbacks, indexes and constraints that come and go, old
// snapshots, a reader beside, backups, compactions, other openings. `committed` is what the database must hold.
class ManyOperations {
 public:
  ManyOperations(std::string path, uint32_t seed, uint64_t cache_bytes) : path_(std::move(path)), writer_(seed) {
    options_.cache_bytes = cache_bytes;
    Open();
  }

  void Run(uint32_t operations) {
    while (operations_ < operations) {
      WriteOnce();
      Disturb();
    }
    Expect(*store_->Read(), committed_);
    ExpectOldStates();
    if (std::string finding = FirstFinding(*store_->Read()); !finding.empty()) Fail(finding);
  }
  uint32_t operations() const { return operations_; }
  uint32_t refused() const { return writer_.refused(); }

 private:
  bool on_disk() const { return path_ != ":memory:"; }

  [[noreturn]] void Fail(std::string_view what) const {
    throw std::logic_error(fmt::format("after {} operations: {}", operations_, what));
  }
  void Expect(const View& view, const Model& model) const {
    if (std::string difference = Difference(view, model); !difference.empty()) Fail(difference);
  }
  void ExpectOldStates() {
    for (const auto& [snapshot, model] : old_) Expect(*snapshot, model);
    old_.clear();
  }

  void Open() {
    store_ = nullptr;
    store_ = Must(Store::Open(path_, options_));
    if (on_disk()) reader_ = OpenToRead(path_);
  }
  std::unique_ptr<Store> OpenToRead(const std::string& path) const {
    OpenOptions options = options_;
    options.read_only = true;
    return Must(Store::Open(path, options));
  }

  void WriteOnce() {
    auto transaction = Begin(*store_);
    Model model = committed_;
    if (writer_.Below(20) == 0) Must(writer_.ChangeRules(*transaction, model));
    const uint32_t count = 1 + writer_.Below(50);
    const uint32_t back = writer_.Below(3 * count);  // often none
    for (uint32_t i = 0; i < count; ++i, ++operations_) {
      if (i == back) {
        const size_t mark = transaction->Mark();
        Model dropped = model;
        for (uint32_t j = writer_.Below(10); j > 0; --j, ++operations_) writer_.WriteSteadily(*transaction, dropped);
        transaction->RollbackTo(mark);
        transaction->Release(mark);
      }
      writer_.WriteSteadily(*transaction, model);
    }
    if (writer_.Below(20) == 0) Expect(*transaction, model);
    if (writer_.Below(8) == 0) {
      transaction->Rollback();
    } else if (Must(writer_.Commit(*transaction, model))) {
      committed_ = std::move(model);
    }
  }

  void Disturb() {
    switch (writer_.Below(100)) {
      case 0:
        ExpectOldStates();
        if (on_disk()) Open();
        break;
      case 1:
      case 2:
        Must(store_->Compact([](double) { return true; }));
        break;
      case 3:
      case 4:
        old_.emplace_back(store_->Read(), committed_);
        break;
      case 5:
        if (on_disk()) ExpectBackup();
        break;
      case 6:
        if (on_disk()) {
          Must(reader_->Refresh());
          Expect(*reader_->Read(), committed_);
        }
        break;
      case 7:
      case 8:
        Expect(*store_->Read(), committed_);
        break;
      default:
        break;
    }
  }

  void ExpectBackup() {
    const std::string backups = path_ + ".backups";
    const BackupReport report = Must(BackUp(path_, backups, [](double) { return true; }));
    Expect(*OpenToRead(report.folder)->Read(), committed_);
    if (writer_.Below(3) == 0) std::filesystem::remove_all(backups);
  }

  const std::string path_;
  OpenOptions options_ = Fast();
  RandomWriter writer_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Store> reader_;
  Model committed_;
  std::vector<std::pair<std::shared_ptr<const Snapshot>, Model>> old_;
  uint32_t operations_ = 0;
};

// A round works on a database of its own. The long form makes a million operations, half of them in memory.
TEST_P(ModelTest, AgreesWithAModelThroughManyOperations) {
  const uint32_t rounds = IsLong() ? 10 : 1;
  const uint32_t first_seed = FirstSeed(rounds);
  uint64_t operations = 0, refused = 0;
  for (uint32_t round = 0; round < rounds; ++round) {
    SCOPED_TRACE(fmt::format("seed {}", first_seed + round));
    TemporaryFolder folder;
    // A cache that is too small most of the time: chunks come from disk again and again.
    ManyOperations many(GetParam() == Place::kMemory ? ":memory:" : folder / "桥.db", first_seed + round,
                        round % 2 == 0 ? 100'000 : 64 << 20);
    many.Run(IsLong() ? 50'000 : 10'000);
    operations += many.operations();
    refused += many.refused();
  }
  fmt::print("{} operations, {} refused by constraints\n", operations, refused);
  EXPECT_GT(refused, 0U) << "constraints had nothing to do";
}

}  // namespace
}  // namespace qiao::storage
