// Statements and transactions through the C++ interface: what is seen when, who waits for whom, what a failure leaves.
#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "base/value.h"
#include "engine/database.h"
#include "tests/support/sanitized.h"

namespace qiao::engine {
namespace {

using base::ErrorCode;
using base::Value;
using std::chrono::milliseconds;

struct ConnectionTest : testing::Test {
  void Open(const DatabaseOptions& options = {}) {
    auto opened = Database::Open(std::string(Database::kMemory), options);
    ASSERT_TRUE(opened) << opened.error().Text();
    database = std::move(*opened);
    connection = database->Connect();
    other = database->Connect();
  }

  // The first column of the rows as texts, or the error's name and text.
  static std::string Ask(Connection& on, std::string_view statement, const base::Map& parameters = {}) {
    auto result = on.Execute(statement, parameters);
    if (!result) return std::string(Name(result.error().code)) + ": " + result.error().Text();
    auto rows = (*result)->Collect();
    if (!rows) return std::string(Name(rows.error().code)) + ": " + rows.error().Text();
    std::string text;
    for (const Row& row : *rows) text += (text.empty() ? "" : " ") + ToText(row.at(0));
    return text;
  }
  static ErrorCode CodeOf(const base::Result<void>& done) { return done ? ErrorCode::kInternal : done.error().code; }
  static ErrorCode CodeOf(Connection& on, std::string_view statement) {
    auto result = on.Execute(statement);
    if (!result) return result.error().code;
    auto rows = (*result)->Collect();
    return rows ? ErrorCode::kInternal : rows.error().code;
  }
  std::string Nodes(Connection& on) { return Ask(on, "MATCH (n) RETURN count(n)"); }

  std::unique_ptr<Database> database;
  std::unique_ptr<Connection> connection, other;
};

TEST_F(ConnectionTest, AStatementCommitsByItself) {
  Open();
  EXPECT_EQ(Ask(*connection, "CREATE (n:Region {name: '潞城区'}) RETURN n.name"), "'潞城区'");
  EXPECT_EQ(Ask(*other, "MATCH (n:Region) RETURN n.name"), "'潞城区'");
}

TEST_F(ConnectionTest, ATransactionIsSeenByOthersWhenItCommits) {
  Open();
  ASSERT_TRUE(connection->Begin());
  EXPECT_EQ(Ask(*connection, "CREATE (n) RETURN 1"), "1");
  EXPECT_EQ(Nodes(*connection), "1");
  EXPECT_EQ(Nodes(*other), "0");
  ASSERT_TRUE(connection->Commit());
  EXPECT_EQ(Nodes(*other), "1");
}

TEST_F(ConnectionTest, RollbackLeavesNothing) {
  Open();
  ASSERT_TRUE(connection->Begin());
  EXPECT_EQ(Ask(*connection, "UNWIND range(1, 5000) AS i CREATE (n:N {i: i}) RETURN count(n)"), "5000");
  ASSERT_TRUE(connection->Rollback());
  EXPECT_FALSE(connection->in_transaction());
  EXPECT_EQ(Nodes(*connection), "0");
}

TEST_F(ConnectionTest, AFailedStatementIsUndoneAloneAndTheTransactionGoesOn) {
  Open();
  ASSERT_TRUE(connection->Begin());
  EXPECT_EQ(Ask(*connection, "CREATE (n:Kept) RETURN 1"), "1");
  EXPECT_EQ(CodeOf(*connection, "UNWIND [2, 1, 0] AS i CREATE (:Lost {share: 1 / i})"), ErrorCode::kArithmetic);
  EXPECT_EQ(Nodes(*connection), "1");
  ASSERT_TRUE(connection->Commit());
  EXPECT_EQ(Ask(*other, "MATCH (n) RETURN labels(n)"), "['Kept']");
}

TEST_F(ConnectionTest, AReadingTransactionKeepsItsState) {
  Open();
  ASSERT_TRUE(connection->Begin());
  EXPECT_EQ(Nodes(*connection), "0");
  EXPECT_EQ(Ask(*other, "CREATE (n) RETURN 1"), "1");
  EXPECT_EQ(Nodes(*connection), "0");
  ASSERT_TRUE(connection->Commit());
  EXPECT_EQ(Nodes(*connection), "1");
}

TEST_F(ConnectionTest, WritingOnAnOldStateIsAConflict) {
  Open();
  ASSERT_TRUE(connection->Begin());
  EXPECT_EQ(Nodes(*connection), "0");
  EXPECT_EQ(Ask(*other, "CREATE (n) RETURN 1"), "1");
  EXPECT_EQ(CodeOf(*connection, "CREATE (n)"), ErrorCode::kConflict);
  ASSERT_TRUE(connection->Rollback());
  EXPECT_EQ(Ask(*connection, "CREATE (n) RETURN 1"), "1");
  EXPECT_EQ(Nodes(*other), "2");
}

TEST_F(ConnectionTest, AWriterWaitsForTheOtherAndThenGivesUp) {
  DatabaseOptions options;
  options.lock_wait = milliseconds(50);
  Open(options);
  ASSERT_TRUE(connection->Begin());
  EXPECT_EQ(Ask(*connection, "CREATE (n) RETURN 1"), "1");
  EXPECT_EQ(CodeOf(*other, "CREATE (n)"), ErrorCode::kBusy);
  EXPECT_EQ(Nodes(*other), "0");  // reading doesn't wait
  ASSERT_TRUE(connection->Commit());
  EXPECT_EQ(Ask(*other, "CREATE (n) RETURN 1"), "1");
}

TEST_F(ConnectionTest, AWriterThatWaitsGoesOnAfterTheCommit) {
  Open();
  ASSERT_TRUE(connection->Begin());
  EXPECT_EQ(Ask(*connection, "CREATE (n) RETURN 1"), "1");
  auto waiting = std::async(std::launch::async, [&] { return Ask(*other, "CREATE (n) RETURN 2"); });
  EXPECT_EQ(waiting.wait_for(milliseconds(50)), std::future_status::timeout);
  ASSERT_TRUE(connection->Commit());
  EXPECT_EQ(waiting.get(), "2");
  EXPECT_EQ(Nodes(*connection), "2");
}

TEST_F(ConnectionTest, AnIdleTransactionIsRolledBackWhenAnotherWaits) {
  DatabaseOptions options;
  options.transaction_idle = milliseconds(50);
  Open(options);
  ASSERT_TRUE(connection->Begin());
  EXPECT_EQ(Ask(*connection, "CREATE (n:Forgotten) RETURN 1"), "1");
  EXPECT_EQ(Ask(*other, "CREATE (n:Other) RETURN 2"), "2");
  EXPECT_EQ(CodeOf(*connection, "MATCH (n) RETURN n"), ErrorCode::kConflict);
  EXPECT_EQ(CodeOf(connection->Commit()), ErrorCode::kConflict);
  EXPECT_EQ(Ask(*connection, "MATCH (n) RETURN labels(n)"), "['Other']");
}

TEST_F(ConnectionTest, TransactionsDoNotNestAndDoNotEndTwice) {
  Open();
  EXPECT_FALSE(connection->Commit());
  EXPECT_FALSE(connection->Rollback());
  ASSERT_TRUE(connection->Begin());
  EXPECT_FALSE(connection->Begin());
  ASSERT_TRUE(connection->Rollback());
}

TEST_F(ConnectionTest, LettingAConnectionGoRollsBack) {
  Open();
  ASSERT_TRUE(connection->Begin());
  EXPECT_EQ(Ask(*connection, "CREATE (n) RETURN 1"), "1");
  connection.reset();
  EXPECT_EQ(Nodes(*other), "0");
  EXPECT_EQ(Ask(*other, "CREATE (n) RETURN 1"), "1");
}

TEST_F(ConnectionTest, InterruptStopsTheStatementThatRuns) {
  Open();
  auto endless = std::async(std::launch::async, [&] {
    return CodeOf(*connection, "UNWIND range(1, 1000000) AS i UNWIND range(1, 1000000) AS j RETURN sum(i % (j + 1))");
  });
  while (endless.wait_for(milliseconds(20)) != std::future_status::ready) connection->Interrupt();
  EXPECT_EQ(endless.get(), ErrorCode::kCancelled);
  EXPECT_EQ(Nodes(*connection), "0");
}

TEST_F(ConnectionTest, LimitsHaveNamesAndCanBeSet) {
  DatabaseOptions options;
  options.max_list_size = 1000;
  options.max_text_size = 1000;
  options.compile.max_depth = 20;
  options.compile.max_query_bytes = 200;
  options.query_memory_bytes = 1 << 20;
  options.query_time = milliseconds(kSanitized ? 10'000 : 200);
  Open(options);
  EXPECT_EQ(Ask(*connection, "RETURN size(range(1, 1000))"), "1000");
  const std::pair<std::string, std::string_view> cases[] = {
      {"RETURN size(range(1, 1001))", "max_list_size"},
      {"UNWIND range(1, 900) AS i UNWIND [1, 2] AS j RETURN size(collect(i))", "max_list_size"},
      {"RETURN size(reduce(s = 'ab', x IN range(1, 10) | s + s))", "max_text_size"},
      {"RETURN " + std::string(21, '[') + std::string(21, ']'), "20 deep"},
      {"RETURN '" + std::string(200, 'x') + "'", "limit of 200"},
      {"RETURN [x IN range(1, 1000) | [y IN range(1, 1000) | x * y]]", "query_memory_bytes"},
      {"UNWIND range(1, 999) AS i UNWIND range(1, 999) AS j UNWIND range(1, 999) AS k RETURN max(i * j % k)",
       "query_time"}};
  for (const auto& [statement, told] : cases) {
    const std::string answer = Ask(*connection, statement);
    EXPECT_EQ(answer.find("LimitError: "), 0) << answer;
    EXPECT_NE(answer.find(told), std::string::npos) << answer;
  }
}

}  // namespace
}  // namespace qiao::engine
