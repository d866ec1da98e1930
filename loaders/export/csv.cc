#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "loaders/export/csv_columns.h"
#include "loaders/export/writers.h"

namespace qiao::loaders::exporting {
namespace {

using Columns = std::map<base::KeyId, CsvColumn>;

// Names end a header's field or a list of labels where they hold its signs.
base::Result<void> CheckName(std::string_view what, std::string_view name, std::string_view signs) {
  const bool good = !name.empty() && base::Trim(name) == name && name.find_first_of(signs) == std::string_view::npos;
  if (good) return {};
  return base::MakeError(base::ErrorCode::kInput, "the {} '{}' can't stand in a table: export as jsonl", what, name);
}

base::Result<void> Learn(const query::GraphReader& graph, Properties properties, Columns& columns) {
  for (const auto& [key, value] : properties) {
    auto column = columns.find(key);
    if (column == columns.end()) {
      QIAO_CHECK(CheckName("property", graph.KeyName(key), "\r\n"));
      column = columns.emplace(key, CsvColumn(std::string(graph.KeyName(key)))).first;
    }
    column->second.Learn(value);
  }
  return {};
}

std::string HeaderOf(std::string start, const Columns& columns) {
  for (const auto& [key, column] : columns) start += "," + CsvText(column.Header());
  return start + "\n";
}

std::string RowOf(std::string start, Properties properties, const Columns& columns) {
  auto property = properties.begin();
  for (const auto& [key, column] : columns) {
    start += ',';
    if (property == properties.end() || property->first != key) continue;
    start += CsvText(column.Cell(property->second));
    ++property;
  }
  return start + "\n";
}

base::Result<std::string> LabelsOf(const query::GraphReader& graph, base::NodeId node) {
  QIAO_TRY(const auto labels, graph.Labels(node));
  std::string cell;
  for (const base::LabelId label : labels) {
    QIAO_CHECK(CheckName("label", graph.LabelName(label), ";"));
    if (!cell.empty()) cell += ';';
    cell += graph.LabelName(label);
  }
  return cell.empty() ? cell : CsvText(cell);
}

base::Result<void> WriteNodes(const query::GraphReader& graph, const query::NodeTable& table, OutputFile& file,
                              const Count& count) {
  QIAO_TRY(const auto keys, KeysOf(graph, table));
  Columns columns;
  QIAO_CHECK(WalkNodes(graph, table, keys,
                       [&](base::NodeId, Properties properties) { return Learn(graph, properties, columns); }));
  QIAO_CHECK(file.Write(HeaderOf(":ID{id-type:long},:LABEL", columns)));
  return WalkNodes(graph, table, keys, [&](base::NodeId node, Properties properties) -> base::Result<void> {
    QIAO_CHECK(count(true));
    QIAO_TRY(const std::string labels, LabelsOf(graph, node));
    return file.Write(RowOf(fmt::format("{},{}", node.value, labels), properties, columns));
  });
}

base::Result<void> WriteRelationships(const query::GraphReader& graph, base::TypeId type, OutputFile& file,
                                      const Count& count) {
  QIAO_CHECK(CheckName("type", graph.TypeName(type), "\r\n"));
  std::vector<std::pair<const query::EdgeTable*, std::vector<base::KeyId>>> tables;
  Columns columns;
  for (const query::EdgeTable& table : graph.EdgeTables()) {
    if (table.type != type || table.live == 0) continue;
    QIAO_TRY(auto keys, KeysOf(graph, table));
    QIAO_CHECK(WalkEdges(graph, table, keys, [&](base::EdgeId, base::NodeId, base::NodeId, Properties properties) {
      return Learn(graph, properties, columns);
    }));
    tables.emplace_back(&table, std::move(keys));
  }
  const std::string name = CsvText(graph.TypeName(type));
  QIAO_CHECK(file.Write(HeaderOf(":START_ID,:END_ID,:TYPE", columns)));
  for (const auto& [table, keys] : tables) {
    QIAO_CHECK(WalkEdges(
        graph, *table, keys,
        [&](base::EdgeId, base::NodeId start, base::NodeId end, Properties properties) -> base::Result<void> {
          QIAO_CHECK(count(false));
          return file.Write(RowOf(fmt::format("{},{},{}", start.value, end.value, name), properties, columns));
        }));
  }
  return {};
}

// Of a name, what any file system takes.
std::string FileName(std::string_view kind, size_t number, std::string_view name) {
  std::string text = fmt::format("{}-{:04}", kind, number);
  std::string plain;
  for (const char c : base::CodePointSubstring(name, 0, 40)) {
    const bool bad =
        static_cast<unsigned char>(c) < 0x20 || std::string_view("/\\:*?\"<>|. ").find(c) != std::string::npos;
    plain += bad ? '_' : c;
  }
  return text + (plain.empty() ? "" : "-" + plain) + ".csv";
}

}  // namespace

base::Result<void> WriteCsv(const query::GraphReader& graph, OutputFolder& folder, const Count& count) {
  for (const query::NodeTable& table : graph.NodeTables()) {
    if (table.live == 0) continue;
    std::string labels;
    for (const base::LabelId label : table.labels) {
      labels += (labels.empty() ? "" : "-") + std::string(graph.LabelName(label));
    }
    QIAO_TRY(OutputFile file, folder.NewFile(FileName("nodes", table.id.value, labels)));
    QIAO_CHECK(WriteNodes(graph, table, file, count));
    QIAO_CHECK(file.Close());
  }
  for (base::TypeId type{0}; type.value < graph.TypeNames().size(); ++type.value) {
    const auto has = [&](const query::EdgeTable& table) { return table.type == type && table.live > 0; };
    if (std::ranges::none_of(graph.EdgeTables(), has)) continue;
    QIAO_TRY(OutputFile file, folder.NewFile(FileName("relationships", type.value, graph.TypeName(type))));
    QIAO_CHECK(WriteRelationships(graph, type, file, count));
    QIAO_CHECK(file.Close());
  }
  return {};
}

}  // namespace qiao::loaders::exporting
