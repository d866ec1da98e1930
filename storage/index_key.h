// Keys of index entries: bytes that sort as the values do, and the ranges of them that answer a question.
//
// Key of an entry, in the family kIndex, with an empty value:
//   u32    number of the rule, big-endian
//   value… one for each of the rule's keys; one only for kEachIndex
//   u64    the node or the relationship, big-endian
//
// Value: a tag byte, then (all numbers big-endian; a signed one with its sign bit turned around)
//   0x10 list            text of its elements' bytes, one after the other
//   0x20 point           u8 reference system, ordered floats x, y, z
//   0x28 datetime        i64 seconds, u32 nanoseconds, i32 offset, text zone
//   0x30 local datetime  i64 seconds, u32 nanoseconds
//   0x38 date            i64 days
//   0x40 time            i64 nanoseconds since midnight UTC, i32 offset
//   0x48 local time      i64 nanoseconds
//   0x50 duration        i128 nanoseconds in average months and days; i64 months, days, seconds; u32 nanoseconds
//   0x60 string          text
//   0x70 boolean         u8
//   0x80 number          ordered float: the greatest float not above it; u16 by how much it is greater
//   0x88 NaN
// The numbers are never reused.
//
// Ordered float: the bits of a float, all turned around when it is negative, else the sign bit; -0 counts as 0.
// Text: its bytes, each 00 as 00 FF, then 00 00. Of a text longer than 512 bytes only so many stand there, followed by
// 00 01, u32 CRC-32C of all its bytes and u32 its length: what is found by a long text must be compared once more, and
// long texts that begin alike are not in order.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/value.h"

namespace qiao::storage {

inline constexpr size_t kMaxIndexedText = 512;

// Which entries are wanted: those with these values of the first keys, and then, for the next key, values between two
// bounds, or texts with a beginning. Null pointers ask for nothing.
struct IndexRange {
  std::span<const base::Value> equal;
  const base::Value* lower = nullptr;
  const base::Value* upper = nullptr;
  bool lower_inclusive = true;
  bool upper_inclusive = true;
  const base::Value* prefix = nullptr;
};

// Keys from `begin` on and before `end`.
struct KeyRange {
  std::string begin;
  std::string end;
};

// Requires a storable value.
void PutOrdered(std::string& key, const base::Value& value);
std::string RulePrefix(uint32_t rule);
void PutEntity(std::string& key, uint64_t entity);
uint64_t EntityOf(std::string_view key);
std::string_view WithoutEntity(std::string_view key);
// The first of the keys behind all that start with `prefix`.
std::string Behind(std::string prefix);

// Where the answer stands, perhaps among other entries; nullopt when no value can be in the range (null, NaN, what
// can't be stored, bounds of different kinds).
std::optional<KeyRange> RangeOf(uint32_t rule, const IndexRange& range);

}  // namespace qiao::storage
