#include "storage/value_codec.h"

#include <cassert>

namespace qiao::storage {

using base::Kind;
using base::Value;

namespace {

constexpr size_t kMaxValueBytes = 64 << 20;

// Never reuse a number.
enum class Tag : uint8_t {
  kNull = 0,
  kFalse = 1,
  kTrue = 2,
  kInteger = 3,
  kFloat = 4,
  kString = 5,
  kList = 6,
  kDate = 7,
  kLocalTime = 8,
  kTime = 9,
  kLocalDateTime = 10,
  kDateTime = 11,
  kDuration = 12,
  kPoint = 13,
};

bool IsScalar(Kind kind) {
  switch (kind) {
    case Kind::kBoolean:
    case Kind::kInteger:
    case Kind::kFloat:
    case Kind::kString:
    case Kind::kDate:
    case Kind::kLocalTime:
    case Kind::kTime:
    case Kind::kLocalDateTime:
    case Kind::kDateTime:
    case Kind::kDuration:
    case Kind::kPoint:
      return true;
    case Kind::kNull:
    case Kind::kList:
    case Kind::kMap:
    case Kind::kNode:
    case Kind::kRelationship:
    case Kind::kPath:
      return false;
  }
  return false;
}

bool HasZ(base::Crs crs) { return crs == base::Crs::kCartesian3D || crs == base::Crs::kWgs84_3D; }

void PutTag(std::string& out, Tag tag) { out.push_back(static_cast<char>(tag)); }

constexpr int32_t kNanosecondsPerSecond = 1'000'000'000;
constexpr int64_t kNanosecondsPerDay = 86'400LL * kNanosecondsPerSecond;

int32_t ReadNanoseconds(ByteReader& reader) { return static_cast<int32_t>(reader.Varint(kNanosecondsPerSecond - 1)); }
int64_t ReadTimeOfDay(ByteReader& reader) { return static_cast<int64_t>(reader.Varint(kNanosecondsPerDay - 1)); }
int64_t ReadSigned(ByteReader& reader) { return UnZigZag(reader.Varint()); }
int32_t ReadOffset(ByteReader& reader) { return static_cast<int32_t>(UnZigZag(reader.Varint(2 * 86'400))); }

Value ReadPoint(ByteReader& reader) {
  base::Point point;
  uint8_t crs = reader.Byte();
  if (crs > static_cast<uint8_t>(base::Crs::kWgs84_3D)) reader.Fail();
  point.crs = static_cast<base::Crs>(crs);
  point.x = reader.Fixed<double>();
  point.y = reader.Fixed<double>();
  if (HasZ(point.crs)) point.z = reader.Fixed<double>();
  return Value::Of(point);
}

}  // namespace

base::Result<void> CheckStorable(const Value& value) {
  auto refuse = [](Kind kind) -> base::Error {
    return base::MakeError(base::ErrorCode::kType, "a property can't hold {}", base::Name(kind))
        .With(base::ErrorDetail::kInvalidPropertyType);
  };
  if (IsScalar(value.kind())) return {};
  if (!value.is(Kind::kList)) return refuse(value.kind());
  for (const Value& element : value.list()) {
    if (!IsScalar(element.kind())) {
      return base::MakeError(base::ErrorCode::kType, "a list that is stored as a property can't hold {}",
                             base::Name(element.kind()))
          .With(base::ErrorDetail::kInvalidPropertyType);
    }
  }
  return {};
}

base::Result<void> CheckProperty(const Value& value) {
  QIAO_CHECK(CheckStorable(value));
  if (size_t size = base::HeapSize(value); size > kMaxValueBytes) {
    return base::MakeError(base::ErrorCode::kLimit,
                           "a property value of {} bytes is too large: at most {} are possible", size, kMaxValueBytes);
  }
  return {};
}

void PutValue(std::string& out, const Value& value) {
  switch (value.kind()) {
    case Kind::kNull:
      return PutTag(out, Tag::kNull);
    case Kind::kBoolean:
      return PutTag(out, value.boolean() ? Tag::kTrue : Tag::kFalse);
    case Kind::kInteger:
      PutTag(out, Tag::kInteger);
      return PutVarint(out, ZigZag(value.integer()));
    case Kind::kFloat:
      PutTag(out, Tag::kFloat);
      return PutFixed(out, value.floating());
    case Kind::kString:
      PutTag(out, Tag::kString);
      return PutText(out, value.string());
    case Kind::kList:
      PutTag(out, Tag::kList);
      PutVarint(out, value.list().size());
      for (const Value& element : value.list()) PutValue(out, element);
      return;
    case Kind::kDate:
      PutTag(out, Tag::kDate);
      return PutVarint(out, ZigZag(value.date().days));
    case Kind::kLocalTime:
      PutTag(out, Tag::kLocalTime);
      return PutVarint(out, static_cast<uint64_t>(value.local_time().nanoseconds));
    case Kind::kTime:
      PutTag(out, Tag::kTime);
      PutVarint(out, static_cast<uint64_t>(value.time().nanoseconds));
      return PutVarint(out, ZigZag(value.time().offset_seconds));
    case Kind::kLocalDateTime:
      PutTag(out, Tag::kLocalDateTime);
      PutVarint(out, ZigZag(value.local_datetime().seconds));
      return PutVarint(out, static_cast<uint64_t>(value.local_datetime().nanoseconds));
    case Kind::kDateTime:
      PutTag(out, Tag::kDateTime);
      PutVarint(out, ZigZag(value.datetime().seconds));
      PutVarint(out, static_cast<uint64_t>(value.datetime().nanoseconds));
      PutVarint(out, ZigZag(value.datetime().offset_seconds));
      return PutText(out, value.datetime().zone);
    case Kind::kDuration:
      PutTag(out, Tag::kDuration);
      PutVarint(out, ZigZag(value.duration().months));
      PutVarint(out, ZigZag(value.duration().days));
      PutVarint(out, ZigZag(value.duration().seconds));
      return PutVarint(out, static_cast<uint64_t>(value.duration().nanoseconds));
    case Kind::kPoint:
      PutTag(out, Tag::kPoint);
      out.push_back(static_cast<char>(value.point().crs));
      PutFixed(out, value.point().x);
      PutFixed(out, value.point().y);
      if (HasZ(value.point().crs)) PutFixed(out, value.point().z);
      return;
    case Kind::kMap:
    case Kind::kNode:
    case Kind::kRelationship:
    case Kind::kPath:
      assert(false && "not storable");
      return PutTag(out, Tag::kNull);
  }
}

namespace {

Value ReadScalar(ByteReader& reader, Tag tag) {
  switch (tag) {
    case Tag::kNull:
    case Tag::kList:
      break;
    case Tag::kFalse:
      return Value::Boolean(false);
    case Tag::kTrue:
      return Value::Boolean(true);
    case Tag::kInteger:
      return Value::Integer(ReadSigned(reader));
    case Tag::kFloat:
      return Value::Float(reader.Fixed<double>());
    case Tag::kString:
      return Value::String(std::string(reader.Text()));
    case Tag::kDate:
      return Value::Of(base::Date{ReadSigned(reader)});
    case Tag::kLocalTime:
      return Value::Of(base::LocalTime{ReadTimeOfDay(reader)});
    case Tag::kTime: {
      int64_t nanoseconds = ReadTimeOfDay(reader);
      return Value::Of(base::Time{nanoseconds, ReadOffset(reader)});
    }
    case Tag::kLocalDateTime: {
      int64_t seconds = ReadSigned(reader);
      return Value::Of(base::LocalDateTime{seconds, ReadNanoseconds(reader)});
    }
    case Tag::kDateTime: {
      base::DateTime datetime;
      datetime.seconds = ReadSigned(reader);
      datetime.nanoseconds = ReadNanoseconds(reader);
      datetime.offset_seconds = ReadOffset(reader);
      datetime.zone = reader.Text();
      return Value::Of(datetime);
    }
    case Tag::kDuration: {
      base::Duration duration;
      duration.months = ReadSigned(reader);
      duration.days = ReadSigned(reader);
      duration.seconds = ReadSigned(reader);
      duration.nanoseconds = ReadNanoseconds(reader);
      return Value::Of(duration);
    }
    case Tag::kPoint:
      return ReadPoint(reader);
  }
  reader.Fail();
  return Value();
}

// Lists don't nest, so elements are read without recursion: no bytes can exhaust the stack.
Value ReadList(ByteReader& reader) {
  // Every element takes a byte at least, so a false count can't ask for more memory than the bytes justify.
  uint64_t count = reader.Varint(reader.remaining());
  base::List list;
  list.reserve(count);
  for (uint64_t i = 0; i < count && reader.ok(); ++i) {
    list.push_back(ReadScalar(reader, static_cast<Tag>(reader.Byte())));
  }
  return Value::Of(std::move(list));
}

}  // namespace

Value ReadValue(ByteReader& reader) {
  auto tag = static_cast<Tag>(reader.Byte());
  if (!reader.ok() || tag == Tag::kNull) return Value();
  if (tag == Tag::kList) return ReadList(reader);
  return ReadScalar(reader, tag);
}

}  // namespace qiao::storage
