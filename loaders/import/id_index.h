// The ids of many nodes, looked up as fast as the ids allow: whole numbers that lie close together cost a bit or a few
// each, scattered ones a slot of a hash table, texts their bytes besides.
//
// An id's place is the number of ids added before it.
// Threads: Add and Build by one; then any number may Find.
#pragma once

#include <bit>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace qiao::loaders::import {

inline constexpr uint32_t kNoPlace = UINT32_MAX;  // also: so many ids at most

class NumberIndex {
 public:
  // Called with the place of an id, and the place where the same id stood first.
  using Duplicate = std::function<void(uint32_t place, uint32_t first)>;

  size_t size() const { return ids_.size(); }
  void Add(int64_t id) { ids_.push_back(id); }
  void Build(const Duplicate& duplicate);
  int64_t at(uint32_t place) const { return ids_[place]; }

  // kNoPlace when the id isn't there; the first place of one that was added several times.
  uint32_t Find(int64_t id) const {
    if (!words_.empty()) {
      const uint64_t offset = static_cast<uint64_t>(id) - static_cast<uint64_t>(least_);
      if (offset >= words_.size() * 64) return kNoPlace;
      const Word& word = words_[offset / 64];
      const uint64_t bit = uint64_t{1} << (offset % 64);
      if ((word.bits & bit) == 0) return kNoPlace;
      const uint32_t rank = word.rank + CountBits(word.bits & (bit - 1));
      return places_.empty() ? rank : places_[rank];
    }
    return slots_.empty() ? kNoPlace : FindSlot(id);
  }
  uint64_t bytes() const {
    return ids_.capacity() * 8 + words_.capacity() * sizeof(Word) + (places_.capacity() + slots_.capacity()) * 4;
  }

 private:
  // A bit for each of 64 numbers, and the set bits of the words before. Together, so that looking an id up misses the
  // processor's cache once.
  struct Word {
    uint64_t bits = 0;
    uint32_t rank = 0;
  };
  // Without a call, which std::popcount is where the oldest processors must do.
  static uint32_t CountBits(uint64_t bits) {
    bits -= bits >> 1 & 0x5555555555555555;
    bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
    bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0F;
    return static_cast<uint32_t>(bits * 0x0101010101010101 >> 56);
  }
  void BuildBits(uint64_t range, const Duplicate& duplicate);
  void BuildSlots(const Duplicate& duplicate);
  uint32_t FindSlot(int64_t id) const;

  std::vector<int64_t> ids_;  // by place
  int64_t least_ = 0;
  std::vector<Word> words_;       // of the numbers from least_ on
  std::vector<uint32_t> places_;  // by rank; empty when they are the same
  std::vector<uint32_t> slots_;   // places, hashed by id
};

class TextIndex {
 public:
  size_t size() const { return ends_.size(); }
  void Add(std::string_view id) {
    bytes_.append(id);
    ends_.push_back(bytes_.size());
  }
  void Build(const NumberIndex::Duplicate& duplicate);
  std::string_view at(uint32_t place) const {
    const uint64_t begin = place == 0 ? 0 : ends_[place - 1];
    return std::string_view(bytes_).substr(begin, ends_[place] - begin);
  }
  uint32_t Find(std::string_view id) const;
  uint64_t bytes() const { return bytes_.capacity() + ends_.capacity() * 8 + slots_.capacity() * 4; }

 private:
  std::string bytes_;
  std::vector<uint64_t> ends_;
  std::vector<uint32_t> slots_;
};

}  // namespace qiao::loaders::import
