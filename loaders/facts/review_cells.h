// What people write into the cells of a review table, as spreadsheets save it: 2023/9/25 or Sep-23 for a date,
// 3,000万元 or 30000000 for an amount.
#pragma once

#include <fmt/core.h>

#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "base/value.h"
#include "loaders/facts/decision.h"

namespace qiao::loaders {

// What is wrong with a row; its place is told by who reads the table.
template <class... Args>
base::Error WrongRow(fmt::format_string<Args...> text, Args&&... args) {
  return base::MakeError(base::ErrorCode::kInput, text, std::forward<Args>(args)...);
}

// accept, 接受 … Errors: kInput for a word that is none.
base::Result<Action> ParseAction(const std::string& cell);

// Adds the cell of a column that states something (status, since, amount_yuan, value …); an empty cell takes the value
// away. Errors: kInput.
base::Result<void> AddCell(std::string_view column, const std::string& cell, base::Map& values);

// The cell says what stood there before: a spreadsheet may have written it in its own way.
bool SameCell(std::string_view column, const std::string& cell, const std::string& before);

}  // namespace qiao::loaders
