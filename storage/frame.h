// The envelope of everything that is stored: what stands under a key is a row of frames, the first a base, the others
// changes to it in the order of their commits.
//
// Frame:
//   u8      format: 1 base, 2 change (never reuse a number)
//   varint  version of the commit that wrote it
//   varint  size of the content
//   bytes   content
//   u32     CRC-32C of the key and the bytes before this one
//
// The checksum covers the key, so that a value under a wrong key is found out too.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/view.h"

namespace qiao::storage {

enum class FrameFormat : uint8_t { kBase = 1, kChange = 2 };

struct Frame {
  FrameFormat format = FrameFormat::kBase;
  Version version = 0;
  std::string_view content;
};

std::string MakeFrame(std::string_view key, FrameFormat format, Version version, std::string_view content);

// The frames in `value`, pointing into it; nullopt when it is damaged: a frame is cut off, its checksum is wrong, or a
// base stands behind another frame.
std::optional<std::vector<Frame>> ReadFrames(std::string_view key, std::string_view value);

// For values that are never merged: the content of the one base frame.
std::optional<std::string_view> ReadSingleFrame(std::string_view key, std::string_view value);

}  // namespace qiao::storage
