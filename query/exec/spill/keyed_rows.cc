#include "query/exec/spill/keyed_rows.h"

#include <algorithm>
#include <numeric>

namespace qiao::query {

using base::Result;

KeyedRows::KeyedRows(Environment& env, MemoryUse& memory, std::vector<Slot> keys, std::vector<Slot> slots,
                     uint64_t first_number)
    : keys_(std::move(keys)),
      slots_(std::move(slots)),
      hash_slot_(env.next_slot++),
      number_slot_(env.next_slot++),
      order_{{{.slot = hash_slot_}}},
      sorter_(env, memory, order_, slots_),
      next_number_(first_number) {
  slots_.insert(slots_.end(), {hash_slot_, number_slot_});
  std::ranges::sort(slots_);
}

Result<void> KeyedRows::Add(Batch& batch) {
  uint64_t* numbers = batch.Put(number_slot_).AppendWords(Form::kIntegers, batch.rows());
  std::iota(numbers, numbers + batch.rows(), next_number_);
  next_number_ += batch.rows();
  std::vector<uint64_t> hashes(batch.rows(), 0);
  for (const Slot slot : keys_) {
    const Column& key = batch.Get(slot);
    for (size_t row = 0; row < hashes.size(); ++row) hashes[row] = hashes[row] * 31 + base::Hash(key.At(row));
  }
  std::ranges::copy(hashes, batch.Put(hash_slot_).AppendWords(Form::kIntegers, batch.rows()));
  return sorter_.Add(batch);
}

// A batch of the sorter is given in up to three parts: the rows that go on with the last hash before, those of whole
// hashes, and those of its last hash, which may go on in the next batch.
Result<bool> KeyedRows::Next(Batch& out, bool& fresh) {
  if (row_ == batch_.rows()) {
    QIAO_TRY(const bool more, sorter_.Next(batch_));
    if (!more) return false;
    row_ = 0;
  }
  const size_t rows = batch_.rows();
  fresh = !any_ || HashAt(row_) != last_hash_;
  size_t end = row_ + 1;
  if (fresh && HashAt(row_) != HashAt(rows - 1)) {
    end = rows - 1;
    while (HashAt(end - 1) == HashAt(rows - 1)) --end;
  } else {
    while (end < rows && HashAt(end) == HashAt(row_)) ++end;
  }
  rows_.resize(end - row_);
  std::iota(rows_.begin(), rows_.end(), static_cast<uint32_t>(row_));
  out.GatherFrom(batch_, rows_, slots_);
  any_ = true;
  last_hash_ = HashAt(end - 1);
  row_ = end;
  return true;
}

}  // namespace qiao::query
