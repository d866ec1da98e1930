#include "loaders/facts/written_values.h"

#include <gtest/gtest.h>

namespace qiao::loaders {
namespace {

TEST(WrittenDate, IsReadAsSpreadsheetsWriteIt) {
  for (const auto& [text, date, first, last] : {
           std::tuple{"2023", "2023", "2023-01-01", "2023-12-31"},
           {"2023-02", "2023-02", "2023-02-01", "2023-02-28"},
           {"2024/2", "2024-02", "2024-02-01", "2024-02-29"},
           {"Sep-23", "2023-09", "2023-09-01", "2023-09-30"},
           {"2023年9月", "2023-09", "2023-09-01", "2023-09-30"},
           {"2023年9月5日", "2023-09-05", "2023-09-05", "2023-09-05"},
           {"2023.9.5", "2023-09-05", "2023-09-05", "2023-09-05"},
           {"2023/09/25", "2023-09-25", "2023-09-25", "2023-09-25"},
       }) {
    const auto read = ParseWrittenDate(text);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(read->Text(), date);
    EXPECT_EQ(read->FirstDay(), first);
    EXPECT_EQ(read->LastDay(), last);
  }
  for (const char* text : {"", "昨天", "9", "1899", "2200", "2023-13", "2023-02-30", "2023-09-05-01", "2023--09",
                           "-2023", "2023-0", "Sept-23", "Sep-2023", "23-Sep", "2023-09-25 12:00"}) {
    EXPECT_FALSE(ParseWrittenDate(text)) << text;
  }
}

TEST(WrittenYuan, IsReadWithUnitsAndSeparators) {
  for (const auto& [text, yuan] : {std::pair<const char*, int64_t>{"470000000", 470000000},
                                   {"470,000,000", 470000000},
                                   {"3,000万元", 30000000},
                                   {"3000 万", 30000000},
                                   {"1.2亿", 120000000},
                                   {"0.00000001亿", 1},
                                   {"46.5万元", 465000},
                                   {"0", 0},
                                   {"12.00", 12}}) {
    EXPECT_EQ(ParseWrittenYuan(text), yuan) << text;
  }
  for (const char* text : {"", "元", "万", "-5", "1.5", "0.000000001亿", "1.2E+08", "三千万", "1..2万", ".5亿",
                           "99999999999999999999", "999999999999亿"}) {
    EXPECT_FALSE(ParseWrittenYuan(text)) << text;
  }
}

}  // namespace
}  // namespace qiao::loaders
