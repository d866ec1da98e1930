// A scripted life of a database, cut short at every point at which it touches the disk: the power goes, the disk breaks
// or is full, or one operation fails. Afterwards nothing that was acknowledged is lost, nothing is there by halves, the
// error was reported, and the database goes on.
//
// The short form takes a sample of the points; QIAO_LONG=1 takes all of them, several times. Each point is printed
// before it is tried; what is lost at it depends on its seed, opening and number alone, so that QIAO_LONG=1 with the
// QIAO_SEED that is printed tries it again.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <functional>

#include "storage/check.h"
#include "storage/rocks/rocks_key_value.h"
#include "storage/store.h"
#include "tests/crash/faulty_file_system.h"
#include "tests/support/graph_model.h"
#include "tests/support/random_writer.h"
#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {
namespace {

constexpr char kFolder[] = "/桥.db";

// The disk, and what the database on it must hold.
struct Life {
  std::shared_ptr<FaultyFileSystem> disk = std::make_shared<FaultyFileSystem>();
  std::unique_ptr<rocksdb::Env> env = MakeEnv(disk);
  // What each version holds that was committed or at least tried.
  std::vector<Model> states{Model()};
  Version acknowledged = 0;
  uint32_t seed = 0;
  RandomWriter writer{seed};
  int openings = 0;  // that are behind it

  explicit Life(uint32_t of_seed = 0) : seed(of_seed) {}
  // Goes on from here, on a copy of the disk.
  Life(const Life& other)
      : disk(other.disk->Copy()),
        states(other.states),
        acknowledged(other.acknowledged),
        seed(other.seed),
        writer(other.writer),
        openings(other.openings) {}
};

base::Result<std::unique_ptr<Store>> Open(Life& life, bool create) {
  QIAO_TRY(auto data, OpenRocks(kFolder, {.create = create, .env = life.env.get()}));
  OpenOptions options;
  options.cache_bytes = 1 << 20;
  return Store::Open(std::move(data), options);
}

// Commits random changes until the first error.
base::Result<void> WriteOn(Life& life, Store& store, uint32_t commits) {
  RandomWriter& writer = life.writer;
  for (uint32_t i = 0; i < commits; ++i) {
    QIAO_TRY(auto transaction, store.BeginWrite(std::chrono::milliseconds(1000)));
    Model model = life.states.back();
    try {
      // Reads that a commit needs may fail too; Must throws then.
      if (writer.Below(4) == 0) QIAO_CHECK(writer.ChangeRules(*transaction, model));
      for (uint32_t j = writer.Below(7); j > 0; --j) writer.WriteSteadily(*transaction, model);
    } catch (const std::runtime_error& error) {
      return base::MakeError(base::ErrorCode::kIo, "{}", error.what());
    }
    if (writer.Below(6) == 0) continue;  // rolled back
    life.states.push_back(std::move(model));
    QIAO_TRY(const auto version, writer.Commit(*transaction, life.states.back()));
    // There was nothing to write, or a constraint refused it.
    if (!version || *version + 1 != life.states.size()) life.states.pop_back();
    if (version) life.acknowledged = *version;
  }
  return {};
}

constexpr int kOpenings = 3;

// One opening of the script, or all that are left, until the first error.
base::Result<void> LiveOnce(Life& life) {
  QIAO_TRY(auto store, Open(life, life.openings++ == 0));
  QIAO_CHECK(WriteOn(life, *store, 12));
  QIAO_CHECK(store->Compact([](double) { return true; }));
  return WriteOn(life, *store, 12);
}
base::Result<void> LiveOn(Life& life) {
  while (life.openings < kOpenings) QIAO_CHECK(LiveOnce(life));
  return {};
}

// What `qiao check` would say.
std::string FirstFinding(const Store& store) {
  auto report = CheckSnapshot(*store.Read(), [](double) { return true; });
  if (!report) return report.error().Text();
  return report->findings.empty() ? "" : report->findings[0].Text();
}

// Opens what is left and compares; then goes on writing, and compares again after another opening.
void ExpectWhole(Life& life) {
  // A database that was not even made has nothing to lose.
  auto store = Open(life, life.acknowledged == 0);
  ASSERT_TRUE(store.has_value()) << store.error().Text();
  Version found = (*store)->Read()->version();
  ASSERT_GE(found, life.acknowledged) << "an acknowledged commit is lost";
  ASSERT_LT(found, life.states.size());
  ASSERT_EQ(Difference(*(*store)->Read(), life.states[found]), "") << "version " << found;
  ASSERT_EQ(FirstFinding(**store), "") << "version " << found;
  life.states.resize(found + 1);
  life.acknowledged = found;
  auto written = WriteOn(life, **store, 5);
  ASSERT_TRUE(written.has_value()) << written.error().Text();
  *store = nullptr;
  store = Open(life, false);
  ASSERT_TRUE(store.has_value()) << store.error().Text();
  ASSERT_EQ((*store)->Read()->version(), life.acknowledged);
  ASSERT_EQ(Difference(*(*store)->Read(), life.states.back()), "");
}

// A life as it is before one of its openings, and at how many points that opening touches the disk.
struct Stage {
  Life life;
  uint64_t points = 0;
};
std::vector<Stage> StagesOfALife(uint32_t seed) {
  std::vector<Stage> stages;
  for (Life life(seed); life.openings < kOpenings;) {
    stages.push_back({life});
    const uint64_t before = life.disk->points();
    Must(LiveOnce(life));
    stages.back().points = life.disk->points() - before;
  }
  return stages;
}

constexpr auto kFaults = {Fault::kPowerCut, Fault::kBrokenDisk, Fault::kFullDisk, Fault::kFailedOnce};

// The points of a life are shared out among so many tests, which run beside each other.
constexpr uint64_t kParts = 4;
class PowerTest : public testing::TestWithParam<std::tuple<Fault, uint64_t>> {};
INSTANTIATE_TEST_SUITE_P(Faults, PowerTest,
                         testing::Combine(testing::ValuesIn(kFaults), testing::Range(uint64_t{0}, kParts)),
                         [](const auto& info) {
                           return fmt::format("{}{}", NameOf(std::get<0>(info.param)), std::get<1>(info.param) + 1);
                         });

// A life whose disk fails at a point, if it gets there (that counts as stopped), and what is left of it.
void LiveUntil(Life& life, Fault fault, uint64_t point, uint64_t& stopped) {
  std::seed_seq chances{uint64_t{life.seed}, uint64_t{static_cast<uint32_t>(life.openings)}, point};
  std::mt19937 random(chances);
  // Whatever failed, the power goes afterwards: what was acknowledged must not depend on what wasn't synced.
  const bool power_goes = random() % 2 == 0;
  const std::string place = fmt::format("QIAO_SEED={}, opening {}, point {}{}", life.seed, life.openings + 1, point,
                                        power_goes ? ", then the power goes" : "");
  SCOPED_TRACE(place);
  // A trace tells nothing of an exception or the end of the process.
  fmt::print("{}\n", place);
  std::fflush(stdout);
  life.disk->Arm(fault, point);
  const auto lived = LiveOn(life);
  if (life.disk->struck()) ++stopped;
  if (lived) {
    ASSERT_EQ(life.acknowledged + 1, life.states.size()) << "a commit failed, and nobody was told";
  }
  if (power_goes) {
    life.disk->CutPower(random);
  } else {
    life.disk->Repair();
  }
  ExpectWhole(life);
}

TEST_P(PowerTest, NothingAcknowledgedIsLostAndNothingIsThereByHalves) {
  const auto [fault, part] = GetParam();
  const uint32_t seeds = IsLong() ? 3 : 1;
  const uint32_t first_seed = FirstSeed(seeds);
  std::mt19937 random(first_seed);
  uint64_t stopped = 0;
  for (uint32_t seed = first_seed; seed < first_seed + seeds; ++seed) {
    for (const Stage& stage : StagesOfALife(seed)) {
      ASSERT_GT(stage.points, 60U);
      const uint64_t stride = IsLong() ? kParts : stage.points / 3;
      const uint64_t first = IsLong() ? part : (part * stride / kParts + random() % (stride / kParts));
      for (uint64_t point = 1 + first; point <= stage.points; point += stride) {
        Life life = stage.life;
        LiveUntil(life, fault, point, stopped);
        if (HasFatalFailure()) return;
      }
    }
  }
  fmt::print("stopped at {} points\n", stopped);
}

// A filled database; its models hold the rules only. Entries of more than a megabyte would go into files that are made
// past the disk of this test.
Life FilledLife() {
  constexpr int kNodes = 1'800;
  Life life;
  auto store = Must(Open(life, true));
  auto transaction = Begin(*store);
  const auto label = Must(transaction->InternLabel("人"));
  const auto number = Must(transaction->InternKey("编号"));
  const auto text = Must(transaction->InternKey("名称"));
  for (int i = 0; i < kNodes; ++i) {
    const std::string name = fmt::format("{:05}{}", i, std::string(480, 'x'));
    Must(transaction->CreateNode(std::vector{label}, std::vector{std::pair(number, base::Value::Integer(i)),
                                                                 std::pair(text, base::Value::String(name))}));
  }
  life.acknowledged = Must(transaction->Commit());
  life.states.emplace_back();
  return life;
}

// One commit that makes an index, one that makes a constraint, one that drops the first.
base::Result<void> MakeRules(Life& life) {
  QIAO_TRY(auto store, Open(life, false));
  const auto commit = [&](const std::function<base::Result<void>(Transaction&, Model&)>& change) -> base::Result<void> {
    QIAO_TRY(auto transaction, store->BeginWrite(std::chrono::milliseconds(1000)));
    Model model = life.states.back();
    QIAO_CHECK(change(*transaction, model));
    life.states.push_back(std::move(model));
    QIAO_TRY(life.acknowledged, transaction->Commit());
    return {};
  };
  const auto make = [&](RuleKind kind, const std::string& key) {
    return commit([&](Transaction& transaction, Model& model) -> base::Result<void> {
      Rule rule;
      rule.kind = kind;
      rule.label = transaction.FindLabel("人")->value;
      rule.keys = {*transaction.FindKey(key)};
      rule.name = key;
      model.rules[key] = {kind, false, "人", {key}, key, 0};
      return transaction.CreateRule(rule);
    });
  };
  QIAO_CHECK(make(RuleKind::kRangeIndex, "名称"));
  QIAO_CHECK(make(RuleKind::kKey, "编号"));
  return commit([](Transaction& transaction, Model& model) {
    model.rules.erase("名称");
    return transaction.DropRule("名称");
  });
}

class RulePowerTest : public testing::TestWithParam<Fault> {};
INSTANTIATE_TEST_SUITE_P(Faults, RulePowerTest, testing::ValuesIn(kFaults),
                         [](const auto& info) { return NameOf(info.param); });

// After each point the rules are there or not, as commits are, and what is there is whole.
TEST_P(RulePowerTest, ARuleOfAFilledDatabaseIsThereWholeOrNot) {
  const Life filled = FilledLife();
  Life whole = filled;
  Must(MakeRules(whole));
  const uint64_t points = whole.disk->points();
  ASSERT_GT(points, 10U);
  std::mt19937 random(7);
  const uint64_t stride = IsLong() ? 1 : points / 3;
  for (uint64_t point = 1 + random() % stride; point <= points; point += stride) {
    SCOPED_TRACE(fmt::format("point {} of {}", point, points));
    Life life = filled;
    life.disk->Arm(GetParam(), point);
    (void)MakeRules(life).has_value();
    if (random() % 2 == 0) {
      life.disk->CutPower(random);
    } else {
      life.disk->Repair();
    }
    auto store = Open(life, false);
    ASSERT_TRUE(store.has_value()) << store.error().Text();
    auto state = (*store)->Read();
    const Version version = state->version();
    ASSERT_GE(version, life.acknowledged) << "an acknowledged commit is lost";
    ASSERT_LT(version, life.states.size());
    std::set<std::string> rules, wanted;
    for (const Rule& rule : state->schema().rules) rules.insert(rule.name);
    for (const auto& [name, rule] : life.states[version].rules) wanted.insert(name);
    ASSERT_EQ(rules, wanted);
    ASSERT_EQ(FirstFinding(**store), "");
    state = nullptr;
    *store = nullptr;
    // It can be made now, over whatever the attempt before has left.
    if (life.states[version].rules.empty()) {
      life.states.resize(version + 1);
      Must(MakeRules(life));
      ASSERT_EQ(FirstFinding(*Must(Open(life, false))), "");
    }
  }
}

// A sync that fails once: the commit fails, and so does every other one until the database is opened again.
TEST(SyncTest, AFailedSyncStopsWritingUntilReopened) {
  Life life;
  {
    auto store = Must(Open(life, true));
    Must(WriteOn(life, *store, 5));
    Version before = store->Read()->version();
    auto transaction = Begin(*store);
    Must(transaction->CreateNode({}, {}));
    // The append is the first point, its sync the second.
    life.disk->Arm(Fault::kFailedOnce, 2);
    auto version = transaction->Commit();
    ASSERT_TRUE(life.disk->struck());
    ASSERT_FALSE(version.has_value());
    EXPECT_EQ(version.error().code, base::ErrorCode::kIo);
    EXPECT_EQ(store->Read()->version(), before);
    EXPECT_EQ(store->BeginWrite(std::chrono::milliseconds(1)).error().code, base::ErrorCode::kIo);
  }
  std::mt19937 random(1);
  life.disk->CutPower(random);
  auto store = Must(Open(life, false));
  EXPECT_GE(store->Read()->version(), life.acknowledged);
  Must(Begin(*store)->Commit());
}

TEST(SyncTest, AFullDiskIsNamed) {
  Life life;
  auto store = Must(Open(life, true));
  auto transaction = Begin(*store);
  Must(transaction->CreateNode({}, {}));
  life.disk->Arm(Fault::kFullDisk, 1);
  auto version = transaction->Commit();
  ASSERT_FALSE(version.has_value());
  EXPECT_NE(version.error().Text().find("the disk is full"), std::string::npos) << version.error().Text();
}

}  // namespace
}  // namespace qiao::storage
