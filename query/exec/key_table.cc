#include "query/exec/key_table.h"

namespace qiao::query {

using base::Result;
using base::Value;

namespace {

uint64_t Mix(uint64_t x) {
  x ^= x >> 30;
  x *= 0xbf58476d1ce4e5b9ULL;
  x ^= x >> 27;
  x *= 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

constexpr uint64_t kNullHash = 0x9e3779b97f4a7c15ULL;

bool FitsWord(Form form) {
  return form == Form::kNodes || form == Form::kEdges || form == Form::kIntegers || form == Form::kBooleans;
}

}  // namespace

bool KeyTable::UseWords(const Column& column) {
  if (width_ != 1 || form_ == Form::kValues) return false;
  if (column.form() == Form::kNulls || column.form() == form_) return true;
  if (form_ != Form::kNulls || !FitsWord(column.form())) return false;
  form_ = column.form();
  return true;
}

void KeyTable::Generalise() {
  if (form_ == Form::kValues) return;
  values_.clear();
  for (uint32_t number = 0; number < words_.size(); ++number) values_.push_back(At(number, 0));
  form_ = Form::kValues;
  words_.clear();
  null_number_ = kAbsent;
  for (size_t number = 0; number < values_.size(); ++number) {
    hashes_[number] = Mix(base::Hash(values_[number]));
    heap_bytes_ += base::HeapSize(values_[number]);
  }
  if (!slots_.empty()) {
    slots_.resize(slots_.size() / 2);
    Grow();
  }
}

Value KeyTable::At(uint32_t number, size_t part) const {
  if (form_ == Form::kValues) return values_[number * width_ + part];
  return number == null_number_ ? Value::Null() : Column::FromWord(form_, words_[number]);
}

template <class Same>
uint32_t KeyTable::Look(uint64_t hash, size_t& place, const Same& same) const {
  const size_t mask = slots_.size() - 1;
  for (place = hash & mask; slots_[place] != 0; place = (place + 1) & mask) {
    const uint32_t number = slots_[place] - 1;
    if (hashes_[number] == hash && same(number)) return number;
  }
  return kAbsent;
}

Result<void> KeyTable::Add(uint64_t hash, size_t place) {
  if (hashes_.size() == kAbsent - 1) {
    return base::MakeError(base::ErrorCode::kLimit, "more than {} different keys", kAbsent - 1);
  }
  hashes_.push_back(hash);
  slots_[place] = static_cast<uint32_t>(hashes_.size());
  if (hashes_.size() * 2 > slots_.size()) Grow();
  return {};
}

void KeyTable::Grow() {
  const size_t size = slots_.empty() ? 64 : slots_.size() * 2;
  slots_.assign(size, 0);
  for (size_t number = 0; number < hashes_.size(); ++number) {
    size_t place = hashes_[number] & (size - 1);
    while (slots_[place] != 0) place = (place + 1) & (size - 1);
    slots_[place] = static_cast<uint32_t>(number + 1);
  }
}

// Sets each row's number; missing(hash, place) is called, with key_ filled or for words, for a key that isn't there.
template <class Missing>
Result<void> KeyTable::ForEachKey(std::span<const Column* const> columns, size_t rows, std::vector<uint32_t>& numbers,
                                  const Missing& missing) {
  numbers.resize(rows);
  if (slots_.empty()) Grow();
  size_t place = 0;
  if (width_ == 1 && UseWords(*columns[0])) {
    const Column& column = *columns[0];
    for (size_t row = 0; row < rows; ++row) {
      const bool null = column.IsNull(row);
      const uint64_t word = null ? 0 : column.Word(row);
      const uint64_t hash = null ? kNullHash : Mix(word);
      numbers[row] = Look(hash, place, [&](uint32_t number) {
        return null ? number == null_number_ : number != null_number_ && words_[number] == word;
      });
      if (numbers[row] != kAbsent) continue;
      QIAO_TRY(numbers[row], missing(hash, place, null, word));
    }
    return {};
  }
  Generalise();
  key_.resize(width_);
  for (size_t row = 0; row < rows; ++row) {
    uint64_t hash = 0;
    for (size_t part = 0; part < width_; ++part) {
      key_[part] = columns[part]->At(row);
      hash = Mix(hash * 31 + base::Hash(key_[part]));
    }
    numbers[row] = Look(hash, place, [&](uint32_t number) {
      for (size_t part = 0; part < width_; ++part) {
        if (!base::Equivalent(values_[number * width_ + part], key_[part])) return false;
      }
      return true;
    });
    if (numbers[row] != kAbsent) continue;
    QIAO_TRY(numbers[row], missing(hash, place, false, 0));
  }
  return {};
}

Result<void> KeyTable::Insert(std::span<const Column* const> columns, size_t rows, std::vector<uint32_t>& numbers) {
  return ForEachKey(columns, rows, numbers,
                    [&](uint64_t hash, size_t place, bool null, uint64_t word) -> Result<uint32_t> {
                      const auto number = static_cast<uint32_t>(hashes_.size());
                      if (form_ == Form::kValues) {
                        for (const Value& part : key_) {
                          heap_bytes_ += base::HeapSize(part);
                          values_.push_back(part);
                        }
                      } else {
                        words_.push_back(word);
                        if (null) null_number_ = number;
                      }
                      QIAO_CHECK(Add(hash, place));
                      return number;
                    });
}

void KeyTable::Find(std::span<const Column* const> columns, size_t rows, std::vector<uint32_t>& numbers) {
  // Looking up adds nothing, so it can't fail.
  (void)ForEachKey(columns, rows, numbers,
                   [](uint64_t, size_t, bool, uint64_t) -> Result<uint32_t> { return uint32_t{kAbsent}; });
}

size_t KeyTable::HeapSize() const {
  return words_.capacity() * sizeof(uint64_t) + values_.capacity() * sizeof(Value) + heap_bytes_ +
         hashes_.capacity() * sizeof(uint64_t) + slots_.capacity() * sizeof(uint32_t);
}

void KeyTable::Clear() {
  form_ = Form::kNulls;
  words_.clear();
  null_number_ = kAbsent;
  values_.clear();
  hashes_.clear();
  slots_.clear();
  heap_bytes_ = 0;
}

}  // namespace qiao::query
