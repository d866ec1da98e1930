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
  // AppendShared() may give texts that `owner` keeps alive from now on. `repeat`: equal ones mostly stand at one place.
  // False, and nothing done, where the column has texts of its own or other values.
  bool BorrowTexts(const std::shared_ptr<const void>& owner, bool repeat);
  // Makes an empty column one of texts in the bytes of another, all of which are parts of that one's.
  void ShareTexts(const Column& source);
  // Requires one of the two before, and IsShort(text.size()).
  void AppendShared(std::string_view text) {
    AppendWord(Form::kTexts, TextWord(Address(text.data()) - bytes_, text.size()));
  }
  // The same for text_at(0) to text_at(count - 1).
  template <class TextAt>
  void AppendShared(size_t count, TextAt text_at) {
    uint64_t* words = AppendWords(Form::kTexts, count);
    for (size_t i = 0; i < count; ++i) {
      const std::string_view text = text_at(i);
      words[i] = TextWord(Address(text.data()) - bytes_, text.size());
    }
  }
  // kTexts: equal texts mostly have equal words, and different ones never do.
  bool texts_repeat() const { return texts_repeat_; }
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

  // Where a text stands, counted from bytes_, and its size. Addresses have 48 bits at most.
  static uint64_t TextWord(size_t offset, size_t size) { return uint64_t{offset} << kSizeBits | size; }
  static uintptr_t Address(const char* bytes) { return reinterpret_cast<uintptr_t>(bytes); }
  std::string_view TextOf(uint64_t word) const {
    return {reinterpret_cast<const char*>(bytes_ + (word >> kSizeBits)),
            static_cast<size_t>(word & ((1U << kSizeBits) - 1))};
  }
  void GatherTexts(const Column& source, std::span<const uint32_t> rows);
  // The bytes of texts become the column's own, which others don't see.
  std::string& OwnBytes();
  void TakeBytes(const Column& source);
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
  uintptr_t bytes_ = 0;               // of texts: the first of `own_`; 0 where they are borrowed from several places
  std::shared_ptr<std::string> own_;  // holds the texts if the column, or one that it was gathered from, made them
  std::vector<std::shared_ptr<const void>> borrowed_;  // hold them else
  bool texts_repeat_ = false;
};

}  // namespace qiao::query
