// Stores to test with: in memory, and in a temporary folder that can be opened again.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <random>
#include <string>

#include "storage/store.h"

namespace qiao::storage {

// The value, or the test's failure with the error's text.
template <class T>
T Must(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().Text());
  return std::move(result).value();
}
inline void Must(base::Result<void> result) {
  if (!result) throw std::runtime_error(result.error().Text());
}

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "qiao-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

inline std::unique_ptr<Transaction> Begin(Store& store) {
  return Must(store.BeginWrite(std::chrono::milliseconds(1000)));
}

inline OpenOptions Fast() {
  OpenOptions options;
  options.durability = Durability::kSystem;  // these tests survive no power cut
  options.cache_bytes = 64 << 20;
  return options;
}

// Whether proofs are to be run in their long form (./dev test --long).
inline bool IsLong() { return std::getenv("QIAO_LONG") != nullptr; }

// The first of `count` seeds: 1 in the short form. The long one takes new ones each time, and prints them at once, so
// that they are known even after a crash. QIAO_SEED says which instead.
inline uint32_t FirstSeed(uint32_t count) {
  const char* given = std::getenv("QIAO_SEED");
  if (!IsLong() && given == nullptr) return 1;
  const auto first = static_cast<uint32_t>(given != nullptr ? std::strtoul(given, nullptr, 10)
                                                            : std::random_device()() % 1'000'000'000);
  fmt::print("seeds {} to {} (again: QIAO_SEED={})\n", first, first + count - 1, first);
  std::fflush(stdout);
  return first;
}

// Runs a test in memory, on disk, and on disk with every Reopen really closing and opening.
enum class Place { kMemory, kDisk };

class StoreTest : public testing::TestWithParam<Place> {
 protected:
  void SetUp() override { store = Must(Store::Open(path(), Fast())); }
  std::string path() const { return GetParam() == Place::kMemory ? ":memory:" : folder_ / "桥.db"; }
  void Reopen() {
    if (GetParam() == Place::kMemory) return;
    store = nullptr;
    store = Must(Store::Open(path(), Fast()));
  }

  TemporaryFolder folder_;
  std::unique_ptr<Store> store;
};

inline std::string NameOf(const testing::TestParamInfo<Place>& info) {
  return info.param == Place::kMemory ? "Memory" : "Disk";
}

}  // namespace qiao::storage
