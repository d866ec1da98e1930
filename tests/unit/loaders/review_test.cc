#include "loaders/facts/review.h"

#include <gtest/gtest.h>

#include "loaders/facts/doubts.h"
#include "loaders/facts/forget.h"
#include "tests/unit/loaders/fact_graph.h"

namespace qiao::loaders {
namespace {

const Articles& TwoArticles() {
  static const Articles articles = [] {
    Articles two;
    two.Write("a.txt",
              "2023年8月,北京市朝阳区与长治市潞城区签订对口合作框架协议,双方建立结对关系。\n"
              "2023年9月,北京市垂杨柳医院与潞城区人民医院签订对口合作协议,派出专家开展义诊。\n"
              "北京弘盛通投资管理有限公司投资3000万元在潞城区建设店上文化园项目。\n");
    two.Write("b.txt",
              "2024年3月,北京市朝阳区与长治市潞城区建立结对关系。\n"
              "北京弘盛通投资管理有限公司投资5000万元在潞城区建设店上文化园项目。\n");
    return two;
  }();
  return articles;
}

std::unique_ptr<engine::Database> Loaded(const std::vector<std::string>& names) {
  auto database = MemoryDatabase();
  for (const std::string& name : names) TwoArticles().Load(*database, {name});
  return database;
}

// Without the decisions themselves, whose times differ, and without the time on claims.
std::vector<std::string> LinesWithoutTimes(engine::Database& database) {
  Ask(database, "MATCH (d:Decision) REMOVE d.at, d.undone");
  Ask(database, "MATCH (c:Claim) REMOVE c.at");
  return Lines(database);
}

std::vector<std::string> LinesWithoutDecisions(engine::Database& database) {
  Ask(database, "MATCH (d:Decision) DELETE d");
  return Lines(database);
}

std::string Table(engine::Database& database, const std::string& rows) {
  auto doubts = FindDoubts(*database.Read(), 1.0);
  EXPECT_TRUE(doubts);
  std::string ref;
  for (const Doubt& doubt : *doubts) {
    if (doubt.type == "PAIRED_WITH" && doubt.article.doc == "b" && doubt.from == "朝阳区") ref = doubt.ref;
  }
  EXPECT_FALSE(ref.empty());
  std::string quoted = "\"";
  for (const char c : ref) quoted += c == '"' ? "\"\"" : std::string(1, c);
  std::string text = "action,from,type,to,since,name,article,ref\n" + rows;
  const size_t at = text.find("REF");
  if (at != std::string::npos) text.replace(at, 3, quoted + "\"");
  return text;
}

const char* const kRows[] = {
    "accept,,,,,,,REF\n",
    "reject,,,,,,,REF\n",
    "amend,,,,2023-07,,,REF\n",
    "add,潞城区,SUPPLIES,Product:潞城大葱,2024,,b,\n",
    "add,Company:新公司,COOPERATES_WITH,潞城区,,,,\n",
    "merge,北京市垂杨柳医院,,潞城区人民医院,,,,\n",
    "merge,北京市垂杨柳医院,,潞城区人民医院,,两院医联体,,\n",
    "apart,北京市垂杨柳医院,,潞城区人民医院,,,,\n",
    "split,店上文化园项目,,,,店上村文化园,a,\n",
};

void ApplyTo(engine::Database& database, const std::string& table) {
  const TempFile file(table);
  const auto outcome = ApplyReview(database, file.path(), "李", "核对");
  ASSERT_TRUE(outcome) << outcome.error().Text();
  for (const auto& problem : outcome->problems) FAIL() << problem.place << problem.reason.In(base::Language::kEnglish);
  ASSERT_FALSE(outcome->decisions.empty());
}

TEST(Review, UndoingLeavesTheGraphAsItWas) {
  for (const char* row : kRows) {
    const auto database = Loaded({"a.txt", "b.txt"});
    const auto before = Lines(*database);
    ApplyTo(*database, Table(*database, row));
    auto decisions = Decisions::Read(*database->Read());
    ASSERT_TRUE(decisions);
    for (const Decision& decision : decisions->all()) {
      const auto undone = UndoDecision(*database, decision.id, "王");
      ASSERT_TRUE(undone) << undone.error().Text();
    }
    const auto after = LinesWithoutDecisions(*database);
    EXPECT_TRUE(after == before) << row << Difference(before, after);
  }
}

TEST(Review, DecisionsSurviveAReloadOfTheArticles) {
  for (const char* row : kRows) {
    const auto database = Loaded({"a.txt", "b.txt"});
    const std::string table = Table(*database, row);
    ApplyTo(*database, table);
    const auto before = LinesWithoutTimes(*database);
    // Gone and come again, in the other order.
    ASSERT_TRUE(ForgetArticles(*database, {"a", "b"}));
    TwoArticles().Load(*database, {"b.txt"});
    TwoArticles().Load(*database, {"a.txt"});
    const auto after = LinesWithoutTimes(*database);
    EXPECT_TRUE(after == before) << row << Difference(before, after);
  }
}

TEST(Review, RejectedClaimsCountForNothing) {
  const auto database = Loaded({"a.txt", "b.txt"});
  ApplyTo(*database, Table(*database, "reject,,,,,,,REF\n"));
  const auto rows =
      Ask(*database, "MATCH (:District)-[r:PAIRED_WITH]-(:District {name: '潞城区'}) RETURN r.since, r.claims");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(base::ToText(rows[0][0]), "'2023-08'");
  EXPECT_EQ(rows[0][1].integer(), 1);
}

}  // namespace
}  // namespace qiao::loaders
