#include "storage/pack.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace qiao::storage {
namespace {

constexpr size_t kBlock = kPackedBlock;

// Room for a full block of 64-bit numbers, and for the nine bytes that the last one may be read or written through.
using BlockBytes = std::array<uint8_t, kBlock * 8 + 16>;

// Numbers one behind the other, low bits first. They are gathered in a word: bits that were stored a moment ago are
// slow to load again.
class BitWriter {
 public:
  explicit BitWriter(uint8_t* out) : out_(out) {}

  // 1 to 64 bits; those above them are zero.
  void Put(uint64_t bits, size_t count) {
    word_ |= bits << filled_;
    filled_ += count;
    if (filled_ < 64) return;
    std::memcpy(out_, &word_, sizeof(word_));
    out_ += sizeof(word_);
    filled_ -= 64;
    word_ = bits >> 1 >> (count - filled_ - 1);
  }
  void Finish() { std::memcpy(out_, &word_, sizeof(word_)); }

 private:
  uint8_t* out_;
  uint64_t word_ = 0;
  size_t filled_ = 0;
};

// Puts kGroup numbers at a time, which together have at most 64 bits.
template <size_t kGroup, class Number>
void PackBlock(std::span<const Number> block, Number least, size_t width, uint8_t* out) {
  BitWriter writer(out);
  size_t i = 0;
  for (; i + kGroup <= block.size(); i += kGroup) {
    uint64_t bits = 0;
#pragma GCC unroll 8
    for (size_t j = 0; j < kGroup; ++j) {
      bits |= static_cast<uint64_t>(static_cast<Number>(block[i + j] - least)) << (j * width);
    }
    writer.Put(bits, kGroup * width);
  }
  for (; i < block.size(); ++i) writer.Put(static_cast<Number>(block[i] - least), width);
  writer.Finish();
}

}  // namespace

template <class Number>
void PackNumbers(std::span<const Number> numbers, std::string& out) {
  BlockBytes bytes;
  while (!numbers.empty()) {
    const std::span<const Number> block = numbers.first(std::min(kBlock, numbers.size()));
    numbers = numbers.subspan(block.size());
    // Without a branch: which of two numbers is the smaller one can't be foreseen.
    Number least = block.front();
    Number greatest = block.front();
    for (const Number number : block) {
      least = std::min(least, number);
      greatest = std::max(greatest, number);
    }
    const auto width = static_cast<size_t>(std::bit_width(static_cast<uint64_t>(greatest - least)));
    PutVarint(out, least);
    out.push_back(static_cast<char>(width));
    if (width == 0) continue;
    if (width <= 8) {
      PackBlock<8>(block, least, width, bytes.data());
    } else if (width <= 16) {
      PackBlock<4>(block, least, width, bytes.data());
    } else if (width <= 32) {
      PackBlock<2>(block, least, width, bytes.data());
    } else {
      PackBlock<1>(block, least, width, bytes.data());
    }
    out.append(reinterpret_cast<const char*>(bytes.data()), (block.size() * width + 7) / 8);
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
