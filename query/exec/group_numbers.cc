#include "query/exec/group_numbers.h"

#include <algorithm>
#include <numeric>

#include "query/plan/slot_set.h"

namespace qiao::query {

using base::Result;

namespace {

bool IsComputed(const Assigned& key) { return key.expression->kind != ExpressionKind::kSlot; }

// The slot from which the key is computed, or that it is; kNoSlot when there are several, or values differ by chance.
Slot OnlySlot(const Assigned& key) {
  if (IsVolatile(*key.expression)) return kNoSlot;
  const std::vector<Slot> slots = SlotsOf(*key.expression);
  return slots.size() == 1 ? slots[0] : kNoSlot;
}

// The same for all keys; kNoSlot, too, when none is computed.
Slot OnlySlot(const std::vector<Assigned>& keys) {
  if (std::ranges::none_of(keys, IsComputed)) return kNoSlot;
  Slot only = kNoSlot;
  for (const Assigned& key : keys) {
    if (IsVolatile(*key.expression)) return kNoSlot;
    for (const Slot slot : SlotsOf(*key.expression)) {
      if (only != kNoSlot && only != slot) return kNoSlot;
      only = slot;
    }
  }
  return only;
}

std::vector<Evaluator*> All(const std::vector<EvaluatorPtr>& evaluators) {
  std::vector<Evaluator*> all;
  for (const EvaluatorPtr& evaluator : evaluators) all.push_back(evaluator.get());
  return all;
}

}  // namespace

GroupNumbers::GroupNumbers(const std::vector<Assigned>& keys, std::vector<EvaluatorPtr> evaluators,
                           const Environment& env)
    : env_(env), evaluators_(std::move(evaluators)), whole_(All(evaluators_), OnlySlot(keys), env) {
  Split(keys);
  Clear();
}

// Keys that are computed from one slot make a piece, each other key one of its own.
void GroupNumbers::Split(const std::vector<Assigned>& keys) {
  std::vector<Slot> slots;  // by piece
  std::vector<bool> computed;
  for (size_t part = 0; part < keys.size(); ++part) {
    const Slot slot = OnlySlot(keys[part]);
    size_t piece = slot == kNoSlot ? slots.size() : static_cast<size_t>(std::ranges::find(slots, slot) - slots.begin());
    if (piece == slots.size()) {
      slots.push_back(slot);
      computed.push_back(false);
      pieces_.emplace_back();
    }
    pieces_[piece].parts.push_back(part);
    computed[piece] = computed[piece] || (slot != kNoSlot && IsComputed(keys[part]));
  }
  if (pieces_.size() < 2 || std::ranges::find(computed, true) == computed.end()) {
    pieces_.clear();
    return;
  }
  for (size_t i = 0; i < pieces_.size(); ++i) {
    std::vector<Evaluator*> evaluators;
    for (const size_t part : pieces_[i].parts) evaluators.push_back(evaluators_[part].get());
    pieces_[i].numbers = std::make_unique<PartNumbers>(std::move(evaluators), computed[i] ? slots[i] : kNoSlot, env_);
  }
}

void GroupNumbers::Clear() {
  whole_.Clear();
  for (Piece& piece : pieces_) piece.numbers->Clear();
  split_.reset();
  if (!pieces_.empty()) split_.emplace(pieces_.size());
  rows_seen_ = 0;
}

size_t GroupNumbers::HeapSize() const {
  size_t bytes = whole_.HeapSize();
  if (!split_) return bytes;
  for (const Piece& piece : pieces_) bytes += piece.numbers->HeapSize();
  return bytes + split_->HeapSize();
}

Result<void> GroupNumbers::Number(const Batch& batch, std::vector<uint32_t>& numbers) {
  if (split_) {
    QIAO_TRY(const bool numbered, NumberPieces(batch, numbers));
    if (numbered) return {};
    QIAO_CHECK(Join());
  }
  return whole_.Number(batch, numbers);
}

Result<bool> GroupNumbers::NumberPieces(const Batch& batch, std::vector<uint32_t>& numbers) {
  for (Piece& piece : pieces_) {
    QIAO_CHECK(piece.numbers->Number(batch, numbers));
    Fill(piece.codes, numbers);
  }
  rows_seen_ += batch.rows();
  if (!IsWorthIt()) return false;
  QIAO_CHECK(split_->Insert(Codes(), batch.rows(), numbers));
  return true;
}

bool GroupNumbers::IsWorthIt() const {
  return std::ranges::all_of(pieces_, [&](const Piece& piece) {
    return piece.numbers->typed() && (rows_seen_ <= kTrialRows || piece.numbers->size() * 2 <= rows_seen_);
  });
}

void GroupNumbers::Fill(Column& codes, const std::vector<uint32_t>& numbers) {
  codes.Clear();
  std::ranges::copy(numbers, codes.AppendWords(Form::kIntegers, numbers.size()));
}

std::span<const Column* const> GroupNumbers::Codes() {
  columns_.clear();
  for (const Piece& piece : pieces_) columns_.push_back(&piece.codes);
  return columns_;
}

// Numbers whole keys from now on; those that there are keep their numbers.
Result<void> GroupNumbers::Join() {
  std::vector<Column> keys;
  std::vector<uint32_t> same;
  QIAO_CHECK(whole_.Insert(AllKeys(keys), size(), same));
  split_.reset();
  for (Piece& piece : pieces_) piece.numbers->Clear();
  return {};
}

Result<void> GroupNumbers::Merge(const GroupNumbers& later, std::vector<uint32_t>& numbers) {
  if (split_ && later.split_) {
    QIAO_TRY(const bool merged, MergePieces(later, numbers));
    if (merged) return {};
  }
  if (split_) QIAO_CHECK(Join());
  std::vector<Column> keys;
  return whole_.Insert(later.AllKeys(keys), later.size(), numbers);
}

Result<bool> GroupNumbers::MergePieces(const GroupNumbers& later, std::vector<uint32_t>& numbers) {
  const size_t groups = later.split_->size();
  for (size_t i = 0; i < pieces_.size(); ++i) {
    Piece& piece = pieces_[i];
    const PartNumbers& others = *later.pieces_[i].numbers;
    piece.columns.clear();
    for (size_t part = 0; part < piece.parts.size(); ++part) piece.columns.push_back(&others.Key(part));
    QIAO_CHECK(piece.numbers->Insert(piece.columns, others.size(), numbers));
    if (!piece.numbers->typed()) return false;
    const Column& codes = later.split_->Part(i);
    piece.codes.Clear();
    uint64_t* words = piece.codes.AppendWords(Form::kIntegers, groups);
    for (size_t group = 0; group < groups; ++group) words[group] = numbers[codes.Word(group)];
  }
  QIAO_CHECK(split_->Insert(Codes(), groups, numbers));
  return true;
}

Result<std::span<const Column* const>> GroupNumbers::Keys(const RowSet& rows) {
  columns_.clear();
  for (const EvaluatorPtr& key : evaluators_) {
    QIAO_TRY(const Column* column, key->Evaluate(rows));
    columns_.push_back(column);
  }
  return std::span<const Column* const>(columns_);
}

void GroupNumbers::Find(std::span<const Column* const> keys, size_t rows, std::vector<uint32_t>& numbers) {
  if (!split_) return whole_.Find(keys, rows, numbers);
  for (Piece& piece : pieces_) {
    piece.columns.clear();
    for (const size_t part : piece.parts) piece.columns.push_back(keys[part]);
    piece.numbers->Find(piece.columns, rows, numbers);
    Fill(piece.codes, numbers);  // no key has kAbsent as a number
  }
  split_->Find(Codes(), rows, numbers);
}

// The keys of all groups, which are put into the columns where they don't stand in any yet.
std::vector<const Column*> GroupNumbers::AllKeys(std::vector<Column>& gathered) const {
  std::vector<const Column*> keys;
  std::vector<uint32_t> groups(split_ ? size() : 0);
  std::iota(groups.begin(), groups.end(), 0);
  gathered.resize(evaluators_.size());
  for (size_t part = 0; part < evaluators_.size(); ++part) {
    if (split_) GatherKey(part, groups, gathered[part]);
    keys.push_back(split_ ? &gathered[part] : &whole_.Key(part));
  }
  return keys;
}

std::pair<const GroupNumbers::Piece*, size_t> GroupNumbers::PieceOf(size_t part) const {
  for (const Piece& piece : pieces_) {
    const auto place = std::ranges::find(piece.parts, part);
    if (place != piece.parts.end()) return {&piece, static_cast<size_t>(place - piece.parts.begin())};
  }
  return {nullptr, 0};
}

void GroupNumbers::GatherKey(size_t part, std::span<const uint32_t> groups, Column& out) const {
  if (!split_) {
    out.Gather(whole_.Key(part), groups);
    return;
  }
  const auto [piece, place] = PieceOf(part);
  const Column& codes = split_->Part(static_cast<size_t>(piece - pieces_.data()));
  std::vector<uint32_t> numbers;
  numbers.reserve(groups.size());
  for (const uint32_t group : groups) numbers.push_back(static_cast<uint32_t>(codes.Word(group)));
  out.Gather(piece->numbers->Key(place), numbers);
}

}  // namespace qiao::query
