#include "loaders/import/record_blocks.h"

#include <utility>

namespace qiao::loaders::import {
namespace {

// Where the last record that ends with a line of `text` ends: a line break between quotes belongs to its record. The
// text begins outside of quotes.
size_t EndOfLastRecord(std::string_view text, char quote) {
  if (text.find(quote) == std::string_view::npos) return text.size();  // blocks end with their lines
  size_t end = 0;
  size_t position = 0;
  while (true) {
    const size_t opening = text.find(quote, position);
    const std::string_view outside = text.substr(position, opening - position);
    if (const size_t line_end = outside.rfind('\n'); line_end != std::string_view::npos) end = position + line_end + 1;
    if (opening == std::string_view::npos) break;
    const size_t closing = text.find(quote, opening + 1);
    if (closing == std::string_view::npos) return end;
    position = closing + 1;
  }
  // The last line of a file may lack its line break.
  return position == text.size() || text.back() != '\n' ? text.size() : end;
}

}  // namespace

base::Result<bool> RecordBlocks::Next(RecordBlock& block) {
  block = std::exchange(rest_, {});
  while (true) {
    const uint64_t line = blocks_.line();
    if (block.text.empty()) block.line = line;
    QIAO_TRY(const bool more, blocks_.Append(block.text));
    // A record that is too long, or that never ends, is for the record reader to complain of.
    if (!more || block.text.size() > csv::kMaxRecordBytes) return !block.text.empty();
    const size_t end = EndOfLastRecord(block.text, quote_);
    if (end == 0) continue;
    if (end < block.text.size()) {
      rest_.text = block.text.substr(end);
      block.text.resize(end);
      rest_.line = block.line + csv::CountLineBreaks(block.text);
    }
    return true;
  }
}

}  // namespace qiao::loaders::import
