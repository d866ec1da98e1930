// One process writes, four others read the same folder meanwhile. Every reader must only ever see whole commits, in
// their order; and what it holds on to must stay as it was while it takes over newer commits.
//
// Two seconds; QIAO_LONG=1: a minute.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "tests/crash/numbered.h"
#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr char kWriteFlag[] = "--write";
constexpr char kReadFlag[] = "--read";

OpenOptions Options(bool read_only) {
  OpenOptions options = Fast();
  options.read_only = read_only;
  // So little that chunks are read from files again and again.
  options.cache_bytes = 200'000;
  return options;
}

// The writer ends when this file is there.
std::string StopFile(const std::string& path) { return path + ".stop"; }

// Both answer what went wrong. The reader ends after so long, or later, when it has seen some versions.
std::string Write(const std::string& path, std::chrono::seconds time) {
  auto store = Must(Store::Open(path, Options(false)));
  Version number = store->Read()->version() + 1;
  for (; !fs::exists(StopFile(path)); ++number) {
    auto transaction = Begin(*store);
    Must(WriteNumbered(*transaction, number));
    Must(transaction->Commit());
    // Files change under the readers: flushes, compactions, and new logs.
    if (number % 60 == 0) Must(store->Compact([](double) { return true; }));
    std::this_thread::sleep_for(std::chrono::milliseconds(time.count() > 10 ? 10 : 2));
  }
  fmt::print("writer: {} commits\n", number - 1);
  return {};
}

std::string Read(const std::string& path, std::chrono::seconds time) {
  auto store = Must(Store::Open(path, Options(true)));
  const auto end = Clock::now() + time;
  std::mt19937 random(static_cast<uint32_t>(::getpid()));
  std::shared_ptr<const Snapshot> old;
  std::set<Version> seen;
  uint64_t checks = 0;
  constexpr size_t kEnough = 4;
  constexpr std::chrono::minutes kPatience{3};  // a machine may have other things to do
  while (Clock::now() < end || (seen.size() < kEnough && Clock::now() < end + kPatience)) {
    Version version = Must(store->Refresh());
    auto snapshot = store->Read();
    if (snapshot->version() != version) return fmt::format("version {} is not {}", snapshot->version(), version);
    if (!seen.empty() && version < *seen.rbegin()) return fmt::format("back from {} to {}", *seen.rbegin(), version);
    seen.insert(version);
    for (const auto& state : {snapshot, old}) {
      if (!state) continue;
      ++checks;
      std::string wrong = Must(CheckNumbered(*state, state->version()));
      if (!wrong.empty()) return fmt::format("version {}, refreshed to {}: {}", state->version(), version, wrong);
    }
    // Sometimes nobody reads when it refreshes, sometimes an old state is held for long.
    if (random() % 3 == 0) old = snapshot;
    if (random() % 3 == 0) old = nullptr;
  }
  fmt::print("reader: {} states checked, of {} versions up to {}\n", checks, seen.size(),
             seen.empty() ? 0 : *seen.rbegin());
  return seen.size() >= kEnough ? "" : fmt::format("only {} versions in all that time", seen.size());
}

int Play(std::string_view part, const std::string& path, std::chrono::seconds time) {
  std::string wrong;
  try {
    wrong = part == kWriteFlag ? Write(path, time) : Read(path, time);
  } catch (const std::runtime_error& error) {
    wrong = error.what();
  }
  std::fflush(stdout);
  if (wrong.empty()) return 0;
  fmt::print(stderr, "{} {}: {}\n", part, ::getpid(), wrong);
  return 1;
}

pid_t Start(std::string flag, std::string path, std::chrono::seconds time) {
  pid_t child = ::fork();
  if (child != 0) return child;
  std::string seconds = std::to_string(time.count());
  char* arguments[] = {flag.data(), flag.data(), path.data(), seconds.data(), nullptr};
  ::execv("/proc/self/exe", arguments);
  ::_exit(5);
}

void ExpectSuccess(pid_t child) {
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

std::set<std::string> FoldersIn(const std::string& path) {
  std::set<std::string> folders;
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    if (entry.is_directory()) folders.insert(entry.path().string());
  }
  return folders;
}

TEST(ReaderTest, ReadersSeeWholeCommitsInOrderWhileAnotherProcessWrites) {
  const std::chrono::seconds time(IsLong() ? 60 : 2);
  TemporaryFolder folder;
  std::string path = folder / "桥.db";
  Must(Store::Open(path, Options(false)));
  const pid_t writer = Start(kWriteFlag, path, time);
  std::vector<pid_t> readers;
  for (int i = 0; i < 4; ++i) readers.push_back(Start(kReadFlag, path, time));
  for (const pid_t reader : readers) ExpectSuccess(reader);
  std::ofstream(StopFile(path)).flush();
  ExpectSuccess(writer);
  EXPECT_EQ(FoldersIn(path), std::set<std::string>{path + "/data"}) << "a reader has left something";
  auto store = Must(Store::Open(path, Options(false)));
  EXPECT_EQ(Must(CheckNumbered(*store->Read(), store->Read()->version())), "");
}

// The same within one process, where every step is known.
TEST(ReaderTest, AReaderCatchesUpOnDemandAndHoldsWhatIsRead) {
  TemporaryFolder folder;
  std::string path = folder / "桥.db";
  auto writer = Must(Store::Open(path, Options(false)));
  auto commit = [&] {
    auto transaction = Begin(*writer);
    Must(WriteNumbered(*transaction, writer->Read()->version() + 1));
    Must(transaction->Commit());
  };
  commit();
  auto reader = Must(Store::Open(path, Options(true)));
  auto first = reader->Read();
  EXPECT_EQ(first->version(), 1U);
  for (int round = 0; round < 30; ++round) {
    commit();
    Version before = reader->Read()->version();
    EXPECT_EQ(before, writer->Read()->version() - 1) << "nothing moves by itself";
    if (round % 7 == 3) Must(writer->Compact([](double) { return true; }));
    if (round % 11 == 5) {
      writer = nullptr;
      writer = Must(Store::Open(path, Options(false)));
    }
    EXPECT_EQ(Must(reader->Refresh()), writer->Read()->version());
    EXPECT_EQ(Must(reader->Refresh()), writer->Read()->version()) << "again, with nothing new";
    ASSERT_EQ(Must(CheckNumbered(*reader->Read(), reader->Read()->version())), "") << "round " << round;
    ASSERT_EQ(Must(CheckNumbered(*first, first->version())), "") << "round " << round;
    if (round % 5 == 0) first = reader->Read();
  }
  EXPECT_EQ(reader->BeginWrite(std::chrono::milliseconds(1)).error().code, base::ErrorCode::kReadOnly);
}

TEST(ReaderTest, ADatabaseThatWasReplacedIsReadAnew) {
  TemporaryFolder folder;
  std::string path = folder / "桥.db";
  auto make = [&](const std::string& place, Version commits) {
    auto store = Must(Store::Open(place, Options(false)));
    for (Version number = 1; number <= commits; ++number) {
      auto transaction = Begin(*store);
      Must(WriteNumbered(*transaction, number));
      Must(transaction->Commit());
    }
  };
  make(path, 9);
  make(folder / "other.db", 4);
  auto reader = Must(Store::Open(path, Options(true)));
  ASSERT_EQ(Must(CheckNumbered(*reader->Read(), 9)), "");
  fs::rename(path, folder / "old.db");
  fs::rename(folder / "other.db", path);
  EXPECT_EQ(Must(reader->Refresh()), 4U);
  EXPECT_EQ(Must(CheckNumbered(*reader->Read(), 4)), "");
}

TEST(ReaderTest, AFolderThatVanishesIsAnErrorAndWhatWasReadStays) {
  TemporaryFolder folder;
  std::string path = folder / "桥.db";
  {
    auto store = Must(Store::Open(path, Options(false)));
    auto transaction = Begin(*store);
    Must(WriteNumbered(*transaction, 1));
    Must(transaction->Commit());
  }
  auto reader = Must(Store::Open(path, Options(true)));
  fs::remove_all(path);
  EXPECT_FALSE(reader->Refresh().has_value());
  EXPECT_EQ(Must(CheckNumbered(*reader->Read(), 1)), "");
}

}  // namespace
}  // namespace qiao::storage

int main(int argc, char** argv) {
  using namespace qiao::storage;
  if (argc == 4 && (std::string_view(argv[1]) == kWriteFlag || std::string_view(argv[1]) == kReadFlag)) {
    return Play(argv[1], argv[2], std::chrono::seconds(std::stoi(argv[3])));
  }
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
