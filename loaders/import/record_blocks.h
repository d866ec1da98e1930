// A table in blocks of whole records, so that several threads can read it.
//
// Memory: about two megabytes; more only for longer records, up to kMaxRecordBytes.
// Errors: those of TextBlocks.
#pragma once

#include <cstdint>
#include <string>

#include "loaders/csv/record_reader.h"
#include "loaders/csv/text_blocks.h"

namespace qiao::loaders::import {

struct RecordBlock {
  std::string text;
  uint64_t line = 1;  // of its first character
  uint32_t file = 0;  // number among the files of the import
};

class RecordBlocks {
 public:
  RecordBlocks(csv::TextBlocks blocks, char quote) : blocks_(std::move(blocks)), quote_(quote) {}

  // False at the end.
  base::Result<bool> Next(RecordBlock& block);
  const csv::TextBlocks& text() const { return blocks_; }

 private:
  csv::TextBlocks blocks_;
  char quote_;
  RecordBlock rest_;  // the beginning of a record whose end wasn't read yet
};

}  // namespace qiao::loaders::import
