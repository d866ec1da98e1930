// The records of a CSV file, one at a time: fields between delimiters, quotes around fields that hold delimiters, line
// breaks or doubled quotes. Blank lines are skipped.
//
// Memory: one record and one block of the file, however long the file is; a record longer than kMaxRecordBytes is an
//         error, so a quote that nobody closes can't fill the memory.
// Errors: kInput with file, line and column: a quote that isn't closed, a quote in the middle of a field, text behind a
//         closing quote, invalid bytes; kIo.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "loaders/csv/byte_search.h"
#include "loaders/csv/text_blocks.h"
#include "loaders/input.h"

namespace qiao::loaders::csv {

inline constexpr size_t kMaxRecordBytes = size_t{64} << 20;

struct Field {
  std::string_view text;  // without quotes
  bool quoted = false;
  size_t begin = 0;  // of the field in the record's raw bytes
};

// Views into the reader, valid until the next Next().
struct Record {
  std::vector<Field> fields;
  std::string_view raw;
  uint64_t line = 0;  // of its first character
};

class RecordReader {
 public:
  // `delimiter` is one character, of any number of bytes; `quote` another, of one byte.
  RecordReader(TextBlocks blocks, std::string delimiter, char quote = '"')
      : blocks_(std::move(blocks)), quote_(quote), line_(blocks_.line()) {
    set_delimiter(std::move(delimiter));
  }

  // nullptr at the end of the file.
  base::Result<const Record*> Next();

  // What stands behind the last record. The reader is of no use afterwards.
  TextBlocks TakeRest() &&;

  // Where a field of the last record begins.
  InputPlace PlaceOf(size_t field) const { return PlaceAt(record_.fields[field].begin); }
  InputPlace PlaceOfRecord() const { return {blocks_.path(), record_.line, 0}; }

  const TextBlocks& blocks() const { return blocks_; }
  const std::string& delimiter() const { return delimiter_; }
  // Reads the records from here on with another delimiter. Requires that no record was read.
  void set_delimiter(std::string delimiter) {
    delimiter_ = std::move(delimiter);
    ends_ = ByteSearch({delimiter_[0], quote_, '\n', '\r'});
  }
  // The next line as it stands, without taking it; empty at the end. It may go on behind a line break in quotes.
  base::Result<std::string_view> PeekLine();

 private:
  struct Bounds {
    size_t begin = 0;  // relative to the record; of the text behind an opening quote
    size_t end = 0;
    bool quoted = false;
    bool doubled = false;  // holds quotes that stand for one
  };

  base::Result<bool> Fill();
  base::Result<bool> SkipBlankLines();
  base::Result<bool> More(size_t i);
  base::Result<size_t> ScanQuoted(size_t i);
  base::Result<size_t> ScanPlain(size_t i);
  base::Result<void> ScanRecord();
  bool TakePlainRecord();
  bool AtDelimiter(size_t i) const {
    return i + delimiter_.size() <= buffer_.size() && buffer_[i] == delimiter_[0] &&
           (delimiter_.size() == 1 || std::string_view(buffer_).substr(i, delimiter_.size()) == delimiter_);
  }
  InputPlace PlaceAt(size_t offset) const;
  void Finish(size_t end);

  TextBlocks blocks_;
  std::string delimiter_;
  char quote_;
  ByteSearch ends_{{}};  // what a field without quotes ends at, and what it must not hold
  std::string buffer_;
  size_t start_ = 0;  // of the record in buffer_
  size_t record_size_ = 0;
  uint64_t line_;            // of the record
  bool any_quoted_ = false;  // field of the record
  std::vector<Bounds> bounds_;
  std::string unescaped_;
  Record record_;
};

}  // namespace qiao::loaders::csv
