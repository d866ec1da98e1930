// Texts in aligned columns, on a terminal that shows East Asian wide characters two columns wide.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace qiao::cli {

struct Cell {
  std::string text;
  bool right = false;  // aligned to the right, as numbers are
};

// `text` in one line: line breaks and other control characters as \n, \t, \x1b.
std::string OneLine(std::string_view text);
// As much of `text` as fits into `width` columns, with … at the end where something was cut.
std::string Cut(std::string_view text, size_t width);

class Table {
 public:
  explicit Table(const std::vector<std::string>& columns);

  void Add(std::vector<Cell> cells);
  size_t rows() const { return rows_.size(); }

  // Header, rule and rows. Unless `width` is 0, the widest columns are cut until a line fits into it.
  std::string Text(size_t width);
  // One more row with the widths that Text settled on.
  std::string Line(const std::vector<Cell>& cells) const;

 private:
  void Settle(size_t width);

  std::vector<Cell> columns_;
  std::vector<std::vector<Cell>> rows_;
  std::vector<size_t> widths_;
  bool cut_ = false;
};

}  // namespace qiao::cli
