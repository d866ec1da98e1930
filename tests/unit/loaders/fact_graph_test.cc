#include "tests/unit/loaders/fact_graph.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "loaders/facts/forget.h"

namespace qiao::loaders {
namespace {

std::string Content(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

// The tests' own articles, and some that speak of the same things in other words.
const Articles& AllArticles() {
  static const Articles articles = [] {
    Articles all;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(QIAO_SOURCE_DIR) / "tests/news_gold")) {
      if (entry.path().extension() == ".txt" && all.names().size() < 12) {
        all.Write(entry.path().filename(), Content(entry.path()));
      }
    }
    all.Write(
        "x1.txt",
        "2023年11月,首都医科大学附属北京潞河医院与上党区人民医院签订对口合作协议,总投资3000万元的云启信达换电重卡项目"
        "由北京云启信达科技有限公司(以下简称云启信达)在上党区建设。");
    all.Write("x2.txt",
              "2024年5月6日,北京云启信达科技有限公司投资4000万元在长治市上党区建设云启信达换电重卡项目,项目已开工。"
              "潞河医院与上党区人民医院结对。");
    all.Write("x3.txt",
              "党政代表团赴上党区考察,与上党区人民医院座谈,就对口合作签订协议。云启信达在上党区投资建设换电重卡项目。");
    all.Write("x4.txt",
              "吉林省长春市朝阳区与天津市河西区建立结对关系,朝阳区人民医院与河西区人民医院签订对口合作协议。");
    all.Write("x5.txt", "北京市朝阳区与长治市潞城区建立结对关系,朝阳区人民医院与潞城区人民医院签订对口合作协议。");
    return all;
  }();
  return articles;
}

std::vector<std::string> LoadedAtOnce() {
  static const std::vector<std::string> lines = [] {
    const auto database = MemoryDatabase();
    AllArticles().Load(*database, AllArticles().names());
    return Lines(*database);
  }();
  return lines;
}

TEST(FactGraph, TheOrderOfLoadsAndTheNumberOfThreadsChangeNothing) {
  const auto expected = LoadedAtOnce();
  std::mt19937 random(20240621);
  for (int round = 0; round < 8; ++round) {
    auto names = AllArticles().names();
    std::ranges::shuffle(names, random);
    const auto database = MemoryDatabase();
    for (size_t begin = 0; begin < names.size();) {
      const size_t end = std::min<size_t>(names.size(), begin + 1 + random() % 6);
      AllArticles().Load(*database, {names.begin() + begin, names.begin() + end}, std::array{1, 2, 4}[round % 3]);
      begin = end;
    }
    const auto lines = Lines(*database);
    ASSERT_TRUE(lines == expected) << Difference(expected, lines);
  }
}

TEST(FactGraph, LoadingAgainChangesNothing) {
  const auto database = MemoryDatabase();
  AllArticles().Load(*database, AllArticles().names());
  const auto report = AllArticles().Load(*database, AllArticles().names(), 2);
  EXPECT_EQ(report.known_documents, AllArticles().names().size());
  EXPECT_EQ(report.documents + report.replaced_documents + report.counts.claims, 0u);
  EXPECT_TRUE(Lines(*database) == LoadedAtOnce());
}

TEST(FactGraph, AForgottenArticleLeavesWhatTheOthersSay) {
  const auto names = AllArticles().names();
  for (size_t i = 0; i < names.size(); i += 3) {
    const auto with = MemoryDatabase(), without = MemoryDatabase();
    AllArticles().Load(*with, names);
    ASSERT_TRUE(ForgetArticles(*with, {std::filesystem::path(names[i]).stem().string()}));
    auto others = names;
    others.erase(others.begin() + i);
    AllArticles().Load(*without, others);
    const auto expected = Lines(*without), lines = Lines(*with);
    ASSERT_TRUE(lines == expected) << names[i] << "\n" << Difference(expected, lines);
  }
}

TEST(FactGraph, ForgettingAllLeavesNothing) {
  const auto database = MemoryDatabase();
  AllArticles().Load(*database, AllArticles().names());
  std::vector<std::string> stems;
  for (const auto& name : AllArticles().names()) stems.push_back(std::filesystem::path(name).stem());
  const auto forgotten = ForgetArticles(*database, stems);
  ASSERT_TRUE(forgotten);
  EXPECT_EQ(forgotten->size(), stems.size());
  EXPECT_EQ(Lines(*database), std::vector<std::string>());
}

TEST(FactGraph, OtherRulesReplaceExactlyTheArticlesThatSaySomethingElse) {
  auto extractor = news::Extractor::Create({.extra_rules = {{"own.rules",
                                                             "rule own-visit\n"
                                                             "  match {a: Region} 与 {b: Region} 建立 结对 关系\n"
                                                             "  claim UNDERTAKES a b\n"
                                                             "  field 测试\n"}}});
  ASSERT_TRUE(extractor) << extractor.error().Text();
  const auto database = MemoryDatabase(), fresh = MemoryDatabase();
  AllArticles().Load(*database, AllArticles().names());
  const auto report = AllArticles().Load(*database, AllArticles().names(), 1, &*extractor);
  EXPECT_GT(report.replaced_documents, 0u);
  EXPECT_GT(report.known_documents, 0u);
  AllArticles().Load(*fresh, AllArticles().names(), 1, &*extractor);
  EXPECT_TRUE(Lines(*database) == Lines(*fresh)) << Difference(Lines(*fresh), Lines(*database));
  EXPECT_TRUE(Lines(*database) != LoadedAtOnce());
  AllArticles().Load(*database, AllArticles().names());
  EXPECT_TRUE(Lines(*database) == LoadedAtOnce()) << Difference(LoadedAtOnce(), Lines(*database));
}

TEST(FactGraph, OneTextUnderTwoNamesIsOneDocument) {
  Articles articles;
  const std::string text = "2023年9月,北京市朝阳区与长治市潞城区签订对口合作框架协议,双方建立结对关系。";
  for (const char* name : {"a.txt", "b.txt", "c.txt"}) articles.Write(name, text);
  std::vector<std::string> names = articles.names(), first;
  do {
    const auto database = MemoryDatabase();
    for (const auto& name : names) articles.Load(*database, {name});
    const auto rows = Ask(*database, "MATCH (d:Document) RETURN d.doc, d.other_names");
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(base::ToText(rows[0][0]) + base::ToText(rows[0][1]), "'a'['b', 'c']");
    if (first.empty()) first = Lines(*database);
    EXPECT_TRUE(Lines(*database) == first);
  } while (std::ranges::next_permutation(names).found);
}

TEST(FactGraph, WhatTheLoaderWasToldStaysKnown) {
  Articles articles;
  articles.Write("a.txt", "去年11月,北京市朝阳区与长治市潞城区签订对口合作框架协议,双方建立结对关系。");
  const auto database = MemoryDatabase();
  articles.Load(*database, {"a.txt"});
  EXPECT_EQ(articles.Load(*database, {"a.txt"}, 1, nullptr, {.published = "2024-06-21"}).replaced_documents, 1u);
  EXPECT_EQ(Ask(*database, "MATCH (:District)-[r:PAIRED_WITH]-() WHERE r.since = '2023-11' RETURN DISTINCT r").size(),
            1u);
  const auto before = Lines(*database);
  EXPECT_EQ(articles.Load(*database, {"a.txt"}).known_documents, 1u);
  EXPECT_TRUE(Lines(*database) == before);
}

TEST(FactGraph, ATablesNodeIsNeverTakenAway) {
  Articles articles;
  articles.Write("a.txt", "2023年9月,北京市朝阳区与长治市潞城区签订对口合作框架协议,双方建立结对关系。");
  const auto database = MemoryDatabase();
  Ask(*database,
      "CREATE (:District {name: '潞城区', note: '表格'})-[:PAIRED_WITH {since: '2021'}]->(:District {name: '朝阳区'})");
  const auto before = Lines(*database);
  articles.Load(*database, {"a.txt"});
  EXPECT_EQ(Ask(*database, "MATCH (d:District {name: '潞城区'})--(:Claim) RETURN DISTINCT d.note").size(), 1u);
  EXPECT_EQ(Ask(*database, "MATCH (:District)-[r:PAIRED_WITH]->(:District) RETURN r").size(), 2u);
  ASSERT_TRUE(ForgetArticles(*database, {"a"}));
  EXPECT_TRUE(Lines(*database) == before) << Difference(before, Lines(*database));
}

TEST(FactGraph, WhatPeopleTiedToAnEntityStays) {
  Articles articles;
  articles.Write("a.txt", "2023年9月,北京市朝阳区与长治市潞城区签订对口合作框架协议,双方建立结对关系。");
  const auto database = MemoryDatabase();
  articles.Load(*database, {"a.txt"});
  Ask(*database, "MATCH (d:District {name: '潞城区'}) CREATE (:Note {text: '去过'})-[:ON]->(d)");
  ASSERT_TRUE(ForgetArticles(*database, {"a"}));
  EXPECT_EQ(Ask(*database, "MATCH (:Note)-[:ON]->(d:District {name: '潞城区'}) RETURN d").size(), 1u);
  EXPECT_EQ(Ask(*database, "MATCH (d:District) RETURN d").size(), 1u);
}

TEST(FactGraph, NamesakesStayApart) {
  const auto database = MemoryDatabase();
  AllArticles().Load(*database, {"x4.txt", "x5.txt"});
  EXPECT_EQ(Ask(*database, "MATCH (d:District {name: '朝阳区'}) RETURN DISTINCT d.code").size(), 2u);
}

TEST(FactGraph, AStoppedLoadLeavesWholeArticles) {
  const auto extractor = news::Extractor::Create();
  for (const size_t threads : {1, 3}) {
    const auto database = MemoryDatabase(), some = MemoryDatabase();
    const auto names = AllArticles().names();
    std::atomic<bool> stop = false;
    std::vector<std::string> seen;
    const auto progress = [&](const std::string& path, size_t done, size_t) {
      seen.push_back(std::filesystem::path(path).filename());
      stop = done == 4;
    };
    const auto report = LoadArticles(*database, AllArticles().Files(names), *extractor,
                                     {.threads = threads, .progress = progress, .cancelled = &stop});
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, base::ErrorCode::kCancelled);
    EXPECT_EQ(report.error().Text(),
              fmt::format("stopped; 5 of {} articles are loaded, each of them whole", names.size()));
    ASSERT_EQ(seen.size(), 5u);
    AllArticles().Load(*some, seen);
    EXPECT_TRUE(Lines(*database) == Lines(*some)) << Difference(Lines(*some), Lines(*database));
    AllArticles().Load(*database, names);
    EXPECT_TRUE(Lines(*database) == LoadedAtOnce());
  }
}

TEST(FactGraph, ForgetTellsWhatItDoesNotKnow) {
  const auto database = MemoryDatabase();
  AllArticles().Load(*database, {"x4.txt", "x5.txt"});
  const auto before = Lines(*database);
  auto forgotten = ForgetArticles(*database, {"x4", "x6"});
  ASSERT_FALSE(forgotten);
  EXPECT_NE(forgotten.error().Text().find("no document is called 'x6'; did you mean"), std::string::npos);
  EXPECT_TRUE(Lines(*database) == before);
}

}  // namespace
}  // namespace qiao::loaders
