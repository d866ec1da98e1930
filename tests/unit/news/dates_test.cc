#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "loaders/news/quantities.h"

namespace qiao::loaders::news {
namespace {

std::vector<std::string> Dates(std::u32string_view text, std::string_view published) {
  std::vector<std::string> found;
  int year = 0;
  for (const DateMention& mention : FindDates(text, 0, text.size(), published, 0, &year)) {
    found.push_back(mention.date.text);
  }
  return found;
}

TEST(Dates, ASpanOfDaysIsItsFirst) {
  for (const auto* text :
       {U"今年5月13日至6月13日来长治", U"今年5月13日—6月13日来长治", U"2023年5月13日到2023年6月13日来长治"}) {
    EXPECT_EQ(Dates(text, "2023-12-01"), std::vector<std::string>{"2023-05-13"});
  }
  EXPECT_EQ(Dates(U"5月13日去,6月13日回", "").size(), 2u);
}

}  // namespace
}  // namespace qiao::loaders::news
