#include "loaders/csv/open_csv.h"

#include <charconv>
#include <memory>
#include <string_view>

#include "base/text.h"
#include "loaders/csv/record_reader.h"

namespace qiao::loaders::csv {
namespace {

// %20 and the like. A percent sign without two hexadecimal digits stands for itself.
std::string PercentDecoded(std::string_view text) {
  std::string decoded;
  for (size_t i = 0; i < text.size(); ++i) {
    unsigned code = 0;
    const char* digits = text.data() + i + 1;
    const bool coded =
        text[i] == '%' && i + 2 < text.size() && std::from_chars(digits, digits + 2, code, 16).ptr == digits + 2;
    decoded += coded ? static_cast<char>(code) : text[i];
    if (coded) i += 2;
  }
  return decoded;
}

base::Result<std::string> PathOf(const std::string& url) {
  const size_t scheme = url.find("://");
  if (scheme == std::string::npos) return url;
  const std::string_view rest = std::string_view(url).substr(scheme + 3);
  const size_t path = rest.find('/');
  const std::string_view host = rest.substr(0, path);
  if (base::AsciiLower(std::string_view(url).substr(0, scheme)) != "file" || path == std::string_view::npos ||
      (!host.empty() && host != "localhost")) {
    return base::MakeError(base::ErrorCode::kArgument,
                           "LOAD CSV reads files of this machine, by a path or file:///path, not {}", url);
  }
  return PercentDecoded(rest.substr(path));
}

}  // namespace

base::Result<query::Execution::CsvReader> OpenCsv(const std::string& url, char32_t field_terminator) {
  QIAO_TRY(const std::string path, PathOf(url));
  QIAO_TRY(TextBlocks blocks, TextBlocks::Open(path));
  std::string delimiter;
  base::AppendCodePoint(delimiter, field_terminator);
  auto reader = std::make_shared<RecordReader>(std::move(blocks), std::move(delimiter));
  return query::Execution::CsvReader([reader]() -> base::Result<query::Execution::CsvRecord> {
    QIAO_TRY(const Record* record, reader->Next());
    query::Execution::CsvRecord copy;
    if (record == nullptr) return copy;
    copy.line = record->line;
    for (const Field& field : record->fields) copy.fields.emplace_back(field.text);
    return copy;
  });
}

}  // namespace qiao::loaders::csv
