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
    : env_(env),
      keys_(keys),
      evaluators_(std::move(evaluators)),
      entity_(OnlySlot(keys)),
      whole_(All(evaluators_), entity_, env) {}

void GroupNumbers::Decide(const Batch& batch) {
  layout_ = Layout::kWhole;
  pieces_.clear();
  if (keys_.size() < 2) return;
  if (entity_ != kNoSlot) {
    // Where nodes repeat, all is computed once for each of them.
    const Form form = batch.Has(entity_) ? batch.Get(entity_).form() : Form::kValues;
    const bool are_entities = form == Form::kNodes || form == Form::kEdges;
    if (!are_entities || GoesUp(batch.Get(entity_))) SplitByPart();
  } else if (IsBySlot()) {
    SplitBySlot();
  } else {
    const auto is_entity = [&](const Assigned& key) {
      if (IsComputed(key) || !batch.Has(key.expression->slot)) return false;
      const Form form = batch.Get(key.expression->slot).form();
      return form == Form::kNodes || form == Form::kEdges;
    };
    if (!std::ranges::all_of(keys_, is_entity)) SplitByPart();
  }
  if (!pieces_.empty()) split_.emplace(pieces_.size());
}

// Some keys are computed from one slot, some from another.
bool GroupNumbers::IsBySlot() const {
  return std::ranges::any_of(keys_, [](const Assigned& key) { return IsComputed(key) && OnlySlot(key) != kNoSlot; });
}

// Keys that are computed from one slot make a piece, each other key one of its own.
void GroupNumbers::SplitBySlot() {
  layout_ = Layout::kBySlot;
  std::vector<bool> taken(keys_.size(), false);
  for (size_t part = 0; part < keys_.size(); ++part) {
    if (taken[part]) continue;
    const Slot slot = OnlySlot(keys_[part]);
    std::vector<size_t> parts;
    bool computed = false;
    for (size_t other = part; other < keys_.size(); ++other) {
      if (other != part && (slot == kNoSlot || OnlySlot(keys_[other]) != slot)) continue;
      parts.push_back(other);
      taken[other] = true;
      computed = computed || IsComputed(keys_[other]);
    }
    AddPiece(std::move(parts), computed ? slot : kNoSlot);
  }
}

void GroupNumbers::SplitByPart() {
  layout_ = Layout::kByPart;
  for (size_t part = 0; part < keys_.size(); ++part) AddPiece({part}, kNoSlot);
}

void GroupNumbers::AddPiece(std::vector<size_t> parts, Slot entity) {
  std::vector<Evaluator*> evaluators;
  for (const size_t part : parts) evaluators.push_back(evaluators_[part].get());
  pieces_.push_back({std::move(parts), std::make_unique<PartNumbers>(std::move(evaluators), entity, env_), {}, {}});
}

void GroupNumbers::Clear() {
  whole_.Clear();
  layout_.reset();
  pieces_.clear();
  split_.reset();
  rows_seen_ = 0;
}

size_t GroupNumbers::HeapSize() const {
  size_t bytes = whole_.HeapSize();
  if (!split_) return bytes;
  for (const Piece& piece : pieces_) bytes += piece.numbers->HeapSize();
  return bytes + split_->HeapSize();
}

Result<void> GroupNumbers::Number(const Batch& batch, std::vector<uint32_t>& numbers) {
  if (!layout_) Decide(batch);
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

// Each of them comes once at most, in the order of a scan.
bool GroupNumbers::GoesUp(const Column& entities) {
  if (entities.has_nulls() || entities.constant()) return false;
  const std::span<const uint64_t> words(entities.words(), entities.size());
  return std::ranges::adjacent_find(words, std::ranges::greater_equal()) == words.end();
}

bool GroupNumbers::IsWorthIt() const {
  const bool tried = rows_seen_ > kTrialRows;
  bool texts = false;
  for (const Piece& piece : pieces_) {
    if (!piece.numbers->typed() || (tried && piece.numbers->size() * 2 > rows_seen_)) return false;
    for (size_t part = 0; part < piece.parts.size(); ++part) texts |= piece.numbers->Key(part).form() == Form::kTexts;
  }
  // Numbers are told apart as fast as their numbers are, where keys hardly repeat.
  return texts || !tried || split_->size() * 2 <= rows_seen_;
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
  if (!layout_) Adopt(later);
  if (split_ && later.split_ && layout_ == later.layout_) {
    QIAO_TRY(const bool merged, MergePieces(later, numbers));
    if (merged) return {};
  }
  if (split_) QIAO_CHECK(Join());
  std::vector<Column> keys;
  return whole_.Insert(later.AllKeys(keys), later.size(), numbers);
}

// Nothing has been numbered here yet.
void GroupNumbers::Adopt(const GroupNumbers& other) {
  if (!other.layout_) return;
  layout_ = Layout::kWhole;
  if (!other.split_) return;
  if (other.layout_ == Layout::kBySlot) {
    SplitBySlot();
  } else {
    SplitByPart();
  }
  split_.emplace(pieces_.size());
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
