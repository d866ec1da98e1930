// What an import sorts by: entries of indexes, edges and numbers, in memory or in parts.
#include <algorithm>
#include <filesystem>
#include <map>
#include <random>

#include "base/radix_sort.h"
#include "storage/bulk/edge_sorter.h"
#include "storage/bulk/entry_sorter.h"
#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {
namespace {

TEST(EntrySorter, SortsInPartsAsInOne) {
  std::mt19937 random(12);
  EntrySorter whole(".");
  EntrySorter parts(std::filesystem::temp_directory_path().string());
  std::multimap<std::string, std::string> expected;
  for (int part = 0; part < 4; ++part) {
    std::string records;
    for (int i = 0; i < 2000; ++i) {
      // Keys that differ early, late, or in length only.
      const std::string key = "rule" + std::string(random() % 20, 'k') + std::to_string(random() % 3000) + "#" +
                              std::to_string(part * 2000 + i);
      const std::string rest(random() % 40, static_cast<char>('a' + i % 26));
      EntrySorter::PutRecord(records, key, rest);
      expected.emplace(key, rest);
    }
    whole.Add(records);
    parts.Add(records);
    if (part != 2) Must(parts.Spill());
  }
  EXPECT_EQ(whole.size(), 8000U);
  Must(whole.Sort());
  Must(parts.Sort());
  SortedEntry entry;
  for (EntrySorter* sorter : {&whole, &parts}) {
    // Once more from the beginning, and from the middle.
    for (const size_t most : {expected.size() / 2, expected.size(), expected.size()}) {
      size_t count = 0;
      for (auto next = expected.begin(); count < most; ++next, ++count) {
        ASSERT_TRUE(Must(sorter->Next(entry)));
        ASSERT_EQ(entry.key, next->first);
        ASSERT_EQ(entry.rest, next->second);
      }
      EXPECT_EQ(Must(sorter->Next(entry)), most < expected.size());
      sorter->Rewind();
    }
  }
}

struct OneEdge {
  uint64_t key;
  uint32_t number;
  std::string bytes;
  friend bool operator==(const OneEdge&, const OneEdge&) = default;
};

std::vector<OneEdge> AllOf(EdgeSorter& sorter) {
  std::vector<OneEdge> all;
  Must(sorter.Sort());
  while (true) {
    const SortedEdges edges = Must(sorter.Next());
    if (edges.keys.empty()) break;
    for (size_t i = 0; i < edges.keys.size(); ++i) {
      const bool numbered = edges.bytes.empty() && !edges.numbers.empty();
      all.push_back({edges.keys[i], numbered ? edges.numbers[i] : 0,
                     edges.bytes.empty() ? std::string() : std::string(edges.bytes[i])});
    }
  }
  EXPECT_TRUE(Must(sorter.Next()).keys.empty());
  EXPECT_EQ(all.size(), sorter.size());
  return all;
}

TEST(EdgeSorter, SortsInPartsAsInOne) {
  std::mt19937 random(11);
  const std::string folder = std::filesystem::temp_directory_path().string();
  for (const bool with_bytes : {true, false}) {
    EdgeSorter whole(".");
    EdgeSorter parts(folder);
    std::vector<OneEdge> expected;
    uint32_t number = 0;
    for (int part = 0; part < 5; ++part) {
      std::vector<uint64_t> keys;
      std::vector<uint32_t> ends, numbers;
      std::string bytes;
      const bool any = with_bytes && part != 2;  // edges without bytes among others
      for (int i = 0; i < 9000; ++i) {
        keys.push_back(uint64_t{random() % 50} << 32 | random() % 50);
        numbers.push_back(number++);
        const std::string text(any ? random() % 300 : 0, static_cast<char>('a' + i % 26));
        bytes += text;
        ends.push_back(static_cast<uint32_t>(bytes.size()));
        expected.push_back({keys.back(), with_bytes ? 0 : numbers.back(), text});
      }
      if (!any) ends.clear();
      for (EdgeSorter* sorter : {&whole, &parts}) {
        with_bytes ? sorter->Add(keys, ends, bytes) : sorter->Add(keys, numbers);
      }
      if (part % 2 == 1) Must(parts.Spill());
    }
    std::ranges::stable_sort(expected, {}, &OneEdge::key);
    EXPECT_EQ(AllOf(whole), expected);
    EXPECT_EQ(AllOf(parts), expected);
  }
}

TEST(SortByKey, KeepsTheOrderOfEqualKeys) {
  std::mt19937_64 random(13);
  for (const size_t count : {0U, 1U, 2U, 100U, 256U, 257U, 5000U}) {
    for (const uint64_t mask : {uint64_t{7}, uint64_t{0xFFFF}, ~uint64_t{0}, uint64_t{0xF0F} << 40,
                                uint64_t{0xFFFFF} << 32 | 1, uint64_t{0xFF} << 32}) {
      std::vector<std::pair<uint64_t, uint32_t>> expected;
      std::vector<uint64_t> keys;
      std::vector<uint32_t> numbers;
      for (size_t i = 0; i < count; ++i) {
        // Low halves that ascend, among others.
        keys.push_back((random() & mask) | (mask == uint64_t{0xFF} << 32 ? i / 3 : 0));
        numbers.push_back(static_cast<uint32_t>(i));
        expected.emplace_back(keys.back(), numbers.back());
      }
      std::ranges::sort(expected);
      base::SortByKey(keys, numbers);
      for (size_t i = 0; i < count; ++i) ASSERT_EQ(std::pair(keys[i], numbers[i]), expected[i]);
    }
  }
}

}  // namespace
}  // namespace qiao::storage
