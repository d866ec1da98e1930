// A small CSV file as a person keeps it in a spreadsheet: a header of plain names, then rows of texts. Comma, semicolon
// or tab, in any encoding, with or without a byte order mark.
//
// Errors: kInput with file and line: no header, a column that isn't asked for (with what was probably meant), one that
//         comes twice, a row of another length; those of RecordReader.
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
  std::map<std::string, std::string, std::less<>> cells;  // without white space at the ends; every column has one

  // Empty for a column that the file doesn't have.
  std::string Get(std::string_view column) const;
};

struct NamedTable {
  std::vector<std::string> columns;
  std::vector<NamedRow> rows;  // rows that are all empty are left out
};

// `required` of the `columns` must be there.
base::Result<NamedTable> ReadNamedTable(const std::string& path, std::span<const std::string_view> columns,
                                        std::span<const std::string_view> required);

}  // namespace qiao::loaders::csv
