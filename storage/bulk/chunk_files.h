// The chunks of an import on their way into sorted files.
//
// A ChunkRange takes the chunks of one kind, table and sub in the order of their keys and gathers them in memory; when
// it has enough, it writes a sorted file of its own. What is left at the end goes into files together, so that a small
// table doesn't make a file.
//
// Threads: of a range one at a time, ranges at once; Write by any number. Everything else is done by one thread.
// Errors:  kIo.
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "storage/chunk_id.h"
#include "storage/key_value.h"
#include "storage/view.h"

namespace qiao::storage {

class ChunkFiles;

class ChunkRange {
 public:
  ChunkRange(ChunkFiles& files, Family family) : files_(files), family_(family) {}

  // Chunks that are enough for a file.
  class Part;

  // Requires a key greater than the one before.
  base::Result<void> Put(std::string_view key, std::string_view content);
  base::Result<void> Delete(std::string_view key);
  // Put in two steps, for those who hold a lock at the first one, which takes no time: compressing a part does.
  std::optional<Part> Gather(std::string_view key, std::string_view content);
  base::Result<void> Write(Part part);
  // The import changes the chunk, for the record of changes.
  void Touch(const ChunkId& id) { touched_.push_back(id); }

 private:
  friend class ChunkFiles;
  struct Entry {
    std::string key;
    std::string frame;  // empty: the key goes
  };
  std::optional<Part> Add(Entry entry);

  ChunkFiles& files_;
  Family family_;
  std::vector<Entry> entries_;
  uint64_t bytes_ = 0;
  std::vector<std::unique_ptr<KeyValue::SortedFile>> written_;  // in any order
  std::vector<std::string> first_keys_;                         // of written_
  std::vector<ChunkId> touched_;
};

class ChunkRange::Part {
 private:
  friend class ChunkRange;
  std::vector<Entry> entries_;
  uint64_t bytes_ = 0;
};

class ChunkFiles {
 public:
  // Holds about `memory` bytes at most.
  ChunkFiles(KeyValue& key_value, Version version, uint64_t memory)
      : key_value_(key_value), version_(version), memory_(memory) {}

  // Any thread. It lives as long as the ChunkFiles.
  ChunkRange& NewRange(Family family);

  // Everything as sorted files; the ranges are empty afterwards.
  base::Result<std::vector<std::unique_ptr<KeyValue::SortedFile>>> Finish(unsigned threads);
  std::vector<ChunkId> Touched() const;

 private:
  friend class ChunkRange;
  struct Piece;
  uint64_t RangeLimit() const;
  base::Result<std::unique_ptr<KeyValue::SortedFile>> Write(const Piece& piece);

  KeyValue& key_value_;
  Version version_;
  uint64_t memory_;
  std::mutex mutex_;  // guards the list of ranges, and what each has written
  std::deque<ChunkRange> ranges_;
  std::atomic<size_t> range_count_{0};
  std::atomic<uint64_t> written_bytes_{0};
};

}  // namespace qiao::storage
