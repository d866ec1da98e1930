// The bytes of a file, unpacked where it is compressed: gzip, zstd, bzip2 and xz are told by their first bytes,
// whatever the name.
//
// Errors: kIo; kInput for compressed data that is damaged or cut off, and for what is packed or written in a way that
//         nothing here reads: the message says what to make of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace qiao::loaders {

class ByteSource {
 public:
  static base::Result<std::unique_ptr<ByteSource>> Open(const std::string& path);
  virtual ~ByteSource() = default;

  // Appends up to `count` bytes to `out`; none at the end.
  virtual base::Result<void> Read(size_t count, std::string& out) = 0;
  // Of the file as it lies on the disk.
  virtual uint64_t bytes_read() const = 0;
  virtual uint64_t bytes_total() const = 0;
};

// kInput when a file begins as those of other programs do that nothing here reads; a dozen bytes tell.
base::Result<void> RefuseForeign(const std::string& path, std::string_view start);

}  // namespace qiao::loaders
