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
  NodeParser(const TableSource& table, const std::string& path, const ImportOptions& options, StoredIds& stored,
             RecordBlock block)
      : table_(table),
        header_(table.header),
        cells_(table.header, table.properties, options),
        options_(options),
        stored_(stored),
        reader_(csv::TextBlocks::Of(path, std::move(block.text), block.line), table.delimiter, options.tables.quote) {
    rows_.first_line = block.line;
  }

  base::Result<NodeRows> Run() {
    while (true) {
      QIAO_TRY(const csv::Record* record, reader_.Next());
      if (record == nullptr) return std::move(rows_);
      kind_ = FaultKind::kRow;
      if (auto added = Add(*record); !added) {
        rows_.faults.push_back({kind_, std::move(added).error()});
        // The fault ends the import when the block's turn comes.
        if (!MaySkip(kind_, options_)) return std::move(rows_);
      }
    }
  }

 private:
  base::Result<void> Add(const csv::Record& record) {
    QIAO_CHECK(cells_.CheckColumns(reader_, record));
    QIAO_CHECK(cells_.Read(reader_, record, values_));
    const uint32_t group = GroupOf(record);
    NodeRows::Row row{group, static_cast<uint32_t>(record.line - rows_.first_line), 0, {}};
    if (header_.id) QIAO_CHECK(ReadId(record, rows_.groups[group].labels, row));
    engine::NodeBatch& batch = rows_.groups[group].batch;
    batch.AddRow();
    for (const auto& [key, value] : values_) QIAO_CHECK(batch.Set(key, value));
    rows_.rows.push_back(row);
    return {};
  }

  // Rows tend to have the labels of the row before.
  uint32_t GroupOf(const csv::Record& record) {
    labels_ = table_.names;
    if (header_.label) {
      const std::string& delimiter = header_.columns[*header_.label].format.array_delimiter;
      for (std::string_view rest = record.fields[*header_.label].text; !rest.empty();) {
        const size_t end = rest.find(delimiter);
        if (const std::string_view name = base::Trim(rest.substr(0, end)); !name.empty()) labels_.emplace_back(name);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + delimiter.size());
      }
    }
    if (last_ < rows_.groups.size() && rows_.groups[last_].labels == labels_) return last_;
    const auto [place, is_new] = groups_.try_emplace(labels_, static_cast<uint32_t>(rows_.groups.size()));
    if (is_new) rows_.groups.push_back({labels_, {}, {}, 0});
    return last_ = place->second;
  }

  base::Result<void> ReadId(const csv::Record& record, const std::vector<std::string>& labels, NodeRows::Row& row) {
    const size_t index = *header_.id;
    const csv::Column& column = header_.columns[index];
    const csv::Field& field = record.fields[index];
    if (field.text.empty()) return InputError("{}: a node without an id", reader_.PlaceOf(index));
    if (column.format.type == csv::CellType::kInteger) {
      QIAO_TRY(const auto value, csv::ReadCell(reader_, field, index, column.name, column.format));
      row.id_size = kNumber;
      row.number = value.integer();
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
    kind_ = FaultKind::kDuplicate;
    return InputError("{}: the database already holds a {} node with {} '{}'", reader_.PlaceOf(index), label,
                      column.name, text);
  }

  const TableSource& table_;
  const csv::Header& header_;
  const RowCells cells_;
  const ImportOptions& options_;
  StoredIds& stored_;
  csv::RecordReader reader_;
  NodeRows rows_;
  FaultKind kind_ = FaultKind::kRow;  // of the fault that comes next
  std::vector<std::pair<base::KeyId, base::Value>> values_;
  std::vector<std::string> labels_;
  std::map<std::vector<std::string>, uint32_t> groups_;
  uint32_t last_ = 0;
};

}  // namespace

base::Result<NodeRows> ReadNodeRows(const TableSource& table, RecordBlock block, const std::string& path,
                                    const ImportOptions& options, StoredIds& stored) {
  return NodeParser(table, path, options, stored, std::move(block)).Run();
}

}  // namespace qiao::loaders::import
