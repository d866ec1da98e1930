// CRC-32C (Castagnoli), the checksum of everything that the store writes.
#pragma once

#include <cstdint>
#include <string_view>

namespace qiao::storage {

// Checksum of what `crc` covers followed by `bytes`; start with 0.
uint32_t ExtendChecksum(uint32_t crc, std::string_view bytes);

}  // namespace qiao::storage
