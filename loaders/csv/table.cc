#include "loaders/csv/table.h"

#include <algorithm>
#include <filesystem>

#include "base/text.h"

namespace qiao::loaders::csv {
namespace {

std::string Stem(const std::string& path) { return std::filesystem::path(path).stem().string(); }

}  // namespace

base::Result<Table> OpenTable(const std::string& path, const TableOptions& options) {
  QIAO_TRY(auto blocks, TextBlocks::Open(path, options.charset));
  RecordReader reader(std::move(blocks), options.delimiter.value_or(","), options.quote);
  if (!options.delimiter) {
    QIAO_TRY(const std::string_view line, reader.PeekLine());
    if (auto delimiter = GuessDelimiter(line)) reader.set_delimiter(*std::move(delimiter));
  }
  QIAO_TRY(const Record* record, reader.Next());
  if (record == nullptr) return InputError("{}: the file is empty", InputPlace{path});
  QIAO_TRY(auto header, ReadHeader(reader, *record, options.array_delimiter));
  return Table{path, std::move(header), std::move(reader)};
}

base::Result<std::string> LabelOfFile(const std::string& path) {
  std::string stem = Stem(path);
  if (stem.empty() || base::FindInvalidUtf8(stem)) {
    return InputError("{}: the file's name gives no label; add a :LABEL column", InputPlace{path});
  }
  return stem;
}

base::Result<std::string> TypeOfFile(const std::string& path, const Header& header) {
  const std::string stem = Stem(path);
  const std::string before = header.columns[*header.start].group + "_";
  const std::string behind = "_" + header.columns[*header.end].group;
  std::string type;
  if (before.size() > 1 && behind.size() > 1 && stem.size() > before.size() + behind.size() &&
      stem.starts_with(before) && stem.ends_with(behind)) {
    type = stem.substr(before.size(), stem.size() - before.size() - behind.size());
  } else if (std::ranges::count(stem, '_') == 2) {
    const size_t first = stem.find('_');
    type = stem.substr(first + 1, stem.rfind('_') - first - 1);
  }
  if (type.empty() || base::FindInvalidUtf8(type)) {
    return InputError(
        "{}: no column says the type of the relationships; add a :TYPE column, or name the file like "
        "Person_KNOWS_Person.csv",
        InputPlace{path, 1});
  }
  return type;
}

}  // namespace qiao::loaders::csv
