// Folders that can be opened, and those that can't: what the error says, and that nothing is left behind.
#include "storage/store_folder.h"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <map>
#include <set>

#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;

base::Error ErrorOf(const std::string& path, const OpenOptions& options = Fast()) {
  auto opened = Store::Open(path, options);
  if (opened) return base::MakeError(ErrorCode::kInternal, "it was opened");
  return std::move(opened).error();
}

std::set<std::string> Names(const std::string& path) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(path)) names.insert(entry.path().filename().string());
  return names;
}

OpenOptions Existing() {
  OpenOptions options = Fast();
  options.create_if_missing = false;
  return options;
}

OpenOptions ReadOnly() {
  OpenOptions options = Fast();
  options.read_only = true;
  return options;
}

class StoreFolderTest : public testing::Test {
 protected:
  void Make() {
    auto store = Must(Store::Open(path, Fast()));
    auto transaction = Begin(*store);
    Must(transaction->CreateNode({}, {}));
    Must(transaction->Commit());
  }

  TemporaryFolder folder;
  std::string path = folder / "桥.db";
};

TEST_F(StoreFolderTest, WhatIsMissingIsNotMade) {
  EXPECT_EQ(ErrorOf(path, Existing()).code, ErrorCode::kIo);
  EXPECT_EQ(ErrorOf(path, ReadOnly()).code, ErrorCode::kIo);
  EXPECT_EQ(ErrorOf(folder / "no/such/folder").code, ErrorCode::kIo);
  EXPECT_FALSE(fs::exists(path));
}

TEST_F(StoreFolderTest, AnEmptyFolderBecomesADatabase) {
  fs::create_directory(path);
  EXPECT_EQ(ErrorOf(path, Existing()).code, ErrorCode::kInput);
  EXPECT_TRUE(Names(path).empty());
  Make();
  EXPECT_EQ(Names(path), (std::set<std::string>{"QIAO", "LOCK", "data"}));
}

TEST_F(StoreFolderTest, FilesAndForeignFoldersAreRefusedAsTheyAre) {
  std::ofstream(path) << "text";
  base::Error error = ErrorOf(path);
  EXPECT_EQ(error.code, ErrorCode::kInput);
  EXPECT_NE(error.Text().find(path), std::string::npos);
  fs::remove(path);

  fs::create_directory(path);
  std::ofstream(path + "/photo.jpg") << "x";
  EXPECT_EQ(ErrorOf(path).code, ErrorCode::kInput);
  EXPECT_EQ(ErrorOf(path, ReadOnly()).code, ErrorCode::kInput);
  std::ofstream(path + "/QIAO") << "a recipe";
  EXPECT_EQ(ErrorOf(path).code, ErrorCode::kInput);
  EXPECT_EQ(Names(path), (std::set<std::string>{"photo.jpg", "QIAO"}));
  EXPECT_EQ(ErrorOf("").code, ErrorCode::kArgument);
}

TEST_F(StoreFolderTest, ANewerFormatIsRefused) {
  Make();
  std::ofstream(path + "/QIAO") << "Qiao database\nformat 99\n";
  base::Error error = ErrorOf(path);
  EXPECT_EQ(error.code, ErrorCode::kUnsupportedFormat);
  EXPECT_NE(error.Text().find("99"), std::string::npos);
  EXPECT_EQ(ErrorOf(path, ReadOnly()).code, ErrorCode::kUnsupportedFormat);
}

TEST_F(StoreFolderTest, ASecondWriterLearnsWhoHasIt) {
  auto store = Must(Store::Open(path, Fast()));
  base::Error error = ErrorOf(path);
  EXPECT_EQ(error.code, ErrorCode::kBusy);
  EXPECT_NE(error.Text().find(std::to_string(::getpid())), std::string::npos) << error.Text();
  EXPECT_TRUE(Store::Open(path, ReadOnly()).has_value());
  store = nullptr;
  EXPECT_TRUE(Store::Open(path, Fast()).has_value());
}

// A child takes the lock and is killed: what it left in the file must not stand in the way.
TEST_F(StoreFolderTest, AKilledProcessHoldsNothing) {
  Make();
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  pid_t child = ::fork();
  if (child == 0) {
    auto held = StoreFolder::OpenForWriting(path, false);
    char sign = held ? '1' : '0';
    if (::write(ready[1], &sign, 1) == 1) ::pause();
    ::_exit(1);
  }
  char sign = '0';
  ASSERT_EQ(::read(ready[0], &sign, 1), 1);
  ASSERT_EQ(sign, '1');
  base::Error error = ErrorOf(path);
  EXPECT_EQ(error.code, ErrorCode::kBusy);
  EXPECT_NE(error.Text().find(std::to_string(child)), std::string::npos) << error.Text();
  ASSERT_EQ(::kill(child, SIGKILL), 0);
  ASSERT_EQ(::waitpid(child, nullptr, 0), child);
  EXPECT_TRUE(Store::Open(path, Fast()).has_value());
  ::close(ready[0]);
  ::close(ready[1]);
}

// Each opening leaves a log behind and every few of them a file, and nothing is compacted as long as nobody writes.
TEST_F(StoreFolderTest, OpenedOftenItStillCloses) {
  Make();
  for (int i = 0; i < 200; ++i) Must(Store::Open(path, Existing()));
  Make();
}

TEST_F(StoreFolderTest, AReadOnlyStoreWritesNothing) {
  Make();
  auto times = [this] {
    std::map<std::string, fs::file_time_type> found;
    for (const auto& entry : fs::recursive_directory_iterator(path)) found[entry.path()] = entry.last_write_time();
    return found;
  };
  auto before = times();
  {
    auto store = Must(Store::Open(path, ReadOnly()));
    EXPECT_EQ(store->Read()->NodeTables()[0].live, 1U);
    EXPECT_EQ(store->BeginWrite(std::chrono::milliseconds(1)).error().code, ErrorCode::kReadOnly);
    auto beside = Must(Store::Open(path, ReadOnly()));
    EXPECT_EQ(beside->Read()->version(), 1U);
  }
  EXPECT_EQ(times(), before);
}

TEST_F(StoreFolderTest, AnUnfinishedCreationIsTakenUpAgain) {
  fs::create_directories(path + "/data");
  std::ofstream(path + "/QIAO.new") << "Qiao database\nformat 1\n";
  std::ofstream(path + "/LOCK") << "1 elsewhere\n";
  EXPECT_EQ(ErrorOf(path, Existing()).code, ErrorCode::kInput);
  Make();
  EXPECT_EQ(Must(Store::Open(path, Existing()))->Read()->version(), 1U);
}

TEST_F(StoreFolderTest, VanishedDataIsNotReplacedByAnEmptyDatabase) {
  Make();
  fs::remove(path + "/data/CURRENT");
  EXPECT_EQ(ErrorOf(path, Fast()).code, ErrorCode::kCorruption);
  std::ofstream(path + "/data/CURRENT") << "MANIFEST-000099\n";
  EXPECT_EQ(ErrorOf(path, Fast()).code, ErrorCode::kCorruption);
  fs::remove_all(path + "/data");
  EXPECT_EQ(ErrorOf(path, Fast()).code, ErrorCode::kCorruption);
}

TEST_F(StoreFolderTest, ACacheWithoutRoomIsAnError) {
  OpenOptions options = Fast();
  options.cache_bytes = 0;
  EXPECT_EQ(ErrorOf(path, options).code, ErrorCode::kArgument);
  EXPECT_FALSE(fs::exists(path)) << "a failed creation left something behind";
}

TEST_F(StoreFolderTest, FlippedBitsInDataFilesAreReported) {
  {
    auto store = Must(Store::Open(path, Fast()));
    auto transaction = Begin(*store);
    base::KeyId key = Must(transaction->InternKey("x"));
    for (int i = 0; i < 3000; ++i) {
      Must(transaction->CreateNode({}, std::vector{std::pair(key, base::Value::Integer(i * 7919))}));
    }
    Must(transaction->Commit());
  }
  int tables = 0;
  for (const auto& entry : fs::directory_iterator(path + "/data")) {
    if (entry.path().extension() != ".sst") continue;
    ++tables;
    std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
    for (std::streamoff place = 20; place < 400; place += 40) {
      file.seekg(place);
      char byte = static_cast<char>(file.get());
      file.seekp(place);
      file.put(static_cast<char>(byte ^ 0x10));
    }
  }
  ASSERT_GT(tables, 0);
  auto read = [this]() -> base::Result<int64_t> {
    QIAO_TRY(auto store, Store::Open(path, Fast()));
    int64_t sum = 0;
    for (uint32_t row = 0; row < 3000; ++row) {
      QIAO_TRY(auto value, store->Read()->Property(base::NodeId(base::TableId(0), row), base::KeyId(0)));
      sum += value.integer();
    }
    return sum;
  };
  auto sum = read();
  ASSERT_FALSE(sum.has_value());
  EXPECT_EQ(sum.error().code, ErrorCode::kCorruption) << sum.error().Text();
}

}  // namespace
}  // namespace qiao::storage
