// Statistics of columns: how they are made of runs, written down, and kept up by commits.
#include <algorithm>
#include <cmath>
#include <functional>

#include "storage/check.h"
#include "storage/chunk_id.h"
#include "storage/column_chunk.h"
#include "storage/statistics_builder.h"
#include "storage/statistics_chunk.h"
#include "storage/statistics_upkeep.h"
#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {
namespace {

using base::NodeId;
using base::TableId;
using base::Value;
using base::ValueStatistics;

std::string Bytes(const ValueStatistics& values) {
  StatisticsChunk chunk;
  chunk.allocated_rows = values.rows;
  chunk.values = values;
  std::string bytes;
  EncodeBase(chunk, bytes);
  return bytes;
}

ColumnChunk Column(uint32_t run, const std::function<Value(uint32_t row)>& value_of) {
  std::vector<ColumnChunk::Change> changes;
  for (uint16_t row = 0; row < kRunRows; ++row) changes.push_back({row, value_of(run * kRunRows + row)});
  ColumnChunk column;
  EXPECT_TRUE(column.Apply(changes));
  return column;
}

ValueStatistics Build(const std::vector<uint32_t>& runs, const std::function<Value(uint32_t row)>& value_of) {
  StatisticsBuilder builder;
  for (uint32_t run : runs) builder.Add(run, ViewOf(Column(run, value_of)), nullptr);
  return builder.Finish(runs.size() * kRunRows);
}

TEST(ValueStatisticsTest, RunsMayComeInAnyOrder) {
  const auto value_of = [](uint32_t row) {
    if (row % 7 == 0) return Value();
    if (row % 5 == 0) return Value::Integer(row % 3);
    if (row % 11 == 0) return Value::String(std::string(row % 200, 'x'));
    return Value::Float(row * 0.5);
  };
  std::vector<uint32_t> runs(40);
  for (uint32_t run = 0; run < runs.size(); ++run) runs[run] = run;
  const std::string forward = Bytes(Build(runs, value_of));
  std::mt19937 random(1);
  for (int i = 0; i < 5; ++i) {
    std::shuffle(runs.begin(), runs.end(), random);
    EXPECT_EQ(Bytes(Build(runs, value_of)), forward);
  }
}

TEST(ValueStatisticsTest, SayWhatIsOftenAndHowTheRestIsSpread) {
  std::vector<uint32_t> runs(20);
  for (uint32_t run = 0; run < runs.size(); ++run) runs[run] = run;
  const ValueStatistics values = Build(runs, [](uint32_t row) {
    const uint64_t random = base::HashNumber(row);
    return random % 4 == 0 ? Value::Integer(-1) : Value::Integer(static_cast<int64_t>(random >> 8) % 10'000);
  });
  const double rows = 20 * kRunRows;
  EXPECT_EQ(values.present, rows);
  EXPECT_NEAR(values.distinct, 10'000, 1000);
  ASSERT_FALSE(values.frequent.empty());
  EXPECT_EQ(base::ToText(values.frequent[0].value), "-1");
  EXPECT_NEAR(static_cast<double>(values.frequent[0].count), rows / 4, rows / 20);
  ASSERT_EQ(values.bounds.size(), 65U);
  for (size_t i = 0; i < values.bounds.size(); ++i) {
    EXPECT_NEAR(static_cast<double>(values.bounds[i].integer()), 10'000.0 / 64 * static_cast<double>(i), 700) << i;
  }
}

TEST(ValueStatisticsTest, OfFewRowsAreExact) {
  const ValueStatistics values = Build({0}, [](uint32_t row) { return Value::String(row % 10 == 0 ? "甲" : "乙"); });
  EXPECT_EQ(values.distinct, 2);
  ASSERT_EQ(values.frequent.size(), 2U);
  EXPECT_EQ(values.frequent[0].value.string(), "乙");
  EXPECT_EQ(values.frequent[1].count, 205U);
  EXPECT_TRUE(values.bounds.empty());
}

TEST(ValueStatisticsTest, LongTextsAreCutBetweenCharacters) {
  const std::string prefix(63, 'a');
  const ValueStatistics values =
      Build({0}, [&](uint32_t row) { return Value::String(prefix + "桥桥" + std::to_string(row)); });
  EXPECT_TRUE(values.frequent.empty());
  EXPECT_GT(values.distinct, kRunRows * 0.9);
  for (const Value& bound : values.bounds) EXPECT_EQ(bound.string(), prefix);
}

TEST(ValueStatisticsTest, SurviveTheirBytesAndNoOthers) {
  StatisticsChunk chunk;
  chunk.known = true;
  chunk.allocated_rows = 2500;
  chunk.changed_cells = 128;
  chunk.values = Build({0}, [](uint32_t row) { return row % 3 == 0 ? Value::Integer(7) : Value::Integer(row); });
  std::string bytes;
  EncodeBase(chunk, bytes);
  StatisticsChunk read;
  ByteReader reader(bytes);
  ASSERT_TRUE(DecodeBase(reader, read));
  std::string again;
  EncodeBase(read, again);
  EXPECT_EQ(again, bytes);
  for (size_t size = 0; size < bytes.size(); ++size) {
    StatisticsChunk cut;
    ByteReader part(std::string_view(bytes).substr(0, size));
    EXPECT_FALSE(DecodeBase(part, cut)) << size;
  }
}

class UpkeepTest : public testing::Test {
 protected:
  // Rows of one table, whose `n` counts up to `values` and begins again.
  void Create(uint64_t count, int64_t values = 100) {
    auto transaction = Begin(*store);
    const auto label = Must(transaction->InternLabel("人"));
    n = Must(transaction->InternKey("n"));
    for (uint64_t i = 0; i < count; ++i) {
      const std::pair<base::KeyId, Value> property{n, Value::Integer(static_cast<int64_t>(i) % values)};
      Must(transaction->CreateNode({&label, 1}, {&property, 1}));
    }
    Must(transaction->Commit());
  }
  std::shared_ptr<const StatisticsChunk> Known(Store& of) { return Must(of.Read()->ReadStatistics(TableId(0), n)); }
  bool IsStale(Store& of) {
    const NodeTable table = of.Read()->NodeTables()[0];
    return Known(of)->IsStale(table.rows, table.live);
  }

  TemporaryFolder folder;
  std::string path = folder / "桥.db";
  std::unique_ptr<Store> store = Must(Store::Open(path, Fast()));
  base::KeyId n;
};

TEST_F(UpkeepTest, CommitsKeepThem) {
  Create(kLeastStatisticsRows - 1);
  EXPECT_FALSE(Known(*store)->known);
  Create(1);
  ASSERT_TRUE(Known(*store)->known);
  EXPECT_EQ(Known(*store)->values.rows, kLeastStatisticsRows);
  EXPECT_EQ(Known(*store)->values.distinct, 100);
  // However many rows come, one at a time or many, they are never out of date for long.
  for (const uint64_t count : {1, 200, 3000, 1, 1, 5000}) {
    Create(count, 1000);
    EXPECT_FALSE(IsStale(*store));
  }
  EXPECT_NEAR(Known(*store)->values.distinct, 1000, 100);
}

TEST_F(UpkeepTest, DeletedRowsDontCount) {
  Create(4000, 2);
  auto transaction = Begin(*store);
  for (uint32_t row = 0; row < 4000; row += 2) Must(transaction->DeleteNode(NodeId(TableId(0), row)));
  Must(transaction->Commit());
  ASSERT_FALSE(IsStale(*store));
  EXPECT_EQ(Known(*store)->values.rows, 2000U);
  EXPECT_EQ(Known(*store)->values.present, 2000U);
  EXPECT_EQ(Known(*store)->values.distinct, 1);
}

// In commits of one cell each, by several openings of the store, as well as in a single one.
TEST_F(UpkeepTest, ChangedCellsCount) {
  Create(2000, 2);
  EXPECT_EQ(Known(*store)->values.distinct, 2);
  for (uint32_t i = 0; i < 3000; ++i) {
    if (i % 500 == 0) {
      store = nullptr;
      store = Must(Store::Open(path, Fast()));
    }
    auto transaction = Begin(*store);
    Must(transaction->SetProperty(NodeId(TableId(0), i % 2000), n, Value::Integer(i)));
    Must(transaction->Commit());
  }
  EXPECT_GT(Known(*store)->values.distinct, 500);
  auto transaction = Begin(*store);
  for (uint32_t row = 0; row < 2000; ++row) {
    Must(transaction->SetProperty(NodeId(TableId(0), row), n, Value::String("same")));
  }
  Must(transaction->Commit());
  EXPECT_EQ(Known(*store)->values.distinct, 1);
  EXPECT_EQ(Must(CheckSnapshot(*store->Read(), [](double) { return true; })).count, 0U);
}

TEST_F(UpkeepTest, OtherProcessesSeeThem) {
  OpenOptions reading = Fast();
  reading.read_only = true;
  Create(1000, 10);
  auto follower = Must(Store::Open(path, reading));
  EXPECT_EQ(Known(*follower)->values.distinct, 10);
  Create(9000, 500);
  Must(follower->Refresh());
  EXPECT_NEAR(Known(*follower)->values.distinct, 500, 50);
  EXPECT_FALSE(IsStale(*follower));
}

TEST_F(UpkeepTest, LargeTablesAreReadInPart) {
  auto chunk_of = [&](int64_t values) {
    auto memory = Must(Store::Open(":memory:", Fast()));
    std::swap(store, memory);
    constexpr uint64_t kRows = 400 * kRunRows;
    Create(kRows, values);
    const double distinct = Known(*store)->values.distinct;
    EXPECT_EQ(Known(*store)->values.present, kRows);
    std::swap(store, memory);
    return distinct;
  };
  EXPECT_EQ(chunk_of(5), 5);
  EXPECT_NEAR(chunk_of(2000), 2000, 200);
  EXPECT_NEAR(chunk_of(INT64_MAX), 400 * kRunRows, 40 * kRunRows);
}

TEST_F(UpkeepTest, AreRefreshedOnDemand) {
  Create(1000, 10);
  auto transaction = Begin(*store);
  for (uint32_t row = 0; row < 40; ++row) {
    Must(transaction->SetProperty(NodeId(TableId(0), row), n, Value::Integer(1000 + row)));
  }
  Must(transaction->Commit());
  EXPECT_EQ(Known(*store)->values.distinct, 10);
  transaction = Begin(*store);
  transaction->RefreshStatistics();
  Must(transaction->Commit());
  EXPECT_EQ(Known(*store)->values.distinct, 50);
}

}  // namespace
}  // namespace qiao::storage
