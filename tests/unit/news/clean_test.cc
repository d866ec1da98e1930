// From bytes to clean text: encodings, page damage, markup, and what is refused.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/charset.h"
#include "loaders/news/extract.h"
#include "loaders/news/html.h"
#include "loaders/news/repair.h"

namespace qiao::loaders::news {
namespace {

const Extractor& TheExtractor() {
  static const auto extractor = Extractor::Create();
  EXPECT_TRUE(extractor) << extractor.error().Text();
  return *extractor;
}

Text ToText(std::string_view utf8) {
  const auto decoded = base::Decode(utf8, base::Charset::kUtf8);
  EXPECT_TRUE(decoded);
  Text text;
  for (size_t i = 0; i < decoded->chars.size(); ++i)
    text.Push(decoded->chars[i], decoded->offsets[i], decoded->offsets[i + 1]);
  return text;
}

std::string Clean(std::string_view utf8) { return base::ToUtf8(Repair(ToText(utf8)).chars()); }

constexpr std::string_view kArticle =
    "2021年6月,上海市徐汇区与云南省红河县建立对口帮扶关系。两地在教育、医疗等领域合作不断深化。";

std::string Encoded(std::string_view utf8, bool big_endian) {
  std::string out = big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char32_t c : base::ToUtf32(utf8)) {
    const char high = static_cast<char>(c >> 8), low = static_cast<char>(c & 0xFF);
    out += big_endian ? high : low;
    out += big_endian ? low : high;
  }
  return out;
}

TEST(Repair, UndoesGlossesAndDoubledPunctuation) {
  EXPECT_EQ(Clean("高質(zhì)量發(fā)展,,注入動力,。推動(dòng)文化,、生態"), "高質量發展,注入動力。推動文化、生態");
  EXPECT_EQ(Clean("复合新材料(RTP)基地,清华(北京)院"), "复合新材料(RTP)基地,清华(北京)院") << "brackets of names stay";
  EXPECT_EQ(Clean("「山海」協作・行"), "“山海”協作·行");
  EXPECT_EQ(Clean("他说: \"好\"。　　１２３"), "他说:“好”。123");
}

TEST(Repair, TellsTheCellsOfTablesFromIndents) {
  EXPECT_EQ(Clean("1\t医疗\t甲县人民医院\t已签约\n"), "1¦医疗¦甲县人民医院¦已签约\n");
  EXPECT_EQ(Clean("\t甲县\t与乙县\r\n"), "甲县 与乙县\n\n") << "one tab within a line is a space";
  EXPECT_EQ(Clean("1  甲项目  乙公司    38000\n"), "1¦甲项目¦乙公司¦38000\n") << "columns set with spaces";
  EXPECT_EQ(Clean("  甲县教育局  乙县教育局\n"), "甲县教育局 乙县教育局\n") << "two signatures on a line are no row";
  EXPECT_EQ(Clean("甲\r乙"), "甲\n乙") << "line ends of old";
}

TEST(Repair, KeepsThePlaceOfEachCharacter) {
  const std::string_view bytes = "發(fā)展";
  const Text text = Repair(ToText(bytes));
  ASSERT_EQ(text.size(), 2u);
  EXPECT_EQ(text.Place(0, 2), (SourceSpan{0, bytes.size()})) << "the gloss lies between";
  EXPECT_EQ(text.Place(1, 2), (SourceSpan{bytes.size() - 3, 3}));
}

TEST(Html, GivesWhatAReaderSees) {
  const HtmlText page =
      StripHtml(ToText("<html><head><title>题目</title><style>p{}</style></head><body><nav><p>首页</p></nav>"
                       "<p>甲&ldquo;乙&rdquo;&#20859;<b>丙</b></p><script>if (a<b) '</p>'</script><!-- <p>丁 -->"
                       "<p>3 < 5 &amp; 戊</p></body></html>"));
  EXPECT_EQ(base::ToUtf8(page.title), "题目");
  const std::string text = base::ToUtf8(Repair(page.text).chars());
  EXPECT_NE(text.find("甲“乙”养丙\n"), std::string::npos) << text;
  EXPECT_NE(text.find("3 < 5 & 戊"), std::string::npos) << text;
  for (const char* gone : {"首页", "p{}", "if", "丁", "题目"}) EXPECT_EQ(text.find(gone), std::string::npos) << gone;
}

TEST(Html, ReadsAPageThatIsAFormAsAWhole) {
  const HtmlText page =
      StripHtml(ToText("<body><form id=\"aspnetForm\"><textarea>留言</textarea><select><option>标题</select>"
                       "<button>搜索</button><div>甲县与乙县结对。</div></form></body>"));
  const std::string text = base::ToUtf8(page.text.chars());
  EXPECT_NE(text.find("甲县与乙县结对。"), std::string::npos) << text;
  for (const char* gone : {"留言", "标题", "搜索"}) EXPECT_EQ(text.find(gone), std::string::npos) << gone;
}

TEST(Html, ResolvesReferencesOfPlainTextAndKeepsRowsOfTables) {
  EXPECT_EQ(base::ToUtf8(StripHtml(ToText("甲县&nbsp;&ldquo;乙&rdquo; 3<5 & 戊\n己")).text.chars()),
            "甲县 “乙” 3<5 & 戊\n己");
  const std::string table = base::ToUtf8(
      Repair(StripHtml(
                 ToText("<table><tr><td>甲医院</td>\n<td>乙医院</td><td>已签约</td></tr><tr><td>丙</td></tr></table>"))
                 .text)
          .chars());
  EXPECT_NE(table.find("甲医院¦乙医院¦已签约\n"), std::string::npos) << table;
}

TEST(Html, IsLinearInDeepAndBrokenPages) {
  std::string bomb = "<p>红河县</p>";
  for (int i = 0; i < 200000; ++i) bomb += "<div>";
  for (int i = 0; i < 100000; ++i) bomb += "<nav><";
  EXPECT_LT(StripHtml(ToText(bomb)).text.size(), bomb.size());
}

TEST(Decode, ReadsAllEncodingsAlike) {
  const auto expected = TheExtractor().Extract(kArticle, {});
  ASSERT_TRUE(expected) << expected.error().Text();
  EXPECT_EQ(expected->document.encoding, "UTF-8");
  for (const bool big_endian : {false, true}) {
    const std::string bytes = Encoded(kArticle, big_endian);
    const auto told = TheExtractor().Extract(bytes, {});
    ASSERT_TRUE(told) << told.error().Text();
    EXPECT_EQ(told->document.encoding, big_endian ? "UTF-16BE" : "UTF-16LE");
    EXPECT_EQ(told->document.text_hash, expected->document.text_hash);
    ASSERT_EQ(told->claims.size(), expected->claims.size());
    EXPECT_EQ(told->claims[0].evidence, expected->claims[0].evidence);
    EXPECT_EQ(told->claims[0].place.offset % 2, 0u);
  }
}

TEST(Decode, ReadsGb18030AndBig5) {
  // 上海市徐汇区与云南省红河县建立对口帮扶关系。 and the same in Traditional characters.
  const std::string_view gb =
      "\xC9\xCF\xBA\xA3\xCA\xD0\xD0\xEC\xBB\xE3\xC7\xF8\xD3\xEB\xD4\xC6\xC4\xCF\xCA\xA1\xBA\xEC\xBA\xD3\xCF\xD8\xBD\xA8"
      "\xC1\xA2"
      "\xB6\xD4\xBF\xDA\xB0\xEF\xB7\xF6\xB9\xD8\xCF\xB5\xA1\xA3";
  const std::string_view big5 =
      "\xA4\x57\xAE\xFC\xA5\xAB\xAE\x7D\xB6\xD7\xB0\xCF\xBB\x50\xB6\xB3\xAB\x6E\xAC\xD9\xAC\xF5\xAA\x65\xBF\xA4\xAB\xD8"
      "\xA5\xDF"
      "\xB9\xEF\xA4\x66\xC0\xB0\xA7\xDF\xC3\xF6\xA8\x74\xA1\x43";
  for (const auto& [bytes, encoding] : {std::pair(gb, "GB18030"), std::pair(big5, "Big5")}) {
    const auto told = TheExtractor().Extract(bytes, {});
    ASSERT_TRUE(told) << encoding << " " << told.error().Text();
    EXPECT_EQ(told->document.encoding, encoding);
    ASSERT_FALSE(told->claims.empty()) << encoding;
    const Claim& claim = told->claims[0];
    EXPECT_EQ(claim.type, LinkType::kPairedWith);
    EXPECT_EQ(told->entities[claim.subject].name, "徐汇区");
    EXPECT_EQ(claim.place, (SourceSpan{0, bytes.size()}));
  }
}

std::vector<std::string> Pairs(std::string_view article) {
  const auto told = TheExtractor().Extract(article, {});
  EXPECT_TRUE(told) << told.error().Text();
  std::vector<std::string> pairs;
  for (const Claim& claim : told->claims) {
    if (claim.type == LinkType::kPairedWith)
      pairs.push_back(told->entities[claim.subject].name + "-" + told->entities[claim.object].name);
  }
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

TEST(Extract, MendsLinesBrokenForTheWidthOfAPage) {
  EXPECT_EQ(Pairs("情满青海\n山东省自2010年起对口支援海北州,其中,威海市对口\n支援刚察县、聊城市对口支援祁连县、滨州市\n"
                  "对口支援海晏县,投入资金6.8\n亿元,实施项目93个。\n"),
            (std::vector<std::string>{"威海市-刚察县", "山东省-海北藏族自治州", "滨州市-海晏县", "聊城市-祁连县"}));
  EXPECT_EQ(Pairs("工作情况\n二、教育方面,推进结对\n三、医疗方面,徐汇区中心医院与元阳县人民医院结对帮扶。\n"),
            std::vector<std::string>{"徐汇区中心医院-元阳县人民医院"})
      << "headings stay apart";
}

TEST(Extract, ReadsOnBehindABylineThatLooksLikeAFooter) {
  EXPECT_EQ(Pairs("相关新闻 上一篇 下一篇\n山海情深\n编辑:某某 时间:2023年05月06日 访问次数:12\n" +
                  std::string(kArticle) + "\n责任编辑:某某\n相关新闻\n佛山市与盐源县建立对口帮扶关系。\n"),
            std::vector<std::string>{"徐汇区-红河县"});
}

TEST(Extract, KeepsSentencesThatHoldWordsOfFooters) {
  const std::vector<std::string> both{"佛山市-盐源县", "徐汇区-红河县"};
  const std::string more = "佛山市与盐源县建立对口帮扶关系。";
  for (const std::string begin :
       {"据相关报道,", "游客扫码购买特产,有专人提供技术支持。", "1. 项目完成备案。", "市里返回首页的消息说,"}) {
    EXPECT_EQ(Pairs("山海情深\n" + std::string(kArticle) + "\n" + begin + more + "\n"), both) << begin;
  }
  EXPECT_EQ(Pairs("山海情深\n" + std::string(kArticle) + more + "(责任编辑:某某)\n上海市与昆明市建立对口帮扶关系。\n"),
            both)
      << "the last line's sentences stay, what follows doesn't";
}

TEST(Extract, ReadsNamesWithTheWordForAPhotograph) {
  const auto told = TheExtractor().Extract(
      "影视兴县\n3月,徐汇区投资2600万元建设元阳县哈尼拍摄基地,摄影师纷纷前来。\n徐汇区与元阳县共建拍摄基地。(王某 "
      "摄)\n",
      {});
  ASSERT_TRUE(told) << told.error().Text();
  EXPECT_TRUE(std::any_of(told->entities.begin(), told->entities.end(),
                          [](const Entity& e) { return e.name == "元阳县哈尼拍摄基地"; }));
}

std::string Refusal(std::string_view bytes) {
  const auto told = TheExtractor().Extract(bytes, {});
  if (told) return "accepted";
  EXPECT_EQ(told.error().code, base::ErrorCode::kInput);
  return told.error().Text();
}

TEST(Decode, RefusesWhatIsNoArticle) {
  EXPECT_NE(Refusal("").find("an empty file"), std::string::npos);
  EXPECT_NE(Refusal(" \n\t\r\n").find("an empty file"), std::string::npos);
  EXPECT_NE(Refusal("%PDF-1.7\n%âãÏÓ").find("PDF"), std::string::npos);
  EXPECT_NE(Refusal("PK\x03\x04 word/document.xml").find("office document"), std::string::npos);
  EXPECT_NE(Refusal("Beijing and Changzhi deepen their cooperation in industry, education and health.")
                .find("hardly any Chinese"),
            std::string::npos);
  EXPECT_NE(Refusal(std::string("\x01\x02\x00\x00\xFF\x00\x07", 7) + std::string(300, '\x03')), "accepted");
  std::string broken(kArticle);
  broken[40] = '\xFF';
  EXPECT_NE(Refusal(broken).find("not valid UTF-8"), std::string::npos) << Refusal(broken);
  EXPECT_NE(Refusal(std::string(kMaxArticleBytes + 1, 'a')).find("too long"), std::string::npos);
}

TEST(Extract, TakesAHugeLineInItsStride) {
  std::string line;
  while (line.size() < 2'000'000) line += "徐汇区与红河县、元阳县、绿春县“山海”项目(一期),";
  const auto told = TheExtractor().Extract(line, {});
  ASSERT_TRUE(told) << told.error().Text();
  for (const Claim& claim : told->claims) EXPECT_LE(claim.place.length, 4000u);
}

TEST(Extract, FillsTheDocumentFromPageAndCaller) {
  const std::string page =
      "首页 > 新闻 > 正文\n山海携手谱新篇\n发布时间:2023-05-06 来源:红河日报\n" + std::string(kArticle);
  const auto told = TheExtractor().Extract(page, {"some/where/a1.txt"});
  ASSERT_TRUE(told) << told.error().Text();
  EXPECT_EQ(told->document.doc, "a1");
  EXPECT_EQ(told->document.title, "山海携手谱新篇");
  EXPECT_EQ(told->document.published, "2023-05-06");
  EXPECT_EQ(told->document.outlet, "红河日报");
  const auto below = TheExtractor().Extract(
      "致力于招商引资事业\n您现在的位置:首页 > 新闻 > 正文\n" + page.substr(page.find("山海")), {"a.txt"});
  ASSERT_TRUE(below);
  EXPECT_EQ(below->document.title, "山海携手谱新篇") << "not the site's slogan";
  const auto given = TheExtractor().Extract(page, {"a.txt", "给定的题目", "2020-01-02", "某报", "http://example.org"});
  ASSERT_TRUE(given);
  EXPECT_EQ(given->document.title, "给定的题目");
  EXPECT_EQ(given->document.published, "2020-01-02");
  EXPECT_EQ(given->document.text_hash, told->document.text_hash);
}

TEST(Extract, TellsTheTitleFromWhatStandsAboveIt) {
  struct Page {
    std::string above, title, published, outlet;
  };
  const std::string headline = "山海携手谱新篇\n";
  const Page pages[] = {
      {"某某网-红河日报\n红河日报数字报 | A8 都会 | 2023年7月6日 星期四\nA8版:都会\n" + headline, "山海携手谱新篇",
       "2023-07-06", "红河日报"},
      {"红河日报  2025年1月14日  星期二  第2版\n" + headline, "山海携手谱新篇", "2025-01-14", "红河日报"},
      {"红河州人民政府\n索 引 号:0000/2022-04417\n发文机构:红河州合作办公室\n成文日期:2022年10月14日\n" + headline,
       "山海携手谱新篇", "2022-10-14", ""},
      {"信息公开  >  法定主动公开内容  >  重大项目\n索 引 号:0000/2022-04417\n标    题:红河州项目进展情况\n"
       "成文日期:2022年10月14日\n" +
           headline,
       "红河州项目进展情况", "2022-10-14", ""},
      {headline + "红河观察 2024-06-05 07:10 云南\n", "山海携手谱新篇", "2024-06-05", ""},
  };
  for (const Page& page : pages) {
    const auto told = TheExtractor().Extract(page.above + std::string(kArticle), {"a.txt"});
    ASSERT_TRUE(told) << told.error().Text();
    EXPECT_EQ(told->document.title, page.title) << page.above;
    EXPECT_EQ(told->document.published, page.published) << page.above;
    EXPECT_EQ(told->document.outlet, page.outlet) << page.above;
  }
}

TEST(Extract, NamesAnAgreementWithoutItsTerm) {
  const auto told = TheExtractor().Extract(
      "徐汇区与元阳县签订为期三年的对口帮扶协议,双方建立结对关系。\n"
      "徐汇区中心医院与元阳县人民医院2021年签订的协作协议写明,双方结对三年。\n",
      {});
  ASSERT_TRUE(told) << told.error().Text();
  ASSERT_EQ(told->agreements.size(), 2u);
  EXPECT_EQ(told->agreements[0].name, "对口帮扶协议");
  EXPECT_EQ(told->agreements[0].term, "三年");
  EXPECT_EQ(told->agreements[1].name, "协作协议");
}

TEST(Extract, WhoBearsTheNameOfWhatRegionsBuildRunsIt) {
  const auto told = TheExtractor().Extract("北京市与长治市联合筹建首农集团“优品中心长治馆”,销售长治农产品。\n", {});
  ASSERT_TRUE(told) << told.error().Text();
  std::set<std::string> undertakers;
  for (const Claim& claim : told->claims) {
    if (claim.type == LinkType::kUndertakes) undertakers.insert(told->entities[claim.subject].name);
  }
  EXPECT_EQ(undertakers, (std::set<std::string>{"北京市", "长治市", "首农集团"}));
}

TEST(RegionContext, CountiesOfACityThatNobodyMentions) {
  const auto told = TheExtractor().Extract(
      "苏州市张家港市对口帮扶贵州省沿河县,太仓市对口帮扶玉屏县,昆山市对口帮扶碧江区。三对县市来往密切,大家都很高兴。",
      {"counties.txt"});
  ASSERT_TRUE(told) << told.error().Text();
  EXPECT_EQ(std::count_if(told->links.begin(), told->links.end(),
                          [](const Link& link) { return link.type == LinkType::kPairedWith; }),
            3);
}

}  // namespace
}  // namespace qiao::loaders::news
