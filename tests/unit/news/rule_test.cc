// The rule language: its grammar, its messages, and rules that callers add.
#include "loaders/news/rule.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <tao/pegtl/contrib/analyze.hpp>

#include "loaders/news/extract.h"
#include "loaders/news/own_knowledge.h"
#include "loaders/news/rule_grammar.h"

namespace qiao::loaders::news {
namespace {

TEST(RuleGrammar, MakesProgress) { EXPECT_EQ(tao::pegtl::analyze<grammar::file>(), 0u); }

TEST(RuleGrammar, ReadsAllParts) {
  const auto rules = ParseRules("x.rules", R"(# a comment
rule one-two
  match ^ {a: Region|Company+} 与? ..6 签订|签署 ...20 {m: amount} {e: quoted Event}
  match {ab: Pair} 携手 {v: word 考察|调研}
  unless 未曾
  claim COOPERATES_WITH a home role=牵头 amount=m
  worth a m
  status signed
  field 医疗
  confidence 0.5
  example 一句话。
  gives nothing
)");
  ASSERT_TRUE(rules) << rules.error().Text();
  ASSERT_EQ(rules->size(), 1u);
  const Rule& rule = (*rules)[0];
  EXPECT_EQ(rule.id, "one-two");
  ASSERT_EQ(rule.patterns.size(), 2u);
  ASSERT_EQ(rule.patterns[0].size(), 8u);
  EXPECT_EQ(rule.patterns[0][0].kind, ElementKind::kStart);
  EXPECT_TRUE(rule.patterns[0][1].slot.list);
  EXPECT_TRUE(rule.patterns[0][2].optional);
  EXPECT_EQ(rule.patterns[0][3].reach, 6u);
  EXPECT_FALSE(rule.patterns[0][3].over_commas);
  EXPECT_EQ(rule.patterns[0][4].words.size(), 2u);
  EXPECT_TRUE(rule.patterns[0][5].over_commas);
  EXPECT_EQ(rule.patterns[0][6].slot.source, SlotSource::kAmount);
  EXPECT_EQ(rule.patterns[0][7].slot.source, SlotSource::kQuoted);
  EXPECT_TRUE(rule.patterns[1][0].slot.pair);
  EXPECT_EQ(rule.claims[0].role, "牵头");
  EXPECT_EQ(rule.status, ClaimStatus::kSigned);
  EXPECT_DOUBLE_EQ(rule.confidence, 0.5);
  EXPECT_TRUE(rule.examples[0].gives.empty());
}

TEST(RuleGrammar, SharesSetsOfWords) {
  const auto rules = ParseRules("x.rules",
                                "set goes 赴|前往\nrule a\n  match {a: Region} ~9 @goes|到 !的 {b: Region}\n"
                                "  claim COOPERATES_WITH a b\n");
  ASSERT_TRUE(rules) << rules.error().Text();
  const Pattern& pattern = (*rules)[0].patterns[0];
  EXPECT_TRUE(pattern[1].shy);
  EXPECT_EQ(pattern[1].reach, 9u);
  EXPECT_EQ(pattern[2].words, (std::vector<std::u32string>{U"前往", U"赴", U"到"}));
  EXPECT_FALSE(pattern[2].forbidden);
  EXPECT_TRUE(pattern[3].forbidden);
}

std::string Problem(std::string_view text) {
  const auto rules = ParseRules("x.rules", text);
  if (rules) return "accepted";
  EXPECT_EQ(rules.error().code, base::ErrorCode::kSyntax);
  return rules.error().Text();
}

TEST(RuleGrammar, NamesPlaceAndRemedy) {
  EXPECT_EQ(Problem("rule a\n  match {a: Regoin} 与\n  claim PAIRED_WITH a a\n"),
            "x.rules:2:13: expected a label, Region, Body, Pair or Both");
  EXPECT_EQ(Problem("rule a\n  match {a: Region 与\n"), "x.rules:2:20: expected '}' to close the slot");
  EXPECT_EQ(Problem("rule a\n  match 与\n  claim LOVES a b\n"),
            "x.rules:3:9: expected a link type such as PAIRED_WITH");
  EXPECT_EQ(Problem("rule a\n  wish 与\n").substr(0, 31), "x.rules:2:3: expected match, un");
  EXPECT_EQ(Problem("  match 与\n").substr(0, 13), "x.rules:1:3: ");
  EXPECT_EQ(Problem("rule a\n  match {a: Region} 与\n  claim PAIRED_WITH a b\n"),
            "x.rules:1: rule a: no slot is called b");
  EXPECT_EQ(Problem("rule a\n  match {a: Region} {b: Region}\n  claim PAIRED_WITH a b\n"),
            "x.rules:1: rule a: a pattern needs a word to look for");
  EXPECT_EQ(Problem("rule a\n  match {a: Region} 与 ..\n  claim PAIRED_WITH a a\n"),
            "x.rules:1: rule a: a pattern can't end with a gap");
  EXPECT_EQ(Problem("rule a\n  match {a: Region} @goes {b: Region}\n  claim PAIRED_WITH a b\n"),
            "x.rules:2:22: expected the name of a set above");
  EXPECT_EQ(Problem("rule a\n  match {a: Region} !的 {b: Region}\n  claim PAIRED_WITH a b\n"),
            "x.rules:1: rule a: a pattern needs a word to look for");
  EXPECT_EQ(Problem("rule a\n  match {a: Region} ..999 与\n  claim PAIRED_WITH a a\n"),
            "x.rules:2:23: expected a gap of at most 120 characters");
}

TEST(RuleGrammar, FramesNameVerbsAndRoles) {
  const auto rules =
      ParseRules("x.rules",
                 "set runs 运营|经营\nframe shop\n  verbs @runs|打理\n  agent Company|Agency\n"
                 "  object Project\n  needs object\n  alike\n  claim UNDERTAKES agent object amount=money\n");
  ASSERT_TRUE(rules) << rules.error().Text();
  const Frame& frame = *(*rules)[0].frame;
  EXPECT_EQ(frame.verbs, (std::vector<std::u32string>{U"运营", U"经营", U"打理"}));
  EXPECT_EQ(frame.needs, std::vector<Role>{Role::kObject});
  EXPECT_TRUE(frame.alike);
  const auto agent = frame.labels[static_cast<size_t>(Role::kAgent)];
  EXPECT_EQ(agent,
            1u << static_cast<uint32_t>(EntityLabel::kCompany) | 1u << static_cast<uint32_t>(EntityLabel::kAgency));
}

TEST(RuleGrammar, FramesNamePlaceAndRemedy) {
  EXPECT_EQ(Problem("frame a\n  agent Company\n  claim UNDERTAKES agent agent\n"),
            "x.rules:1: rule a: there is no verbs line");
  EXPECT_EQ(Problem("frame a\n  verbs 经营\n  object Project\n  claim UNDERTAKES object object\n"),
            "x.rules:1: rule a: there is no agent line");
  EXPECT_EQ(Problem("frame a\n  verbs 经营\n  agent Company\n  claim UNDERTAKES agent object\n"),
            "x.rules:1: rule a: no slot is called object");
  EXPECT_EQ(Problem("frame a\n  verbs 经营\n  agent Compony\n"),
            "x.rules:3:9: expected a label, Region, Body or Works");
  EXPECT_EQ(Problem("rule a\n  verbs 经营\n").substr(0, 13), "x.rules:2:9: ");
}

TEST(ExtraRules, AddAndReplace) {
  constexpr std::string_view article =
      "凤凰县的书记员们来到句容市学习种茶,凤凰县同句容市情谊深长。大家认真听讲,收获满满。";
  ExtractorOptions options;
  options.extra_rules.push_back(
      {"own.rules", "rule friends\n  match {a: Region} 同 {b: Region} 情谊\n  claim COOPERATES_WITH a b\n"});
  const auto plain = Extractor::Create();
  const auto more = Extractor::Create(options);
  ASSERT_TRUE(plain && more);
  auto friends = [&](const Extractor& extractor) {
    const auto told = extractor.Extract(article, {});
    EXPECT_TRUE(told) << told.error().Text();
    return std::count_if(told->claims.begin(), told->claims.end(), [](const Claim& c) { return c.rule == "friends"; });
  };
  EXPECT_EQ(friends(*plain), 0);
  EXPECT_EQ(friends(*more), 1);
  options.extra_rules.push_back(
      {"own2.rules", "rule friends\n  match {a: Region} 仇 {b: Region}\n  claim COOPERATES_WITH a b\n"});
  const auto replaced = Extractor::Create(options);
  ASSERT_TRUE(replaced);
  EXPECT_EQ(friends(*replaced), 0);
  options.extra_rules.push_back({"bad.rules", "rule\n"});
  EXPECT_FALSE(Extractor::Create(options));
}

// What docs/news.md tells an analyst to write: a rule, an ending and a word of one's own.
TEST(OwnKnowledge, IsReadFromAFolder) {
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "own_knowledge";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const auto write = [&](const char* name, std::string_view text) { std::ofstream(folder / name) << text; };
  write("sister.rules",
        "rule pair-established\n"
        "  match {a: City} 与|和 {b: City} ..4 结为|缔结 ..2 友好城市\n"
        "  claim PAIRED_WITH a b\n"
        "  status started\n"
        "  confidence 0.97\n"
        "  example 2012年,泰州市与哈密市结为友好城市。\n"
        "  gives 泰州市 PAIRED_WITH 哈密市 since=2012\n");
  write("names.txt", "Company - c 帮扶工坊\n");
  write("words.txt", "stop 心系\n");
  write("known.tsv", "Company\t-\t蓝鲸超市\t320100\t\n");
  write("README.md", "not read");
  auto options = ReadOwnKnowledge(folder.string());
  ASSERT_TRUE(options) << options.error().Text();
  const auto extractor = Extractor::Create(*options);
  ASSERT_TRUE(extractor) << extractor.error().Text();
  const auto told = extractor->Extract(
      "2012年,泰州市与哈密市结为友好城市。游客来到蓝鲸超市买瓜,心系巧娘帮扶工坊的绣品也在热卖。", {});
  ASSERT_TRUE(told) << told.error().Text();
  const auto named = [&](std::string_view name) {
    return std::any_of(told->entities.begin(), told->entities.end(), [&](const Entity& e) { return e.name == name; });
  };
  EXPECT_TRUE(named("巧娘帮扶工坊"));
  EXPECT_TRUE(named("蓝鲸超市"));
  ASSERT_FALSE(told->claims.empty());
  EXPECT_EQ(told->claims[0].confidence, 0.97);
  ASSERT_TRUE(told->claims[0].since);
  EXPECT_EQ(told->claims[0].since->text, "2012");

  const auto problem = [&] {
    const auto again = ReadOwnKnowledge(folder.string());
    if (!again) return again.error().Text();
    const auto made = Extractor::Create(*again);
    return made ? std::string("accepted") : made.error().Text();
  };
  write("words.txt", "stop 心系\nstopp 心系\n");
  EXPECT_NE(problem().find("words.txt:2: unknown class stopp"), std::string::npos) << problem();
  write("words.txt", "stop\n");
  EXPECT_NE(problem().find("words.txt:1: a row needs 2 cells"), std::string::npos) << problem();
  write("words.txt", "");
  write("known.tsv", "Company\t-\t蓝鲸超市\t99x\n");
  EXPECT_NE(problem().find("known.tsv:1: no region has the code 99x"), std::string::npos) << problem();
  write("known.tsv", "");
  write("word.txt", "stop 心系\n");
  EXPECT_NE(problem().find("own words in names.txt"), std::string::npos) << problem();
}

TEST(Explain, ShowsNamesRulesAndNearMisses) {
  const auto extractor = Extractor::Create();
  ASSERT_TRUE(extractor);
  const auto told = extractor->Explain(
      "协作见闻\n2021年6月,徐汇区与元阳县建立对口帮扶关系。徐汇区教育局与元阳县教育局尚未签订合作协议。"
      "徐汇区中心医院与元阳县人民医院来往密切,大家都很高兴。"
      "延川文旅产业园开园,日常的运营则交给延川文旅投资有限公司。\n",
      {"a.txt"});
  ASSERT_TRUE(told) << told.error().Text();
  EXPECT_NE(told->find("[徐汇区 District]与[元阳县 District]建立对口帮扶关系。\n"), std::string::npos) << *told;
  EXPECT_NE(told->find("  + 徐汇区 PAIRED_WITH 元阳县  status=started  since=2021-06  pair-established 0.95\n"),
            std::string::npos)
      << *told;
  EXPECT_NE(told->find("forbidden by 尚未\n"), std::string::npos) << *told;
  EXPECT_NE(told->find("“徐汇区中心医院与元阳县人民医院"), std::string::npos) << *told;
  EXPECT_NE(told->find(" wants "), std::string::npos) << *told;
  EXPECT_NE(told->find("  ~ frame-builds: 运营, agent 延川文旅投资有限公司 (named behind the verb), object "
                       "延川文旅产业园 (topic)\n"),
            std::string::npos)
      << *told;
  EXPECT_FALSE(extractor->Explain("no Chinese at all, and quite a few words of English", {}));
}

}  // namespace
}  // namespace qiao::loaders::news
