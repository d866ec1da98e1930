// What blocks of nodes and of relationships have in common: their rows, one after the other, and the faults of those
// that can't be taken.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/value.h"
#include "loaders/csv/header.h"
#include "loaders/import/faults.h"
#include "loaders/import/record_blocks.h"
#include "loaders/import/row_cells.h"

namespace qiao::loaders::import {

// A table as the readers of its blocks see it.
struct TableSource {
  csv::Header header;
  std::string delimiter;
  std::vector<std::string> names;  // FileGroup's
  std::vector<RowCells::Property> properties;
  std::string json_space;  // the id space of a file of JSON lines; empty: a table
};

class BlockReader {
 public:
  BlockReader(const TableSource& table, RecordBlock block, const std::string& path, const ImportOptions& options)
      : cells_(table.header, table.properties, options),
        options_(options),
        file_(block.file),
        reader_(csv::TextBlocks::Of(path, std::move(block.text), block.line), table.delimiter, options.tables.quote) {}

  // Calls `add`, which answers Result<void>, with each record; what it refuses is a fault. A fault that may not be
  // skipped is the last one: it ends the import when the block's turn comes.
  // Errors: those of RecordReader, which are the file's rather than a row's.
  template <class Add>
  base::Result<void> Each(std::vector<Fault>& faults, const Add& add) {
    while (true) {
      QIAO_TRY(const csv::Record* record, reader_.Next());
      if (record == nullptr) return {};
      kind_ = FaultKind::kRow;
      auto added = cells_.HasColumns(*record) ? add(*record) : cells_.WrongColumns(reader_, *record);
      if (added) continue;
      faults.push_back(
          MakeFault(kind_, std::move(added).error(), reader_.PlaceOfRecord(), OriginOf(file_, record->line)));
      if (!GoesOn(faults.back(), options_)) return {};
    }
  }

  // The record's properties, until the next call.
  base::Result<void> ReadProperties(const csv::Record& record) {
    if (!cells_.any()) return {};
    return cells_.Read(reader_, record, properties_);
  }
  const std::vector<std::pair<base::KeyId, base::Value>>& properties() const { return properties_; }
  const csv::RecordReader& reader() const { return reader_; }
  InputPlace PlaceOf(size_t field) const { return reader_.PlaceOf(field); }
  uint64_t OriginOfRecord(const csv::Record& record) const { return OriginOf(file_, record.line); }
  // Of the fault that comes next.
  void set_kind(FaultKind kind) { kind_ = kind; }

 private:
  const RowCells cells_;
  const ImportOptions& options_;
  const uint32_t file_;
  csv::RecordReader reader_;
  FaultKind kind_ = FaultKind::kRow;
  std::vector<std::pair<base::KeyId, base::Value>> properties_;
};

}  // namespace qiao::loaders::import
