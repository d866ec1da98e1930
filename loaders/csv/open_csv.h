// What LOAD CSV reads: DatabaseOptions::open_csv for programs that allow it to read files.
#pragma once

#include <string>

#include "base/result.h"
#include "query/query.h"

namespace qiao::loaders::csv {

// A path, or a URL file:///… of one; in any encoding that `qiao load` guesses. Errors: kArgument for another kind of
// URL; those of RecordReader.
base::Result<query::Execution::CsvReader> OpenCsv(const std::string& url, char32_t field_terminator);

}  // namespace qiao::loaders::csv
