// Numbers, values and frames as bytes and back; damaged bytes are found out.
#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "storage/bytes.h"
#include "storage/checksum.h"
#include "storage/frame.h"
#include "storage/pack.h"
#include "storage/value_codec.h"

namespace qiao::storage {
namespace {

using base::Value;

TEST(Bytes, VarintsComeBack) {
  for (uint64_t number : {uint64_t{0}, uint64_t{1}, uint64_t{127}, uint64_t{128}, uint64_t{1} << 32,
                          std::numeric_limits<uint64_t>::max()}) {
    std::string bytes;
    PutVarint(bytes, number);
    ByteReader reader(bytes);
    EXPECT_EQ(reader.Varint(), number);
    EXPECT_TRUE(reader.done());
  }
}

TEST(Bytes, ZigZagComesBack) {
  for (int64_t number : {int64_t{0}, int64_t{-1}, int64_t{1}, std::numeric_limits<int64_t>::min(),
                         std::numeric_limits<int64_t>::max()}) {
    EXPECT_EQ(UnZigZag(ZigZag(number)), number);
  }
}

TEST(Bytes, ReadingBeyondTheEndFailsForGood) {
  ByteReader reader(
      "\x05"
      "ab");
  EXPECT_EQ(reader.Text(), "");
  EXPECT_FALSE(reader.ok());
  EXPECT_EQ(reader.Byte(), 0);
  EXPECT_FALSE(reader.done());
  ByteReader endless(std::string_view("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 11));
  EXPECT_EQ(endless.Varint(), 0U);
  EXPECT_FALSE(endless.ok());
}

TEST(Checksum, IsCrc32c) {
  // The check value of the CRC catalogue, and that parts add up to the whole.
  EXPECT_EQ(ExtendChecksum(0, "123456789"), 0xE3069283U);
  EXPECT_EQ(ExtendChecksum(ExtendChecksum(0, "12345"), "6789"), 0xE3069283U);
  std::string text;
  std::mt19937 random(1);
  uint32_t byte_by_byte = 0;
  for (int i = 0; i < 5000; ++i) {
    text.push_back(static_cast<char>(random()));
    byte_by_byte = ExtendChecksum(byte_by_byte, std::string_view(text).substr(text.size() - 1));
    if (i % 250 == 249) {
      EXPECT_EQ(ExtendChecksum(0, text), byte_by_byte);
    }
  }
}

template <class Number>
void PackAndUnpack(uint32_t seed) {
  std::mt19937_64 random(seed);
  std::vector<Number> numbers(random() % 700);
  int bits = static_cast<int>(random() % (8 * sizeof(Number) + 1));
  uint64_t mask = bits == 64 ? ~uint64_t{0} : (uint64_t{1} << bits) - 1;
  for (Number& number : numbers) number = static_cast<Number>(random() & mask);
  std::string bytes;
  PackNumbers<Number>(numbers, bytes);
  ByteReader reader(bytes);
  std::vector<Number> back;
  UnpackNumbers(reader, numbers.size(), back);
  EXPECT_TRUE(reader.done());
  EXPECT_EQ(back, numbers);
}

TEST(Pack, NumbersComeBack) {
  for (uint32_t seed = 0; seed < 200; ++seed) {
    PackAndUnpack<uint32_t>(seed);
    PackAndUnpack<uint64_t>(seed);
  }
}

TEST(Pack, NeighbouringNumbersTakeFewBytes) {
  std::vector<uint32_t> numbers;
  for (uint32_t i = 0; i < 1280; ++i) numbers.push_back(1'000'000 + i % 4);
  std::string bytes;
  PackNumbers<uint32_t>(numbers, bytes);
  EXPECT_LT(bytes.size(), 10 * (32 + 5U));
}

TEST(Pack, AFalseCountFailsWithoutTakingMemory) {
  std::string bytes;
  PackNumbers<uint32_t>(std::vector<uint32_t>(128, 7), bytes);
  ByteReader reader(bytes);
  std::vector<uint32_t> numbers;
  UnpackNumbers(reader, size_t{1} << 40, numbers);
  EXPECT_FALSE(reader.ok());
  EXPECT_LE(numbers.size(), 256U);
}

std::vector<Value> Storable() {
  return {Value::Boolean(false),
          Value::Boolean(true),
          Value::Integer(std::numeric_limits<int64_t>::min()),
          Value::Float(-0.5),
          Value::String(""),
          Value::String("潞城区人民医院"),
          Value::Of(base::Date{-719528}),
          Value::Of(base::LocalTime{86'399'999'999'999}),
          Value::Of(base::Time{1, -3600}),
          Value::Of(base::LocalDateTime{-1, 999'999'999}),
          Value::Of(base::DateTime{1'700'000'000, 5, 28800, "Asia/Shanghai"}),
          Value::Of(base::Duration{-14, 3, -5, 7}),
          Value::Of(base::Point{base::Crs::kWgs84_2D, 113.2, 36.3, 0}),
          Value::Of(base::Point{base::Crs::kCartesian3D, 1, 2, 3}),
          Value::Of(base::List{}),
          Value::Of(base::List{Value::Integer(1), Value::String("甲"), Value::Of(base::Date{1})})};
}

TEST(ValueCodec, ValuesComeBack) {
  for (const Value& value : Storable()) {
    EXPECT_TRUE(CheckStorable(value).has_value());
    std::string bytes;
    PutValue(bytes, value);
    ByteReader reader(bytes);
    Value back = ReadValue(reader);
    EXPECT_TRUE(reader.done()) << ToText(value);
    EXPECT_EQ(back.kind(), value.kind());
    EXPECT_TRUE(Equivalent(back, value)) << ToText(value) << " became " << ToText(back);
  }
}

TEST(ValueCodec, RefusesWhatNoPropertyHolds) {
  std::vector<Value> refused = {Value::Of(base::Map{{"a", Value::Integer(1)}}),
                                Value::Of(base::NodeId(1)),
                                Value::Of(base::EdgeId(1)),
                                Value::Of(base::List{Value::Of(base::Map{})}),
                                Value::Of(base::List{Value::Of(base::List{})}),
                                Value::Of(base::List{Value()})};
  for (const Value& value : refused) {
    auto checked = CheckStorable(value);
    ASSERT_FALSE(checked.has_value()) << ToText(value);
    EXPECT_EQ(checked.error().code, base::ErrorCode::kType);
    EXPECT_EQ(checked.error().detail, base::ErrorDetail::kInvalidPropertyType);
  }
}

TEST(ValueCodec, CutBytesFail) {
  for (const Value& value : Storable()) {
    std::string bytes;
    PutValue(bytes, value);
    for (size_t size = 0; size < bytes.size(); ++size) {
      ByteReader reader(std::string_view(bytes).substr(0, size));
      ReadValue(reader);
      EXPECT_FALSE(reader.ok()) << ToText(value) << " cut to " << size;
    }
  }
}

TEST(ValueCodec, NestedListsFailWithoutRecursion) {
  std::string bytes;
  for (int i = 0; i < 1'000'000; ++i) bytes += "\x06\x01";
  ByteReader reader(bytes);
  ReadValue(reader);
  EXPECT_FALSE(reader.ok());
}

TEST(ValueCodec, RandomBytesNeitherCrashNorTakeMemory) {
  std::mt19937 random(1);
  for (int i = 0; i < 20000; ++i) {
    std::string bytes(random() % 40, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random() % (i % 2 == 0 ? 256 : 14));
    ByteReader reader(bytes);
    Value value = ReadValue(reader);
    EXPECT_LE(base::HeapSize(value), 64 * bytes.size() + 256);
  }
}

TEST(Frame, ComesBackInOrder) {
  std::string value = MakeFrame("key", FrameFormat::kBase, 3, "base") +
                      MakeFrame("key", FrameFormat::kChange, 9, "one") +
                      MakeFrame("key", FrameFormat::kChange, 300, "");
  auto frames = ReadFrames("key", value);
  ASSERT_TRUE(frames.has_value());
  ASSERT_EQ(frames->size(), 3U);
  EXPECT_EQ((*frames)[0].content, "base");
  EXPECT_EQ((*frames)[1].version, 9U);
  EXPECT_EQ((*frames)[2].format, FrameFormat::kChange);
  EXPECT_EQ(ReadSingleFrame("key", value), std::nullopt);
}

TEST(Frame, EveryFlippedBitAndEveryCutIsFoundOut) {
  std::string value =
      MakeFrame("key", FrameFormat::kBase, 3, "潞城区") + MakeFrame("key", FrameFormat::kChange, 4, "x");
  size_t first = MakeFrame("key", FrameFormat::kBase, 3, "潞城区").size();
  for (size_t bit = 0; bit < 8 * value.size(); ++bit) {
    std::string flipped = value;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
    EXPECT_EQ(ReadFrames("key", flipped), std::nullopt) << "bit " << bit;
  }
  for (size_t size = 1; size < value.size(); ++size) {
    if (size == first) continue;
    EXPECT_EQ(ReadFrames("key", value.substr(0, size)), std::nullopt) << "cut to " << size;
  }
}

TEST(Frame, IsFoundOutUnderAnotherKey) {
  EXPECT_EQ(ReadFrames("kez", MakeFrame("key", FrameFormat::kBase, 3, "base")), std::nullopt);
}

TEST(Frame, ABaseBehindAnotherFrameIsDamage) {
  std::string base = MakeFrame("key", FrameFormat::kBase, 3, "base");
  EXPECT_EQ(ReadFrames("key", base + base), std::nullopt);
}

}  // namespace
}  // namespace qiao::storage
