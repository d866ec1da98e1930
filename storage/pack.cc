#include "storage/pack.h"

#include <algorithm>
#include <array>

namespace qiao::storage {
namespace {

constexpr size_t kBlock = 128;

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

template <class Number>
void UnpackNumbers(ByteReader& reader, size_t count, std::vector<Number>& numbers) {
  BlockBytes bytes;
  while (count > 0) {
    size_t block = std::min(kBlock, count);
    count -= block;
    uint64_t least = reader.Varint();
    size_t width = reader.Byte();
    if (width > 8 * sizeof(Number)) reader.Fail();
    size_t size = (block * width + 7) / 8;
    std::string_view packed = reader.Bytes(size);
    if (!reader.ok()) return;
    std::copy(packed.begin(), packed.end(), bytes.begin());
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(size), 16, uint8_t{0});
    uint64_t mask = width == 64 ? ~uint64_t{0} : (uint64_t{1} << width) - 1;
    size_t start = numbers.size();
    numbers.resize(start + block);
    size_t bit = 0;
    for (size_t i = 0; i < block; ++i, bit += width) {
      const uint8_t* place = bytes.data() + bit / 8;
      size_t shift = bit % 8;
      uint64_t word;
      std::memcpy(&word, place, 8);
      word >>= shift;
      if (shift + width > 64) word |= static_cast<uint64_t>(place[8]) << (64 - shift);
      numbers[start + i] = static_cast<Number>(least + (word & mask));
    }
  }
}

template void PackNumbers(std::span<const uint32_t>, std::string&);
template void PackNumbers(std::span<const uint64_t>, std::string&);
template void UnpackNumbers(ByteReader&, size_t, std::vector<uint32_t>&);
template void UnpackNumbers(ByteReader&, size_t, std::vector<uint64_t>&);

}  // namespace qiao::storage
