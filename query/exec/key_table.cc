#include "query/exec/key_table.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <numeric>

namespace qiao::query {

using base::Result;

namespace {

uint64_t Mix(uint64_t x) {
  x ^= x >> 30;
  x *= 0xbf58476d1ce4e5b9ULL;
  x ^= x >> 27;
  x *= 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

constexpr uint64_t kNullHash = 0x9e3779b97f4a7c15ULL;
constexpr uint64_t kHighHalf = 0xffffffff00000000ULL;

// Floats are left out: 1.0 is the same key as the integer 1, and -0.0 as 0.0.
bool HashesAsItStands(Form form) {
  return form == Form::kNulls || form == Form::kTexts || (IsWordForm(form) && form != Form::kFloats);
}

uint64_t WithPart(uint64_t hash, uint64_t part) { return Mix(hash * 31 + part); }

// Texts are mostly short: eight bytes at a time, the last ones once more where they are no eight.
uint64_t HashBytes(std::string_view text) {
  const auto word_at = [&](size_t at) {
    uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof(word));
    return word;
  };
  uint64_t hash = text.size();
  if (text.size() < sizeof(uint64_t)) {
    uint64_t word = 0;
    for (const char byte : text) word = word << 8 | static_cast<unsigned char>(byte);
    return Mix(hash ^ word * kNullHash);
  }
  size_t at = 0;
  for (; at + sizeof(uint64_t) < text.size(); at += sizeof(uint64_t)) hash = Mix(hash * 31 + word_at(at));
  return Mix(hash * 31 + word_at(text.size() - sizeof(uint64_t)));
}

// Of a key that is one text.
uint64_t HashOf(std::string_view text) { return WithPart(0, HashBytes(text)); }

// Each row's hash from one part of its key.
void HashPart(const Column& column, size_t rows, uint64_t* hashes) {
  const auto add = [&](size_t row, uint64_t hash) { hashes[row] = WithPart(hashes[row], hash); };
  if (IsWordForm(column.form()) && !column.has_nulls() && !column.constant()) {
    const uint64_t* words = column.words();
    for (size_t row = 0; row < rows; ++row) add(row, words[row]);
    return;
  }
  for (size_t row = 0; row < rows; ++row) {
    if (column.IsNull(row)) {
      add(row, kNullHash);
    } else if (column.form() == Form::kTexts) {
      add(row, HashBytes(column.Text(row)));
    } else {
      add(row, column.Word(row));
    }
  }
}

void HashValuesOfPart(const Column& column, size_t rows, uint64_t* hashes) {
  for (size_t row = 0; row < rows; ++row) hashes[row] = Mix(hashes[row] * 31 + base::Hash(column.At(row)));
}

}  // namespace

bool KeyTable::AreTyped(std::span<const Column* const> columns) {
  if (!typed_) return false;
  for (size_t part = 0; part < parts_.size(); ++part) {
    const Form known = parts_[part].form(), form = columns[part]->form();
    if (!HashesAsItStands(form)) return false;
    if (known != form && known != Form::kNulls && form != Form::kNulls) return false;
  }
  return true;
}

void KeyTable::HashValues() {
  if (!typed_) return;
  typed_ = false;
  rising_.clear();
  rises_.clear();
  first_ = 0;
  std::ranges::fill(hashes_, 0);
  for (const Column& part : parts_) HashValuesOfPart(part, hashes_.size(), hashes_.data());
  Fill(SlotsFor(hashes_.size()));
}

void KeyTable::HashRows(std::span<const Column* const> columns, size_t rows) {
  row_hashes_.assign(rows, 0);
  for (const Column* column : columns) {
    if (typed_) {
      HashPart(*column, rows, row_hashes_.data());
    } else {
      HashValuesOfPart(*column, rows, row_hashes_.data());
    }
  }
}

bool KeyTable::IsKey(uint32_t number, std::span<const Column* const> columns, size_t row) const {
  for (size_t part = 0; part < parts_.size(); ++part) {
    const Column& known = parts_[part];
    const Column& column = *columns[part];
    if (!typed_) {
      if (!base::Equivalent(known.At(number), column.At(row))) return false;
      continue;
    }
    const bool null = column.IsNull(row);
    if (null != known.IsNull(number)) return false;
    if (null) continue;
    if (column.form() == Form::kTexts ? known.Text(number) != column.Text(row)
                                      : known.Word(number) != column.Word(row)) {
      return false;
    }
  }
  return true;
}

template <class Same>
uint32_t KeyTable::Look(uint64_t hash, size_t& place, const Same& same) const {
  const size_t mask = slots_.size() - 1;
  for (place = hash & mask; IsTaken(slots_[place]); place = (place + 1) & mask) {
    if ((slots_[place] & kHighHalf) != (hash & kHighHalf)) continue;
    const auto number = static_cast<uint32_t>(slots_[place]) - 1;
    if (same(number)) return number;
  }
  return kAbsent;
}

Result<void> KeyTable::Add(uint64_t hash, size_t place) {
  if (hashes_.size() == kAbsent - 1) {
    return base::MakeError(base::ErrorCode::kLimit, "more than {} different keys", kAbsent - 1);
  }
  hashes_.push_back(hash);
  slots_[place] = (hash & kHighHalf) | hashes_.size();
  if ((hashes_.size() - first_) * 2 > slots_.size()) Fill(slots_.size() * 2);
  return {};
}

size_t KeyTable::SlotsFor(size_t keys) { return std::bit_ceil(std::max(kFewSlots, keys * 2)); }

void KeyTable::Fill(size_t slots) {
  slots_.assign(slots, 0);
  for (size_t number = first_; number < hashes_.size(); ++number) {
    if (number + kAhead < hashes_.size()) __builtin_prefetch(&slots_[hashes_[number + kAhead] & (slots - 1)], 1);
    size_t place = hashes_[number] & (slots - 1);
    while (slots_[place] != 0) place = (place + 1) & (slots - 1);
    slots_[place] = (hashes_[number] & kHighHalf) | (number + 1);
  }
}

bool KeyTable::Rises(size_t part, const Column& column, size_t rows) const {
  const Column& known = parts_[part];
  if (column.has_nulls() || !IsWordForm(column.form())) return false;
  if (known.size() > 0 && (known.form() != column.form() || column.Word(0) < known.Word(known.size() - 1)))
    return false;
  if (column.constant()) return true;
  const uint64_t* words = column.words();
  bool rises = true;
  for (size_t row = 1; row < rows; ++row) rises &= words[row] >= words[row - 1];
  return rises;
}

void KeyTable::FindRises(std::span<const Column* const> columns, size_t rows) {
  rises_.clear();
  if (!typed_ || rows == 0) return;
  if (hashes_.empty()) {
    rising_.resize(parts_.size());
    std::iota(rising_.begin(), rising_.end(), 0);
  }
  if (std::erase_if(rising_, [&](size_t part) { return !Rises(part, *columns[part], rows); }) > 0) SeeAll();
  if (rising_.empty()) return;
  rises_.assign(rows, 0);
  for (const size_t part : rising_) {
    const Column& column = *columns[part];
    if (!hashes_.empty()) rises_[0] |= column.Word(0) != parts_[part].Word(hashes_.size() - 1) ? 1 : 0;
    if (column.constant()) continue;
    const uint64_t* words = column.words();
    for (size_t row = 1; row < rows; ++row) rises_[row] |= words[row] != words[row - 1] ? 1 : 0;
  }
}

void KeyTable::SeeAll() {
  if (first_ == 0) return;
  first_ = 0;
  Fill(SlotsFor(hashes_.size()));
}

// None of the keys so far can come again.
void KeyTable::Rise() {
  const size_t keys = hashes_.size() - first_;
  first_ = static_cast<uint32_t>(hashes_.size());
  if (slots_.size() > kFewSlots && keys * 16 < slots_.size()) slots_.assign(kFewSlots, 0);  // which stays in the cache
}

// Has the processor fetch what a row is about to be compared with.
template <class Fetch>
void KeyTable::FetchAhead(size_t row, size_t rows, const Fetch& fetch) const {
  if (slots_.size() <= kNearSlots) return;
  const size_t mask = slots_.size() - 1;
  if (row + 2 * kAhead < rows) __builtin_prefetch(&slots_[row_hashes_[row + 2 * kAhead] & mask]);
  if (row + kAhead >= rows) return;
  const uint64_t slot = slots_[row_hashes_[row + kAhead] & mask];
  if (IsTaken(slot)) fetch(static_cast<uint32_t>(slot) - 1);
}

template <class Same, class Fetch, class Missing>
Result<void> KeyTable::LookUpRows(size_t rows, std::vector<uint32_t>& numbers, const Same& same, const Fetch& fetch,
                                  const Missing& missing) {
  size_t place = 0;
  for (size_t row = 0; row < rows; ++row) {
    if (!rises_.empty() && rises_[row] != 0) Rise();
    FetchAhead(row, rows, fetch);
    const uint64_t hash = row_hashes_[row];
    numbers[row] = Look(hash, place, [&](uint32_t number) { return same(number, row); });
    if (numbers[row] != kAbsent) continue;
    QIAO_TRY(numbers[row], missing(hash, place, row));
  }
  return {};
}

// One column of texts of which equal ones mostly have the same word: what was found for a word is remembered.
template <class Missing>
Result<void> KeyTable::LookUpTexts(const Column& texts, size_t rows, std::vector<uint32_t>& numbers,
                                   const Missing& missing) {
  struct Known {
    uint64_t word = 0;
    uint32_t number = kAbsent;
  };
  std::array<Known, 256> known_words;
  size_t place = 0;
  for (size_t row = 0; row < rows; ++row) {
    const uint64_t word = texts.words()[row];
    Known& known = known_words[Mix(word) % known_words.size()];
    if (known.number == kAbsent || known.word != word) {
      const std::string_view text = texts.Text(row);
      const uint64_t hash = HashOf(text);
      uint32_t number = Look(hash, place, [&](uint32_t other) {
        return parts_[0].form() == Form::kTexts && !parts_[0].IsNull(other) && parts_[0].Text(other) == text;
      });
      if (number == kAbsent) {
        QIAO_TRY(number, missing(hash, place, row));
      }
      known = {word, number};
    }
    numbers[row] = known.number;
  }
  return {};
}

// Sets each row's number; missing(hash, place, row) answers for a key that isn't there.
template <class Missing>
Result<void> KeyTable::LookUp(std::span<const Column* const> columns, size_t rows, std::vector<uint32_t>& numbers,
                              const Missing& missing) {
  numbers.resize(rows);
  if (slots_.empty()) Fill(kFewSlots);
  if (!AreTyped(columns)) HashValues();
  if (typed_ && parts_.size() == 1 && columns[0]->form() == Form::kTexts && columns[0]->texts_repeat() &&
      !columns[0]->has_nulls() && !columns[0]->constant()) {
    return LookUpTexts(*columns[0], rows, numbers, missing);
  }
  HashRows(columns, rows);
  const auto is_plain = [&](size_t part) {
    const Form form = columns[part]->form();
    return IsWordForm(form) && parts_[part].form() == form && !columns[part]->has_nulls() && !parts_[part].has_nulls();
  };
  const auto fetch = [&](uint32_t number) {
    for (const Column& part : parts_) {
      if (part.words() != nullptr) __builtin_prefetch(part.words() + number);
    }
  };
  // Mostly keys are nodes or numbers, one or two of them.
  if (typed_ && !parts_.empty() && parts_.size() <= 2 && is_plain(0) && is_plain(parts_.size() - 1)) {
    const Column &first = *columns[0], &last = *columns[parts_.size() - 1];
    const uint64_t *words = first.words(), *last_words = last.words();
    const size_t stride = first.stride(), last_stride = last.stride();
    return LookUpRows(
        rows, numbers,
        [&](uint32_t number, size_t row) {
          return parts_.front().words()[number] == words[row * stride] &&
                 parts_.back().words()[number] == last_words[row * last_stride];
        },
        fetch, missing);
  }
  if (typed_ && parts_.size() == 1 && parts_[0].form() == Form::kTexts && columns[0]->form() == Form::kTexts &&
      !parts_[0].has_nulls() && !columns[0]->has_nulls()) {
    return LookUpRows(
        rows, numbers, [&](uint32_t number, size_t row) { return parts_[0].Text(number) == columns[0]->Text(row); },
        fetch, missing);
  }
  return LookUpRows(
      rows, numbers, [&](uint32_t number, size_t row) { return IsKey(number, columns, row); },
      [&](uint32_t number) {
        if (typed_) fetch(number);
      },
      missing);
}

Result<void> KeyTable::Insert(std::span<const Column* const> columns, size_t rows, std::vector<uint32_t>& numbers) {
  FindRises(columns, rows);
  return LookUp(columns, rows, numbers, [&](uint64_t hash, size_t place, size_t row) -> Result<uint32_t> {
    const auto number = static_cast<uint32_t>(hashes_.size());
    QIAO_CHECK(Add(hash, place));
    for (size_t part = 0; part < parts_.size(); ++part) {
      if (IsWordForm(columns[part]->form()) && !columns[part]->IsNull(row)) {
        parts_[part].AppendWord(columns[part]->form(), columns[part]->Word(row));
        continue;
      }
      parts_[part].AppendRow(*columns[part], row);
      if (columns[part]->form() == Form::kValues) value_bytes_ += base::HeapSize(columns[part]->At(row));
      if (columns[part]->form() == Form::kTexts) value_bytes_ += columns[part]->Text(row).size();
    }
    return number;
  });
}

void KeyTable::Find(std::span<const Column* const> columns, size_t rows, std::vector<uint32_t>& numbers) {
  rising_.clear();
  rises_.clear();
  SeeAll();
  // Looking up adds nothing, so it can't fail.
  (void)LookUp(columns, rows, numbers, [](uint64_t, size_t, size_t) -> Result<uint32_t> { return uint32_t{kAbsent}; });
}

size_t KeyTable::HeapSize() const {
  const size_t slots = std::max(slots_.capacity(), SlotsFor(hashes_.size()));  // which it may need one day
  return (hashes_.capacity() + slots + hashes_.size() * parts_.size()) * sizeof(uint64_t) + value_bytes_;
}

void KeyTable::Clear() {
  for (Column& part : parts_) part.Clear();
  typed_ = true;
  hashes_.clear();
  slots_.clear();
  value_bytes_ = 0;
  rising_.clear();
  first_ = 0;
}

}  // namespace qiao::query
