#include "storage/checksum.h"

#include <array>
#include <cstring>

#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace qiao::storage {
namespace {

constexpr uint32_t kPolynomial = 0x82F63B78;  // reflected

constexpr std::array<std::array<uint32_t, 256>, 8> MakeTables() {
  std::array<std::array<uint32_t, 256>, 8> tables{};
  for (uint32_t byte = 0; byte < 256; ++byte) {
    uint32_t crc = byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? kPolynomial : 0);
    tables[0][byte] = crc;
  }
  for (size_t table = 1; table < 8; ++table) {
    for (uint32_t byte = 0; byte < 256; ++byte) {
      uint32_t previous = tables[table - 1][byte];
      tables[table][byte] = (previous >> 8) ^ tables[0][previous & 0xFF];
    }
  }
  return tables;
}

constexpr auto kTables = MakeTables();

// Eight bytes a step through eight tables, for machines without an instruction for it.
uint32_t ExtendByTables(uint32_t crc, const char* data, size_t size) {
  for (; size >= 8; size -= 8, data += 8) {
    uint64_t word;
    std::memcpy(&word, data, 8);
    word ^= crc;
    crc = 0;
    for (size_t i = 0; i < 8; ++i) crc ^= kTables[7 - i][word >> (8 * i) & 0xFF];
  }
  for (; size > 0; --size, ++data) crc = (crc >> 8) ^ kTables[0][(crc ^ static_cast<uint8_t>(*data)) & 0xFF];
  return crc;
}

#if defined(__x86_64__)
// The instruction takes three times as long as it keeps the processor busy: three parts are read at once.
constexpr size_t kPart = 512;

// What a checksum becomes when kPart bytes of zeros follow, by each of its four bytes.
constexpr std::array<std::array<uint32_t, 256>, 4> MakeShifts() {
  std::array<std::array<uint32_t, 256>, 4> shifts{};
  for (size_t bit = 0; bit < 32; ++bit) {
    uint32_t crc = uint32_t{1} << bit;
    for (size_t i = 0; i < kPart; ++i) crc = (crc >> 8) ^ kTables[0][crc & 0xFF];
    for (size_t byte = 0; byte < 256; ++byte) {
      if ((byte >> bit % 8 & 1) != 0) shifts[bit / 8][byte] ^= crc;
    }
  }
  return shifts;
}

constexpr auto kShifts = MakeShifts();

uint32_t Shift(uint64_t crc) {
  return kShifts[0][crc & 0xFF] ^ kShifts[1][crc >> 8 & 0xFF] ^ kShifts[2][crc >> 16 & 0xFF] ^
         kShifts[3][crc >> 24 & 0xFF];
}

__attribute__((target("sse4.2"))) uint32_t ExtendByInstruction(uint32_t crc, const char* data, size_t size) {
  uint64_t wide = crc;
  for (; size >= 3 * kPart; size -= 3 * kPart, data += 3 * kPart) {
    uint64_t second = 0;
    uint64_t third = 0;
    for (size_t i = 0; i < kPart; i += 8) {
      std::array<uint64_t, 3> words;
      std::memcpy(&words[0], data + i, 8);
      std::memcpy(&words[1], data + kPart + i, 8);
      std::memcpy(&words[2], data + 2 * kPart + i, 8);
      wide = _mm_crc32_u64(wide, words[0]);
      second = _mm_crc32_u64(second, words[1]);
      third = _mm_crc32_u64(third, words[2]);
    }
    wide = Shift(Shift(wide) ^ second) ^ third;
  }
  for (; size >= 8; size -= 8, data += 8) {
    uint64_t word;
    std::memcpy(&word, data, 8);
    wide = _mm_crc32_u64(wide, word);
  }
  crc = static_cast<uint32_t>(wide);
  for (; size > 0; --size, ++data) crc = _mm_crc32_u8(crc, static_cast<uint8_t>(*data));
  return crc;
}
#endif

}  // namespace

uint32_t ExtendChecksum(uint32_t crc, std::string_view bytes) {
#if defined(__x86_64__)
  static const bool has_instruction = __builtin_cpu_supports("sse4.2") != 0;
  if (has_instruction) return ~ExtendByInstruction(~crc, bytes.data(), bytes.size());
#endif
  return ~ExtendByTables(~crc, bytes.data(), bytes.size());
}

}  // namespace qiao::storage
