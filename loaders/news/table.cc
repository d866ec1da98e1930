#include "loaders/news/table.h"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr std::array<u32string_view, 3> kUnits = {U"万元", U"亿元", U"元"};
constexpr size_t kLeastCells = 3;

// The cells of a line, without the spaces around them.
std::vector<std::pair<size_t, size_t>> Cells(const Text& text, size_t begin, size_t end) {
  std::vector<std::pair<size_t, size_t>> cells;
  size_t from = begin;
  for (size_t i = begin; i <= end; ++i) {
    if (i < end && text[i] != kCell) continue;
    size_t first = from, last = i;
    while (first < last && IsSpace(text[first])) ++first;
    while (last > first && IsSpace(text[last - 1])) --last;
    cells.emplace_back(first, last);
    from = i + 1;
  }
  return cells;
}

// 总投资(万元), 金额:亿元: a head that ends with a unit and holds no number.
u32string_view UnitOf(u32string_view head) {
  if (!head.empty() && head.back() == U')') head.remove_suffix(1);
  for (const u32string_view unit : kUnits) {
    if (!head.ends_with(unit) || head.size() <= unit.size()) continue;
    const char32_t before = head[head.size() - unit.size() - 1];
    return before == U'(' || before == U':' || before == U'/' ? unit : u32string_view();
  }
  return {};
}

bool IsNumber(u32string_view cell) {
  if (cell.empty() || !IsDigit(cell.front()) || !IsDigit(cell.back())) return false;
  for (const char32_t c : cell) {
    if (!IsDigit(c) && c != U'.' && c != U',') return false;
  }
  return true;
}

}  // namespace

Text FillUnits(const Text& text) {
  Text out;
  out.Reserve(text.size());
  std::vector<u32string_view> units;  // of the table at hand, by column
  for (size_t begin = 0; begin < text.size();) {
    size_t end = begin, cells = 1;
    for (; end < text.size() && text[end] != U'\n'; ++end) cells += text[end] == kCell;
    size_t copied = begin;
    if (cells < kLeastCells) {
      units.clear();
    } else {
      const auto row = Cells(text, begin, end);
      if (units.size() != row.size()) units.assign(row.size(), {});
      for (size_t c = 0; c < row.size(); ++c) {
        const u32string_view cell = text.Slice(row[c].first, row[c].second);
        if (const u32string_view unit = UnitOf(cell); !unit.empty()) units[c] = unit;
        if (units[c].empty() || !IsNumber(cell)) continue;
        for (; copied < row[c].second; ++copied) out.PushFrom(text, copied);
        for (const char32_t u : units[c]) out.Push(u, 0, 0);
      }
    }
    for (; copied < end; ++copied) out.PushFrom(text, copied);
    if (end < text.size()) out.PushFrom(text, end);
    begin = end + 1;
  }
  return out;
}

}  // namespace qiao::loaders::news
