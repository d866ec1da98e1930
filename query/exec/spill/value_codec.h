// Values of all kinds as bytes for temporary files.
//
// Lists in lists are walked without recursion: a query can nest them as deep as its memory allows. The bytes are this
// process's own and are read back as they were written, so they aren't checked.
#pragma once

#include <cstring>
#include <string>
#include <string_view>

#include "base/value.h"

namespace qiao::query {

void EncodeValue(const base::Value& value, std::string& out);
// Moves `bytes` behind the value.
base::Value DecodeValue(const char*& bytes);

template <class Plain>
void EncodePlain(const Plain& plain, std::string& out) {
  static_assert(std::is_trivially_copyable_v<Plain>);
  out.append(reinterpret_cast<const char*>(&plain), sizeof(plain));
}

template <class Plain>
Plain DecodePlain(const char*& bytes) {
  Plain plain;
  std::memcpy(&plain, bytes, sizeof(plain));
  bytes += sizeof(plain);
  return plain;
}

inline void EncodeText(std::string_view text, std::string& out) {
  EncodePlain(text.size(), out);
  out.append(text);
}

inline std::string_view DecodeText(const char*& bytes) {
  const auto size = DecodePlain<size_t>(bytes);
  const std::string_view text(bytes, size);
  bytes += size;
  return text;
}

}  // namespace qiao::query
