// Columns as bytes.
//
// Column:
//   u8      encoding: 0 no values, 1 integers, 2 dates, 3 floats, 4 booleans, 5 texts, 6 texts of a dictionary, 7 mixed
//           (never reuse a number)
//   varint  rows, 0 to 2048
//   u8      1: every row has a value; 0: a bitmap of ceil(rows / 8) bytes follows, low bits first
// then the values of the rows that have one, in order:
//   1, 2    varint zigzag least value, then packed (value - least), see pack.h
//   3       8 bytes each
//   4       bitmap
//   5       packed lengths, then the bytes of all texts
//   6       varint number of entries, packed lengths of the entries, their bytes, packed entry numbers
//   7       values, see value_codec.h
//
// Changes: varint count, then for each a varint row and a value (null removes).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "storage/bytes.h"
#include "storage/column_chunk.h"

namespace qiao::storage {

void EncodeBase(const ColumnChunk& column, std::string& out);
bool DecodeBase(ByteReader& reader, ColumnChunk& column);

void EncodeChanges(std::span<const ColumnChunk::Change> changes, std::string& out);
bool DecodeChanges(ByteReader& reader, std::vector<ColumnChunk::Change>& changes);

}  // namespace qiao::storage
