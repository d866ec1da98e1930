#include "query/exec/key_table.h"

#include <algorithm>
#include <array>

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

// Of a key that is one text.
uint64_t HashOf(std::string_view text) { return WithPart(0, std::hash<std::string_view>()(text)); }

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
      add(row, std::hash<std::string_view>()(column.Text(row)));
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
  std::ranges::fill(hashes_, 0);
  for (const Column& part : parts_) HashValuesOfPart(part, hashes_.size(), hashes_.data());
  if (slots_.empty()) return;
  slots_.resize(slots_.size() / 2);
  Grow();
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
  for (place = hash & mask; slots_[place] != 0; place = (place + 1) & mask) {
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
  if (hashes_.size() * 2 > slots_.size()) Grow();
  return {};
}

void KeyTable::Grow() {
  const size_t size = slots_.empty() ? 64 : slots_.size() * 2;
  slots_.assign(size, 0);
  for (size_t number = 0; number < hashes_.size(); ++number) {
    size_t place = hashes_[number] & (size - 1);
    while (slots_[place] != 0) place = (place + 1) & (size - 1);
    slots_[place] = (hashes_[number] & kHighHalf) | (number + 1);
  }
}

template <class Same, class Missing>
Result<void> KeyTable::LookUpRows(size_t rows, std::vector<uint32_t>& numbers, const Same& same,
                                  const Missing& missing) {
  size_t place = 0;
  for (size_t row = 0; row < rows; ++row) {
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
  if (slots_.empty()) Grow();
  if (!AreTyped(columns)) HashValues();
  if (typed_ && parts_.size() == 1 && columns[0]->form() == Form::kTexts && columns[0]->texts_repeat() &&
      !columns[0]->has_nulls() && !columns[0]->constant()) {
    return LookUpTexts(*columns[0], rows, numbers, missing);
  }
  HashRows(columns, rows);
  // Mostly keys are one column of nodes or numbers.
  if (typed_ && parts_.size() == 1 && IsWordForm(columns[0]->form()) && !columns[0]->has_nulls() &&
      parts_[0].form() == columns[0]->form() && !parts_[0].has_nulls()) {
    const uint64_t* words = columns[0]->words();
    const size_t stride = columns[0]->stride();
    return LookUpRows(
        rows, numbers, [&](uint32_t number, size_t row) { return parts_[0].words()[number] == words[row * stride]; },
        missing);
  }
  return LookUpRows(
      rows, numbers, [&](uint32_t number, size_t row) { return IsKey(number, columns, row); }, missing);
}

Result<void> KeyTable::Insert(std::span<const Column* const> columns, size_t rows, std::vector<uint32_t>& numbers) {
  return LookUp(columns, rows, numbers, [&](uint64_t hash, size_t place, size_t row) -> Result<uint32_t> {
    const auto number = static_cast<uint32_t>(hashes_.size());
    QIAO_CHECK(Add(hash, place));
    for (size_t part = 0; part < parts_.size(); ++part) {
      parts_[part].AppendRow(*columns[part], row);
      if (columns[part]->form() == Form::kValues) value_bytes_ += base::HeapSize(columns[part]->At(row));
      if (columns[part]->form() == Form::kTexts) value_bytes_ += columns[part]->Text(row).size();
    }
    return number;
  });
}

void KeyTable::Find(std::span<const Column* const> columns, size_t rows, std::vector<uint32_t>& numbers) {
  // Looking up adds nothing, so it can't fail.
  (void)LookUp(columns, rows, numbers, [](uint64_t, size_t, size_t) -> Result<uint32_t> { return uint32_t{kAbsent}; });
}

size_t KeyTable::HeapSize() const {
  return (hashes_.capacity() + slots_.capacity() + hashes_.size() * parts_.size()) * sizeof(uint64_t) + value_bytes_;
}

void KeyTable::Clear() {
  for (Column& part : parts_) part.Clear();
  typed_ = true;
  hashes_.clear();
  slots_.clear();
  value_bytes_ = 0;
}

}  // namespace qiao::query
