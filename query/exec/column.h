// One slot of a batch: the values of all its rows.
//
// Values of one kind that fits a machine word stand in an array of words, with a flag for each null once there is one;
// short texts likewise, their words telling where in one run of bytes they stand; everything else stands as
// base::Value. A column finds its form by itself: it starts without one, takes that of the first value, and falls back
// to values when kinds mix. A constant column stores its only value once.
//
// The bytes of texts may be shared: with columns gathered from one another, and with the chunk that they were read
// from.
//
// Threads: like a std::vector.
#pragma once

#include <bit>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.h"

namespace qiao::query {

enum class Form : uint8_t {
  kNulls,     // every row is null; nothing is stored
  kNodes,     // words are NodeId::value
  kEdges,     // words are EdgeId::value
  kIntegers,  // words are int64_t
  kFloats,    // words are the bits of a double
  kBooleans,  // words are 0 or 1
  kDates,     // words are days since 1970-01-01, int64_t
  kTexts,     // read by Text(), not by Word()
  kValues,
};

// Nodes, relationships, numbers, truths and dates: two of one form are the same value if, and but for floats only if,
// their words are equal.
constexpr bool IsWordForm(Form form) { return form != Form::kNulls && form != Form::kTexts && form != Form::kValues; }

class Column {
 public:
  Form form() const { return form_; }
  size_t size() const { return size_; }
  bool constant() const { return constant_; }
  // How far apart the stored values of two rows are: row r stands at r * stride().
  size_t stride() const { return constant_ ? 0 : 1; }
  bool has_nulls() const { return form_ == Form::kNulls || form_ == Form::kValues || !absent_.empty(); }

  bool IsNull(size_t row) const {
    if (form_ == Form::kNulls) return true;
    const size_t at = constant_ ? 0 : row;
    return form_ == Form::kValues ? values_[at].is_null() : !absent_.empty() && absent_[at] != 0;
  }
  // Word forms only; 0 where null.
  uint64_t Word(size_t row) const { return words_[constant_ ? 0 : row]; }
  // kTexts only; lives as long as the column or one gathered from it, and until something is appended.
  std::string_view Text(size_t row) const { return TextOf(words_[constant_ ? 0 : row]); }
  base::Value At(size_t row) const;

  // The arrays: one element if constant.
  const uint64_t* words() const { return words_.data(); }
  const uint8_t* absent() const { return absent_.empty() ? nullptr : absent_.data(); }
  const base::Value* values() const { return values_.data(); }

  // Empties the column; `form` is only a hint of what comes, memory is kept.
  void Clear(Form form = Form::kNulls);
  void Reserve(size_t rows);
  void Append(base::Value value);
  void AppendNull();
  void AppendWord(Form form, uint64_t word) {
    if (form_ != form || constant_) Become(form);
    if (form_ != form) {
      Append(FromWord(form, word));
      return;
    }
    words_.push_back(word);
    if (!absent_.empty()) absent_.push_back(0);
    ++size_;
  }
  // `count` more words without nulls, to be filled by the caller; nullptr when the column holds other forms.
  uint64_t* AppendWords(Form form, size_t count);
  void AppendText(std::string_view text);
  // Makes an empty column one of texts in bytes that `owner` keeps alive; AppendTextAt() says which.
  void BorrowTexts(const char* bytes, std::shared_ptr<const void> owner);
  // Requires BorrowTexts() before, and IsShort(size).
  void AppendTextAt(size_t offset, size_t size) { AppendWord(Form::kTexts, TextWord(offset, size)); }
  // Makes an empty column one of texts in the bytes of another, all of which are parts of that one's.
  void ShareTexts(const Column& source);
  void AppendShared(std::string_view part) { AppendTextAt(static_cast<size_t>(part.data() - bytes_), part.size()); }
  static constexpr bool IsShort(size_t bytes) { return bytes < kLongText; }
  // Word forms: null wherever one of the two is, whose rows are as many; there the words become 0.
  void TakeNulls(const Column& a, const Column& b);
  void AppendRow(const Column& source, size_t row);
  void AppendRows(const Column& source, std::span<const uint32_t> rows);
  void AppendAll(const Column& source);

  // `rows` times the same value.
  void Fill(const base::Value& value, size_t rows);
  // rows[i] of the source; the source is another column. Few texts of many bytes are copied.
  void Gather(const Column& source, std::span<const uint32_t> rows);
  // Makes a constant column an ordinary one.
  void Flatten();
  // Only the first rows.
  void Truncate(size_t rows);

  // Bytes on the heap.
  size_t HeapSize() const;

  // Word forms only.
  static base::Value FromWord(Form form, uint64_t word);
  // The form that a value takes.
  static Form FormOf(const base::Value& value);
  // Word forms only.
  static uint64_t WordOf(const base::Value& value);

 private:
  static constexpr size_t kLongText = 4096;  // bytes from which a text stands as a value
  static constexpr int kSizeBits = 16;

  // Where a text stands: its offset and its size.
  static uint64_t TextWord(size_t offset, size_t size) { return uint64_t{offset} << kSizeBits | size; }
  std::string_view TextOf(uint64_t word) const {
    return {bytes_ + (word >> kSizeBits), static_cast<size_t>(word & ((1U << kSizeBits) - 1))};
  }
  void GatherTexts(const Column& source, std::span<const uint32_t> rows);
  // The bytes of texts become the column's own, which others don't see.
  std::string& OwnBytes();
  void DropBytes();
  // Turns an empty or all-null column to the form, one of another form to values. Flattens.
  void Become(Form form);
  void Generalise();

  Form form_ = Form::kNulls;
  bool constant_ = false;
  size_t size_ = 0;
  std::vector<uint64_t> words_;
  std::vector<uint8_t> absent_;  // empty: no null among the words
  std::vector<base::Value> values_;
  const char* bytes_ = nullptr;           // of texts
  std::shared_ptr<std::string> own_;      // holds bytes_ if the column, or one that it was gathered from, made them
  std::shared_ptr<const void> borrowed_;  // else
};

}  // namespace qiao::query
