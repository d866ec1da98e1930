// Text on its way through cleaning: code points, each with the bytes of the original file that it came from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "loaders/news/extraction.h"

namespace qiao::loaders::news {

// Between two cells of a table's row, in cleaned text.
inline constexpr char32_t kCell = U'¦';

class Text {
 public:
  void Reserve(size_t n);
  // `begin` and `end` are bytes of the original; a character that cleaning invents (a line break for <p>) has none.
  void Push(char32_t c, uint32_t begin, uint32_t end);
  void PushFrom(const Text& other, size_t i) { Push(other.chars_[i], other.begin_[i], other.end_[i]); }
  void Set(size_t i, char32_t c) { chars_[i] = c; }
  void Pop();

  size_t size() const { return chars_.size(); }
  char32_t operator[](size_t i) const { return chars_[i]; }
  std::u32string_view chars() const { return chars_; }
  std::u32string_view Slice(size_t begin, size_t end) const { return chars().substr(begin, end - begin); }

  // The original bytes that characters [begin, end) span, with whatever damage lies between them.
  SourceSpan Place(size_t begin, size_t end) const;

 private:
  std::u32string chars_;
  std::vector<uint32_t> begin_;
  std::vector<uint32_t> end_;
};

bool IsHan(char32_t c);
bool IsDigit(char32_t c);
inline bool In(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }
bool IsLatin(char32_t c);  // ASCII letters
bool IsSpace(char32_t c);

}  // namespace qiao::loaders::news
