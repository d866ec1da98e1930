// Rows that a command makes itself, in any of the row formats.
#pragma once

#include <string>
#include <vector>

#include "cli/format/row_writer.h"
#include "cli/session.h"

namespace qiao::cli {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";  // spreadsheets take a CSV file for UTF-8 by it

// The table format leaves out columns that no row fills.
void PrintRows(Session& session, const std::string& format, std::vector<std::string> columns,
               std::vector<engine::Row> rows);

}  // namespace qiao::cli
