// Which limit of memory counts, among the control groups that a process is in.
#include "base/machine_memory.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace qiao::base {
namespace {

class ControlGroups : public testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove_all(mount_); }
  void Put(const std::string& file, const std::string& text) {
    const std::filesystem::path path = mount_ + "/" + file;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text << "\n";
  }

  std::string mount_ = testing::TempDir() + "groups-" + std::to_string(::getpid());
};

TEST_F(ControlGroups, WithoutOneThereIsNoLimit) {
  EXPECT_EQ(ControlGroupLimit("", mount_), UINT64_MAX);
  EXPECT_EQ(ControlGroupLimit("0::/\n", mount_), UINT64_MAX);
  EXPECT_EQ(ControlGroupLimit("nonsense\n1:\n", mount_), UINT64_MAX);
  EXPECT_GT(MachineMemory(), 0U);
  EXPECT_GT(CacheMemory(), 0U);
  EXPECT_LE(CacheMemory(), MachineMemory() / 4);
}

TEST_F(ControlGroups, TheLowestOfAGroupAndThoseAroundItCounts) {
  Put("memory.max", "max");
  Put("a/memory.max", "1000");
  Put("a/b/memory.max", "max");
  EXPECT_EQ(ControlGroupLimit("0::/a/b\n", mount_), 1000U);
  Put("a/b/memory.max", "300");
  EXPECT_EQ(ControlGroupLimit("0::/a/b\n", mount_), 300U);
  EXPECT_EQ(ControlGroupLimit("0::/\n", mount_), UINT64_MAX);
}

TEST_F(ControlGroups, VersionOneHasAFolderForMemory) {
  Put("memory/memory.limit_in_bytes", "9223372036854771712");
  Put("memory/small/memory.limit_in_bytes", "500");
  EXPECT_EQ(ControlGroupLimit("3:cpu,cpuacct:/x\n2:memory:/small\n0::/\n", mount_), 500U);
  EXPECT_EQ(ControlGroupLimit("2:hugetlb,memory:/small\n", mount_), 500U);
  EXPECT_EQ(ControlGroupLimit("2:memory:/\n", mount_), 9223372036854771712U);
}

// A container sees its own group as the root, and the path of it outside.
TEST_F(ControlGroups, APathThatIsNotSeenLeavesTheRoot) {
  Put("memory/memory.limit_in_bytes", "700");
  EXPECT_EQ(ControlGroupLimit("2:memory:/docker/0123\n", mount_), 700U);
}

}  // namespace
}  // namespace qiao::base
