#include "loaders/facts/manifest.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "loaders/csv/named_table.h"
#include "loaders/facts/written_values.h"
#include "loaders/input.h"

namespace qiao::loaders {

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::string_view, 5> kColumns = {"file", "title", "published", "outlet", "url"};
constexpr std::array<std::string_view, 1> kRequired = {"file"};

constexpr std::array kWords = {
    csv::ColumnWord{"文件", "file"},      csv::ColumnWord{"文件名", "file"},        csv::ColumnWord{"标题", "title"},
    csv::ColumnWord{"日期", "published"}, csv::ColumnWord{"发布日期", "published"}, csv::ColumnWord{"媒体", "outlet"},
    csv::ColumnWord{"来源", "outlet"},    csv::ColumnWord{"网址", "url"},           csv::ColumnWord{"链接", "url"},
};

std::string Canonical(const fs::path& path) {
  std::error_code error;
  const fs::path canonical = fs::weakly_canonical(path, error);
  return (error ? path : canonical).string();
}

}  // namespace

base::Result<std::string> ReadDay(const std::string& place, const std::string& text) {
  const auto day = ParseWrittenDate(text);
  if (day && day->day != 0) return day->Text();
  return base::MakeError(base::ErrorCode::kInput, "{}: '{}' is no day; write it as 2024-06-21", place, text);
}

base::Result<Manifest> Manifest::Read(const std::string& path) {
  QIAO_TRY(const auto table, csv::ReadNamedTable(path, kColumns, kRequired, csv::OtherColumns::kRefused, kWords));
  Manifest manifest;
  manifest.path_ = path;
  const fs::path folder = fs::path(path).parent_path();
  for (const csv::NamedRow& row : table.rows) {
    const InputPlace place{path, row.line};
    std::string file = row.Get("file");
    if (file.empty()) return InputError("{}: the column 'file' is empty", place);
    std::ranges::replace(file, '\\', '/');  // as Windows writes paths
    Row entry{.line = row.line,
              .info = {.title = row.Get("title"),
                       .published = row.Get("published"),
                       .outlet = row.Get("outlet"),
                       .url = row.Get("url")}};
    if (!entry.info.published.empty()) {
      QIAO_TRY(entry.info.published, ReadDay(place.Text(), entry.info.published));
    }
    const size_t number = manifest.rows_.size();
    if (!manifest.by_path_.emplace(Canonical(folder / file), number).second) {
      return InputError("{}: '{}' comes twice", place, file);
    }
    manifest.by_path_.emplace(Canonical(file), number);
    if (file.find('/') == std::string::npos) manifest.by_name_[file].push_back(number);
    manifest.rows_.push_back(std::move(entry));
  }
  return manifest;
}

void Manifest::Complete(news::DocumentInfo& info) {
  std::optional<size_t> number;
  if (const auto found = by_path_.find(Canonical(info.file)); found != by_path_.end()) number = found->second;
  const fs::path name = fs::path(info.file).filename();
  for (const std::string& written : {name.string(), name.stem().string()}) {
    if (number) break;
    const auto named = by_name_.find(written);
    if (named != by_name_.end() && named->second.size() == 1) number = named->second.front();
  }
  if (!number) return;
  Row& row = rows_[*number];
  row.used = true;
  const std::string file = info.file;
  info = row.info;
  info.file = file;
}

std::vector<base::Message> Manifest::Unused() const {
  std::vector<base::Message> messages;
  for (const Row& row : rows_) {
    if (row.used) continue;
    messages.push_back(
        base::Message("{}: no file of this load is meant by this row", InputPlace{path_, row.line}.Text()));
  }
  return messages;
}

}  // namespace qiao::loaders
