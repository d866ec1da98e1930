// Writing and reading the small numbers that keys and values are made of.
//
// Numbers in values are little-endian or varints (7 bits a byte, low bits first); numbers in keys are big-endian, so
// that keys sort as their numbers do.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace qiao::storage {

static_assert(std::endian::native == std::endian::little, "the store's format is written on little-endian machines");

template <class Number>
void PutFixed(std::string& out, Number number) {
  out.append(reinterpret_cast<const char*>(&number), sizeof(number));
}

inline void PutVarint(std::string& out, uint64_t number) {
  for (; number >= 0x80; number >>= 7) out.push_back(static_cast<char>(number | 0x80));
  out.push_back(static_cast<char>(number));
}

inline void PutText(std::string& out, std::string_view text) {
  PutVarint(out, text.size());
  out.append(text);
}

template <class Number>
void PutBigEndian(std::string& out, Number number) {
  for (int shift = 8 * (static_cast<int>(sizeof(Number)) - 1); shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>(number >> shift));
  }
}

// Small numbers of either sign become small numbers without one.
constexpr uint64_t ZigZag(int64_t number) {
  return (static_cast<uint64_t>(number) << 1) ^ static_cast<uint64_t>(number >> 63);
}
constexpr int64_t UnZigZag(uint64_t number) { return static_cast<int64_t>((number >> 1) ^ (~(number & 1) + 1)); }

// Reads bytes that nobody vouches for. A read beyond the end fails, and so does every read after it: they yield zeros
// and empty texts, and ok() turns false, so that a decoder may check once at its end.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  bool ok() const { return ok_; }
  bool done() const { return ok_ && rest_.empty(); }
  size_t remaining() const { return rest_.size(); }
  void Fail() {
    ok_ = false;
    rest_ = {};
  }

  std::string_view Bytes(size_t count) {
    if (count > rest_.size()) {
      Fail();
      return {};
    }
    std::string_view bytes = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return bytes;
  }

  template <class Number>
  Number Fixed() {
    Number number{};
    std::string_view bytes = Bytes(sizeof(Number));
    if (ok_) std::memcpy(&number, bytes.data(), sizeof(Number));
    return number;
  }
  uint8_t Byte() { return Fixed<uint8_t>(); }

  template <class Number>
  Number BigEndian() {
    uint64_t number = 0;
    for (char byte : Bytes(sizeof(Number))) number = number << 8 | static_cast<uint8_t>(byte);
    return static_cast<Number>(number);
  }

  uint64_t Varint() {
    if (!rest_.empty() && (rest_.front() & 0x80) == 0) return Byte();  // as most are
    uint64_t number = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      uint8_t byte = Byte();
      if (shift == 63 && byte > 1) break;
      number |= static_cast<uint64_t>(byte & 0x7F) << shift;
      if ((byte & 0x80) == 0) return number;
    }
    Fail();
    return 0;
  }
  // A varint that must not be greater than `most`.
  uint64_t Varint(uint64_t most) {
    uint64_t number = Varint();
    if (number <= most) return number;
    Fail();
    return 0;
  }
  std::string_view Text() { return Bytes(Varint()); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace qiao::storage
