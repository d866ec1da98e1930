#include "tests/oracle/compare.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "tests/oracle/world.h"
#include "tests/support/notation.h"

namespace qiao::tests {
namespace {

using base::Result;

std::vector<std::string> Lines(const Answer& answer, const ComparedBy& by) {
  std::vector<std::string> lines;
  for (const engine::Row& row : answer.rows) {
    std::vector<std::string> cells;
    for (const base::Value& value : row) {
      cells.push_back(Canonical(value, {.ignore_list_order = by.open_list_order}));
    }
    lines.push_back(fmt::format("{}", fmt::join(cells, " | ")));
  }
  if (!by.ordered) std::sort(lines.begin(), lines.end());
  return lines;
}

// What a graph looks like, each node being described by its surroundings up to a few steps away.
Result<std::pair<std::vector<size_t>, std::vector<size_t>>> Described(const query::GraphReader& graph) {
  QIAO_TRY(const auto nodes, AllNodes(graph));
  QIAO_TRY(const auto edges, AllEdges(graph));
  const std::hash<std::string> hash;
  std::map<base::NodeId, size_t> colours;
  for (base::NodeId node : nodes) {
    QIAO_TRY(const auto labels, graph.Labels(node));
    QIAO_TRY(auto properties, graph.Properties(node));
    std::set<std::string> names;
    for (base::LabelId label : labels) names.emplace(graph.LabelName(label));
    colours[node] = hash(fmt::format("{}{}", fmt::join(names, ":"), Canonical(base::Value::Of(std::move(properties)))));
  }
  std::vector<size_t> links;
  for (int round = 0; round < 4; ++round) {
    std::map<base::NodeId, std::vector<size_t>> around;
    links.clear();
    for (const OracleEdge& edge : edges) {
      QIAO_TRY(auto properties, graph.Properties(edge.id));
      const std::string link =
          fmt::format("{}{}", graph.TypeName(edge.ends.type), Canonical(base::Value::Of(std::move(properties))));
      const size_t source = colours[edge.ends.source];
      const size_t target = colours[edge.ends.target];
      links.push_back(hash(fmt::format("{} {} {}", source, link, target)));
      around[edge.ends.source].push_back(hash(fmt::format("> {} {}", link, target)));
      around[edge.ends.target].push_back(hash(fmt::format("< {} {}", link, source)));
    }
    for (auto& [node, colour] : colours) {
      std::sort(around[node].begin(), around[node].end());
      colour = hash(fmt::format("{} {}", colour, fmt::join(around[node], " ")));
    }
  }
  std::vector<size_t> all;
  for (const auto& [node, colour] : colours) all.push_back(colour);
  std::sort(all.begin(), all.end());
  std::sort(links.begin(), links.end());
  return std::pair(std::move(all), std::move(links));
}

}  // namespace

Result<Answer> Ask(engine::Database& database, std::string_view query) {
  const auto connection = database.Connect();
  QIAO_TRY(const auto result, connection->Execute(query));
  Answer answer{.columns = result->columns(), .rows = {}};
  QIAO_TRY(answer.rows, result->Collect());
  return answer;
}

bool SameAnswer(const Result<Answer>& a, const Result<Answer>& b, const ComparedBy& by) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->columns == b->columns && Lines(*a, by) == Lines(*b, by);
}

std::string TextOf(const Result<Answer>& answer, const ComparedBy& by) {
  if (!answer) return "    fails: " + answer.error().Text() + "\n";
  std::string text = fmt::format("    {}\n", fmt::join(answer->columns, " | "));
  for (const std::string& line : Lines(*answer, by)) text += "    " + line + "\n";
  return text;
}

Result<bool> SameGraph(const query::GraphReader& a, const query::GraphReader& b) {
  QIAO_TRY(const auto one, Described(a));
  QIAO_TRY(const auto other, Described(b));
  return one == other;
}

Result<std::string> ScriptOf(const query::GraphReader& graph) {
  QIAO_TRY(const auto nodes, AllNodes(graph));
  QIAO_TRY(const auto edges, AllEdges(graph));
  std::vector<std::string> parts;
  std::map<base::NodeId, size_t> numbers;
  // Temporal values are shown as texts; only those that the generator makes are turned back.
  const auto shown = [](base::Map properties) {
    std::vector<std::string> entries;
    for (const auto& [key, value] : properties) {
      std::string text = base::ToText(value);
      if (value.is(base::Kind::kDate)) text = "date(" + text + ")";
      if (value.is(base::Kind::kDuration)) text = "duration(" + text + ")";
      entries.push_back(base::QuotedName(key) + ": " + text);
    }
    return fmt::format("{{{}}}", fmt::join(entries, ", "));
  };
  for (base::NodeId node : nodes) {
    const size_t number = numbers.size();
    numbers[node] = number;
    QIAO_TRY(const auto labels, graph.Labels(node));
    QIAO_TRY(auto properties, graph.Properties(node));
    std::string names;
    for (base::LabelId label : labels) names += ":" + base::QuotedName(graph.LabelName(label));
    parts.push_back(fmt::format("(v{}{} {})", number, names, shown(std::move(properties))));
  }
  for (const OracleEdge& edge : edges) {
    QIAO_TRY(auto properties, graph.Properties(edge.id));
    parts.push_back(fmt::format("(v{})-[:{} {}]->(v{})", numbers[edge.ends.source],
                                base::QuotedName(graph.TypeName(edge.ends.type)), shown(std::move(properties)),
                                numbers[edge.ends.target]));
  }
  if (parts.empty()) return std::string();
  return fmt::format("CREATE {}", fmt::join(parts, ", "));
}

}  // namespace qiao::tests
