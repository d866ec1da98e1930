#include "storage/pack.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace qiao::storage {
namespace {

constexpr size_t kBlock = kPackedBlock;

// Room for a full block of 64-bit numbers, and for the nine bytes that the last one may be read or written through.
using BlockBytes = std::array<uint8_t, kBlock * 8 + 16>;

}  // namespace

template <class Number>
void PackNumbers(std::span<const Number> numbers, std::string& out) {
  BlockBytes bytes;
  while (!numbers.empty()) {
    std::span<const Number> block = numbers.first(std::min(kBlock, numbers.size()));
    numbers = numbers.subspan(block.size());
    auto [least, greatest] = std::ranges::minmax(block);
    auto width = static_cast<size_t>(std::bit_width(static_cast<uint64_t>(greatest - least)));
    PutVarint(out, least);
    out.push_back(static_cast<char>(width));
    size_t size = (block.size() * width + 7) / 8;
    std::fill_n(bytes.begin(), size + 16, uint8_t{0});
    size_t bit = 0;
    for (Number number : block) {
      uint64_t offset = number - least;
      uint8_t* place = bytes.data() + bit / 8;
      size_t shift = bit % 8;
      uint64_t word;
      std::memcpy(&word, place, 8);
      word |= offset << shift;
      std::memcpy(place, &word, 8);
      if (shift + width > 64) place[8] = static_cast<uint8_t>(offset >> (64 - shift));
      bit += width;
    }
    out.append(reinterpret_cast<const char*>(bytes.data()), size);
  }
}

namespace {

// The next block, of min(count, kBlock) numbers. False, and the reader failed, when the bytes don't hold it.
template <class Number>
bool UnpackBlock(ByteReader& reader, size_t count, Number* numbers) {
  const size_t block = std::min(kBlock, count);
  const uint64_t least = reader.Varint();
  const size_t width = reader.Byte();
  if (width > 8 * sizeof(Number)) reader.Fail();
  const size_t size = (block * width + 7) / 8;
  const std::string_view packed = reader.Bytes(size);
  if (!reader.ok()) return false;
  BlockBytes bytes;
  std::memcpy(bytes.data(), packed.data(), size);
  std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(size), 16, uint8_t{0});
  const uint64_t mask = width == 64 ? ~uint64_t{0} : (uint64_t{1} << width) - 1;
  const auto word_at = [&bytes](size_t bit) {
    uint64_t word;
    std::memcpy(&word, bytes.data() + bit / 8, 8);
    return word >> bit % 8;
  };
  constexpr size_t kOneWord = 64 - 7;  // a number so wide lies within 8 bytes, wherever it begins
  if (width <= kOneWord) {
    for (size_t i = 0; i < block; ++i) numbers[i] = static_cast<Number>(least + (word_at(i * width) & mask));
    return true;
  }
  for (size_t i = 0; i < block; ++i) {
    const size_t bit = i * width;
    uint64_t word = word_at(bit);
    if (bit % 8 + width > 64) word |= static_cast<uint64_t>(bytes[bit / 8 + 8]) << (64 - bit % 8);
    numbers[i] = static_cast<Number>(least + (word & mask));
  }
  return true;
}

}  // namespace

template <class Number>
void UnpackNumbers(ByteReader& reader, size_t count, std::vector<Number>& numbers) {
  constexpr size_t kMostPerByte = kBlock / 2;  // a block takes two bytes at least
  if (count / kMostPerByte > reader.remaining()) return reader.Fail();
  size_t place = numbers.size();
  numbers.resize(place + count);
  for (; place < numbers.size(); place += kBlock) {
    if (!UnpackBlock(reader, numbers.size() - place, numbers.data() + place)) return;
  }
}

template <class Number>
void Unpacker<Number>::Refill() {
  size_ = std::min(kBlock, left_);
  next_ = 0;
  if (size_ == 0 || !UnpackBlock(reader_, size_, block_.data())) {
    reader_.Fail();
    block_.fill(0);
    size_ = kBlock;
  }
  left_ -= std::min(left_, size_);
}

template void PackNumbers(std::span<const uint32_t>, std::string&);
template void PackNumbers(std::span<const uint64_t>, std::string&);
template void UnpackNumbers(ByteReader&, size_t, std::vector<uint32_t>&);
template void UnpackNumbers(ByteReader&, size_t, std::vector<uint64_t>&);
template class Unpacker<uint64_t>;

}  // namespace qiao::storage
