// A child process commits numbered transactions and is killed (SIGKILL) after a random number of them, at a random
// moment of the next. The parent opens what it left: all that the child had acknowledged is there, nothing of a
// transaction is there by halves, and the child after it goes on from there.
//
// This proves that no commit is torn and that locks and logs of a killed process hinder nobody. It can't prove that
// syncs reach the disk: the operating system survives.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <random>
#include <thread>

#include "tests/crash/numbered.h"

namespace qiao::storage {
namespace {

OpenOptions Options(Durability durability) {
  OpenOptions options;
  options.durability = durability;
  options.cache_bytes = 16 << 20;
  return options;
}

// Commits until it is killed, and writes a byte into the pipe after each commit. Never returns.
[[noreturn]] void CommitForever(const std::string& path, Durability durability, int acknowledge) {
  auto store = Store::Open(path, Options(durability));
  if (!store) {
    fmt::print(stderr, "{}\n", store.error().Text());
    ::_exit(2);
  }
  while (true) {
    auto transaction = (*store)->BeginWrite(std::chrono::milliseconds(100));
    if (!transaction || !WriteNumbered(**transaction, (*store)->Read()->version() + 1)) ::_exit(3);
    if (!(*transaction)->Commit() || ::write(acknowledge, "+", 1) != 1) ::_exit(4);
  }
}

constexpr char kCommitFlag[] = "--commit-forever";

// Runs CommitForever in this very program, started anew: what a fork leaves of the threads of its parent won't do.
[[noreturn]] void StartCommitting(const std::string& path, Durability durability, int acknowledge) {
  std::string place = path;
  std::string level = std::to_string(static_cast<int>(durability));
  std::string pipe = std::to_string(acknowledge);
  std::string flag = kCommitFlag;
  char* arguments[] = {flag.data(), flag.data(), place.data(), level.data(), pipe.data(), nullptr};
  ::execv("/proc/self/exe", arguments);
  ::_exit(5);
}

class KillTest : public testing::TestWithParam<Durability> {};
INSTANTIATE_TEST_SUITE_P(Durabilities, KillTest, testing::Values(Durability::kSync, Durability::kSystem),
                         [](const auto& info) { return info.param == Durability::kSync ? "Sync" : "System"; });

TEST_P(KillTest, WhatAKilledProcessLeavesIsAWholePrefix) {
  std::string folder = (std::filesystem::temp_directory_path() / "qiao-kill-XXXXXX").string();
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  std::string path = folder + "/桥.db";
  uint32_t seed = std::random_device()();
  SCOPED_TRACE(fmt::format("seed {}", seed));
  std::mt19937 random(seed);
  Version last = 0;
  for (int round = 0; round < 20; ++round) {
    int pipe[2];
    ASSERT_EQ(::pipe(pipe), 0);
    pid_t child = ::fork();
    if (child == 0) StartCommitting(path, GetParam(), pipe[1]);
    ::close(pipe[1]);
    // In the first rounds perhaps while the database is still being made.
    Version acknowledged = last;
    char sign;
    for (uint32_t wait = random() % 12; wait > 0 && ::read(pipe[0], &sign, 1) == 1; --wait) ++acknowledged;
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 3000));
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself with " << WEXITSTATUS(status);
    while (::read(pipe[0], &sign, 1) == 1) ++acknowledged;
    ::close(pipe[0]);

    auto store = Store::Open(path, Options(GetParam()));
    ASSERT_TRUE(store.has_value()) << "round " << round << ": " << store.error().Text();
    Version found = (*store)->Read()->version();
    // The last commit may have been made without having been told.
    ASSERT_GE(found, acknowledged);
    ASSERT_LE(found, acknowledged + 1);
    auto wrong = CheckNumbered(*(*store)->Read(), found);
    ASSERT_TRUE(wrong.has_value()) << wrong.error().Text();
    ASSERT_EQ(*wrong, "") << "round " << round << ", version " << found;
    last = found;
  }
  EXPECT_GT(last, 20U);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace qiao::storage

int main(int argc, char** argv) {
  using namespace qiao::storage;
  if (argc == 5 && std::string_view(argv[1]) == kCommitFlag) {
    CommitForever(argv[2], static_cast<Durability>(std::stoi(argv[3])), std::stoi(argv[4]));
  }
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
