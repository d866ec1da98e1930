#include "loaders/news/text.h"

namespace qiao::loaders::news {

void Text::Reserve(size_t n) {
  chars_.reserve(n);
  begin_.reserve(n);
  end_.reserve(n);
}

void Text::Push(char32_t c, uint32_t begin, uint32_t end) {
  chars_.push_back(c);
  begin_.push_back(begin);
  end_.push_back(end);
}

void Text::Pop() {
  chars_.pop_back();
  begin_.pop_back();
  end_.pop_back();
}

SourceSpan Text::Place(size_t begin, size_t end) const {
  while (begin < end && begin_[begin] == end_[begin]) ++begin;
  while (begin < end && begin_[end - 1] == end_[end - 1]) --end;
  if (begin == end) return {};
  return {begin_[begin], end_[end - 1] - begin_[begin]};
}

bool IsHan(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x3FFFF) ||
         (c >= 0xF900 && c <= 0xFAFF) || c == U'〇';
}

bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool IsLatin(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

bool IsSpace(char32_t c) { return c == U' ' || c == U'\t' || c == U'\r' || c == U'\n'; }

}  // namespace qiao::loaders::news
