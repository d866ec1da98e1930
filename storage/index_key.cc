#include "storage/index_key.h"

#include <bit>
#include <cmath>
#include <limits>

#include "storage/bytes.h"
#include "storage/checksum.h"
#include "storage/value_codec.h"

namespace qiao::storage {

using base::Kind;
using base::Value;

namespace {

// Never reuse a number.
enum class Tag : uint8_t {
  kList = 0x10,
  kPoint = 0x20,
  kDateTime = 0x28,
  kLocalDateTime = 0x30,
  kDate = 0x38,
  kTime = 0x40,
  kLocalTime = 0x48,
  kDuration = 0x50,
  kString = 0x60,
  kBoolean = 0x70,
  kNumber = 0x80,
  kNaN = 0x88,
};

constexpr size_t kEntityBytes = 8;

void PutTag(std::string& key, Tag tag) { key.push_back(static_cast<char>(tag)); }

void PutSigned(std::string& key, int64_t number) {
  PutBigEndian(key, static_cast<uint64_t>(number) ^ (uint64_t{1} << 63));
}
void PutSigned(std::string& key, int32_t number) {
  PutBigEndian(key, static_cast<uint32_t>(number) ^ (uint32_t{1} << 31));
}

void PutFloat(std::string& key, double number) {
  if (number == 0) number = 0;  // no -0
  const auto bits = std::bit_cast<uint64_t>(number);
  PutBigEndian(key, (bits >> 63) != 0 ? ~bits : bits | uint64_t{1} << 63);
}

void PutNumber(std::string& key, const Value& value) {
  if (value.is(Kind::kFloat)) {
    PutFloat(key, value.floating());
    PutBigEndian(key, uint16_t{0});
    return;
  }
  constexpr double kTwoTo63 = 9223372036854775808.0;
  const int64_t integer = value.integer();
  auto below = static_cast<double>(integer);
  if (below >= kTwoTo63 || static_cast<int64_t>(below) > integer) {
    below = std::nextafter(below, -std::numeric_limits<double>::infinity());
  }
  PutFloat(key, below);
  PutBigEndian(key, static_cast<uint16_t>(integer - static_cast<int64_t>(below)));
}

void PutEscaped(std::string& key, std::string_view bytes) {
  for (char byte : bytes) {
    key.push_back(byte);
    if (byte == '\0') key.push_back('\xFF');
  }
}

void PutOrderedText(std::string& key, std::string_view text) {
  PutEscaped(key, text.substr(0, kMaxIndexedText));
  key.push_back('\0');
  if (text.size() <= kMaxIndexedText) {
    key.push_back('\0');
    return;
  }
  key.push_back('\1');
  PutBigEndian(key, ExtendChecksum(0, text));
  PutBigEndian(key, static_cast<uint32_t>(text.size()));
}

std::string ElementsOf(const base::List& list) {
  std::string elements;
  for (const Value& element : list) PutOrdered(elements, element);
  return elements;
}

__extension__ using Int128 = __int128;
__extension__ using Unsigned128 = unsigned __int128;

// As base::Order orders durations.
void PutDuration(std::string& key, const base::Duration& duration) {
  constexpr Int128 kSecondsOfMonth = 2629746, kSecondsOfDay = 86400;
  const Int128 length =
      (duration.months * kSecondsOfMonth + duration.days * kSecondsOfDay + duration.seconds) * 1'000'000'000 +
      duration.nanoseconds;
  const Unsigned128 bits = static_cast<Unsigned128>(length) ^ (Unsigned128{1} << 127);
  PutBigEndian(key, static_cast<uint64_t>(bits >> 64));
  PutBigEndian(key, static_cast<uint64_t>(bits));
  PutSigned(key, duration.months);
  PutSigned(key, duration.days);
  PutSigned(key, duration.seconds);
  PutBigEndian(key, static_cast<uint32_t>(duration.nanoseconds));
}

std::optional<Tag> TagOf(const Value& value) {
  switch (value.kind()) {
    case Kind::kBoolean:
      return Tag::kBoolean;
    case Kind::kInteger:
      return Tag::kNumber;
    case Kind::kFloat:
      return std::isnan(value.floating()) ? Tag::kNaN : Tag::kNumber;
    case Kind::kString:
      return Tag::kString;
    case Kind::kList:
      return Tag::kList;
    case Kind::kDate:
      return Tag::kDate;
    case Kind::kLocalTime:
      return Tag::kLocalTime;
    case Kind::kTime:
      return Tag::kTime;
    case Kind::kLocalDateTime:
      return Tag::kLocalDateTime;
    case Kind::kDateTime:
      return Tag::kDateTime;
    case Kind::kDuration:
      return Tag::kDuration;
    case Kind::kPoint:
      return Tag::kPoint;
    case Kind::kNull:
    case Kind::kMap:
    case Kind::kNode:
    case Kind::kRelationship:
    case Kind::kPath:
      return std::nullopt;
  }
  return std::nullopt;
}

// What stands behind the tag.
void PutContent(std::string& key, const Value& value) {
  switch (value.kind()) {
    case Kind::kBoolean:
      key.push_back(value.boolean() ? '\1' : '\0');
      return;
    case Kind::kInteger:
      return PutNumber(key, value);
    case Kind::kFloat:
      if (!std::isnan(value.floating())) PutNumber(key, value);
      return;
    case Kind::kString:
      return PutOrderedText(key, value.string());
    case Kind::kList:
      return PutOrderedText(key, ElementsOf(value.list()));
    case Kind::kDate:
      return PutSigned(key, value.date().days);
    case Kind::kLocalTime:
      return PutSigned(key, value.local_time().nanoseconds);
    case Kind::kTime:
      PutSigned(key, value.time().nanoseconds - value.time().offset_seconds * int64_t{1'000'000'000});
      return PutSigned(key, value.time().offset_seconds);
    case Kind::kLocalDateTime:
      PutSigned(key, value.local_datetime().seconds);
      return PutBigEndian(key, static_cast<uint32_t>(value.local_datetime().nanoseconds));
    case Kind::kDateTime:
      PutSigned(key, value.datetime().seconds);
      PutBigEndian(key, static_cast<uint32_t>(value.datetime().nanoseconds));
      PutSigned(key, value.datetime().offset_seconds);
      return PutOrderedText(key, value.datetime().zone);
    case Kind::kDuration:
      return PutDuration(key, value.duration());
    case Kind::kPoint:
      key.push_back(static_cast<char>(value.point().crs));
      PutFloat(key, value.point().x);
      PutFloat(key, value.point().y);
      return PutFloat(key, value.point().z);
    case Kind::kNull:
    case Kind::kMap:
    case Kind::kNode:
    case Kind::kRelationship:
    case Kind::kPath:
      return;
  }
}

// The bytes that a text, or a list as a text, is compared by; nullopt for other values.
std::optional<std::string> LongText(const Value& value) {
  std::string text;
  if (value.is(Kind::kString)) text = value.string();
  if (value.is(Kind::kList)) text = ElementsOf(value.list());
  if (text.size() <= kMaxIndexedText) return std::nullopt;
  text.resize(kMaxIndexedText);
  return text;
}

// Some stored value may be equal to it.
bool CanBeEqual(const Value& value) { return base::Equals(value, value) == true && CheckStorable(value).has_value(); }

// Narrows the range to the values above (or below) a bound of the next key. The entries at a long text are all kept.
void Narrow(KeyRange& keys, const std::string& base, const Value& bound, bool inclusive, bool is_lower) {
  std::string at = base;
  PutTag(at, *TagOf(bound));
  const auto cut = LongText(bound);
  if (cut) {
    PutEscaped(at, *cut);
  } else {
    PutContent(at, bound);
  }
  if (is_lower) {
    keys.begin = inclusive || cut ? std::move(at) : Behind(std::move(at));
  } else {
    keys.end = inclusive || cut ? Behind(std::move(at)) : std::move(at);
  }
}

}  // namespace

void PutOrdered(std::string& key, const Value& value) {
  PutTag(key, *TagOf(value));
  PutContent(key, value);
}

std::string RulePrefix(uint32_t rule) {
  std::string prefix;
  PutBigEndian(prefix, rule);
  return prefix;
}

void PutEntity(std::string& key, uint64_t entity) { PutBigEndian(key, entity); }

uint64_t EntityOf(std::string_view key) {
  if (key.size() < kEntityBytes) return UINT64_MAX;
  return ByteReader(key.substr(key.size() - kEntityBytes)).BigEndian<uint64_t>();
}

std::string_view WithoutEntity(std::string_view key) {
  return key.substr(0, key.size() < kEntityBytes ? 0 : key.size() - kEntityBytes);
}

std::string Behind(std::string prefix) {
  while (!prefix.empty() && prefix.back() == '\xFF') prefix.pop_back();
  if (!prefix.empty()) prefix.back() = static_cast<char>(static_cast<uint8_t>(prefix.back()) + 1);
  return prefix;
}

std::optional<KeyRange> RangeOf(uint32_t rule, const IndexRange& range) {
  std::string prefix = RulePrefix(rule);
  for (const Value& value : range.equal) {
    if (!CanBeEqual(value)) return std::nullopt;
    PutOrdered(prefix, value);
  }
  KeyRange keys{prefix, Behind(prefix)};
  if (range.prefix != nullptr) {
    if (!range.prefix->is(Kind::kString)) return std::nullopt;
    PutTag(keys.begin, Tag::kString);
    PutEscaped(keys.begin, range.prefix->string().substr(0, kMaxIndexedText));
    keys.end = Behind(keys.begin);
  }
  const Value* bound = range.lower != nullptr ? range.lower : range.upper;
  if (bound == nullptr) return keys;
  for (const Value* one : {range.lower, range.upper}) {
    if (one == nullptr) continue;
    if (!CanBeEqual(*one) || TagOf(*one) != TagOf(*bound)) return std::nullopt;
  }
  KeyRange bounded{prefix, {}};
  PutTag(bounded.begin, *TagOf(*bound));
  bounded.end = Behind(bounded.begin);
  if (range.lower != nullptr) Narrow(bounded, prefix, *range.lower, range.lower_inclusive, true);
  if (range.upper != nullptr) Narrow(bounded, prefix, *range.upper, range.upper_inclusive, false);
  if (range.prefix != nullptr) {
    bounded.begin = std::max(bounded.begin, keys.begin);
    bounded.end = std::min(bounded.end, keys.end);
  }
  return bounded;
}

}  // namespace qiao::storage
