#include <boost/json.hpp>

#include "loaders/export/writers.h"
#include "loaders/json/property_json.h"

namespace qiao::loaders::exporting {
namespace {

namespace bj = boost::json;

void AddProperties(const query::GraphReader& graph, Properties properties, bj::object& object) {
  bj::object values;
  bj::object types;
  for (const auto& [key, value] : properties) {
    const std::string_view name = graph.KeyName(key);
    values[name] = json::PropertyJson(value);
    if (auto type = json::TypeJson(value)) types[name] = *std::move(type);
  }
  object["properties"] = std::move(values);
  if (!types.empty()) object["types"] = std::move(types);
}

base::Result<void> AddEnd(const query::GraphReader& graph, std::string_view which, base::NodeId node,
                          bj::object& object) {
  QIAO_TRY(const auto ids, graph.Labels(node));
  bj::array labels;
  for (const base::LabelId label : ids) labels.emplace_back(graph.LabelName(label));
  object[which] = {{"id", std::to_string(node.value)}, {"labels", std::move(labels)}};
  return {};
}

}  // namespace

base::Result<void> WriteJsonLines(const query::GraphReader& graph, OutputFolder& folder, const Count& count) {
  QIAO_TRY(OutputFile file, folder.NewFile("graph.jsonl"));
  const auto write = [&](const bj::object& object) { return file.Write(bj::serialize(object) + "\n"); };
  for (const query::NodeTable& table : graph.NodeTables()) {
    QIAO_TRY(const auto keys, KeysOf(graph, table));
    QIAO_CHECK(WalkNodes(graph, table, keys, [&](base::NodeId node, Properties properties) -> base::Result<void> {
      QIAO_CHECK(count(true));
      QIAO_TRY(const auto labels, graph.Labels(node));
      bj::object object{{"type", "node"}, {"id", std::to_string(node.value)}};
      bj::array& names = object["labels"].emplace_array();
      for (const base::LabelId label : labels) names.emplace_back(graph.LabelName(label));
      AddProperties(graph, properties, object);
      return write(object);
    }));
  }
  for (const query::EdgeTable& table : graph.EdgeTables()) {
    QIAO_TRY(const auto keys, KeysOf(graph, table));
    QIAO_CHECK(WalkEdges(
        graph, table, keys,
        [&](base::EdgeId edge, base::NodeId start, base::NodeId end, Properties properties) -> base::Result<void> {
          QIAO_CHECK(count(false));
          bj::object object{
              {"id", std::to_string(edge.value)}, {"type", "relationship"}, {"label", graph.TypeName(table.type)}};
          AddProperties(graph, properties, object);
          QIAO_CHECK(AddEnd(graph, "start", start, object));
          QIAO_CHECK(AddEnd(graph, "end", end, object));
          return write(object);
        }));
  }
  return file.Close();
}

}  // namespace qiao::loaders::exporting
