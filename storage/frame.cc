#include "storage/frame.h"

#include "storage/bytes.h"
#include "storage/checksum.h"

namespace qiao::storage {

std::string MakeFrame(std::string_view key, FrameFormat format, Version version, std::string_view content) {
  std::string frame;
  frame.reserve(content.size() + 24);
  frame.push_back(static_cast<char>(format));
  PutVarint(frame, version);
  PutVarint(frame, content.size());
  frame.append(content);
  PutFixed(frame, ExtendChecksum(ExtendChecksum(0, key), frame));
  return frame;
}

std::optional<std::vector<Frame>> ReadFrames(std::string_view key, std::string_view value) {
  std::vector<Frame> frames;
  uint32_t key_checksum = ExtendChecksum(0, key);
  for (ByteReader reader(value); reader.remaining() > 0;) {
    std::string_view start = value.substr(value.size() - reader.remaining());
    Frame frame;
    uint8_t format = reader.Byte();
    frame.version = reader.Varint();
    frame.content = reader.Text();
    std::string_view covered = start.substr(0, start.size() - reader.remaining());
    auto checksum = reader.Fixed<uint32_t>();
    if (!reader.ok() || checksum != ExtendChecksum(key_checksum, covered)) return std::nullopt;
    if (format != static_cast<uint8_t>(FrameFormat::kChange) &&
        (format != static_cast<uint8_t>(FrameFormat::kBase) || !frames.empty())) {
      return std::nullopt;
    }
    frame.format = static_cast<FrameFormat>(format);
    frames.push_back(frame);
  }
  return frames;
}

std::optional<std::string_view> ReadSingleFrame(std::string_view key, std::string_view value) {
  auto frames = ReadFrames(key, value);
  if (!frames || frames->size() != 1 || frames->front().format != FrameFormat::kBase) return std::nullopt;
  return frames->front().content;
}

}  // namespace qiao::storage
