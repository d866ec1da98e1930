// The cells of a table's rows as properties.
#pragma once

#include <utility>
#include <vector>

#include "base/ids.h"
#include "loaders/csv/cell.h"
#include "loaders/csv/header.h"
#include "loaders/import/options.h"

namespace qiao::loaders::import {

// The columns of a table that are kept as properties, with their keys.
class RowCells {
 public:
  struct Property {
    size_t column;
    base::KeyId key;
  };
  RowCells(const csv::Header& header, std::vector<Property> properties, const ImportOptions& options)
      : header_(header), properties_(std::move(properties)), options_(options) {}

  bool any() const { return !properties_.empty(); }
  bool HasColumns(const csv::Record& record) const {
    const size_t expected = header_.columns.size();
    return record.fields.size() == expected || (record.fields.size() > expected && options_.ignore_extra_columns);
  }
  // Of a row with too few columns, or too many.
  base::Error WrongColumns(const csv::RecordReader& reader, const csv::Record& record) const;
  // Errors: those of ReadCell.
  base::Result<void> Read(const csv::RecordReader& reader, const csv::Record& record,
                          std::vector<std::pair<base::KeyId, base::Value>>& values) const;

 private:
  const csv::Header& header_;
  std::vector<Property> properties_;
  const ImportOptions& options_;
};

}  // namespace qiao::loaders::import
