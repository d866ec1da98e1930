// A dictionary of words over code points that finds every word beginning at a place, in one walk.
//
// Words may be added at any time. Edges lie in one flat table, so that a step of a walk reads one or two cache lines.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace qiao::loaders::news {

class Trie {
 public:
  Trie() : slots_(kFirstSlots), nodes_(1) {}

  // A word may carry several values; each comes back on its own, in the order of their adding.
  void Add(std::u32string_view word, uint32_t value) {
    uint32_t node = 0;
    for (const char32_t c : word) node = Grow(node, c);
    const auto made = static_cast<uint32_t>(values_.size());
    values_.push_back({value, kNone});
    Node& end = nodes_[node];
    if (end.first == kNone) {
      end.first = made;
    } else {
      values_[end.last].next = made;
    }
    end.last = made;
  }

  bool empty() const { return values_.empty(); }

  // Calls found(length, value) for each word that begins at `at`, shorter ones first.
  template <class Found>
  void Match(std::u32string_view text, size_t at, Found&& found) const {
    if (at >= text.size()) return;
    uint32_t node = text[at] < first_.size() ? first_[text[at]] : Next(0, text[at]);
    for (size_t i = at; node != 0;) {
      for (uint32_t v = nodes_[node].first; v != kNone; v = values_[v].next) found(i + 1 - at, values_[v].value);
      if (++i == text.size()) return;
      node = Next(node, text[i]);
    }
  }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  static constexpr size_t kFirstSlots = 64;
  static constexpr char32_t kFirstDirect = 0xA000;  // Chinese characters in use lie below

  struct Edge {
    uint64_t key = 0;  // parent and character; 0 is a free slot, since no edge carries U+0000
    uint32_t to = 0;
  };
  struct Node {
    uint32_t first = kNone;
    uint32_t last = kNone;
  };
  struct Value {
    uint32_t value;
    uint32_t next;
  };

  static uint64_t Key(uint32_t node, char32_t c) { return static_cast<uint64_t>(node) << 32 | c; }
  size_t Slot(uint64_t key) const {
    size_t slot = static_cast<size_t>((key ^ key >> 29) * 0x9E3779B97F4A7C15ull >> 20) & (slots_.size() - 1);
    while (slots_[slot].key != key && slots_[slot].key != 0) slot = (slot + 1) & (slots_.size() - 1);
    return slot;
  }

  uint32_t Next(uint32_t node, char32_t c) const { return c == 0 ? 0 : slots_[Slot(Key(node, c))].to; }

  uint32_t Grow(uint32_t node, char32_t c) {
    const uint64_t key = Key(node, c);
    size_t slot = Slot(key);
    if (slots_[slot].key == key) return slots_[slot].to;
    const auto made = static_cast<uint32_t>(nodes_.size());
    nodes_.emplace_back();
    if (nodes_.size() * 2 > slots_.size()) {
      std::vector<Edge> old(slots_.size() * 2);
      old.swap(slots_);
      for (const Edge& edge : old) {
        if (edge.key != 0) slots_[Slot(edge.key)] = edge;
      }
      slot = Slot(key);
    }
    slots_[slot] = {key, made};
    if (node == 0 && c < kFirstDirect) {
      if (first_.size() <= c) first_.resize(c + 1, 0);
      first_[c] = made;
    }
    return made;
  }

  std::vector<Edge> slots_;  // a power of two of them, at most half in use
  std::vector<Node> nodes_;
  std::vector<Value> values_;
  std::vector<uint32_t> first_;  // of the root, by character: at most places no word begins
};

}  // namespace qiao::loaders::news
