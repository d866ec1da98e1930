// Arrays of numbers in few bits: blocks of 128 numbers, each block with the bits that its widest number needs.
//
// Block, repeated until all numbers are written (the last one may be shorter):
//   varint  least number of the block
//   u8      width in bits, 0 to 64
//   bytes   (number - least), `width` bits each, low bits first, padded to a whole byte
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
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

// The same numbers one by one, without keeping them.
template <class Number>
class Unpacker {
 public:
  Unpacker(ByteReader& reader, size_t count) : reader_(reader), left_(count) {}

  // Fails the reader, and yields 0 from then on, when the bytes don't hold it. Requires one that is left.
  Number Next() {
    if (next_ == size_) Refill();
    return block_[next_++];
  }

 private:
  void Refill();

  ByteReader& reader_;
  size_t left_;  // behind the block
  std::array<Number, kPackedBlock> block_;
  size_t size_ = 0;
  size_t next_ = 0;
};

extern template void PackNumbers(std::span<const uint32_t>, std::string&);
extern template void PackNumbers(std::span<const uint64_t>, std::string&);
extern template void UnpackNumbers(ByteReader&, size_t, std::vector<uint32_t>&);
extern template void UnpackNumbers(ByteReader&, size_t, std::vector<uint64_t>&);
extern template class Unpacker<uint64_t>;

}  // namespace qiao::storage
