// Turns what a transaction has changed into one batch of writes.
//
// A chunk that already exists gets its changes as a small merge. A chunk that is new, that changes a lot, or that has
// gathered many changes is written whole; only the writer does that, so no change can be lost to it. A chunk whose rows
// are all deleted goes away.
//
// Errors: kIo, kCorruption from reading chunks that are to be written whole.
#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "storage/statistics_upkeep.h"
#include "storage/transaction_state.h"

namespace qiao::storage {

// What the writer remembers of the chunks that it came across, from one commit to the next. Forgetting costs reads, no
// more.
struct WriterMemory {
  // How many frames stand under a key, and how many may.
  struct Frames {
    uint32_t count = 0;
    uint32_t most = 0;
  };
  std::unordered_map<std::string, Frames> frames;
  // The least links of an adjacency's segments, in order.
  std::unordered_map<ChunkId, std::vector<Link>, ChunkIdHash> segments;
  StatisticsDue statistics_due;
};

// Key: the version, u64 big-endian. Content: the keys of the chunks that the commit changed.
void WriteChangeRecord(Version version, std::span<const ChunkId> touched, KeyValue::Batch& batch);

class CommitBuilder {
 public:
  // `now` is what the transaction sees.
  CommitBuilder(const Transaction::State& transaction, const View& now, const Catalog& after, WriterMemory& memory,
                KeyValue::Batch& batch);

  base::Result<void> Build();
  // The chunks that the commit changes.
  const std::vector<ChunkId>& touched() const { return touched_; }

 private:
  // True when nothing of the chunk can be stored yet.
  bool IsNew(const ChunkId& id) const;

  template <class C>
  base::Result<void> AddChunks(const PendingChunks<C>& chunks);
  template <class C>
  base::Result<void> AddChunk(const ChunkId& id, std::span<const typename C::Change> changes);
  base::Result<void> AddSegments(const ChunkId& id, std::span<const AdjacencyChunk::Change> changes);
  base::Result<void> AddSegment(const ChunkId& id, const Link& least, std::span<const AdjacencyChunk::Change> changes);
  base::Result<std::vector<Link>*> SegmentsOf(const ChunkId& id);
  void PutSegments(const ChunkId& id, const AdjacencyChunk& adjacency, const Link& least, bool more);

  base::Result<bool> CanMerge(const ChunkId& id, const std::string& key, size_t changes);
  template <class Change>
  void Merge(Family family, const std::string& key, std::span<const Change> changes);
  void PutChunk(const ChunkId& id, const std::string& key, std::string_view content);
  void Put(Family family, const std::string& key, std::string_view content);

  // Takes away what the runs held whose last row this commit deletes. Which rows are deleted, the ends of edges (the
  // change log asks for them) and the labels of nodes stay.
  base::Result<void> FreeDeadRuns();
  void FreeColumns(ChunkKind kind, uint32_t table, std::span<const base::KeyId> keys, uint32_t run);
  base::Result<void> FreeLinks(const ChunkId& id);
  void Delete(Family family, const std::string& key);

  base::Result<void> KeepStatistics();
  void AddIndexEntries();
  void AddMeta();

  const Transaction::State& transaction_;
  const View& now_;
  const ChunkReader& stored_;
  const Catalog& before_;
  const Catalog& after_;
  Version version_;
  WriterMemory& memory_;
  KeyValue::Batch& batch_;
  std::vector<ChunkId> touched_;
};

}  // namespace qiao::storage
