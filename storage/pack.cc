#include "storage/pack.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace qiao::storage {
namespace {

constexpr size_t kBlock = kPackedBlock;

// Room for a full block of 64-bit numbers, and for the bytes behind it that the last ones are read or written through.
using BlockBytes = std::array<uint8_t, kBlock * 8 + 72>;

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

constexpr size_t kGroup = 8;     // numbers: a whole number of bytes, whatever their width
constexpr size_t kOneWord = 57;  // a number so wide lies within 8 bytes, wherever it begins
constexpr size_t kOverrun = 16;  // bytes behind a group that unpacking it may look at

uint64_t WordAt(const uint8_t* bytes) {
  uint64_t word;
  std::memcpy(&word, bytes, sizeof(word));
  return word;
}

// With the width known, where each number of a group begins and how far it is shifted are constants.
template <class Number, size_t kWidth>
void UnpackGroups(const uint8_t* __restrict in, size_t groups, uint64_t least, Number* __restrict out) {
  constexpr uint64_t kMask = (uint64_t{1} << kWidth) - 1;
  for (; groups > 0; --groups, in += kWidth, out += kGroup) {
    [&]<size_t... kAt>(std::index_sequence<kAt...>) {
      ((out[kAt] = static_cast<Number>(least + (WordAt(in + kAt * kWidth / 8) >> (kAt * kWidth % 8) & kMask))), ...);
    }
    (std::make_index_sequence<kGroup>());
  }
}

template <class Number>
using GroupUnpacker = void (*)(const uint8_t*, size_t, uint64_t, Number*);

// By width.
template <class Number>
constexpr auto kUnpackers = []<size_t... kWidth>(std::index_sequence<kWidth...>) {
  return std::array<GroupUnpacker<Number>, sizeof...(kWidth)>{&UnpackGroups<Number, kWidth>...};
}
(std::make_index_sequence<std::min(kOneWord, 8 * sizeof(Number)) + 1>());

#if defined(__x86_64__)
constexpr size_t kFourBytes = 25;  // a number so wide lies within 4 bytes, wherever it begins

// How the numbers of a group come into words of their own: the first four lie within the 16 bytes that the group begins
// with, the others within those from its middle on.
struct Places {
  alignas(32) std::array<uint8_t, 32> bytes{};  // of each word, in the half that it comes from
  alignas(32) std::array<uint32_t, kGroup> shifts{};
};

constexpr std::array<Places, kFourBytes + 1> kPlaces = [] {
  std::array<Places, kFourBytes + 1> all;
  for (size_t width = 0; width <= kFourBytes; ++width) {
    for (size_t number = 0; number < kGroup; ++number) {
      const size_t bit = number * width - (number < kGroup / 2 ? 0 : width / 2 * 8);
      for (size_t byte = 0; byte < 4; ++byte)
        all[width].bytes[number * 4 + byte] = static_cast<uint8_t>(bit / 8 + byte);
      all[width].shifts[number] = bit % 8;
    }
  }
  return all;
}();

__attribute__((target("avx2"))) void UnpackShuffled(const uint8_t* in, size_t groups, size_t width, uint32_t least,
                                                    uint32_t* out) {
  const auto at = [](const auto* bytes) { return reinterpret_cast<const __m128i*>(bytes); };
  const __m256i places = _mm256_load_si256(reinterpret_cast<const __m256i*>(kPlaces[width].bytes.data()));
  const __m256i shifts = _mm256_load_si256(reinterpret_cast<const __m256i*>(kPlaces[width].shifts.data()));
  const __m256i mask = _mm256_set1_epi32(static_cast<int>((uint32_t{1} << width) - 1));
  const __m256i base = _mm256_set1_epi32(static_cast<int>(least));
  for (; groups > 0; --groups, in += width, out += kGroup) {
    const __m256i halves = _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128(at(in))),
                                                   _mm_loadu_si128(at(in + width / 2)), 1);
    const __m256i words = _mm256_srlv_epi32(_mm256_shuffle_epi8(halves, places), shifts);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), _mm256_add_epi32(_mm256_and_si256(words, mask), base));
  }
}
#endif

// `groups` of numbers of up to kOneWord bits.
template <class Number>
void UnpackAny(const uint8_t* in, size_t groups, const PackedBlock& block, Number* out) {
#if defined(__x86_64__)
  if constexpr (sizeof(Number) == sizeof(uint32_t)) {
    static const bool has_instructions = __builtin_cpu_supports("avx2") != 0;
    if (has_instructions && block.width <= kFourBytes) {
      return UnpackShuffled(in, groups, block.width, static_cast<uint32_t>(block.least), out);
    }
  }
#endif
  kUnpackers<Number>[block.width](in, groups, block.least, out);
}

template <class Number>
void UnpackWide(const uint8_t* bytes, const PackedBlock& block, size_t count, Number* numbers) {
  const uint64_t mask = block.width == 64 ? ~uint64_t{0} : (uint64_t{1} << block.width) - 1;
  for (size_t i = 0; i < count; ++i) {
    const size_t bit = i * block.width;
    uint64_t word = WordAt(bytes + bit / 8) >> bit % 8;
    if (bit % 8 + block.width > 64) word |= static_cast<uint64_t>(bytes[bit / 8 + 8]) << (64 - bit % 8);
    numbers[i] = static_cast<Number>(block.least + (word & mask));
  }
}

}  // namespace

template <class Number>
void UnpackBlock(const PackedBlock& block, size_t count, Number* numbers) {
  if (block.width == 0) {
    std::fill_n(numbers, count, static_cast<Number>(block.least));
    return;
  }
  const auto* bytes = reinterpret_cast<const uint8_t*>(block.bits.data());
  const size_t size = block.bits.size();
  // Groups that are read without looking beyond what is there, then the rest of them from a copy with room behind it.
  const bool wide = block.width > kOneWord;
  const size_t readable = size + block.behind;
  const size_t safe = wide || readable < kOverrun ? 0 : std::min((readable - kOverrun) / block.width, count / kGroup);
  if (safe > 0) UnpackAny(bytes, safe, block, numbers);
  size_t done = safe * kGroup;
  if (done == count) return;
  BlockBytes rest;
  const size_t rest_size = size - safe * block.width;
  std::memcpy(rest.data(), bytes + safe * block.width, rest_size);
  std::fill_n(rest.begin() + static_cast<std::ptrdiff_t>(rest_size), kOverrun + 1, uint8_t{0});
  if (wide) return UnpackWide(rest.data(), block, count, numbers);
  const size_t whole = (count - done) / kGroup;
  UnpackAny(rest.data(), whole, block, numbers + done);
  done += whole * kGroup;
  std::array<Number, kGroup> last;
  UnpackAny(rest.data() + whole * block.width, 1, block, last.data());
  std::copy_n(last.begin(), count - done, numbers + done);
}

template <class Number>
void UnpackNumbers(ByteReader& reader, std::span<Number> numbers) {
  for (size_t place = 0; place < numbers.size() && reader.ok(); place += kBlock) {
    const size_t size = std::min(kBlock, numbers.size() - place);
    const PackedBlock block = ReadPackedBlock(reader, size, 8 * sizeof(Number));
    if (reader.ok()) UnpackBlock(block, size, numbers.data() + place);
  }
}

template <class Number>
void UnpackNumbers(ByteReader& reader, size_t count, std::vector<Number>& numbers) {
  constexpr size_t kMostPerByte = kBlock / 2;  // a block takes two bytes at least
  if (count / kMostPerByte > reader.remaining()) return reader.Fail();
  const size_t place = numbers.size();
  numbers.resize(place + count);
  UnpackNumbers(reader, std::span(numbers).subspan(place));
}

bool PackedNumbersFit(ByteReader reader, size_t count, uint64_t most) {
  for (; count > 0; count -= std::min(kBlock, count)) {
    if (!ReadPackedBlock(reader, count, 64).Fits(most) || !reader.ok()) return false;
  }
  return true;
}

template void PackNumbers(std::span<const uint32_t>, std::string&);
template void PackNumbers(std::span<const uint64_t>, std::string&);
template void UnpackNumbers(ByteReader&, size_t, std::vector<uint32_t>&);
template void UnpackNumbers(ByteReader&, size_t, std::vector<uint64_t>&);
template void UnpackNumbers(ByteReader&, std::span<uint32_t>);
template void UnpackNumbers(ByteReader&, std::span<uint64_t>);
template void UnpackBlock(const PackedBlock&, size_t, uint32_t*);
template void UnpackBlock(const PackedBlock&, size_t, uint64_t*);

}  // namespace qiao::storage
