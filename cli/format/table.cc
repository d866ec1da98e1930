#include "cli/format/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/text.h"

namespace qiao::cli {
namespace {

constexpr size_t kNarrowest = 6;  // columns that cutting leaves
constexpr std::string_view kBetween = " | ";

std::string Padded(const Cell& cell, size_t width, bool last) {
  const size_t taken = base::DisplayWidth(cell.text);
  const std::string pad(taken < width ? width - taken : 0, ' ');
  if (cell.right) return pad + cell.text;
  return last ? cell.text : cell.text + pad;
}

}  // namespace

std::string OneLine(std::string_view text) {
  std::string line;
  for (size_t position = 0; position < text.size();) {
    const char32_t c = base::NextCodePoint(text, position);
    if (c == '\n') {
      line += "\\n";
    } else if (c == '\r') {
      line += "\\r";
    } else if (c == '\t') {
      line += "\\t";
    } else if (c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0)) {
      line += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
    } else {
      base::AppendCodePoint(line, c);
    }
  }
  return line;
}

std::string Cut(std::string_view text, size_t width) {
  if (base::DisplayWidth(text) <= width) return std::string(text);
  size_t end = 0;
  size_t taken = 1;  // the ellipsis
  while (end < text.size()) {
    size_t next = end;
    base::NextCodePoint(text, next);
    const size_t wide = base::DisplayWidth(text.substr(end, next - end));
    if (taken + wide > width) break;
    taken += wide;
    end = next;
  }
  return std::string(text.substr(0, end)) + "…";
}

Table::Table(const std::vector<std::string>& columns) {
  for (const std::string& column : columns) columns_.push_back({OneLine(column)});
}

void Table::Add(std::vector<Cell> cells) { rows_.push_back(std::move(cells)); }

void Table::Settle(size_t width) {
  widths_.clear();
  for (const Cell& column : columns_) widths_.push_back(base::DisplayWidth(column.text));
  for (const auto& row : rows_) {
    for (size_t i = 0; i < row.size(); ++i) widths_[i] = std::max(widths_[i], base::DisplayWidth(row[i].text));
  }
  cut_ = false;
  if (width == 0 || widths_.empty()) return;
  const size_t between = kBetween.size() * (widths_.size() - 1) + 1;
  size_t total = std::accumulate(widths_.begin(), widths_.end(), between);
  while (total > width) {
    auto widest = std::ranges::max_element(widths_);
    if (*widest <= kNarrowest) break;
    // Down to the second widest at once, or as far as is needed.
    size_t second = kNarrowest;
    for (auto it = widths_.begin(); it != widths_.end(); ++it) {
      if (it != widest && *it < *widest) second = std::max(second, *it);
    }
    const size_t step = std::max<size_t>(1, std::min(*widest - second, total - width));
    *widest -= std::min(step, *widest - kNarrowest);
    total = std::accumulate(widths_.begin(), widths_.end(), between);
    cut_ = true;
  }
}

std::string Table::Line(const std::vector<Cell>& cells) const {
  std::string line = " ";
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += kBetween;
    const Cell cell{cut_ ? Cut(cells[i].text, widths_[i]) : cells[i].text, cells[i].right};
    line += Padded(cell, widths_[i], i + 1 == cells.size());
  }
  return line + "\n";
}

std::string Table::Text(size_t width) {
  Settle(width);
  std::string text = Line(columns_);
  for (size_t i = 0; i < widths_.size(); ++i) {
    if (i > 0) text += "+";
    text.append(widths_[i] + (i + 1 == widths_.size() ? 1 : 2), '-');
  }
  text += '\n';
  for (const auto& row : rows_) text += Line(row);
  return text;
}

}  // namespace qiao::cli
