// What a transaction has written so far, and the marks that it can go back to.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "storage/catalog.h"
#include "storage/copy_on_write.h"
#include "storage/index_writes.h"
#include "storage/pending_log.h"
#include "storage/snapshot.h"
#include "storage/transaction.h"

namespace qiao::storage {

struct Transaction::State {
  using MetaWrites = std::map<std::string, std::optional<std::string>, std::less<>>;

  struct Undo {
    PendingLog* log;
    size_t size;
  };
  struct Mark {
    Catalog catalog;
    CopyOnWrite<MetaWrites> meta;
    uint64_t bytes = 0;
    size_t touches = 0;
    std::vector<Undo> undo;  // logs that grew since, with the sizes they had
  };

  std::shared_ptr<const Snapshot> base;
  uint64_t max_bytes = 0;

  Catalog catalog;
  CopyOnWrite<MetaWrites> meta;
  PendingChunks<ColumnChunk> columns;
  PendingChunks<AdjacencyChunk> adjacencies;
  PendingChunks<BitsChunk> bits;
  PendingChunks<EndsChunk> ends;
  IndexWrites indexes;
  // Taken after the entries of each new rule were written: indexes are read from the last one, if there is any.
  std::vector<std::unique_ptr<const KeyValue::Snapshot>> built;

  bool refresh_statistics = false;

  uint64_t bytes = 0;   // that the changes take, about
  uint64_t shape = 0;   // counts changes to the tables' number, labels and keys
  uint64_t counts = 0;  // counts changes to the tables' rows

  std::vector<Mark> marks;
  uint64_t last_mark = 0;  // grows with every mark and every return to one

  template <class C>
  void Add(PendingChunks<C>& chunks, const ChunkId& id, typename C::Change change, size_t size) {
    PendingChunk<C>& chunk = chunks[id];
    if (!marks.empty() && chunk.marked != last_mark) {
      marks.back().undo.push_back({&chunk, chunk.size()});
      chunk.marked = last_mark;
    }
    chunk.Add(std::move(change));
    bytes += sizeof(typename C::Change) + size;
  }

  // A rule may have to look at the entity again.
  void Touch(uint64_t entity, bool relationship) {
    constexpr uint64_t kBytes = 200;  // about what its entries take
    indexes.Touch({entity, relationship}, last_mark);
    bytes += kBytes;
  }

  // The chunk as the transaction sees it.
  template <class C>
  base::Result<std::shared_ptr<const C>> Read(PendingChunks<C>& chunks, const ChunkId& id) {
    auto found = chunks.find(id);
    if (found == chunks.end()) return base->chunks().Load<C>(id);
    return found->second.Read(base->chunks(), id);
  }
};

}  // namespace qiao::storage
