#include "loaders/csv/record_reader.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace qiao::loaders::csv {
namespace {

bool IsLineEnd(char c) { return c == '\n' || c == '\r'; }

}  // namespace

// Drops what was handed out and reads on; indexes from the record's start stay right.
base::Result<bool> RecordReader::Fill() {
  buffer_.erase(0, start_);
  start_ = 0;
  return blocks_.Append(buffer_);
}

// Whether there is a character at `i`, counted from the record's start.
base::Result<bool> RecordReader::More(size_t i) {
  if (start_ + i < buffer_.size()) return true;
  return Fill();
}

base::Result<bool> RecordReader::SkipBlankLines() {
  while (true) {
    for (; start_ < buffer_.size(); ++start_) {
      if (!IsLineEnd(buffer_[start_])) return true;
      if (buffer_[start_] == '\n') ++line_;
    }
    QIAO_TRY(const bool more, Fill());
    if (!more) return false;
  }
}

base::Result<std::string_view> RecordReader::PeekLine() {
  QIAO_TRY(const bool more, SkipBlankLines());
  if (!more) return std::string_view();
  const size_t end = std::min(buffer_.find_first_of("\r\n", start_), buffer_.size());
  return std::string_view(buffer_).substr(start_, end - start_);
}

InputPlace RecordReader::PlaceAt(size_t offset) const {
  const std::string_view before = std::string_view(buffer_).substr(start_, offset);
  const size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  return {blocks_.path(), line_ + static_cast<uint64_t>(std::ranges::count(before, '\n')),
          base::CodePointCount(before.substr(line_start)) + 1};
}

// The field whose opening quote stands at `i`; answers what follows its closing quote.
base::Result<size_t> RecordReader::ScanQuoted(size_t i) {
  const size_t opening = i++;
  Bounds bounds{i, i, true, false};
  while (true) {
    const size_t quote = buffer_.find(quote_, start_ + i);
    if (quote == std::string::npos) {
      i = buffer_.size() - start_;
      if (i > kMaxRecordBytes) {
        return InputError(
            "{}: the quote that opens here is not closed within {} MiB; add a closing quote, or double a "
            "quote that belongs to the text",
            PlaceAt(opening), kMaxRecordBytes >> 20);
      }
      QIAO_TRY(const bool more, Fill());
      if (more) continue;
      return InputError(
          "{}: the quote that opens here is never closed; add a closing quote, or double a quote that belongs to the "
          "text",
          PlaceAt(opening));
    }
    i = quote - start_ + 1;
    QIAO_TRY(const bool more, More(i));
    if (more && buffer_[start_ + i] == quote_) {
      bounds.doubled = true;
      ++i;
      continue;
    }
    bounds.end = i - 1;
    if (more && !AtDelimiter(start_ + i) && !IsLineEnd(buffer_[start_ + i])) {
      return InputError("{}: text behind a closing quote; double a quote that belongs to the text", PlaceAt(i));
    }
    bounds_.push_back(bounds);
    return i;
  }
}

// The field without quotes that begins at `i`; answers what ends it.
base::Result<size_t> RecordReader::ScanPlain(size_t i) {
  const char* const begin = buffer_.data() + start_;
  const char* const end = buffer_.data() + buffer_.size();
  const char* at = ends_.Find(begin + i, end);
  for (; at < end && !IsLineEnd(*at); at = ends_.Find(at + 1, end)) {
    if (AtDelimiter(static_cast<size_t>(at - buffer_.data()))) break;
    if (*at != quote_) continue;
    return InputError("{}: a quote in the middle of a field; put the whole field into quotes and double this one",
                      PlaceAt(static_cast<size_t>(at - begin)));
  }
  const auto stop = static_cast<size_t>(at - begin);
  bounds_.push_back({i, stop, false, false});
  return stop;
}

base::Result<void> RecordReader::ScanRecord() {
  bounds_.clear();
  size_t i = 0;
  while (true) {
    QIAO_TRY(bool more, More(i));
    if (more && buffer_[start_ + i] == quote_) {
      any_quoted_ = true;
      QIAO_TRY(i, ScanQuoted(i));
    } else {
      QIAO_TRY(i, ScanPlain(i));
    }
    // Blocks end with their lines, so what ends the buffer here ends the file.
    if (start_ + i >= buffer_.size() || IsLineEnd(buffer_[start_ + i])) break;
    i += delimiter_.size();
  }
  Finish(i);
  return {};
}

// Most records have no quotes and delimiters of one byte. False: this one has, or the buffer doesn't hold its end, and
// nothing is done.
bool RecordReader::TakePlainRecord() {
  if (delimiter_.size() != 1) return false;
  const char* const begin = buffer_.data() + start_;
  const char* const end = buffer_.data() + buffer_.size();
  record_.fields.clear();
  for (const char* field = begin;; ++field) {
    const char* const stop = ends_.Find(field, end);
    if (stop == end || *stop == quote_) return false;
    record_.fields.push_back({{field, static_cast<size_t>(stop - field)}, false, static_cast<size_t>(field - begin)});
    field = stop;
    if (IsLineEnd(*stop)) break;
  }
  record_size_ = record_.fields.back().begin + record_.fields.back().text.size();
  record_.raw = {begin, record_size_};
  record_.line = line_;
  return true;
}

base::Result<const Record*> RecordReader::Next() {
  // Past the last record.
  if (std::exchange(any_quoted_, false)) {
    const std::string_view last = std::string_view(buffer_).substr(start_, record_size_);
    line_ += static_cast<uint64_t>(std::ranges::count(last, '\n'));
  }
  start_ += std::exchange(record_size_, 0);
  QIAO_TRY(const bool any, SkipBlankLines());
  if (!any) return nullptr;
  if (!TakePlainRecord()) QIAO_CHECK(ScanRecord());
  return &record_;
}

TextBlocks RecordReader::TakeRest() && {
  const std::string_view last = std::string_view(buffer_).substr(start_, record_size_);
  line_ += static_cast<uint64_t>(std::ranges::count(last, '\n'));
  buffer_.erase(0, start_ + record_size_);
  if (!buffer_.empty()) blocks_.PutBack(std::move(buffer_), line_);
  return std::move(blocks_);
}

void RecordReader::Finish(size_t end) {
  record_size_ = end;
  record_.raw = std::string_view(buffer_).substr(start_, end);
  record_.line = line_;
  record_.fields.clear();
  unescaped_.clear();
  if (any_quoted_) unescaped_.reserve(end);  // so that no view into it moves
  for (const Bounds& bounds : bounds_) {
    Field field{record_.raw.substr(bounds.begin, bounds.end - bounds.begin), bounds.quoted,
                bounds.begin - (bounds.quoted ? 1 : 0)};
    if (bounds.doubled) {
      const size_t from = unescaped_.size();
      for (size_t i = 0; i < field.text.size(); ++i) {
        unescaped_ += field.text[i];
        if (field.text[i] == quote_) ++i;
      }
      field.text = std::string_view(unescaped_).substr(from);
    }
    record_.fields.push_back(field);
  }
}

}  // namespace qiao::loaders::csv
