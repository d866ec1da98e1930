// A fixed set of words, looked for anywhere in a text in one pass.
#pragma once

#include <span>
#include <string_view>

#include "loaders/news/trie.h"

namespace qiao::loaders::news {

class WordSet {
 public:
  explicit WordSet(std::span<const std::u32string_view> words) {
    for (const std::u32string_view word : words) trie_.Add(word, 0);
  }

  // The first of the words that stands in `text`, a part of it; empty without any.
  std::u32string_view FirstIn(std::u32string_view text) const {
    size_t length = 0;
    for (size_t at = 0; at < text.size(); ++at) {
      trie_.Match(text, at, [&](size_t n, uint32_t) { length = n; });
      if (length != 0) return text.substr(at, length);
    }
    return {};
  }

  bool AnyIn(std::u32string_view text) const { return !FirstIn(text).empty(); }

 private:
  Trie trie_;
};

}  // namespace qiao::loaders::news
