#include "storage/change_record.h"

#include "storage/frame.h"

namespace qiao::storage {

std::string ChangeKey(Version version) {
  std::string key;
  PutBigEndian(key, version);
  return key;
}

std::string EncodeChangeRecord(std::span<const ChunkId> touched) {
  std::string content;
  content.reserve(touched.size() * kChunkKeySize);
  for (const ChunkId& id : touched) PutChunkId(content, id);
  return content;
}

base::Result<std::optional<std::vector<ChunkId>>> ReadChangeRecord(const KeyValue& store,
                                                                   const KeyValue::Snapshot& snapshot,
                                                                   Version version) {
  std::string key = ChangeKey(version);
  QIAO_TRY(auto value, store.Get(snapshot, Family::kChange, key));
  if (!value) return std::optional<std::vector<ChunkId>>();
  auto content = ReadSingleFrame(key, *value);
  std::vector<ChunkId> touched;
  for (size_t place = 0; content && place < content->size(); place += kChunkKeySize) {
    auto id = ReadChunkId(content->substr(place, kChunkKeySize));
    if (!id) content.reset();
    if (id) touched.push_back(*id);
  }
  if (!content) {
    return base::MakeError(base::ErrorCode::kCorruption,
                           "the database is damaged: the record of version {} can't be read", version);
  }
  return std::optional(std::move(touched));
}

}  // namespace qiao::storage
