// The blocks of several tables, or files of JSON lines, one after the other.
//
// Errors: kInput for a file without the right header, and those of RecordBlocks.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "loaders/import/node_rows.h"
#include "loaders/import/record_blocks.h"

namespace qiao::loaders::import {

struct FeedBlock {
  size_t table = 0;
  RecordBlock block;
};

class TableFeed {
 public:
  // Reads the header of each group. What `options` says of tables holds for all.
  static base::Result<TableFeed> Open(std::span<const FileGroup> groups, bool relationships, uint32_t first_file,
                                      const ImportOptions& options);

  // One for each group; they stay where they are.
  std::vector<TableSource>& tables() { return tables_; }
  const std::vector<std::string>& files() const { return files_; }
  uint64_t bytes_total() const { return bytes_total_; }
  uint64_t bytes_read() const { return bytes_done_ + (blocks_ ? blocks_->text().bytes_read() : 0); }

  // False at the end.
  base::Result<bool> Next(FeedBlock& block);

 private:
  explicit TableFeed(const ImportOptions& options) : options_(&options) {}
  base::Result<void> AddGroup(const FileGroup& group, bool relationships);
  void AddFile(const std::string& path, bool has_header);
  base::Result<void> OpenFile();

  const ImportOptions* options_;
  std::vector<TableSource> tables_;
  std::vector<std::string> files_;
  std::vector<size_t> table_of_file_;
  std::vector<bool> has_header_;
  uint32_t first_file_ = 0;
  uint64_t bytes_total_ = 0;
  uint64_t bytes_done_ = 0;
  size_t next_file_ = 0;
  std::optional<RecordBlocks> blocks_;  // of the file before next_file_
};

}  // namespace qiao::loaders::import
