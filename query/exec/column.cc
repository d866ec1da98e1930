#include "query/exec/column.h"

#include <algorithm>

namespace qiao::query {

using base::Kind;
using base::Value;

Value Column::FromWord(Form form, uint64_t word) {
  switch (form) {
    case Form::kNodes:
      return Value::Of(base::NodeId(word));
    case Form::kEdges:
      return Value::Of(base::EdgeId(word));
    case Form::kIntegers:
      return Value::Integer(static_cast<int64_t>(word));
    case Form::kFloats:
      return Value::Float(std::bit_cast<double>(word));
    case Form::kBooleans:
      return Value::Boolean(word != 0);
    case Form::kDates:
      return Value::Of(base::Date{static_cast<int64_t>(word)});
    case Form::kNulls:
    case Form::kTexts:
    case Form::kValues:
      break;
  }
  return Value::Null();
}

Form Column::FormOf(const Value& value) {
  if (value.has_record()) return Form::kValues;
  switch (value.kind()) {
    case Kind::kNull:
      return Form::kNulls;
    case Kind::kNode:
      return Form::kNodes;
    case Kind::kRelationship:
      return Form::kEdges;
    case Kind::kInteger:
      return Form::kIntegers;
    case Kind::kFloat:
      return Form::kFloats;
    case Kind::kBoolean:
      return Form::kBooleans;
    case Kind::kDate:
      return Form::kDates;
    case Kind::kString:
      return IsShort(value.string().size()) ? Form::kTexts : Form::kValues;
    default:  // every other kind lives behind a counted reference
      return Form::kValues;
  }
}

uint64_t Column::WordOf(const Value& value) {
  switch (value.kind()) {
    case Kind::kNode:
      return value.node().value;
    case Kind::kRelationship:
      return value.relationship().value;
    case Kind::kInteger:
      return static_cast<uint64_t>(value.integer());
    case Kind::kFloat:
      return std::bit_cast<uint64_t>(value.floating());
    case Kind::kBoolean:
      return value.boolean() ? 1 : 0;
    case Kind::kDate:
      return static_cast<uint64_t>(value.date().days);
    default:  // has no word
      return 0;
  }
}

Value Column::At(size_t row) const {
  const size_t at = constant_ ? 0 : row;
  if (form_ == Form::kValues) return values_[at];
  if (form_ == Form::kNulls || (!absent_.empty() && absent_[at] != 0)) return Value::Null();
  if (form_ == Form::kTexts) return Value::String(TextOf(words_[at]));
  return FromWord(form_, words_[at]);
}

std::string& Column::OwnBytes() {
  if (own_ == nullptr || own_.use_count() > 1) {
    auto own = std::make_shared<std::string>();
    if (form_ == Form::kTexts && !words_.empty()) {
      // Only what the rows stand for is taken over.
      for (size_t i = 0; i < words_.size(); ++i) {
        if (!absent_.empty() && absent_[i] != 0) continue;
        const std::string_view text = TextOf(words_[i]);
        words_[i] = TextWord(own->size(), text.size());
        own->append(text);
      }
    }
    own_ = std::move(own);
    borrowed_.clear();
    texts_repeat_ = false;
    bytes_ = Address(own_->data());
  }
  return *own_;
}

void Column::DropBytes() {
  borrowed_.clear();
  texts_repeat_ = false;
  if (own_ == nullptr) return;
  if (own_.use_count() > 1) {
    own_.reset();
  } else {
    own_->clear();
  }
}

void Column::AppendText(std::string_view text) {
  if (!IsShort(text.size())) return Append(Value::String(text));
  if (form_ != Form::kTexts || constant_) Become(Form::kTexts);
  if (form_ != Form::kTexts) return Append(Value::String(text));
  std::string& own = OwnBytes();
  words_.push_back(TextWord(own.size(), text.size()));
  own.append(text);
  bytes_ = Address(own.data());
  if (!absent_.empty()) absent_.push_back(0);
  ++size_;
}

bool Column::BorrowTexts(const std::shared_ptr<const void>& owner, bool repeat) {
  if (size_ == 0) {
    Clear(Form::kTexts);
    own_.reset();
    bytes_ = 0;
  }
  if (own_ != nullptr || constant_ || (form_ != Form::kTexts && form_ != Form::kNulls)) return false;
  texts_repeat_ = repeat && (borrowed_.empty() || texts_repeat_);
  borrowed_.push_back(owner);
  return true;
}

void Column::ShareTexts(const Column& source) {
  Clear(Form::kTexts);
  TakeBytes(source);
  texts_repeat_ = false;
}

void Column::TakeBytes(const Column& source) {
  bytes_ = source.bytes_;
  own_ = source.own_;
  borrowed_ = source.borrowed_;
  texts_repeat_ = source.texts_repeat_;
}

void Column::TakeNulls(const Column& a, const Column& b) {
  if (a.absent_.empty() && b.absent_.empty()) return;
  absent_.resize(size_);
  for (size_t row = 0; row < size_; ++row) {
    absent_[row] = a.IsNull(row) || b.IsNull(row) ? 1 : 0;
    if (absent_[row] != 0) words_[row] = 0;
  }
}

void Column::Clear(Form form) {
  form_ = form;
  constant_ = false;
  size_ = 0;
  words_.clear();
  absent_.clear();
  values_.clear();
  DropBytes();
}

void Column::Reserve(size_t rows) {
  if (form_ == Form::kValues) values_.reserve(rows);
  if (form_ != Form::kValues && form_ != Form::kNulls) words_.reserve(rows);
}

void Column::Flatten() {
  if (!constant_) return;
  constant_ = false;
  if (form_ == Form::kValues) {
    values_.resize(size_, values_.empty() ? Value() : values_[0]);
  } else if (form_ != Form::kNulls) {
    words_.resize(size_, words_.empty() ? 0 : words_[0]);
  }
}

void Column::Generalise() {
  if (form_ == Form::kValues) return;
  values_.clear();
  values_.reserve(size_);
  for (size_t row = 0; row < size_; ++row) values_.push_back(At(row));
  words_.clear();
  absent_.clear();
  DropBytes();
  form_ = Form::kValues;
}

void Column::Become(Form form) {
  Flatten();
  if (form_ == form) return;
  if (size_ == 0) {
    words_.clear();
    absent_.clear();
    values_.clear();
    form_ = form;
    return;
  }
  if (form_ == Form::kNulls && form != Form::kValues) {
    words_.assign(size_, 0);
    absent_.assign(size_, 1);
    form_ = form;
    return;
  }
  Generalise();
}

void Column::Append(Value value) {
  if (value.is_null()) {
    AppendNull();
    return;
  }
  const Form form = FormOf(value);
  if (form_ != form || constant_) Become(form);
  if (form_ == Form::kValues) {
    values_.push_back(std::move(value));
  } else if (form_ == Form::kTexts) {
    AppendText(value.string());
    return;
  } else {
    words_.push_back(WordOf(value));
    if (!absent_.empty()) absent_.push_back(0);
  }
  ++size_;
}

void Column::AppendNull() {
  Flatten();
  if (size_ == 0 && form_ != Form::kValues) form_ = Form::kNulls;
  if (form_ == Form::kValues) {
    values_.emplace_back();
  } else if (form_ != Form::kNulls) {
    if (absent_.empty()) absent_.assign(size_, 0);
    words_.push_back(0);
    absent_.push_back(1);
  }
  ++size_;
}

uint64_t* Column::AppendWords(Form form, size_t count) {
  if (form_ != form || constant_) Become(form);
  if (form_ != form) return nullptr;
  words_.resize(size_ + count);
  if (!absent_.empty()) absent_.resize(size_ + count, 0);
  uint64_t* begin = words_.data() + size_;
  size_ += count;
  return begin;
}

void Column::AppendRow(const Column& source, size_t row) {
  if (source.IsNull(row)) {
    AppendNull();
  } else if (source.form_ == Form::kValues) {
    Append(source.values_[source.constant_ ? 0 : row]);
  } else if (source.form_ == Form::kTexts) {
    AppendText(source.Text(row));
  } else {
    AppendWord(source.form_, source.Word(row));
  }
}

void Column::AppendRows(const Column& source, std::span<const uint32_t> rows) {
  if (!IsWordForm(source.form_) || source.absent() != nullptr) {
    for (uint32_t row : rows) AppendRow(source, row);
    return;
  }
  if (rows.empty()) return;
  uint64_t* words = AppendWords(source.form_, rows.size());
  if (words == nullptr) {
    for (uint32_t row : rows) Append(source.At(row));
    return;
  }
  const uint64_t* from = source.words();
  const size_t stride = source.stride();
  for (size_t i = 0; i < rows.size(); ++i) words[i] = from[rows[i] * stride];
}

void Column::AppendAll(const Column& source) {
  if (source.constant_ || source.absent() != nullptr || !IsWordForm(source.form_)) {
    for (size_t row = 0; row < source.size_; ++row) AppendRow(source, row);
    return;
  }
  if (source.size_ == 0) return;
  uint64_t* words = AppendWords(source.form_, source.size_);
  if (words == nullptr) {
    for (size_t row = 0; row < source.size_; ++row) Append(source.At(row));
    return;
  }
  std::copy_n(source.words(), source.size_, words);
}

void Column::Fill(const Value& value, size_t rows) {
  Clear();
  Append(value);
  constant_ = true;
  size_ = rows;
}

void Column::Gather(const Column& source, std::span<const uint32_t> rows) {
  Clear(source.form_);
  size_ = rows.size();
  if (source.form_ == Form::kNulls) return;
  if (source.constant_) {
    constant_ = true;
    words_ = source.words_;
    absent_ = source.absent_;
    values_ = source.values_;
    TakeBytes(source);
    return;
  }
  if (source.form_ == Form::kTexts) {
    GatherTexts(source, rows);
    return;
  }
  if (source.form_ == Form::kValues) {
    values_.reserve(rows.size());
    for (uint32_t row : rows) values_.push_back(source.values_[row]);
    return;
  }
  words_.resize(rows.size());
  const uint64_t* from = source.words();
  for (size_t i = 0; i < rows.size(); ++i) words_[i] = from[rows[i]];
  if (source.absent_.empty()) return;
  absent_.resize(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) absent_[i] = source.absent_[rows[i]];
}

void Column::GatherTexts(const Column& source, std::span<const uint32_t> rows) {
  constexpr size_t kSparse = 8;  // a copy is made when less than one byte of so many is used
  words_.resize(rows.size());
  size_t used = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    words_[i] = source.words_[rows[i]];
    used += TextOf(words_[i]).size();
  }
  if (!source.absent_.empty()) {
    absent_.resize(rows.size());
    for (size_t i = 0; i < rows.size(); ++i) absent_[i] = source.absent_[rows[i]];
  }
  TakeBytes(source);
  if (own_ != nullptr && used * kSparse < own_->size()) OwnBytes();
}

void Column::Truncate(size_t rows) {
  if (rows >= size_) return;
  size_ = rows;
  if (constant_ || form_ == Form::kNulls) return;
  if (form_ == Form::kValues) {
    values_.resize(rows);
    return;
  }
  words_.resize(rows);
  if (!absent_.empty()) absent_.resize(rows);
}

size_t Column::HeapSize() const {
  size_t bytes = words_.capacity() * sizeof(uint64_t) + absent_.capacity() + values_.capacity() * sizeof(Value);
  for (const Value& value : values_) bytes += base::HeapSize(value);
  if (form_ == Form::kTexts) {
    for (uint64_t word : words_) bytes += TextOf(word).size();
  }
  return bytes;
}

}  // namespace qiao::query
