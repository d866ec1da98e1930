#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "loaders/news/extract.h"

namespace qiao::loaders::news {
namespace {

// The pairs that an article leaves open, as 甲 = 乙.
std::vector<std::string> Doubts(const std::string& text) {
  auto extractor = Extractor::Create();
  EXPECT_TRUE(extractor);
  const auto said = extractor->Extract(text, {"a.txt"});
  EXPECT_TRUE(said);
  std::vector<std::string> pairs;
  for (const PossibleSame& doubt : said->doubts) {
    pairs.push_back(said->entities[doubt.first].name + " = " + said->entities[doubt.second].name);
  }
  return pairs;
}

TEST(Doubts, BodiesOfDifferentKindsOrNamesAreTwo) {
  EXPECT_TRUE(Doubts("烟台毓璜顶医院与巫山县人民医院、巫山县中医院签订帮扶协议。\n").empty());
  EXPECT_TRUE(Doubts("昆山沪光汽车电器股份有限公司、昆山龙腾光电股份有限公司到沭阳县考察。\n").empty());
  EXPECT_TRUE(Doubts("上海市嘉定区中心医院、上海市嘉定区中医医院与武定县人民医院签订帮扶协议。\n").empty());
  EXPECT_TRUE(Doubts("灵山县东门实验小学、灵山县西门实验小学与徐汇区实验小学结对。\n").empty());
}

TEST(Doubts, AMisprintOrWordsLeftOutMayBeTheSame) {
  EXPECT_EQ(Doubts("福建天元电缆股份有限公司到岷县投资。福建天源电缆股份有限公司的项目开工。\n"),
            std::vector<std::string>{"福建天元电缆股份有限公司 = 福建天源电缆股份有限公司"});
}

}  // namespace
}  // namespace qiao::loaders::news
