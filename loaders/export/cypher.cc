#include <cmath>
#include <map>

#include "loaders/csv/cell.h"
#include "loaders/csv/point_cell.h"
#include "loaders/export/writers.h"

namespace qiao::loaders::exporting {
namespace {

using base::Kind;
using base::Value;

// The property by which relationships find their ends; it goes at the end of the script.
constexpr std::string_view kIdKey = "qiao export id";
constexpr size_t kRowsOfStatement = 500;

std::string CallText(std::string_view function, const Value& value) {
  return std::string(function) + "(" + base::Quoted(csv::CellText(value)) + ")";
}

std::string PointText(const base::Point& point) {
  std::string text = "{x: " + base::FloatText(point.x) + ", y: " + base::FloatText(point.y);
  if (point.crs == base::Crs::kCartesian3D || point.crs == base::Crs::kWgs84_3D) {
    text += ", z: " + base::FloatText(point.z);
  }
  return "point(" + text + ", crs: " + base::Quoted(csv::CrsName(point.crs)) + "})";
}

std::string CypherText(const Value& value) {
  switch (value.kind()) {
    case Kind::kFloat:
      return std::isfinite(value.floating()) ? base::FloatText(value.floating()) : CallText("toFloat", value);
    case Kind::kList: {
      std::string text;
      for (const Value& element : value.list()) text += (text.empty() ? "" : ", ") + CypherText(element);
      return "[" + text + "]";
    }
    case Kind::kDate:
    case Kind::kLocalTime:
    case Kind::kTime:
    case Kind::kLocalDateTime:
    case Kind::kDateTime:
    case Kind::kDuration:
      return CallText(csv::TypeWord(value.kind()), value);
    case Kind::kPoint:
      return PointText(value.point());
    case Kind::kNull:
    case Kind::kBoolean:
    case Kind::kInteger:
    case Kind::kString:
    case Kind::kMap:
    case Kind::kNode:
    case Kind::kRelationship:
    case Kind::kPath:
      break;
  }
  return base::ToText(value);
}

std::string MapText(const query::GraphReader& graph, Properties properties) {
  std::string text = "{";
  for (const auto& [key, value] : properties) {
    if (text.size() > 1) text += ", ";
    text += base::QuotedName(graph.KeyName(key)) + ": " + CypherText(value);
  }
  return text + "}";
}

// Rows that share a statement: UNWIND [row, …] AS row, and what is done with each.
class Statement {
 public:
  Statement(OutputFile& file, std::string action) : file_(file), action_(std::move(action)) {}
  base::Result<void> Add(const std::string& row) {
    rows_ += (count_ == 0 ? "  " : ",\n  ") + row;
    return ++count_ < kRowsOfStatement ? base::Result<void>() : End();
  }
  base::Result<void> End() {
    if (count_ == 0) return {};
    QIAO_CHECK(file_.Write("UNWIND [\n" + rows_ + "\n] AS row\n" + action_ + ";\n"));
    rows_.clear();
    count_ = 0;
    return {};
  }

 private:
  OutputFile& file_;
  std::string action_;
  std::string rows_;
  size_t count_ = 0;
};

base::Result<void> WriteNodes(const query::GraphReader& graph, const query::NodeTable& table, OutputFile& file,
                              const Count& count) {
  QIAO_TRY(const auto keys, KeysOf(graph, table));
  // Of most tables all nodes have the same labels.
  std::map<std::string, Statement> statements;
  const std::string id_key = base::QuotedName(kIdKey);
  QIAO_CHECK(WalkNodes(graph, table, keys, [&](base::NodeId node, Properties properties) -> base::Result<void> {
    QIAO_CHECK(count(true));
    QIAO_TRY(const auto ids, graph.Labels(node));
    std::string labels;
    for (const base::LabelId label : ids) labels += ":" + base::QuotedName(graph.LabelName(label));
    const auto place =
        statements
            .try_emplace(labels, file, "CREATE (n" + labels + " {" + id_key + ": row.id}) SET n += row.properties")
            .first;
    return place->second.Add("{id: " + std::to_string(node.value) + ", properties: " + MapText(graph, properties) +
                             "}");
  }));
  for (auto& [labels, statement] : statements) QIAO_CHECK(statement.End());
  return {};
}

base::Result<void> WriteRelationships(const query::GraphReader& graph, const query::EdgeTable& table, OutputFile& file,
                                      const Count& count) {
  QIAO_TRY(const auto keys, KeysOf(graph, table));
  const std::string id_key = base::QuotedName(kIdKey);
  Statement statement(file, "MATCH (a {" + id_key + ": row.a}), (b {" + id_key + ": row.b})\nCREATE (a)-[r:" +
                                base::QuotedName(graph.TypeName(table.type)) + "]->(b) SET r += row.properties");
  QIAO_CHECK(
      WalkEdges(graph, table, keys,
                [&](base::EdgeId, base::NodeId start, base::NodeId end, Properties properties) -> base::Result<void> {
                  QIAO_CHECK(count(false));
                  return statement.Add("{a: " + std::to_string(start.value) + ", b: " + std::to_string(end.value) +
                                       ", properties: " + MapText(graph, properties) + "}");
                }));
  return statement.End();
}

}  // namespace

base::Result<void> WriteCypher(const query::GraphReader& graph, OutputFolder& folder, const Count& count) {
  QIAO_TRY(OutputFile file, folder.NewFile("graph.cypher"));
  if (graph.FindKey(kIdKey)) {
    return base::MakeError(base::ErrorCode::kInput, "the property '{}' can't stand in a script: export as jsonl",
                           kIdKey);
  }
  QIAO_CHECK(file.Write(SchemaText(graph)));
  for (const query::NodeTable& table : graph.NodeTables()) QIAO_CHECK(WriteNodes(graph, table, file, count));
  for (const query::EdgeTable& table : graph.EdgeTables()) QIAO_CHECK(WriteRelationships(graph, table, file, count));
  QIAO_CHECK(file.Write("MATCH (n) REMOVE n." + base::QuotedName(kIdKey) + ";\n"));
  return file.Close();
}

}  // namespace qiao::loaders::exporting
