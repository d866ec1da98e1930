// Columns: changes in any grouping give the same column, and so do its bytes.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

#include "storage/column_codec.h"

namespace qiao::storage {
namespace {

using base::Kind;
using base::Value;
using Changes = std::vector<ColumnChunk::Change>;

class ColumnTest : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Seeds, ColumnTest, testing::Range(1, 13));

Value RandomValue(std::mt19937& random, Kind kind) {
  switch (kind) {
    case Kind::kInteger:
      return Value::Integer(static_cast<int64_t>(random()) - (1LL << 31));
    case Kind::kFloat:
      return Value::Float(static_cast<double>(random()) / 7);
    case Kind::kBoolean:
      return Value::Boolean(random() % 2 == 0);
    case Kind::kDate:
      return Value::Of(base::Date{static_cast<int64_t>(random() % 50000)});
    case Kind::kString:
      return Value::String(fmt::format("乡镇{}", random() % 300));
    default:
      return Value::Of(base::List{Value::Integer(static_cast<int64_t>(random() % 9))});
  }
}

// Columns of one kind, and columns of several.
Changes RandomChanges(std::mt19937& random) {
  constexpr Kind kKinds[] = {Kind::kInteger, Kind::kFloat, Kind::kBoolean, Kind::kDate, Kind::kString, Kind::kList};
  Kind usual = kKinds[random() % 6];
  bool several = random() % 3 == 0;
  bool ascending = random() % 2 == 0;
  Changes changes;
  for (size_t i = random() % 300 + 1; i > 0; --i) {
    Kind kind = several && random() % 5 == 0 ? kKinds[random() % 6] : usual;
    uint32_t row = ascending ? static_cast<uint32_t>(changes.size()) * 3 % kRunRows : random() % kRunRows;
    Value value = random() % 6 == 0 ? Value() : RandomValue(random, kind);
    changes.push_back({static_cast<uint16_t>(row), std::move(value)});
  }
  return changes;
}

void ExpectEqual(const ColumnChunk& a, const ColumnChunk& b) {
  for (uint32_t row = 0; row < kRunRows; ++row) {
    Value left = a.Get(row);
    Value right = b.Get(row);
    ASSERT_TRUE(left.kind() == right.kind() && Equivalent(left, right))
        << "row " << row << ": " << ToText(left) << " and " << ToText(right);
  }
}

ColumnChunk EncodeAndDecode(const ColumnChunk& column) {
  std::string bytes;
  EncodeBase(column, bytes);
  ByteReader reader(bytes);
  ColumnChunk back;
  EXPECT_TRUE(DecodeBase(reader, back));
  return back;
}

TEST_P(ColumnTest, GroupsOfChangesGiveTheSameColumn) {
  std::mt19937 random(static_cast<uint32_t>(GetParam()));
  Changes changes = RandomChanges(random);
  std::vector<Value> wanted(kRunRows);
  for (const auto& change : changes) wanted[change.row] = change.value;

  ColumnChunk at_once;
  ASSERT_TRUE(at_once.Apply(changes));
  for (uint32_t row = 0; row < kRunRows; ++row) ASSERT_TRUE(Equivalent(at_once.Get(row), wanted[row])) << row;

  ColumnChunk in_groups;
  for (size_t begin = 0; begin < changes.size();) {
    size_t size = std::min<size_t>(changes.size() - begin, 1 + random() % 20);
    ASSERT_TRUE(in_groups.Apply(std::span(changes).subspan(begin, size)));
    begin += size;
    if (random() % 3 == 0) in_groups = EncodeAndDecode(in_groups);
  }
  ExpectEqual(at_once, in_groups);
}

TEST_P(ColumnTest, BytesComeBack) {
  std::mt19937 random(static_cast<uint32_t>(GetParam()));
  Changes changes = RandomChanges(random);
  ColumnChunk column;
  ASSERT_TRUE(column.Apply(changes));
  ExpectEqual(column, EncodeAndDecode(column));

  std::string bytes;
  EncodeChanges(changes, bytes);
  ByteReader reader(bytes);
  Changes back;
  ASSERT_TRUE(DecodeChanges(reader, back));
  ColumnChunk again;
  ASSERT_TRUE(again.Apply(back));
  ExpectEqual(column, again);
}

// What is behind the checksum may be damaged too, by a fault of ours: it must be refused or read, nothing worse.
TEST_P(ColumnTest, DamagedBytesNeverCrash) {
  std::mt19937 random(static_cast<uint32_t>(GetParam()));
  ColumnChunk column;
  ASSERT_TRUE(column.Apply(RandomChanges(random)));
  std::string bytes;
  EncodeBase(column, bytes);
  for (size_t size = 0; size < bytes.size(); size += 1 + bytes.size() / 200) {
    ByteReader reader(std::string_view(bytes).substr(0, size));
    ColumnChunk cut;
    EXPECT_FALSE(DecodeBase(reader, cut)) << "cut to " << size;
  }
  for (int i = 0; i < 300; ++i) {
    std::string damaged = bytes;
    damaged[random() % std::min<size_t>(damaged.size(), 64)] = static_cast<char>(random());
    ByteReader reader(damaged);
    ColumnChunk read;
    if (!DecodeBase(reader, read)) continue;
    for (uint32_t row = 0; row < kRunRows; ++row) read.Get(row);
  }
}

TEST(Column, KeepsTheArrayOfItsKind) {
  ColumnChunk column;
  ASSERT_TRUE(column.Apply(Changes{{0, Value::Integer(1)}, {5, Value::Integer(2)}}));
  EXPECT_EQ(column.kind, Kind::kInteger);
  EXPECT_FALSE(column.mixed);
  EXPECT_EQ(column.integers.size(), 6U);
  EXPECT_EQ(column.integers[0], 1);
  EXPECT_EQ(column.integers[5], 2);
  ASSERT_TRUE(column.Apply(Changes{{3, Value::String("三")}}));
  EXPECT_TRUE(column.mixed);
  ASSERT_TRUE(column.Apply(Changes{{3, Value()}}));
  EXPECT_EQ(column.Get(5).integer(), 2);
  EXPECT_FALSE(column.Has(3));
}

TEST(Column, RefusesRowsBeyondTheRun) {
  ColumnChunk column;
  EXPECT_FALSE(column.Apply(Changes{{kRunRows, Value::Integer(1)}}));
}

TEST(Column, WritesRepeatedTextsOnce) {
  ColumnChunk column;
  std::vector<Value> names = {Value::String("首都医科大学附属北京潞河医院"), Value::String("上党区人民医院")};
  for (uint16_t row = 0; row < kRunRows; ++row) ASSERT_TRUE(column.Apply(Changes{{row, names[row % 2]}}));
  std::string bytes;
  EncodeBase(column, bytes);
  EXPECT_LT(bytes.size(), kRunRows / 8 + 200U);
  ExpectEqual(column, EncodeAndDecode(column));
}

}  // namespace
}  // namespace qiao::storage
