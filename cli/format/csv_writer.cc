#include "cli/format/json_text.h"
#include "cli/format/row_writer.h"

namespace qiao::cli {
namespace {

// What a quoted JSON string holds is put into the cell bare; everything else as JSON shows it.
std::string CellText(const base::Value& value) {
  if (value.is(base::Kind::kString)) return std::string(value.string());
  std::string text = ToJson(value);
  if (text.starts_with('"')) return text.substr(1, text.size() - 2);  // temporal values, NaN: nothing to unescape
  return text;
}

std::string Quoted(const std::string& text) {
  if (!text.empty() && text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

class CsvWriter : public RowWriter {
 public:
  explicit CsvWriter(Output& output) : output_(output) {}

  void Begin(const std::vector<std::string>& columns) override {
    if (columns.empty()) return;
    if (statements_++ > 0) output_.Write("\n");
    std::string line;
    for (const std::string& column : columns) {
      if (!line.empty()) line += ',';
      line += Quoted(column);
    }
    output_.Write(line + "\n");
  }
  void Add(const engine::Row& row) override {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      if (i > 0) line += ',';
      if (!row[i].is_null()) line += Quoted(CellText(row[i]));
    }
    output_.Write(line + "\n");
  }
  void End(const Summary& summary) override { output_.Write(summary.plan); }

 private:
  Output& output_;
  int statements_ = 0;  // with columns
};

}  // namespace

std::unique_ptr<RowWriter> MakeCsvWriter(Output& output, base::Language) { return std::make_unique<CsvWriter>(output); }

}  // namespace qiao::cli
