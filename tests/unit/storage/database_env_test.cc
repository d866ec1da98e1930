#include "storage/rocks/database_env.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <thread>

#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {
namespace {

using Priority = rocksdb::Env::Priority;

void Count(void* counter) { ++*static_cast<std::atomic<int>*>(counter); }

// What was scheduled runs on a thread of its own.
bool Becomes(const std::atomic<int>& counter, int expected) {
  for (int i = 0; i < 5000 && counter != expected; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return counter == expected;
}

class DatabaseEnvTest : public testing::Test {
 protected:
  DatabaseEnvTest() {
    env_.SetBackgroundThreads(1, Priority::LOW);
    env_.SetBackgroundThreads(1, Priority::HIGH);
  }

  DatabaseEnv env_{rocksdb::Env::Default()};
  std::atomic<int> ran_ = 0;
  std::atomic<int> unscheduled_ = 0;
};

TEST_F(DatabaseEnvTest, CompactionsWaitForWritingAndFlushesDont) {
  std::atomic<int> flushes = 0;
  env_.Schedule(&Count, &ran_, Priority::LOW, nullptr, nullptr);
  env_.Schedule(&Count, &flushes, Priority::HIGH, nullptr, nullptr);
  EXPECT_TRUE(Becomes(flushes, 1));
  EXPECT_EQ(ran_, 0);
  env_.BeginWriting();
  EXPECT_TRUE(Becomes(ran_, 1));
  env_.Schedule(&Count, &ran_, Priority::LOW, nullptr, nullptr);
  EXPECT_TRUE(Becomes(ran_, 2));
}

TEST_F(DatabaseEnvTest, WhatWaitsCanBeTakenBack) {
  int mine = 0;
  int others = 0;
  env_.Schedule(&Count, &ran_, Priority::LOW, &others, nullptr);
  env_.Schedule(&Count, &unscheduled_, Priority::LOW, &mine, &Count);
  EXPECT_EQ(env_.UnSchedule(&mine, Priority::BOTTOM), 0);
  EXPECT_EQ(env_.UnSchedule(&mine, Priority::LOW), 1);
  EXPECT_EQ(unscheduled_, 1);
  env_.BeginWriting();
  EXPECT_TRUE(Becomes(ran_, 1));
  EXPECT_EQ(unscheduled_, 1);
}

TEST(DatabaseFolderTest, HoldsNoFileOfOptions) {
  TemporaryFolder folder;
  Must(Store::Open(folder / "db"));
  for (const auto& entry : std::filesystem::directory_iterator(folder / "db/data")) {
    EXPECT_FALSE(entry.path().filename().string().starts_with("OPTIONS")) << entry.path();
  }
}

}  // namespace
}  // namespace qiao::storage
