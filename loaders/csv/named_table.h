// A small CSV file as a person keeps it in a spreadsheet: a header of plain names, then rows of texts. Comma, semicolon
// or tab, in any encoding, with or without a byte order mark. Rows may be shorter than the header, and have empty cells
// beyond it; rows that are all empty are left out, also before the header.
//
// Errors: kInput with file, line and column: no header, a column that isn't asked for (with what was probably meant),
//         one that comes twice, a cell below no name; those of RecordReader.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qiao::loaders::csv {

struct NamedRow {
  uint64_t line = 0;
  std::map<std::string, std::string, std::less<>> cells;  // without white space at the ends; of a short row, the first

  // Empty for a cell that the row doesn't have.
  std::string Get(std::string_view column) const;
};

struct NamedTable {
  std::vector<std::string> columns;  // by place; empty for one that is left out
  std::vector<NamedRow> rows;
};

enum class OtherColumns : uint8_t { kRefused, kLeftOut };  // a name that is nearly a known one is refused anyway

// Another name of a column: 标题 for title.
struct ColumnWord {
  std::string_view written, column;
};

// `required` of the `columns` must be there.
base::Result<NamedTable> ReadNamedTable(const std::string& path, std::span<const std::string_view> columns,
                                        std::span<const std::string_view> required,
                                        OtherColumns others = OtherColumns::kRefused,
                                        std::span<const ColumnWord> words = {});

}  // namespace qiao::loaders::csv
