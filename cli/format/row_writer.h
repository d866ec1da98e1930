// Ways to print the answer of a statement; each is a row of RowFormats().
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/output.h"
#include "engine/database.h"
#include "query/notices.h"

namespace qiao::cli {

// What there is to say once all rows are read.
struct Summary {
  uint64_t rows = 0;
  query::Counters counters;
  std::string plan;  // of EXPLAIN and PROFILE
  double seconds = 0;
  std::vector<query::Notice> notices;  // asked for where nothing was found and nothing changed
};

// One statement after the other: Begin, Add for each row, End.
class RowWriter {
 public:
  virtual ~RowWriter() = default;
  virtual void Begin(const std::vector<std::string>& columns) = 0;
  virtual void Add(const engine::Row& row) = 0;
  virtual void End(const Summary& summary) = 0;
};

struct RowFormat {
  std::string_view name;
  std::unique_ptr<RowWriter> (*make)(Output& output, base::Language language);
};

std::span<const RowFormat> RowFormats();
// nullptr for an unknown name.
const RowFormat* FindRowFormat(std::string_view name);

// Rows in aligned columns, with what the statement changed below. On a terminal long cells are cut to its width.
std::unique_ptr<RowWriter> MakeTableWriter(Output& output, base::Language language);
// {"columns": [...], "rows": [[...], ...]}, one object a statement.
std::unique_ptr<RowWriter> MakeJsonWriter(Output& output, base::Language language);
// One object a row: {"column": value, ...}.
std::unique_ptr<RowWriter> MakeJsonLinesWriter(Output& output, base::Language language);
// RFC 4180 with a header; null is an empty field, an empty text "".
std::unique_ptr<RowWriter> MakeCsvWriter(Output& output, base::Language language);

}  // namespace qiao::cli
