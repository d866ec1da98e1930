#include "loaders/import/node_rows.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "loaders/input.h"

namespace qiao::loaders::import {
namespace {

constexpr uint32_t kNumber = UINT32_MAX;

class NodeParser {
 public:
  NodeParser(const TableSource& table, RecordBlock block, const std::string& path, const ImportOptions& options,
             StoredIds& stored, engine::BulkWriter& writer)
      : table_(table), header_(table.header), stored_(stored), writer_(writer), first_line_(block.line) {
    rows_.first_origin = OriginOf(block.file, block.line);
    reader_.emplace(table, std::move(block), path, options);
  }

  base::Result<NodeRows> Run() {
    QIAO_CHECK(reader_->Each(rows_.faults, [this](const csv::Record& record) { return Add(record); }));
    return std::move(rows_);
  }

 private:
  base::Result<void> Add(const csv::Record& record) {
    QIAO_CHECK(reader_->ReadProperties(record));
    const uint32_t group = GroupOf(record);
    NodeRows::Row row{group, static_cast<uint32_t>(record.line - first_line_), 0, {}};
    if (header_.id) QIAO_CHECK(ReadId(record, rows_.groups[group].labels, row));
    QIAO_CHECK(rows_.groups[group].batch.Add(reader_->properties(), reader_->OriginOfRecord(record)));
    rows_.rows.push_back(row);
    return {};
  }

  // Rows tend to have the labels of the row before.
  uint32_t GroupOf(const csv::Record& record) {
    const std::string_view cell = header_.label ? record.fields[*header_.label].text : std::string_view();
    if (!rows_.groups.empty() && cell == last_cell_) return last_;
    last_cell_ = cell;
    std::vector<std::string> labels = table_.names;
    if (header_.label) {
      const std::string& delimiter = header_.columns[*header_.label].format.array_delimiter;
      for (std::string_view rest = cell; !rest.empty();) {
        const size_t end = rest.find(delimiter);
        if (const std::string_view name = base::Trim(rest.substr(0, end)); !name.empty()) labels.emplace_back(name);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + delimiter.size());
      }
    }
    const auto [place, is_new] = groups_.try_emplace(labels, static_cast<uint32_t>(rows_.groups.size()));
    if (is_new) rows_.groups.push_back({labels, writer_.NewNodes(labels)});
    return last_ = place->second;
  }

  base::Result<void> ReadId(const csv::Record& record, const std::vector<std::string>& labels, NodeRows::Row& row) {
    const size_t index = *header_.id;
    const csv::Column& column = header_.columns[index];
    const csv::Field& field = record.fields[index];
    if (field.text.empty()) return InputError("{}: a node without an id", reader_->PlaceOf(index));
    if (column.format.type == csv::CellType::kInteger) {
      row.id_size = kNumber;
      if (const auto number = CanonicalNumber(field.text)) {
        row.number = *number;
      } else {
        QIAO_TRY(const auto value, csv::ReadCell(reader_->reader(), field, index, column.name, column.format));
        row.number = value.integer();
      }
    } else {
      row.id_begin = rows_.ids.size();
      row.id_size = static_cast<uint32_t>(field.text.size());
      rows_.ids.append(field.text);
    }
    if (column.name.empty() || !stored_.any()) return {};
    const std::string_view label = labels.empty() ? std::string_view() : labels.front();
    if (!label.empty() && !stored_.HasLabel(label)) return {};
    const std::string text = row.id_size == kNumber ? std::to_string(row.number) : std::string(rows_.id_of(row));
    QIAO_TRY(const auto known, stored_.Find(label, column.name, text));
    if (!known) return {};
    reader_->set_kind(FaultKind::kDuplicate);
    return InputError("{}: the database already holds a {} node with {} '{}'", reader_->PlaceOf(index), label,
                      column.name, text);
  }

  const TableSource& table_;
  const csv::Header& header_;
  StoredIds& stored_;
  engine::BulkWriter& writer_;
  const uint64_t first_line_;
  std::optional<BlockReader> reader_;
  NodeRows rows_;
  std::map<std::vector<std::string>, uint32_t> groups_;
  uint32_t last_ = 0;
  std::string last_cell_;  // of the labels
};

}  // namespace

base::Result<NodeRows> ReadNodeRows(const TableSource& table, RecordBlock block, const std::string& path,
                                    const ImportOptions& options, StoredIds& stored, engine::BulkWriter& writer) {
  return NodeParser(table, std::move(block), path, options, stored, writer).Run();
}

}  // namespace qiao::loaders::import
