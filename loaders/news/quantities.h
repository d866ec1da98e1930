// Amounts of money and dates as articles write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "loaders/news/extraction.h"

namespace qiao::loaders::news {

struct Amount {
  size_t begin = 0;
  size_t end = 0;
  int64_t yuan = 0;
  bool approximate = false;
};

// The amount that begins at `at` ("约", "近" and the like may come first): 4.7亿元, 1400余万元, 3.6亿, 46.5万元,
// 二十万元. A plain number without 元, 万 or 亿 is none, and 2000万吨 isn't either.
std::optional<Amount> ReadAmount(std::u32string_view text, size_t at);

struct DateMention {
  size_t begin = 0;
  size_t end = 0;
  StatedDate date;
};

// Dates in text[begin, end), in order. `published` (ISO, or empty) gives 今年 and 去年 their year; a month without a
// year takes that of 同年, of the date before it in the same stretch, or stays open. `year` carries the last year that
// the text stated from stretch to stretch, for 同年; 0 for none.
// `review` is the year that a whole article looks back on (ReviewYear), for its months; 0 for none.
std::vector<DateMention> FindDates(std::u32string_view text, size_t begin, size_t end, std::string_view published,
                                   int review, int* year);

// The year that a headline looks back on: 盘点2022, 2021年工作总结, 2023年…情况的通报; 0 for none.
int ReviewYear(std::u32string_view headline);

}  // namespace qiao::loaders::news
