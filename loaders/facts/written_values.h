// Dates, amounts and states as people and spreadsheets write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"

namespace qiao::loaders {

struct WrittenDate {
  int64_t year = 0, month = 0, day = 0;  // 0: open

  std::string Text() const;      // 2023, 2023-09, 2023-09-25
  std::string FirstDay() const;  // that it may mean
  std::string LastDay() const;
};

// 2023, 2023-09, 2023-9-25, 2023/9/25, 2023.9, 2023年9月25日, Sep-23 (which is what a spreadsheet makes of 2023-09).
// Nothing for what is no date of the calendar from 1900 on.
std::optional<WrittenDate> ParseWrittenDate(const std::string& text);

// 470000000, 3,000万元, 1.2亿: whole yuan, none below zero. Nothing for what is no such amount.
std::optional<int64_t> ParseWrittenYuan(const std::string& text);

// signed, 签约: one of intended, agreed, signed, started, completed, ended.
base::Result<std::string> ParseWrittenStatus(const std::string& text);

}  // namespace qiao::loaders
