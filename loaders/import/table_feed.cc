#include "loaders/import/table_feed.h"

#include <filesystem>

#include "loaders/csv/table.h"
#include "loaders/input.h"

namespace qiao::loaders::import {

base::Result<TableFeed> TableFeed::Open(std::span<const FileGroup> groups, bool relationships, uint32_t first_file,
                                        const ImportOptions& options) {
  TableFeed feed(options);
  feed.first_file_ = first_file;
  for (const FileGroup& group : groups) QIAO_CHECK(feed.AddGroup(group, relationships));
  return feed;
}

base::Result<void> TableFeed::AddGroup(const FileGroup& group, bool relationships) {
  const std::string& first = group.files.front();
  if (group.json_lines) {
    for (const std::string& file : group.files) {
      QIAO_CHECK(csv::TextBlocks::Open(file, options_->tables.charset));
      AddFile(file, false);
      // No header can name such a space.
      tables_.push_back({{}, {}, {}, {}, "json\n" + file});
    }
    return {};
  }
  if (group.declared) {
    for (const std::string& file : group.files) AddFile(file, group.declared->has_header);
    tables_.push_back({group.declared->header, group.declared->delimiter, group.names, {}, {}});
    return {};
  }
  QIAO_TRY(auto table, csv::OpenTable(first, options_->tables));
  if (table.header.relationships && !relationships) {
    return InputError("{}: these are relationships: name the file with --relationships", InputPlace{first, 1});
  }
  if (!table.header.relationships && relationships) {
    return InputError("{}: these are nodes: name the file with --nodes", InputPlace{first, 1});
  }
  if (relationships && !table.header.type && group.names.empty()) {
    return InputError(
        "{}: no column says the type of the relationships; write --relationships=TYPE={}, or add a :TYPE "
        "column",
        InputPlace{first, 1}, first);
  }
  if (table.header.id && options_->id_type == csv::CellType::kInteger) {
    table.header.columns[*table.header.id].format.type = csv::CellType::kInteger;
  }
  for (size_t i = 0; i < group.files.size(); ++i) {
    AddFile(group.files[i], i == 0 || options_->skip_headers);
  }
  tables_.push_back({std::move(table.header), table.reader.delimiter(), group.names, {}, {}});
  return {};
}

// The file belongs to the table that is added next.
void TableFeed::AddFile(const std::string& path, bool has_header) {
  files_.push_back(path);
  table_of_file_.push_back(tables_.size());
  has_header_.push_back(has_header);
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (!error) bytes_total_ += size;
}

base::Result<void> TableFeed::OpenFile() {
  const std::string& path = files_[next_file_];
  QIAO_TRY(auto text, csv::TextBlocks::Open(path, options_->tables.charset));
  if (has_header_[next_file_]) {
    csv::RecordReader reader(std::move(text), tables_[table_of_file_[next_file_]].delimiter, options_->tables.quote);
    QIAO_CHECK(reader.Next());
    text = std::move(reader).TakeRest();
  }
  // In JSON lines no line break stands within a text.
  const bool json_lines = !tables_[table_of_file_[next_file_]].json_space.empty();
  blocks_.emplace(std::move(text), json_lines ? '\0' : options_->tables.quote);
  ++next_file_;
  return {};
}

base::Result<bool> TableFeed::Next(FeedBlock& block) {
  while (true) {
    if (blocks_) {
      QIAO_TRY(const bool more, blocks_->Next(block.block));
      if (more) {
        block.table = table_of_file_[next_file_ - 1];
        block.block.file = first_file_ + static_cast<uint32_t>(next_file_ - 1);
        return true;
      }
      bytes_done_ += blocks_->text().bytes_total();
      blocks_.reset();
    }
    if (next_file_ == files_.size()) return false;
    QIAO_CHECK(OpenFile());
  }
}

}  // namespace qiao::loaders::import
