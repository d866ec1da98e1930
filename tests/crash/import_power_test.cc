// An import into a database that holds data, cut short at every point at which it touches the disk: the power goes, the
// disk breaks or is full, or one operation fails. Afterwards the database opens and holds, byte for byte, either what
// it held before or what the import makes; an import that was said to be done is there; the next one goes through.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <thread>

#include "storage/bulk/bulk_writer.h"
#include "storage/change_log.h"
#include "storage/check.h"
#include "storage/chunk_reader.h"
#include "storage/rocks/rocks_key_value.h"
#include "storage/schema.h"
#include "storage/snapshot.h"
#include "tests/crash/faulty_file_system.h"
#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {
namespace {

using base::Value;

constexpr char kFolder[] = "/桥.db";
constexpr int kStored = 60;     // nodes before the import
constexpr int kNew = 5'000;     // nodes of the import: more than two runs
constexpr int kEdges = 20'000;  // of each kind

struct Disk {
  std::shared_ptr<FaultyFileSystem> files = std::make_shared<FaultyFileSystem>();
  std::unique_ptr<rocksdb::Env> env = MakeEnv(files);

  Disk() = default;
  explicit Disk(const Disk& other) : files(other.files->Copy()), env(MakeEnv(files)) {}
};

base::Result<std::unique_ptr<Store>> Open(Disk& disk, bool create = false) {
  QIAO_TRY(auto data, OpenRocks(kFolder, {.create = create, .env = disk.env.get()}));
  OpenOptions options;
  options.cache_bytes = 1 << 20;
  return Store::Open(std::move(data), options);
}

// Everything that the database holds, in all families, but for the counts of the change log, which tell the time.
std::map<std::string, std::string> Content(const Store& store) {
  std::map<std::string, std::string> content;
  const auto state = store.Read();
  const ChunkReader& chunks = state->chunks();
  for (size_t family = 0; family < kFamilies; ++family) {
    auto cursor = chunks.key_value().Scan(chunks.snapshot(), static_cast<Family>(family), "");
    while (Must(cursor->Next())) {
      if (static_cast<Family>(family) == Family::kChange && cursor->key().starts_with(kChangeLogPrefix)) continue;
      content[fmt::format("{} {}", family, cursor->key())] = cursor->value();
    }
  }
  return content;
}

// The first key that only one of them has, or that stands for another value; empty when they are equal.
std::string FirstDifference(const std::map<std::string, std::string>& a, const std::map<std::string, std::string>& b) {
  const auto [x, y] = std::ranges::mismatch(a, b);
  if (x == a.end() && y == b.end()) return "";
  return fmt::format("{} of {} and {} keys", x == a.end() ? y->first : x->first, a.size(), b.size());
}

// Nodes that a hub is linked with, an index and a constraint.
void Fill(Disk& disk) {
  auto store = Must(Open(disk, true));
  auto transaction = Begin(*store);
  const auto person = Must(transaction->InternLabel("人"));
  const auto number = Must(transaction->InternKey("编号"));
  const auto since = Must(transaction->InternKey("自"));
  const auto knows = Must(transaction->InternType("认识"));
  for (const auto kind : {RuleKind::kKey, RuleKind::kRangeIndex}) {
    Rule rule;
    rule.kind = kind;
    rule.label = person.value;
    rule.keys = {kind == RuleKind::kKey ? number : since};
    rule.name = kind == RuleKind::kKey ? "编号" : "自";
    Must(transaction->CreateRule(rule));
  }
  std::vector<base::NodeId> nodes;
  for (int i = 0; i < kStored; ++i) {
    nodes.push_back(
        Must(transaction->CreateNode(std::vector{person}, std::vector{std::pair(number, Value::Integer(i))})));
    Must(transaction->CreateEdge(nodes.front(), knows, nodes.back(), std::vector{std::pair(since, Value::Integer(i))}));
  }
  Must(transaction->Commit());
}

// Adds to all that was there: nodes to its last run, some of which go again, links to its hub, values to its index.
base::Result<void> Import(Store& store) {
  // By one thread, so that the points are the same every time.
  QIAO_TRY(auto writer, BulkWriter::Begin(store, std::chrono::milliseconds(1000), 1, 64 << 20));
  const std::vector<std::string> labels{"人", "员工"};
  QIAO_TRY(const auto person, writer->InternLabel("人"));
  QIAO_TRY(const auto number, writer->InternKey("编号"));
  QIAO_TRY(const auto since, writer->InternKey("自"));
  NodeBatch nodes = writer->NewNodes({labels.data(), 1});
  for (int i = 0; i < kNew; ++i) {
    QIAO_CHECK(nodes.Add(std::vector{std::pair(number, Value::Integer(kStored + i)),
                                     std::pair(since, Value::String(fmt::format("{}年", i % 70)))}));
  }
  QIAO_TRY(const NodeTarget target, writer->TargetOf({person}));
  QIAO_TRY(const uint32_t first, writer->Reserve(target, nodes.rows()));
  QIAO_CHECK(writer->Write(target, first, nodes));
  for (const char* type : {"认识", "管理"}) {
    EdgeBatch edges = writer->NewEdges(type);
    for (int i = 0; i < kEdges; ++i) {
      const uint32_t source = i % 3 == 0 ? 0 : first + static_cast<uint32_t>(i * 7 % (kNew - 100));
      const uint32_t end = static_cast<uint32_t>(i * 13 % (kStored + kNew - 100));
      QIAO_CHECK(edges.Add(source, end, std::vector{std::pair(since, Value::Integer(i % 50))}));
    }
    QIAO_TRY(const auto type_id, writer->InternType(type));
    QIAO_TRY(const auto table, writer->EdgeTableOf(target.table, type_id, target.table));
    QIAO_CHECK(writer->Add(table, edges));
  }
  for (uint32_t i = 1; i <= 3; ++i) QIAO_CHECK(writer->DeleteNode(base::NodeId(target.table, first + kNew - i)));
  QIAO_TRY([[maybe_unused]] const Version version, writer->Commit({}));
  return {};
}

// For a moment that is enough for RocksDB to tidy up after an import.
void WaitUntil(const std::function<bool()>& reached) {
  for (int i = 0; i < 20 && !reached(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(2));
}

class ImportPowerTest : public testing::TestWithParam<Fault> {
 protected:
  // The disk fails at a point of the import, and is then as it is after the power went, or whole again.
  void ImportUntil(uint64_t point, bool power_goes, std::mt19937& random);
  // What is left opens, holds the import or doesn't (if it was `done`, it does), and goes on.
  void ExpectWhole(Disk& disk, bool done);

  void SetUp() override {
    Fill(filled);
    Disk disk(filled);
    auto store = Must(Open(disk));
    before = Content(*store);
    const uint64_t opened = disk.files->points();
    Must(Import(*store));
    WaitUntil([] { return false; });
    points = disk.files->points() - opened;
    after = Content(*store);
    ASSERT_NE(FirstDifference(before, after), "");
    ASSERT_GT(points, 20U);
  }

  Disk filled;
  std::map<std::string, std::string> before, after;
  uint64_t points = 0;
};
INSTANTIATE_TEST_SUITE_P(Faults, ImportPowerTest,
                         testing::Values(Fault::kPowerCut, Fault::kBrokenDisk, Fault::kFullDisk, Fault::kFailedOnce),
                         [](const auto& info) { return NameOf(info.param); });

void ImportPowerTest::ImportUntil(uint64_t point, bool power_goes, std::mt19937& random) {
  Disk disk(filled);
  bool done = false;
  {
    auto store = Must(Open(disk));
    disk.files->Arm(GetParam(), point);
    done = Import(*store).has_value();
    // What RocksDB does beside the import and after it moves its last points a little.
    if (done) WaitUntil([&] { return disk.files->struck(); });
    ASSERT_TRUE(disk.files->struck() || done);
    // Whoever reads on meanwhile sees no half of it.
    if (GetParam() != Fault::kPowerCut) {
      ASSERT_EQ(FirstDifference(Content(*store), done ? after : before), "");
    }
  }
  if (power_goes) {
    // What is left is chance, above all after a failure behind the import's back.
    for (int cut = 0; done && cut < 20; ++cut) {
      Disk left(disk);
      left.files->CutPower(random);
      const auto store = Open(left);
      ASSERT_TRUE(store.has_value()) << store.error().Text();
    }
    disk.files->CutPower(random);
  } else {
    disk.files->Repair();
  }
  ExpectWhole(disk, done);
}

void ImportPowerTest::ExpectWhole(Disk& disk, bool done) {
  auto store = Open(disk);
  ASSERT_TRUE(store.has_value()) << store.error().Text();
  const auto found = Content(**store);
  ASSERT_TRUE(found == after || (found == before && !done)) << (done ? "a finished import is lost" : "half an import");
  disk.files->ForEachFile([](const std::string& name, const std::string&) {
    EXPECT_EQ(name.find("/import/"), std::string::npos) << name << " is left over";
  });
  if (found == before) Must(Import(**store));
  ASSERT_EQ(FirstDifference(Content(**store), after), "");
  const auto report = Must(CheckSnapshot(*(*store)->Read(), [](double) { return true; }));
  ASSERT_TRUE(report.findings.empty()) << report.findings.front().Text();
}

TEST_P(ImportPowerTest, IsThereWholeOrNotAtAll) {
  std::mt19937 random(3);
  for (const bool power_goes : {true, false}) {
    for (uint64_t point = 1; point <= points; ++point) {
      SCOPED_TRACE(fmt::format("point {} of {}{}", point, points, power_goes ? ", then the power goes" : ""));
      ImportUntil(point, power_goes, random);
      if (HasFatalFailure()) return;
    }
  }
}

}  // namespace
}  // namespace qiao::storage
