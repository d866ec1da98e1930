// A dictionary of words over code points that finds every word beginning at a place, in one walk.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace qiao::loaders::news {

class Trie {
 public:
  Trie() : first_(kBlock, 0), nodes_(1) {}

  // A word may carry several values; each comes back on its own.
  void Add(std::u32string_view word, uint32_t value) {
    uint32_t node = 0;
    for (const char32_t c : word) {
      uint32_t& next = Edge(node, c);
      if (next == 0) {
        const auto made = static_cast<uint32_t>(nodes_.size());
        next = made;
        nodes_.emplace_back();
      }
      node = Edge(node, c);
    }
    nodes_[node].push_back(value);
  }

  // Calls found(length, value) for each word that begins at `at`, shorter ones first.
  template <class Found>
  void Match(std::u32string_view text, size_t at, Found&& found) const {
    uint32_t node = 0;
    for (size_t i = at; i < text.size(); ++i) {
      node = Next(node, text[i]);
      if (node == 0) return;
      for (const uint32_t value : nodes_[node]) found(i + 1 - at, value);
    }
  }

 private:
  static constexpr size_t kBlock = 0x10000;  // first characters are looked up in an array, later ones hashed

  uint32_t& Edge(uint32_t node, char32_t c) {
    if (node == 0 && c < kBlock) return first_[c];
    return edges_[static_cast<uint64_t>(node) << 32 | c];
  }
  uint32_t Next(uint32_t node, char32_t c) const {
    if (node == 0 && c < kBlock) return first_[c];
    const auto edge = edges_.find(static_cast<uint64_t>(node) << 32 | c);
    return edge == edges_.end() ? 0 : edge->second;
  }

  std::vector<uint32_t> first_;
  std::unordered_map<uint64_t, uint32_t> edges_;
  std::vector<std::vector<uint32_t>> nodes_;
};

}  // namespace qiao::loaders::news
