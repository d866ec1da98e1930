#include "loaders/import/id_index.h"

#include <algorithm>

namespace qiao::loaders::import {
namespace {

// A bit for each number of the range pays while that is less than a slot's worth for each id.
constexpr uint64_t kBitsForAnId = 64;

uint64_t Mix(uint64_t number) {
  number ^= number >> 32;
  number *= 0x9E3779B97F4A7C15ULL;
  number ^= number >> 29;
  return number * 0xBF58476D1CE4E5B9ULL >> 8;
}

size_t SlotCount(size_t ids) { return std::bit_ceil(ids + ids / 2 + 8); }

}  // namespace

void NumberIndex::Build(const Duplicate& duplicate) {
  ids_.shrink_to_fit();
  if (ids_.empty()) return;
  const auto [least, greatest] = std::ranges::minmax(ids_);
  least_ = least;
  const uint64_t range = static_cast<uint64_t>(greatest) - static_cast<uint64_t>(least);
  if (range / kBitsForAnId < ids_.size()) {
    BuildBits(range, duplicate);
  } else {
    BuildSlots(duplicate);
  }
}

void NumberIndex::BuildBits(uint64_t range, const Duplicate& duplicate) {
  words_.assign(range / 64 + 1, Word());
  const auto offset_of = [this](int64_t id) { return static_cast<uint64_t>(id) - static_cast<uint64_t>(least_); };
  bool ascending = true;
  bool unique = true;
  for (size_t place = 0; place < ids_.size(); ++place) {
    const uint64_t offset = offset_of(ids_[place]);
    const uint64_t bit = uint64_t{1} << (offset % 64);
    ascending = ascending && (place == 0 || ids_[place - 1] < ids_[place]);
    Word& word = words_[offset / 64];
    unique = unique && (word.bits & bit) == 0;
    word.bits |= bit;
  }
  uint32_t rank = 0;
  for (Word& word : words_) {
    word.rank = rank;
    rank += CountBits(word.bits);
  }
  if (ascending) return;
  std::vector<uint32_t> places(rank, kNoPlace);
  for (size_t place = 0; place < ids_.size(); ++place) {
    const uint32_t at = Find(ids_[place]);
    if (places[at] == kNoPlace) {
      places[at] = static_cast<uint32_t>(place);
    } else if (!unique) {
      duplicate(static_cast<uint32_t>(place), places[at]);
    }
  }
  places_ = std::move(places);
}

void NumberIndex::BuildSlots(const Duplicate& duplicate) {
  slots_.assign(SlotCount(ids_.size()), kNoPlace);
  const size_t mask = slots_.size() - 1;
  for (size_t place = 0; place < ids_.size(); ++place) {
    size_t slot = Mix(static_cast<uint64_t>(ids_[place])) & mask;
    while (slots_[slot] != kNoPlace && ids_[slots_[slot]] != ids_[place]) slot = (slot + 1) & mask;
    if (slots_[slot] == kNoPlace) {
      slots_[slot] = static_cast<uint32_t>(place);
    } else {
      duplicate(static_cast<uint32_t>(place), slots_[slot]);
    }
  }
}

uint32_t NumberIndex::FindSlot(int64_t id) const {
  const size_t mask = slots_.size() - 1;
  size_t slot = Mix(static_cast<uint64_t>(id)) & mask;
  while (slots_[slot] != kNoPlace && ids_[slots_[slot]] != id) slot = (slot + 1) & mask;
  return slots_[slot];
}

void TextIndex::Build(const NumberIndex::Duplicate& duplicate) {
  bytes_.shrink_to_fit();
  ends_.shrink_to_fit();
  if (ends_.empty()) return;
  slots_.assign(SlotCount(ends_.size()), kNoPlace);
  const size_t mask = slots_.size() - 1;
  for (uint32_t place = 0; place < ends_.size(); ++place) {
    size_t slot = std::hash<std::string_view>()(at(place)) & mask;
    while (slots_[slot] != kNoPlace && at(slots_[slot]) != at(place)) slot = (slot + 1) & mask;
    if (slots_[slot] == kNoPlace) {
      slots_[slot] = place;
    } else {
      duplicate(place, slots_[slot]);
    }
  }
}

uint32_t TextIndex::Find(std::string_view id) const {
  if (slots_.empty()) return kNoPlace;
  const size_t mask = slots_.size() - 1;
  size_t slot = std::hash<std::string_view>()(id) & mask;
  while (slots_[slot] != kNoPlace && at(slots_[slot]) != id) slot = (slot + 1) & mask;
  return slots_[slot];
}

}  // namespace qiao::loaders::import
