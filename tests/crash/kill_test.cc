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

#include "storage/store.h"

namespace qiao::storage {
namespace {

using base::KeyId;
using base::NodeId;
using base::Value;

constexpr uint32_t kNodesPerCommit = 20;
constexpr base::TableId kTable(0);

OpenOptions Options(Durability durability) {
  OpenOptions options;
  options.durability = durability;
  options.cache_bytes = 16 << 20;
  return options;
}

// Transaction `number`: 20 nodes in a chain that know their transaction, node 0 knows the last transaction, and every
// fifth transaction deletes the chain of the one before. Version and number are the same.
base::Result<void> WriteNumbered(Transaction& transaction, Version number) {
  QIAO_TRY(KeyId of, transaction.InternKey("事务"));
  QIAO_TRY(KeyId text, transaction.InternKey("文"));
  QIAO_TRY(base::TypeId next, transaction.InternType("下一个"));
  std::vector<NodeId> nodes;
  for (uint32_t i = 0; i < kNodesPerCommit; ++i) {
    std::pair<KeyId, Value> properties[] = {{of, Value::Integer(static_cast<int64_t>(number))},
                                            {text, Value::String(std::string(number % 100, 'x'))}};
    QIAO_TRY(NodeId node, transaction.CreateNode({}, properties));
    if (i > 0) {
      QIAO_TRY(base::EdgeId edge, transaction.CreateEdge(nodes.back(), next, node, {}));
      QIAO_CHECK(transaction.SetProperty(edge, of, Value::Integer(static_cast<int64_t>(number))));
    }
    nodes.push_back(node);
  }
  QIAO_CHECK(transaction.SetProperty(NodeId(kTable, 0), of, Value::Integer(static_cast<int64_t>(number))));
  if (number % 5 != 0) return {};
  auto first = static_cast<uint32_t>((number - 2) * kNodesPerCommit);
  auto first_edge = static_cast<uint32_t>((number - 2) * (kNodesPerCommit - 1));
  for (uint32_t i = 0; i + 1 < kNodesPerCommit; ++i) QIAO_CHECK(transaction.DeleteEdge({kTable, first_edge + i}));
  for (uint32_t i = 1; i < kNodesPerCommit; ++i) QIAO_CHECK(transaction.DeleteNode({kTable, first + i}));
  return {};
}

// What is wrong with a store of which the last transaction was `last`; empty when nothing is.
base::Result<std::string> Check(const View& view, Version last) {
  if (last == 0) return std::string(view.NodeTables().empty() ? "" : "nodes without a commit");
  const NodeTable& nodes = view.NodeTables()[0];
  const EdgeTable& edges = view.EdgeTables()[0];
  if (nodes.rows != last * kNodesPerCommit) return fmt::format("{} rows after {} commits", nodes.rows, last);
  uint64_t deleted_chains = last / 5;
  if (nodes.live != nodes.rows - deleted_chains * (kNodesPerCommit - 1))
    return fmt::format("{} live nodes", nodes.live);
  if (edges.live != edges.rows - deleted_chains * (kNodesPerCommit - 1))
    return fmt::format("{} live edges", edges.live);
  KeyId of = *view.FindKey("事务");
  KeyId text = *view.FindKey("文");
  for (uint32_t row = 0; row < nodes.rows; ++row) {
    Version number = row / kNodesPerCommit + 1;
    uint32_t place = row % kNodesPerCommit;
    bool deleted = place > 0 && number % 5 == 4 && number < last;
    NodeId node(kTable, row);
    QIAO_TRY(bool exists, view.Exists(node));
    if (exists == deleted) return fmt::format("node {}", row);
    if (deleted) continue;
    QIAO_TRY(Value value, view.Property(node, of));
    Version wanted = row == 0 ? last : number;
    if (!value.is(base::Kind::kInteger) || value.integer() != static_cast<int64_t>(wanted)) {
      return fmt::format("node {} is of transaction {}, not {}", row, ToText(value), wanted);
    }
    QIAO_TRY(Value long_text, view.Property(node, text));
    if (long_text.string().size() != number % 100) return fmt::format("text of node {}", row);
  }
  for (base::Direction direction : {base::Direction::kOut, base::Direction::kIn}) {
    uint64_t links = 0;
    for (uint64_t first = 0; first < nodes.rows; first += kRunRows) {
      QIAO_TRY(AdjacencyView run, view.ReadAdjacency(edges.id, direction, static_cast<uint32_t>(first / kRunRows)));
      for (uint32_t row = 0; row < run.size; ++row) {
        for (uint32_t i = run.offsets[row]; i < run.offsets[row + 1]; ++i, ++links) {
          uint32_t other = static_cast<uint32_t>(first) + row + (direction == base::Direction::kOut ? 1 : -1);
          if (run.neighbours[i] != other) return fmt::format("neighbour of node {}", first + row);
        }
      }
    }
    if (links != edges.live) return fmt::format("{} links of {} live edges", links, edges.live);
  }
  return std::string();
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
    auto wrong = Check(*(*store)->Read(), found);
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
