// Random bits of random files are turned around, one at a time. Whatever is read afterwards is what was written, or an
// error; and a check finds what reading finds.
#include <fmt/format.h>

#include <fstream>
#include <random>
#include <sstream>

#include "storage/check.h"
#include "tests/support/graph_model.h"
#include "tests/support/random_writer.h"
#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {
namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

void WriteFile(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

OpenOptions Reading() {
  OpenOptions options = Fast();
  options.read_only = true;
  return options;
}

struct Seen {
  std::string error;  // of opening or reading
  Version version = 0;
  std::string difference;
  bool check_finds = false;
};

class FlipTest : public testing::Test {
 protected:
  // states[v]: what version v holds.
  void Write(uint32_t commits) {
    auto store = Must(Store::Open(path, Fast()));
    for (uint32_t i = 0; i < commits; ++i) {
      auto transaction = Begin(*store);
      Model model = states.back();
      for (int j = 0; j < 20; ++j) writer.Write(*transaction, model);
      if (Must(transaction->Commit()) == states.size()) states.push_back(std::move(model));
    }
  }

  Seen Look(const std::string& path, const OpenOptions& options) {
    Seen seen;
    auto store = Store::Open(path, options);
    if (!store) {
      seen.error = store.error().Text();
      seen.check_finds = true;
      return seen;
    }
    seen.version = (*store)->Read()->version();
    try {
      seen.difference = Difference(*(*store)->Read(), states[seen.version]);
    } catch (const std::runtime_error& error) {
      seen.error = error.what();
    }
    auto report = CheckSnapshot(*(*store)->Read(), [](double) { return true; });
    seen.check_finds = !report || report->count > 0;
    return seen;
  }

  // Turns bits of files whose names `wanted` likes, and looks with `options`: at a copy, for who may write changes
  // files.
  void Flip(uint32_t flips, const std::function<bool(const std::string& name)>& wanted, Version oldest_version,
            const OpenOptions& options = Reading()) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(path)) {
      if (entry.is_regular_file() && entry.file_size() > 0 && wanted(entry.path().filename())) {
        files.push_back(entry.path());
      }
    }
    ASSERT_FALSE(files.empty());
    uint32_t found = 0;
    for (uint32_t i = 0; i < flips; ++i) {
      const fs::path& file = files[random() % files.size()];
      const std::string whole = ReadFile(file);
      std::string bytes = whole;
      const size_t place = random() % bytes.size();
      bytes[place] = static_cast<char>(bytes[place] ^ (1 << random() % 8));
      SCOPED_TRACE(fmt::format("seed {}, byte {} of {} of {}", seed, place, bytes.size(), file.filename().string()));
      const std::string copy = folder / "copy.db";
      fs::remove_all(copy);
      fs::copy(path, copy, fs::copy_options::recursive);
      WriteFile(copy / fs::relative(file, path), bytes);
      const Seen seen = Look(copy, options);
      ASSERT_EQ(seen.difference, "") << "damage was returned as data";
      if (seen.error.empty()) {
        ASSERT_GE(seen.version, oldest_version);
      } else {
        ASSERT_TRUE(seen.check_finds) << seen.error;
      }
      if (seen.check_finds) ++found;
    }
    EXPECT_GT(found, flips / 4);
    fmt::print("{} bits turned, {} found\n", flips, found);
    const Seen healed = Look(path, options);
    EXPECT_EQ(healed.error + healed.difference, "");
    EXPECT_FALSE(healed.check_finds);
  }

  const uint32_t seed = FirstSeed(1);
  std::mt19937 random{seed};
  RandomWriter writer{seed};
  TemporaryFolder folder;
  std::string path = folder / "桥.db";
  std::vector<Model> states{Model()};
};

TEST_F(FlipTest, NoFlippedBitIsReadAsData) {
  Write(20);
  Must(Must(Store::Open(path, Fast()))->Compact([](double) { return true; }));
  Write(10);
  Flip(
      IsLong() ? 2'000 : 100, [](const std::string& name) { return name != "LOCK"; }, states.size() - 1);
}

TEST_F(FlipTest, NoFlippedBitIsReadAsDataByWhoMayWrite) {
  Write(20);
  Must(Must(Store::Open(path, Fast()))->Compact([](double) { return true; }));
  Write(10);
  Flip(
      IsLong() ? 1'000 : 50, [](const std::string& name) { return name != "LOCK"; }, states.size() - 1, Fast());
}

// In the log of a killed process damage at the end can't be told from a write that was cut off. So what was committed
// last may be missing; what is there is a whole prefix.
TEST_F(FlipTest, AFlippedBitInTheLogLeavesAWholePrefix) {
  Write(10);
  const Version flushed = states.size() - 1;
  {
    auto store = Must(Store::Open(path, Fast()));
    for (int i = 0; i < 10; ++i) {
      auto transaction = Begin(*store);
      Model model = states.back();
      for (int j = 0; j < 10; ++j) writer.Write(*transaction, model);
      if (Must(transaction->Commit()) == states.size()) states.push_back(std::move(model));
    }
    // What a killed process leaves: the folder as it is while the database is open. RocksDB may just delete a file.
    std::error_code error;
    do {
      fs::remove_all(folder / "killed.db");
      fs::copy(path, folder / "killed.db", fs::copy_options::recursive, error);
    } while (error == std::errc::no_such_file_or_directory);
    ASSERT_FALSE(error) << error.message();
  }
  path = folder / "killed.db";
  Flip(
      IsLong() ? 1'000 : 50, [](const std::string& name) { return name.ends_with(".log"); }, flushed);
}

}  // namespace
}  // namespace qiao::storage
