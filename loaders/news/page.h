// A cleaned page -> the article on it: lines without furniture, and what the page says about itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "loaders/news/text.h"
#include "loaders/news/trie.h"

namespace qiao::loaders::news {

struct Article {
  Text text;  // lines of the article; the first is its headline
  std::string title;
  std::string published;  // ISO date; empty when the page doesn't say
  std::string outlet;
};

class PageReader {
 public:
  static base::Result<PageReader> Create();
  Article Read(const Text& page) const;

 private:
  enum class Action : uint8_t { kLine, kCut, kShort };
  struct Mark {
    Action action;
    std::u32string words;
  };
  struct Extent {
    size_t length = 0;
    bool last = false;
  };
  Extent Judge(std::u32string_view line, const Article& article, bool told) const;

  std::vector<Mark> marks_;
  Trie words_;  // -> of marks_
};

}  // namespace qiao::loaders::news
