// Values as bytes that say themselves what they are: in columns of mixed kinds and in the changes of a commit.
//
// Value: a tag byte, then
//   0 null, 1 false, 2 true         nothing
//   3 integer                       varint, zigzag
//   4 float                         8 bytes, IEEE 754
//   5 string                        varint length, bytes
//   6 list                          varint count, values (no lists, no nulls)
//   7 date                          varint zigzag days
//   8 local time                    varint nanoseconds
//   9 time                          varint nanoseconds, varint zigzag offset
//   10 local datetime               varint zigzag seconds, varint nanoseconds
//   11 datetime                     varint zigzag seconds, varint nanoseconds, varint zigzag offset, text zone
//   12 duration                     varint zigzag months, days, seconds, varint nanoseconds
//   13 point                        u8 reference system, 8 bytes x, y, and z where the system has three dimensions
// The numbers are never reused.
#pragma once

#include <string>

#include "base/result.h"
#include "base/value.h"
#include "storage/bytes.h"

namespace qiao::storage {

// kType/InvalidPropertyType unless a property may hold `value`.
base::Result<void> CheckStorable(const base::Value& value);
// The same, and kLimit for a value that is too large for a property.
base::Result<void> CheckProperty(const base::Value& value);

// Requires null or a storable value.
void PutValue(std::string& out, const base::Value& value);
// Fails the reader when the bytes are no value.
base::Value ReadValue(ByteReader& reader);

}  // namespace qiao::storage
