// Connections of one database in several threads: shared plans, shared workers, refreshing, following, importing. What
// they answer is checked, but above all this is for the thread sanitizer.
#include <fmt/format.h>

#include <filesystem>

#include "engine/changes.h"
#include "engine/database.h"
#include "tests/threads/crowd.h"
#include "tests/unit/storage/store_fixture.h"

namespace qiao::engine {
namespace {

using base::Value;
using storage::Must;
using storage::TemporaryFolder;

// A statement's only value.
Value Ask(Connection& connection, std::string_view statement, const base::Map& parameters = {}) {
  const auto rows = Must(Must(connection.Execute(statement, parameters))->Collect());
  return rows.empty() ? Value() : rows.at(0).at(0);
}
int64_t Count(Connection& connection, std::string_view statement, const base::Map& parameters = {}) {
  return Ask(connection, statement, parameters).integer();
}

DatabaseOptions Options(bool read_only = false) {
  DatabaseOptions options;
  options.read_only = read_only;
  options.sync_commits = false;
  options.refresh_interval = std::chrono::milliseconds(0);
  options.cache_bytes = 100'000;  // chunks are evicted while others read them
  options.change_log_bytes = 50'000;
  options.threads = 3;
  return options;
}

// Makes a ring of three districts.
std::string CreateRing(std::string_view number) {
  return fmt::format("CREATE (a:区 {{环: {0}}})-[:结对]->(b:区 {{环: {0}}})-[:结对]->(c:区 {{环: {0}}})-[:结对]->(a)",
                     number);
}

class EngineThreadsTest : public testing::Test {
 protected:
  void Open() {
    database = Must(Database::Open(path, Options()));
    Must(database->Connect()->Execute("UNWIND range(1, 2500) AS ring " + CreateRing("ring")));
  }
  // A commit.
  static std::string AddRing(Database& to) {
    Must(to.Connect()->Execute(CreateRing("0")));
    return {};
  }
  // Counted by several workers; whatever commit it sees, it sees all of it.
  static std::string CountRings(Database& of) {
    auto connection = of.Connect();
    const auto rows = Must(Must(connection->Execute("MATCH (n:区) WITH count(n) AS nodes "
                                                    "MATCH ()-[:结对]->()-[:结对]->() RETURN nodes, count(*)"))
                               ->Collect());
    const int64_t nodes = rows.at(0).at(0).integer(), paths = rows.at(0).at(1).integer();
    if (nodes != paths || nodes % 3 != 0) return fmt::format("{} nodes and {} paths", nodes, paths);
    return {};
  }

  TemporaryFolder folder;
  std::string path = folder / "桥.db";
  std::unique_ptr<Database> database;
};

TEST_F(EngineThreadsTest, CountsByWorkersBesideAWriter) {
  Open();
  Crowd crowd;
  crowd.Add([this] { return AddRing(*database); });
  for (int i = 0; i < 3; ++i) {
    crowd.Add([this] { return CountRings(*database); });
  }
}

// Some texts are shared, others are new each time and push older plans out; indexes come and go under them.
TEST_F(EngineThreadsTest, PlansAreSharedAndMadeAnew) {
  Open();
  std::atomic<int64_t> added = 0, texts = 0;
  {
    Crowd crowd;
    for (int i = 0; i < 2; ++i) {
      crowd.Add([&] {
        auto connection = database->Connect();
        Must(connection->Execute("MERGE (c:计数 {编号: 1}) ON CREATE SET c.值 = 0 SET c.值 = c.值 + 1"));
        ++added;
        return std::string();
      });
    }
    for (int i = 0; i < 2; ++i) {
      crowd.Add([&] {
        auto connection = database->Connect();
        const int64_t ring = 1 + texts++ % 2500;
        const int64_t found =
            Count(*connection, "MATCH (n:区 {环: $ring}) RETURN count(n)", {{"ring", Value::Integer(ring)}});
        const int64_t again = Count(*connection, fmt::format("MATCH (n:区) WHERE n.环 = {} RETURN count(n)", ring));
        return found == 3 && again == 3 ? "" : fmt::format("ring {} has {} and {} nodes", ring, found, again);
      });
    }
    crowd.Add([&] {
      auto connection = database->Connect();
      Must(connection->Execute("CREATE INDEX 环 FOR (n:区) ON (n.环)"));
      Must(connection->Execute("DROP INDEX 环"));
      return std::string();
    });
  }
  EXPECT_EQ(Count(*database->Connect(), "MATCH (c:计数) RETURN c.值"), added);
}

TEST_F(EngineThreadsTest, TransactionsConflictOrHoldAndAreInterrupted) {
  Open();
  std::atomic<int64_t> committed = 0;
  {
    Crowd crowd;
    for (int i = 0; i < 3; ++i) {
      crowd.Add([&] {
        auto connection = database->Connect();
        Must(connection->Begin());
        const int64_t before = Count(*connection, "MATCH (n:事) RETURN count(n)");
        if (auto written = connection->Execute("CREATE (:事)"); !written) {
          Must(connection->Rollback());
          return written.error().code == base::ErrorCode::kConflict ? "" : written.error().Text();
        }
        if (Count(*connection, "MATCH (n:事) RETURN count(n)") != before + 1)
          return std::string("somebody else's writes");
        Must(connection->Commit());
        ++committed;
        return std::string();
      });
    }
    crowd.Add([&] {
      auto connection = database->Connect();
      std::thread other([&connection] { connection->Interrupt(); });
      auto result = connection->Execute("MATCH (a:区), (b:区) RETURN max(a.环 + b.环)");
      auto rows = result ? (*result)->Collect() : base::Result<std::vector<Row>>(result.error());
      other.join();
      return rows || rows.error().code == base::ErrorCode::kCancelled ? "" : rows.error().Text();
    });
  }
  EXPECT_EQ(Count(*database->Connect(), "MATCH (n:事) RETURN count(n)"), committed);
}

// A second database, read-only, follows the first, and both are asked what the last commit changed.
TEST_F(EngineThreadsTest, FollowersAndWatchersBesideAWriter) {
  Open();
  auto follower = Must(Database::Open(path, Options(true)));
  {
    Crowd crowd;
    crowd.Add([&] { return AddRing(*database); });
    for (int i = 0; i < 2; ++i) {
      crowd.Add([&] { return CountRings(*follower); });
    }
    for (Database* watched : {database.get(), follower.get()}) {
      crowd.Add([watched] {
        auto changes = watched->Changes(watched->version());
        if (!changes) return changes.error().Text();
        return std::string();
      });
    }
  }
  Must(follower->Refresh());
  EXPECT_EQ(follower->version(), database->version());
}

}  // namespace
}  // namespace qiao::engine
