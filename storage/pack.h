// Arrays of numbers in few bits: blocks of 128 numbers, each block with the bits that its widest number needs.
//
// Block, repeated until all numbers are written (the last one may be shorter):
//   varint  least number of the block
//   u8      width in bits, 0 to 64
//   bytes   (number - least), `width` bits each, low bits first, padded to a whole byte
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "storage/bytes.h"

namespace qiao::storage {

// Number: uint32_t or uint64_t.
template <class Number>
void PackNumbers(std::span<const Number> numbers, std::string& out);

// Appends `count` numbers to `numbers`. Fails the reader when the bytes don't hold them; memory grows with the bytes
// that are there, whatever `count` says.
template <class Number>
void UnpackNumbers(ByteReader& reader, size_t count, std::vector<Number>& numbers);

extern template void PackNumbers(std::span<const uint32_t>, std::string&);
extern template void PackNumbers(std::span<const uint64_t>, std::string&);
extern template void UnpackNumbers(ByteReader&, size_t, std::vector<uint32_t>&);
extern template void UnpackNumbers(ByteReader&, size_t, std::vector<uint64_t>&);

}  // namespace qiao::storage
