#include "loaders/facts/identities.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "loaders/facts/entity_key.h"

namespace qiao::loaders {
namespace {

Reading Read(const std::string& label, const std::string& name, std::vector<std::string> aliases = {},
             const std::string& text_hash = "1") {
  return {.key = MakeKey(label, name), .aliases = std::move(aliases), .text_hash = text_hash};
}

// Which name each name goes by.
std::map<std::string, std::string> Roots(const Identities& identities) {
  std::map<std::string, std::string> roots;
  for (Identities::Id id = 0; id < identities.size(); ++id) {
    if (!identities.alive(id)) continue;
    roots[std::string(SplitKey(identities.key(id)).name)] = SplitKey(identities.key(identities.root(id))).name;
  }
  return roots;
}

// The same from every order of the readings.
std::map<std::string, std::string> RootsInAnyOrder(const std::vector<Reading>& readings) {
  std::vector<size_t> order(readings.size());
  std::iota(order.begin(), order.end(), 0);
  std::map<std::string, std::string> first;
  do {
    Identities identities;
    for (const size_t i : order) {
      identities.Add(readings[i]);
      identities.Decide();
    }
    const auto roots = Roots(identities);
    if (first.empty()) first = roots;
    EXPECT_EQ(roots, first);
  } while (std::ranges::next_permutation(order).found);
  return first;
}

using Names = std::map<std::string, std::string>;

TEST(Identities, AShortNameIsTheOneThatHasItAsAnAlias) {
  EXPECT_EQ(
      RootsInAnyOrder({Read("Company", "云启信达"), Read("Company", "北京云启信达科技有限公司", {"云启信达"}),
                       Read("Company", "云启信达", {}, "2")}),
      (Names{{"云启信达", "北京云启信达科技有限公司"}, {"北京云启信达科技有限公司", "北京云启信达科技有限公司"}}));
}

TEST(Identities, AShortNameOfTwoStaysApart) {
  EXPECT_EQ(RootsInAnyOrder({Read("Company", "云启"), Read("Company", "云启信达公司", {"云启"}),
                             Read("Company", "云启地产公司", {"云启"})})
                .at("云启"),
            "云启");
}

TEST(Identities, NamesInStepsAreOne) {
  // The short name has two longer ones that are one themselves.
  const auto roots = RootsInAnyOrder({Read("Hospital", "潞河医院"), Read("Hospital", "北京潞河医院", {"潞河医院"}),
                                      Read("Hospital", "首都医科大学附属北京潞河医院", {"北京潞河医院", "潞河医院"})});
  for (const auto& [name, root] : roots) EXPECT_EQ(root, "首都医科大学附属北京潞河医院") << name;
}

TEST(Identities, GenericNamesRegionsAndProductsAreNoOnesShortName) {
  EXPECT_EQ(
      RootsInAnyOrder({Read("Hospital", "人民医院"), Read("Hospital", "潞城区人民医院", {"人民医院"})}).at("人民医院"),
      "人民医院");
  EXPECT_EQ(RootsInAnyOrder({Read("District", "朝阳"), Read("District", "朝阳区", {"朝阳"})}).at("朝阳"), "朝阳");
  EXPECT_EQ(RootsInAnyOrder({Read("Product", "小米"), Read("Product", "潞城小米", {"小米"})}).at("小米"), "小米");
}

TEST(Identities, TheParkIsNamedWithoutArea) {
  EXPECT_EQ(RootsInAnyOrder(
                {Read("Park", "中关村示范园", {"中关村示范园区"}), Read("Park", "中关村示范园区", {"中关村示范园"})}),
            (Names{{"中关村示范园", "中关村示范园"}, {"中关村示范园区", "中关村示范园"}}));
}

TEST(Identities, WhatIsTakenBackLeavesNoTrace) {
  Identities identities;
  const Reading brief = Read("Company", "云启信达"), full = Read("Company", "北京云启信达科技有限公司", {"云启信达"});
  identities.Add(brief);
  identities.Decide();
  identities.Add(full);
  identities.Decide();
  identities.Remove(full);
  identities.Decide();
  EXPECT_EQ(Roots(identities), (Names{{"云启信达", "云启信达"}}));
  identities.Remove(brief);
  identities.Decide();
  EXPECT_TRUE(Roots(identities).empty());
}

TEST(Identities, PeopleComeFirst) {
  const std::string brief = MakeKey("Company", "云启信达"), full = MakeKey("Company", "北京云启信达科技有限公司");
  Identities identities;
  identities.Add(Read("Company", "云启信达"));
  identities.Add(Read("Company", "北京云启信达科技有限公司", {"云启信达"}));
  identities.KeepApart(brief, full, true);
  identities.Decide();
  EXPECT_EQ(Roots(identities).at("云启信达"), "云启信达");
  identities.KeepApart(brief, full, false);
  identities.Decide();
  EXPECT_EQ(Roots(identities).at("云启信达"), "北京云启信达科技有限公司");
  identities.Merge(full, brief);  // the other way round
  identities.Decide();
  EXPECT_EQ(Roots(identities), (Names{{"云启信达", "云启信达"}, {"北京云启信达科技有限公司", "云启信达"}}));
  identities.Merge(brief, full);  // a circle: the earlier decision stands
  identities.Decide();
  EXPECT_EQ(Roots(identities).at("北京云启信达科技有限公司"), "云启信达");
  identities.Unmerge(full);
  identities.Decide();
  EXPECT_EQ(Roots(identities).at("云启信达"), "北京云启信达科技有限公司");
}

TEST(Identities, ATablesNodeKeepsItsName) {
  Identities identities;
  identities.Add(Read("Company", "北京云启信达科技有限公司", {"云启信达"}));
  identities.AddOwn(MakeKey("Company", "云启信达"), {"云启"}, base::NodeId(7));
  identities.Add(Read("Company", "云启"));
  identities.Decide();
  EXPECT_EQ(Roots(identities).at("云启信达"), "云启信达");
  EXPECT_EQ(Roots(identities).at("云启"), "云启信达");
}

TEST(Identities, TheLaterArticlesValueCounts) {
  const auto reading = [](int64_t amount, const std::string& published, const std::string& text_hash) {
    Reading read = Read("Project", "神头山文化园", {}, text_hash);
    read.published = published;
    read.values = {{"amount_yuan", base::Value::Integer(amount)}};
    return read;
  };
  Identities identities;
  const Reading late = reading(2, "2024-05-01", "b");
  identities.Add(late);
  identities.Add(reading(1, "2023-05-01", "a"));
  identities.Add(reading(3, "", "c"));
  identities.Decide();
  base::Map values;
  Identities::Id untold = 0;
  ASSERT_TRUE(identities.Values(0, values, untold));
  EXPECT_EQ(values[0].second.integer(), 2);
  identities.Remove(late);
  ASSERT_TRUE(identities.Values(0, values, untold));
  EXPECT_EQ(values[0].second.integer(), 1);
}

TEST(EntityKey, GenericNames) {
  for (const char* name : {"人民医院", "第二人民医院", "中医院", "妇幼保健院"})
    EXPECT_TRUE(IsGenericName("Hospital", name)) << name;
  for (const char* name : {"芒市人民医院", "潞河医院"}) EXPECT_FALSE(IsGenericName("Hospital", name)) << name;
  EXPECT_TRUE(IsGenericName("School", "第一中学"));
  for (const char* name : {"远程会诊中心", "国家区域医疗中心", "联合实验室"}) {
    EXPECT_TRUE(IsGenericName("Institute", name)) << name;
  }
  EXPECT_TRUE(IsGenericName("Project", "冷链物流项目"));
  EXPECT_FALSE(IsGenericName("Project", "梯田文化园项目"));
  EXPECT_FALSE(IsGenericName("Agency", "国家发展和改革委员会"));
  EXPECT_TRUE(IsGenericName("Event", "签约仪式"));
  EXPECT_TRUE(IsGenericName("Event", "青浦区党政代表团赴芒市考察"));
  EXPECT_FALSE(IsGenericName("Project", "三峡工程"));
  EXPECT_FALSE(IsGenericName("Product", "项目"));
}

TEST(EntityKey, SplitsWhatItMade) {
  const std::string key = MakeKey("Project", "甲|乙", "140400");
  const KeyParts parts = SplitKey(key);
  EXPECT_EQ(parts.label, "Project");
  EXPECT_EQ(parts.name, "甲|乙");
  EXPECT_EQ(parts.mark, "140400");
  EXPECT_EQ(SplitKey("x").name, "x");
}

}  // namespace
}  // namespace qiao::loaders
