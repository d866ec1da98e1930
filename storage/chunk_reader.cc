#include "storage/chunk_reader.h"

#include <algorithm>
#include <utility>

#include "base/machine_memory.h"
#include "storage/adjacency_codec.h"
#include "storage/catalog_codec.h"
#include "storage/column_codec.h"
#include "storage/frame.h"

namespace qiao::storage {
namespace {

base::Error Damaged(const ChunkId& id) {
  return base::MakeError(base::ErrorCode::kCorruption, "the database is damaged: {} can't be read", Describe(id));
}

// Makes a chunk of the frames under its key: a base, and changes to it. False when they are damaged.
template <class C>
bool Decode(std::string_view key, std::string_view value, C& chunk, Version& written) {
  auto frames = ReadFrames(key, value);
  if (!frames) return false;
  std::vector<typename C::Change> changes;
  for (const Frame& frame : *frames) {
    ByteReader reader(frame.content);
    written = std::max(written, frame.version);
    bool good = frame.format == FrameFormat::kBase ? DecodeBase(reader, chunk) : DecodeChanges(reader, changes);
    if (!good) return false;
  }
  return chunk.Apply(changes);
}

// Calls take(frame) for each frame until it answers false. False then, and when the value is no row of frames.
template <class Take>
bool TakeFrames(std::string_view key, std::string_view value, const Take& take) {
  const auto frames = ReadFrames(key, value);
  return frames && std::ranges::all_of(*frames, take);
}

// Of a run's first segment: others follow.
bool SaysMore(std::string_view segment) {
  ByteReader reader(segment);
  const auto header = ReadSegmentHeader(reader);
  return header && header->more;
}

}  // namespace

StoreCore::StoreCore(std::optional<StoreFolder> place, uint64_t cache_bytes)
    : folder(std::move(place)), cache(cache_bytes), spares(std::min<uint64_t>(32 << 20, base::MachineMemory() / 8)) {}

ChunkReader::ChunkReader(std::shared_ptr<StoreCore> core, std::shared_ptr<KeyValue> key_value, Version version)
    : core_(std::move(core)),
      key_value_(std::move(key_value)),
      snapshot_(key_value_->TakeSnapshot()),
      version_(version),
      walks_(*key_value_, *snapshot_) {
  core_->cache.Pin(version_);
}

ChunkReader::~ChunkReader() { core_->cache.Unpin(version_); }

template <class C>
base::Result<void> ChunkReader::Read(const ChunkId& id, C& chunk, Version& written) const {
  std::string key = KeyOf(id);
  bool good = true;
  const auto decode = [&](std::string_view value) { good = Decode(key, value, chunk, written); };
  QIAO_TRY(const bool walked, walks_.Read(id, [&](std::string_view, std::string_view value) { decode(value); }));
  if (!walked) QIAO_CHECK(key_value_->Look(*snapshot_, FamilyOf(id.kind), key, decode));
  return good ? base::Result<void>() : Damaged(id);
}

template <class Take>
base::Result<void> ChunkReader::ForEachFrame(const ChunkId& id, bool walks, const Take& take) const {
  const std::string first = SegmentKey(id, Link());
  bool good = true;
  bool several = false;
  const auto take_value = [&](std::string_view key, std::string_view value) {
    if (key != first && !several) return;
    bool more = false;
    good = good && LeastLink(key) && TakeFrames(key, value, [&](const Frame& frame) { return take(frame, more); });
    several = several || more;
  };
  if (walks) {
    QIAO_TRY(const bool walked, walks_.Read(id, take_value));
    if (walked) return good ? base::Result<void>() : Damaged(id);
  }
  QIAO_CHECK(key_value_->Look(*snapshot_, Family::kAdjacency, first,
                              [&](std::string_view value) { take_value(first, value); }));
  if (!good) return Damaged(id);
  if (!several) return {};
  auto cursor = key_value_->Scan(*snapshot_, Family::kAdjacency, KeyOf(id));
  while (good) {
    QIAO_TRY(const bool found, cursor->Next());
    if (!found) return {};
    if (cursor->key() != first) take_value(cursor->key(), cursor->value());
  }
  return Damaged(id);
}

template <>
base::Result<void> ChunkReader::Read(const ChunkId& id, AdjacencyChunk& chunk, Version& written) const {
  std::vector<AdjacencyChunk::Change> changes;
  std::vector<std::string> segments;  // of a run that has several
  QIAO_CHECK(ForEachFrame(id, true, [&](const Frame& frame, bool& more) {
    ByteReader reader(frame.content);
    written = std::max(written, frame.version);
    if (frame.format != FrameFormat::kBase) return DecodeChanges(reader, changes);
    if (segments.empty() && !SaysMore(frame.content)) return DecodeSegment(reader, chunk, more);
    segments.emplace_back(frame.content);
    return more = true;
  }));
  if (!DecodeSegments(segments, chunk) || !chunk.Apply(changes)) return Damaged(id);
  return {};
}

template <>
base::Result<void> ChunkReader::Read(const ChunkId& id, EncodedLinks& links, Version& written) const {
  std::vector<AdjacencyChunk::Change> changes;
  QIAO_CHECK(ForEachFrame(id, false, [&](const Frame& frame, bool& more) {
    ByteReader reader(frame.content);
    written = std::max(written, frame.version);
    return frame.format == FrameFormat::kBase ? links.AddSegment(frame.content, more) : DecodeChanges(reader, changes);
  }));
  links.SetChanges(std::move(changes));
  return {};
}

template <class C>
base::Result<std::shared_ptr<const C>> ChunkReader::Load(const ChunkId& id) const {
  // The kind in the id says which class the cache has under it, but for links.
  if (auto cached = core_->cache.Find(id, version_)) return std::static_pointer_cast<const C>(std::move(cached));
  Version written = 0;
  auto chunk = std::make_shared<C>();
  QIAO_CHECK(Read(id, *chunk, written));
  core_->cache.Insert(id, written, version_, chunk);
  return std::shared_ptr<const C>(std::move(chunk));
}

template <>
base::Result<std::shared_ptr<const AdjacencyChunk>> ChunkReader::Load(const ChunkId& id) const {
  if (auto cached = core_->cache.Find(id, version_)) {
    if (cached->form() == Chunk::Form::kDecoded)
      return std::static_pointer_cast<const AdjacencyChunk>(std::move(cached));
    auto whole = static_cast<const EncodedLinks&>(*cached).Whole();
    if (!whole) return Damaged(id);
    return whole;
  }
  Version written = 0;
  const bool stays = core_->cache.HasRoom(id);
  auto chunk = stays ? std::make_shared<AdjacencyChunk>() : core_->spares.Take();
  QIAO_CHECK(Read(id, *chunk, written));
  if (stays) {
    core_->cache.Insert(id, written, version_, chunk);
  } else if (core_->cache.Wants(id, chunk->bytes_of_copy())) {
    core_->cache.Insert(id, written, version_, std::make_shared<AdjacencyChunk>(*chunk));
  }
  return std::shared_ptr<const AdjacencyChunk>(std::move(chunk));
}

template base::Result<std::shared_ptr<const ColumnChunk>> ChunkReader::Load(const ChunkId&) const;
template base::Result<std::shared_ptr<const BitsChunk>> ChunkReader::Load(const ChunkId&) const;
template base::Result<std::shared_ptr<const EndsChunk>> ChunkReader::Load(const ChunkId&) const;
template base::Result<std::shared_ptr<const StatisticsChunk>> ChunkReader::Load(const ChunkId&) const;

base::Result<LinksOfRow> ChunkReader::LoadRow(const ChunkId& id, uint32_t row) const {
  auto cached = core_->cache.Find(id, version_);
  if (cached && cached->form() == Chunk::Form::kDecoded) {
    return LinksOfRow{std::static_pointer_cast<const AdjacencyChunk>(std::move(cached)), true};
  }
  if (!cached && core_->cache.HasRoom(id)) {
    QIAO_TRY(auto whole, Load<AdjacencyChunk>(id));
    return LinksOfRow{std::move(whole), true};
  }
  if (!cached) {
    Version written = 0;
    auto links = std::make_shared<EncodedLinks>();
    QIAO_CHECK(Read(id, *links, written));
    core_->cache.Insert(id, written, version_, links);
    cached = std::move(links);
  }
  auto links = static_cast<const EncodedLinks&>(*cached).Row(row);
  if (!links) return Damaged(id);
  return LinksOfRow{std::move(links), false};
}

base::Result<AdjacencyChunk> ChunkReader::LoadSegment(const ChunkId& id, const Link& least, bool& more) const {
  AdjacencyChunk chunk;
  std::vector<AdjacencyChunk::Change> changes;
  more = false;
  const std::string key = SegmentKey(id, least);
  QIAO_TRY(const auto value, key_value_->Get(*snapshot_, Family::kAdjacency, key));
  const auto take = [&](const Frame& frame) {
    ByteReader reader(frame.content);
    return frame.format == FrameFormat::kBase ? DecodeSegment(reader, chunk, more) : DecodeChanges(reader, changes);
  };
  if (value && (!TakeFrames(key, *value, take) || !chunk.Apply(changes))) return Damaged(id);
  return chunk;
}

base::Result<std::optional<std::string>> ChunkReader::GetMeta(std::string_view key) const {
  std::string stored = MetaKey(key);
  QIAO_TRY(auto value, key_value_->Get(*snapshot_, Family::kMeta, stored));
  if (!value) return std::optional<std::string>();
  auto content = ReadSingleFrame(stored, *value);
  if (!content) {
    return base::MakeError(base::ErrorCode::kCorruption, "the database is damaged: record {} can't be read", key);
  }
  return std::optional(std::string(*content));
}

base::Result<std::vector<std::pair<std::string, std::string>>> ChunkReader::ScanMeta(std::string_view prefix) const {
  std::vector<std::pair<std::string, std::string>> found_all;
  auto cursor = key_value_->Scan(*snapshot_, Family::kMeta, MetaKey(prefix));
  while (true) {
    QIAO_TRY(bool found, cursor->Next());
    if (!found) return found_all;
    auto content = ReadSingleFrame(cursor->key(), cursor->value());
    std::string_view key = cursor->key().substr(1);
    if (!content) {
      return base::MakeError(base::ErrorCode::kCorruption, "the database is damaged: record {} can't be read", key);
    }
    found_all.emplace_back(key, *content);
  }
}

}  // namespace qiao::storage
