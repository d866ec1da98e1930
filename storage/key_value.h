// What the store needs of an ordered key-value engine. RocksDB stands behind it in a folder, a map in memory.
//
// Values merge by concatenation: Merge appends bytes to what is there. So no merge can fail, whatever the bytes are,
// and whether they make sense is found out by the reader.
//
// Owner:   snapshots, batches and cursors die before their KeyValue.
// Threads: any number may read and sync; one at a time writes and takes snapshots.
// Errors:  kIo, kCorruption.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qiao::storage {

// Key spaces, fixed at creation. Never reuse a number.
enum class Family : uint8_t {
  kMeta = 0,       // format, catalog, and what PutMeta wrote
  kProperty = 1,   // columns
  kAdjacency = 2,  // adjacencies and edge ends
  kRows = 3,       // deleted rows and label overrides
  kIndex = 4,      // index entries
  kChange = 5,     // version -> what it touched
};
inline constexpr size_t kFamilies = 6;

// What a write waits for.
enum class Durability : uint8_t {
  kSync,    // until the disk has it: survives a power cut
  kSystem,  // until the operating system has it: survives the end of the process
  kMemory,  // nothing: may be lost until the store is closed
};

class KeyValue {
 public:
  virtual ~KeyValue() = default;

  // A state to read from; it stays as it is until the snapshot is destroyed.
  class Snapshot {
   public:
    virtual ~Snapshot() = default;
  };

  // Writes that happen together or not at all.
  class Batch {
   public:
    virtual ~Batch() = default;
    virtual void Put(Family family, std::string_view key, std::string_view value) = 0;
    virtual void Merge(Family family, std::string_view key, std::string_view value) = 0;
    virtual void Delete(Family family, std::string_view key) = 0;
    virtual size_t bytes() const = 0;
  };

  // Walks over keys in byte order. key() and value() hold until the next call of Next.
  class Cursor {
   public:
    virtual ~Cursor() = default;
    // Moves to the first key, then to each next one; false behind the last.
    virtual base::Result<bool> Next() = 0;
    virtual std::string_view key() const = 0;
    virtual std::string_view value() const = 0;
    // The next call of Next moves to the first key from `begin` on, and those after it stop before `end`. Both start
    // with the prefix that the cursor was made for.
    virtual void Seek(std::string_view begin, std::string_view end) = 0;
  };

  // Writes to one family in byte order, gathered beside the store until Ingest takes them over. One that isn't taken
  // leaves nothing behind.
  class SortedFile {
   public:
    virtual ~SortedFile() = default;
    // Requires a key greater than the one before.
    virtual base::Result<void> Put(std::string_view key, std::string_view value) = 0;
    virtual base::Result<void> Delete(std::string_view key) = 0;
    // Nothing more comes. Requires at least one write.
    virtual base::Result<void> Finish() = 0;
  };

  virtual std::unique_ptr<const Snapshot> TakeSnapshot() = 0;
  virtual base::Result<std::optional<std::string>> Get(const Snapshot& snapshot, Family family,
                                                       std::string_view key) const = 0;
  // The same for a reader who only looks at the value, which is gone when `look` returns. False: there is none.
  virtual base::Result<bool> Look(const Snapshot& snapshot, Family family, std::string_view key,
                                  const std::function<void(std::string_view value)>& look) const {
    QIAO_TRY(const auto value, Get(snapshot, family, key));
    if (value) look(*value);
    return value.has_value();
  }
  // The keys that start with `prefix`.
  virtual std::unique_ptr<Cursor> Scan(const Snapshot& snapshot, Family family, std::string_view prefix) const = 0;

  virtual std::unique_ptr<Batch> NewBatch() const = 0;
  virtual base::Result<void> Write(std::unique_ptr<Batch> batch, Durability durability) = 0;
  // Waits until the disk has all that was written with kSystem before the call.
  virtual base::Result<void> Sync() = 0;

  // Long work, which tells from time to time how much is done, 0 to 1, and stops with kCancelled when told false.
  using Progress = std::function<bool(double done)>;
  // Lays out everything anew, so that it takes little room and is read quickly.
  virtual base::Result<void> Compact(const Progress& progress) = 0;
  // Reads everything that lies on disk and checks it against its checksums: kCorruption names the file.
  virtual base::Result<void> Verify(const Progress& progress) = 0;

  // Any number of threads may make sorted files at once.
  virtual base::Result<std::unique_ptr<SortedFile>> NewSortedFile(Family family) = 0;
  // Takes over finished files, all or none, and returns once the disk has them. Of one key only one file may know.
  virtual base::Result<void> Ingest(std::vector<std::unique_ptr<SortedFile>> files) = 0;
};

}  // namespace qiao::storage
