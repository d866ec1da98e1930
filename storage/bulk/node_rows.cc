#include "storage/bulk/node_rows.h"

#include <algorithm>

#include "storage/catalog.h"
#include "storage/column_codec.h"

namespace qiao::storage {
namespace {

void SetBits(std::map<uint32_t, BitsChunk>& runs, uint32_t first, uint32_t count) {
  for (uint64_t row = first; row < uint64_t{first} + count; ++row) {
    const BitsChunk::Change change{static_cast<uint16_t>(RowInRun(static_cast<uint32_t>(row))), true};
    runs[RunOf(static_cast<uint32_t>(row))].Apply({&change, 1});
  }
}

}  // namespace

uint32_t NodeRows::StoredIn(uint32_t run) const {
  return run == RunOf(static_cast<uint32_t>(before_.rows)) ? RowInRun(static_cast<uint32_t>(before_.rows)) : 0;
}

base::Result<uint32_t> NodeRows::Reserve(uint32_t count) {
  std::lock_guard lock(mutex_);
  if (rows_ + count > uint64_t{1} << base::NodeId::kRowBits) return OutOfRows();
  return static_cast<uint32_t>(std::exchange(rows_, rows_ + count));
}

base::Result<void> NodeRows::Write(uint32_t first, const NodeBatch& batch) {
  for (uint32_t begin = 0; begin < batch.rows();) {
    const uint32_t in_run = RowInRun(first + begin);
    const uint32_t end = std::min(batch.rows(), begin + (kRunRows - in_run));
    Part part{in_run, end - begin, {}};
    for (const NodeBatch::Column& column : batch.columns()) {
      if (!column.cells.HasAny(begin, end)) continue;
      part.columns.push_back({column.key, {}});
      part.columns.back().cells.AppendRows(column.cells, begin, end);
    }
    QIAO_CHECK(AddPart(RunOf(first + begin), std::move(part)));
    begin = end;
  }
  return {};
}

base::Result<void> NodeRows::Encode(base::KeyId key, uint32_t run, const ColumnBuffer& column, Encoded& encoded) {
  EncodeBase(column.cells(), encoded.emplace_back(key, std::string()).second);
  return statistics_.Add(key, run, column.cells());
}

// The thread that brings the last part writes the run.
base::Result<void> NodeRows::AddPart(uint32_t run, Part part) {
  std::vector<Part> whole;
  {
    std::lock_guard lock(mutex_);
    std::vector<Part>& parts = parts_[run];
    parts.push_back(std::move(part));
    uint32_t rows = StoredIn(run);
    for (const Part& each : parts) rows += each.count;
    if (rows < kRunRows) return {};
    whole = std::move(parts);
    parts_.erase(run);
  }
  return WriteParts(run, std::move(whole));
}

base::Result<void> NodeRows::WriteParts(uint32_t run, std::vector<Part> parts) {
  Encoded encoded;
  if (parts.size() == 1 && StoredIn(run) == 0) {
    for (const auto& column : parts.front().columns) {
      QIAO_CHECK(Encode(column.key, run, column.cells, encoded));
    }
    return PutInOrder(run, std::move(encoded));
  }
  std::ranges::sort(parts, {}, &Part::first);
  std::map<base::KeyId, ColumnBuffer> columns;
  for (const Part& part : parts) {
    for (const auto& column : part.columns) {
      auto [place, is_new] = columns.try_emplace(column.key);
      if (is_new && StoredIn(run) > 0 && std::ranges::binary_search(before_.keys, column.key)) {
        QIAO_TRY(auto chunk,
                 stored_.Load<ColumnChunk>({ChunkKind::kNodeColumn, before_.id.value, column.key.value, run}));
        place->second.Start(*chunk);
      }
      place->second.PadTo(part.first);
      place->second.AppendRows(column.cells, 0, part.count);
    }
  }
  for (const auto& [key, column] : columns) QIAO_CHECK(Encode(key, run, column, encoded));
  return PutInOrder(run, std::move(encoded));
}

base::Result<void> NodeRows::PutInOrder(uint32_t run, Encoded columns) {
  std::vector<std::pair<ChunkRange*, ChunkRange::Part>> full;
  {
    std::lock_guard lock(mutex_);
    waiting_.emplace(run, std::move(columns));
    for (auto next = waiting_.begin(); next != waiting_.end() && next->first == next_run_; next = waiting_.begin()) {
      for (const auto& [key, content] : next->second) {
        ChunkRange*& range = ranges_[key];
        if (range == nullptr) range = &files_.NewRange(Family::kProperty);
        const ChunkId id{ChunkKind::kNodeColumn, before_.id.value, key.value, next_run_};
        range->Touch(id);
        if (auto part = range->Gather(KeyOf(id), content)) full.emplace_back(range, *std::move(part));
      }
      waiting_.erase(next);
      ++next_run_;
    }
  }
  for (auto& [range, part] : full) QIAO_CHECK(range->Write(std::move(part)));
  return {};
}

void NodeRows::Delete(uint32_t row) {
  std::lock_guard lock(mutex_);
  SetBits(deleted_, row, 1);
  ++deleted_rows_;
}

void NodeRows::Override(base::LabelId label, uint32_t first, uint32_t count) {
  std::lock_guard lock(mutex_);
  SetBits(overrides_[label], first, count);
  override_rows_[label] += count;
}

// Sets of rows that the store has for a run stay in it.
base::Result<void> NodeRows::PutSets(ChunkKind kind, uint32_t sub, bool was_there,
                                     std::map<uint32_t, BitsChunk>& runs) {
  if (runs.empty()) return {};
  ChunkRange& range = files_.NewRange(Family::kRows);
  for (auto& [run, bits] : runs) {
    const ChunkId id{kind, before_.id.value, sub, run};
    if (was_there && StoredIn(run) > 0) {
      QIAO_TRY(auto chunk, stored_.Load<BitsChunk>(id));
      for (size_t i = 0; i < bits.present.size(); ++i) {
        bits.present[i] |= chunk->present[i];
        bits.absent[i] &= chunk->absent[i];
      }
    }
    std::string content;
    EncodeBase(bits, content);
    QIAO_CHECK(range.Put(KeyOf(id), content));
    range.Touch(id);
  }
  return {};
}

base::Result<void> NodeRows::Finish(NodeTable& after) {
  for (auto& [run, parts] : std::exchange(parts_, {})) QIAO_CHECK(WriteParts(run, std::move(parts)));
  QIAO_CHECK(PutSets(ChunkKind::kDeadNodes, 0, before_.live != before_.rows, deleted_));
  for (auto& [label, runs] : overrides_) {
    QIAO_CHECK(PutSets(ChunkKind::kOverride, label.value, std::ranges::binary_search(before_.varying, label), runs));
    auto place = std::ranges::lower_bound(after.varying, label);
    const auto index = place - after.varying.begin();
    if (place == after.varying.end() || *place != label) {
      after.varying.insert(place, label);
      after.varying_rows.insert(after.varying_rows.begin() + index, 0);
    }
    after.varying_rows[static_cast<size_t>(index)] += override_rows_[label];
  }
  after.rows = rows_;
  after.live = before_.live + (rows_ - before_.rows) - deleted_rows_;
  QIAO_CHECK(statistics_.Finish(before_.keys, after.rows, after.live, files_));
  for (const auto& [key, range] : ranges_) {
    auto place = std::ranges::lower_bound(after.keys, key);
    if (place == after.keys.end() || *place != key) after.keys.insert(place, key);
  }
  return {};
}

}  // namespace qiao::storage
