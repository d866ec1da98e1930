// Arrays of numbers in few bits: blocks of 128 numbers, each block with the bits that its widest number needs.
//
// Block, repeated until all numbers are written (the last one may be shorter):
//   varint  least number of the block
//   u8      width in bits, 0 to 64
//   bytes   (number - least), `width` bits each, low bits first, padded to a whole byte
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/bytes.h"

namespace qiao::storage {

inline constexpr size_t kPackedBlock = 128;  // numbers

// Number: uint32_t or uint64_t.
template <class Number>
void PackNumbers(std::span<const Number> numbers, std::string& out);

// Appends `count` numbers to `numbers`. Fails the reader when the bytes don't hold them; memory grows with the bytes
// that are there, whatever `count` says.
template <class Number>
void UnpackNumbers(ByteReader& reader, size_t count, std::vector<Number>& numbers);

// Fills `numbers`; what they are when the reader fails is open.
template <class Number>
void UnpackNumbers(ByteReader& reader, std::span<Number> numbers);
// None of the next `count` numbers is greater. False too when the bytes don't hold them.
bool PackedNumbersFit(ByteReader reader, size_t count, uint64_t most);

// One block where it stands, for readers who don't want all numbers.
struct PackedBlock {
  uint64_t least = 0;
  size_t width = 0;  // bits; at most those of the number that it is unpacked to
  std::string_view bits;
  size_t behind = 0;  // bytes behind them that may be looked at

  // None of the numbers is greater.
  bool Fits(uint64_t most) const { return width < 64 && least <= most && (uint64_t{1} << width) - 1 <= most - least; }
};

// The next block, of `count` numbers at most kPackedBlock. Fails the reader when the bytes don't hold it.
inline PackedBlock ReadPackedBlock(ByteReader& reader, size_t count, size_t most_bits) {
  PackedBlock block;
  block.least = reader.Varint();
  block.width = reader.Byte();
  if (block.width > most_bits) reader.Fail();
  block.bits = reader.Bytes((std::min(kPackedBlock, count) * block.width + 7) / 8);
  block.behind = reader.remaining();
  return block;
}
// Requires the count that the block was read with.
template <class Number>
void UnpackBlock(const PackedBlock& block, size_t count, Number* numbers);

extern template void PackNumbers(std::span<const uint32_t>, std::string&);
extern template void PackNumbers(std::span<const uint64_t>, std::string&);
extern template void UnpackNumbers(ByteReader&, size_t, std::vector<uint32_t>&);
extern template void UnpackNumbers(ByteReader&, size_t, std::vector<uint64_t>&);
extern template void UnpackNumbers(ByteReader&, std::span<uint32_t>);
extern template void UnpackNumbers(ByteReader&, std::span<uint64_t>);
extern template void UnpackBlock(const PackedBlock&, size_t, uint32_t*);
extern template void UnpackBlock(const PackedBlock&, size_t, uint64_t*);

}  // namespace qiao::storage
