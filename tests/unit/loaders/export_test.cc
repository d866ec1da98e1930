// An export, imported again, is an equal graph: random graphs with every kind of value, in every format.
#include "loaders/export/export.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <limits>
#include <random>
#include <set>

#include "engine/database.h"
#include "loaders/cypher/load_script.h"
#include "loaders/export/walk.h"
#include "loaders/import/find_groups.h"
#include "loaders/import/import_tables.h"

namespace qiao::loaders {
namespace {

using base::Value;
using exporting::Format;

template <class T>
T Must(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().Text());
  return std::move(result).value();
}
void Must(base::Result<void> result) {
  if (!result) throw std::runtime_error(result.error().Text());
}

class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "qiao-export-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

class RandomGraph {
 public:
  explicit RandomGraph(unsigned seed) : random_(seed) {}

  void Write(engine::Database& database) {
    auto transaction = Must(database.BeginWrite());
    query::GraphWriter& writer = transaction->writer();
    std::vector<base::NodeId> nodes;
    for (int64_t i = 0; i < 300; ++i) {
      std::vector<base::LabelId> labels;
      for (const char* name : {"人", "A b", "`C`", "D:E"}) {
        if (Below(3) == 0) labels.push_back(Must(writer.InternLabel(name)));
      }
      auto properties = RandomProperties(writer);
      properties.emplace_back(Must(writer.InternKey("u")), Value::Integer(i));
      nodes.push_back(Must(writer.CreateNode(labels, properties)));
    }
    std::vector<base::EdgeId> edges;
    for (int i = 0; i < 500; ++i) {
      const auto start = nodes[Below(nodes.size())];
      const auto end = Below(5) == 0 ? start : nodes[Below(20)];
      const auto type = Must(writer.InternType(Below(2) == 0 ? "KNOWS" : "认识, \"了\""));
      edges.push_back(Must(writer.CreateEdge(start, type, end, RandomProperties(writer))));
    }
    for (size_t i = 0; i < edges.size(); i += 7) Must(writer.DeleteEdge(edges[i]));
    for (int i = 0; i < 20; ++i) {
      Must(writer.DeleteNode(Must(writer.CreateNode({}, RandomProperties(writer)))));
      const base::LabelId label = Must(writer.InternLabel("后来"));
      Must(writer.AddLabel(nodes[Below(nodes.size())], label));
    }
    Must(transaction->Commit());
  }

 private:
  size_t Below(size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(random_); }
  int64_t Number(int64_t least, int64_t most) { return std::uniform_int_distribution<int64_t>(least, most)(random_); }

  std::string Text() {
    static const char* const kParts[] = {"",  "a",  "潞城区", "\"", "\n", "\r\n", ",",    ";",
                                         "'", "\\", "{x}",    " ",  "|",  "😀",    "null", "`"};
    std::string text;
    for (size_t i = Below(4); i > 0; --i) text += kParts[Below(std::size(kParts))];
    return text;
  }

  Value Scalar(size_t kind) {
    static const double kFloats[] = {0.0,
                                     -0.0,
                                     1.0,
                                     0.1,
                                     -1e300,
                                     5e-324,
                                     std::numeric_limits<double>::infinity(),
                                     -std::numeric_limits<double>::infinity(),
                                     std::numeric_limits<double>::quiet_NaN()};
    switch (kind) {
      case 0:
        return Value::Integer(Below(4) == 0 ? INT64_MIN + 1 + static_cast<int64_t>(Below(2)) : Number(-5, INT64_MAX));
      case 1:
        return Value::Float(Below(2) == 0 ? kFloats[Below(std::size(kFloats))]
                                          : static_cast<double>(Number(-9, 9)) / 7);
      case 2:
        return Value::String(Text());
      case 3:
        return Value::Boolean(Below(2) == 0);
      case 4:
        return Value::Of(base::Date{Number(-100000, 100000)});
      case 5:
        return Value::Of(base::LocalTime{Number(0, 86399) * 1000000000 + Number(0, 999999999)});
      case 6:
        return Value::Of(base::Time{Number(0, 86399) * 1000000000, static_cast<int32_t>(Number(-18, 18)) * 1800});
      case 7:
        return Value::Of(
            base::LocalDateTime{Number(-9000000000, 9000000000), static_cast<int32_t>(Number(0, 999999999))});
      case 8:
        return Value::Of(base::DateTime{Number(0, 4000000000), static_cast<int32_t>(Number(0, 999)) * 1000000,
                                        static_cast<int32_t>(Number(-10, 10)) * 3600, ""});
      case 9:
        return Value::Of(base::DateTime{Number(1000000000, 2000000000), 0, 8 * 3600, "Asia/Shanghai"});
      case 10:
        return Value::Of(base::Duration{Number(-30, 30), Number(-40, 40), Number(-99999, 99999),
                                        static_cast<int32_t>(Number(0, 999999999))});
      default: {
        const auto crs = static_cast<base::Crs>(Below(4));
        const bool has_z = crs == base::Crs::kCartesian3D || crs == base::Crs::kWgs84_3D;
        return Value::Of(base::Point{crs, static_cast<double>(Number(-180, 180)) / 2,
                                     static_cast<double>(Number(-90, 90)) / 3,
                                     has_z ? static_cast<double>(Number(-9, 9)) / 7 : 0});
      }
    }
  }

  Value Any() {
    if (Below(4) != 0) return Scalar(Below(12));
    base::List list;
    const size_t kind = Below(12);
    const bool mixed = Below(3) == 0;
    for (size_t i = Below(4); i > 0; --i) list.push_back(Scalar(mixed ? Below(12) : kind));
    return Value::Of(std::move(list));
  }

  std::vector<std::pair<base::KeyId, Value>> RandomProperties(query::GraphWriter& writer) {
    std::vector<std::pair<base::KeyId, Value>> properties;
    for (size_t kind = 0; kind < 12; ++kind) {
      if (Below(4) == 0) properties.emplace_back(Must(writer.InternKey("k" + std::to_string(kind))), Scalar(kind));
    }
    for (const char* name : {"名, \"称\"", "a:long", "混"}) {
      if (Below(2) == 0) properties.emplace_back(Must(writer.InternKey(name)), Any());
    }
    if (Below(3) == 0) {
      base::List texts;
      for (size_t i = Below(4); i > 0; --i) texts.push_back(Value::String("第" + std::to_string(i)));
      properties.emplace_back(Must(writer.InternKey("列")), Value::Of(std::move(texts)));
    }
    return properties;
  }

  std::mt19937 random_;
};

// With the kinds: a date is no text.
std::string Exactly(const Value& value) {
  if (!value.is(base::Kind::kList)) return std::string(base::Name(value.kind())) + " " + base::ToText(value);
  std::string text = "[";
  for (const Value& element : value.list()) text += Exactly(element) + ", ";
  return text + "]";
}

std::string Exactly(const base::Map& properties) {
  std::string text = "{";
  for (const auto& [key, value] : properties) text += key + ": " + Exactly(value) + "; ";
  return text + "}";
}

// A graph as lines, in which a node is known by its property `u`.
std::multiset<std::string> Lines(const query::GraphReader& graph) {
  std::multiset<std::string> lines;
  const auto name = [&](base::NodeId node) { return base::ToText(Must(graph.Property(node, *graph.FindKey("u")))); };
  for (const auto& table : graph.NodeTables()) {
    Must(exporting::WalkNodes(graph, table, {}, [&](base::NodeId node, exporting::Properties) -> base::Result<void> {
      std::set<std::string> labels;
      for (const auto label : Must(graph.Labels(node))) labels.emplace(graph.LabelName(label));
      std::string line;
      for (const auto& label : labels) line += ":" + label;
      lines.insert(line + Exactly(Must(graph.Properties(node))));
      return {};
    }));
  }
  for (const auto& table : graph.EdgeTables()) {
    Must(exporting::WalkEdges(
        graph, table, {},
        [&](base::EdgeId edge, base::NodeId start, base::NodeId end, exporting::Properties) -> base::Result<void> {
          lines.insert(name(start) + "-" + std::string(graph.TypeName(table.type)) +
                       Exactly(Must(graph.Properties(edge))) + "->" + name(end));
          return {};
        }));
  }
  return lines;
}

std::unique_ptr<engine::Database> InMemory() { return Must(engine::Database::Open(":memory:")); }

class Export : public testing::TestWithParam<std::tuple<Format, unsigned>> {};

// Rules that random graphs obey, with names and types that need quotes.
constexpr const char* kRules[] = {
    "CREATE CONSTRAINT `u, \"独一\"` FOR (n:人) REQUIRE n.u IS NODE KEY",
    "CREATE CONSTRAINT FOR (n:`A b`) REQUIRE n.k0 IS :: INTEGER",
    "CREATE CONSTRAINT FOR (n:`D:E`) REQUIRE n.u IS NOT NULL",
    "CREATE CONSTRAINT FOR ()-[r:KNOWS]-() REQUIRE r.k2 IS :: STRING",
    "CREATE INDEX FOR (n:```C```) ON (n.k2, n.u)",
    "CREATE TEXT INDEX FOR (n:后来) ON (n.k2)",
    "CREATE INDEX FOR (n:`A b`) ON EACH [n.混, n.列]",
    "CREATE INDEX FOR ()-[r:`认识, \"了\"`]-() ON (r.k4)",
    "CREATE LOOKUP INDEX FOR (n) ON EACH labels(n)",
};

void CreateRules(engine::Database& database) {
  const auto connection = database.Connect();
  for (const char* rule : kRules) Must(connection->Execute(rule));
}

std::set<std::string> Rules(const query::GraphReader& graph) {
  std::set<std::string> rules;
  for (const query::SchemaRule& rule : graph.SchemaRules()) rules.insert(query::CreateStatement(rule));
  return rules;
}

TEST_P(Export, ComesBackEqual) {
  const auto [format, seed] = GetParam();
  const auto database = InMemory();
  RandomGraph(seed).Write(*database);
  CreateRules(*database);
  const Folder folder;
  const auto report = Must(exporting::Export(*database->Read(), folder / "out", format, {}, nullptr));
  const auto before = Lines(*database->Read());
  EXPECT_EQ(report.nodes + report.relationships, before.size());
  EXPECT_EQ(std::filesystem::exists(folder / "out/schema.cypher"), format != Format::kCypher);

  const auto copy = InMemory();
  if (format == Format::kCypher) {
    Must(cypher::LoadScript(*copy, folder / "out/graph.cypher", base::Language::kEnglish, nullptr));
  } else {
    const std::vector<std::string> paths{folder / "out"};
    import::ImportOptions options;
    options.threads = 2;
    auto groups = Must(import::FindGroups(paths, options));
    options.schema_files = groups.schemas;
    groups.nodes.insert(groups.nodes.end(), groups.json_lines.begin(), groups.json_lines.end());
    groups.relationships.insert(groups.relationships.end(), groups.json_lines.begin(), groups.json_lines.end());
    Must(import::ImportTables(*copy, groups.nodes, groups.relationships, options));
  }
  EXPECT_EQ(Lines(*copy->Read()), before);
  EXPECT_EQ(Rules(*copy->Read()), Rules(*database->Read()));
  EXPECT_EQ(Rules(*copy->Read()).size(), std::size(kRules));
  // The rules hold, and their indexes answer.
  const auto connection = copy->Connect();
  EXPECT_FALSE(connection->Execute("CREATE (:人 {u: 1}), (:人 {u: 1})"));
  EXPECT_FALSE(connection->Execute("CREATE (:`A b` {k0: 'x'})"));
  for (const char* query :
       {"MATCH (n:人) WHERE n.u > 17 RETURN sum(n.u)", "MATCH (n:后来) WHERE n.k2 STARTS WITH '潞' RETURN count(*)",
        "MATCH ()-[r:`认识, \"了\"`]->() WHERE r.k4 > date('1970-01-01') RETURN count(*)"}) {
    const auto answer = [&](engine::Database& of) {
      return base::ToText(Must(Must(of.Connect()->Execute(query))->Collect())[0][0]);
    };
    EXPECT_EQ(answer(*copy), answer(*database)) << query;
  }
}

INSTANTIATE_TEST_SUITE_P(Formats, Export,
                         testing::Combine(testing::Values(Format::kCsv, Format::kJsonLines, Format::kCypher),
                                          testing::Range(0U, 4U)));

TEST(ExportFolder, MustBeEmpty) {
  const auto database = InMemory();
  const Folder folder;
  Must(exporting::Export(*database->Read(), folder / "a/b", Format::kJsonLines, {}, nullptr));
  EXPECT_TRUE(std::filesystem::exists(folder / "a/b/graph.jsonl"));
  EXPECT_FALSE(exporting::Export(*database->Read(), folder / "a/b", Format::kCsv, {}, nullptr));
  EXPECT_TRUE(std::filesystem::exists(folder / "a/b/graph.jsonl"));
}

TEST(ExportFolder, IsTakenAwayAfterAnError) {
  const auto database = InMemory();
  auto transaction = Must(database->BeginWrite());
  Must(transaction->writer().CreateNode(std::vector{Must(transaction->writer().InternLabel("a;b"))}, {}));
  Must(transaction->Commit());
  const Folder folder;
  EXPECT_FALSE(exporting::Export(*database->Read(), folder / "out", Format::kCsv, {}, nullptr));
  EXPECT_FALSE(std::filesystem::exists(folder / "out"));
}

}  // namespace
}  // namespace qiao::loaders
