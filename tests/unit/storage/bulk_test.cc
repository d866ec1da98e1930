// The bulk writer: what it writes reads as what transactions write, on its own, beside and below them.
#include <algorithm>
#include <limits>
#include <map>
#include <random>
#include <set>

#include "storage/bulk/bulk_writer.h"
#include "storage/index_entries.h"
#include "storage/index_reader.h"
#include "storage/schema.h"
#include "storage/statistics_chunk.h"
#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {
namespace {

using base::Value;
constexpr std::chrono::milliseconds kWait(1000);

// A graph as sorted lines, in which a node is known by its property `u`.
std::multiset<std::string> Lines(const View& view) {
  std::multiset<std::string> lines;
  const auto key = view.FindKey("u");
  const auto name = [&](base::NodeId node) { return base::ToText(Must(view.Property(node, *key))); };
  for (const NodeTable& table : view.NodeTables()) {
    uint64_t live = 0;
    for (uint64_t row = 0; row < table.rows; ++row) {
      const base::NodeId node(table.id, static_cast<uint32_t>(row));
      if (!Must(view.Exists(node))) continue;
      ++live;
      std::set<std::string> labels;
      for (const base::LabelId label : Must(view.Labels(node))) labels.emplace(view.LabelName(label));
      std::string line = "node";
      for (const std::string& label : labels) line += ":" + label;
      lines.insert(line + base::ToText(Value::Of(Must(view.Properties(node)))));
    }
    EXPECT_EQ(live, table.live);
  }
  for (const EdgeTable& table : view.EdgeTables()) {
    uint64_t live = 0;
    std::map<base::Direction, std::multiset<std::tuple<uint32_t, uint32_t, uint32_t>>> links;
    for (const auto direction : {base::Direction::kOut, base::Direction::kIn}) {
      const bool out = direction == base::Direction::kOut;
      const uint64_t rows = view.NodeTables()[(out ? table.source : table.target).value].rows;
      for (uint32_t run = 0; uint64_t{run} * kRunRows < rows; ++run) {
        const AdjacencyView adjacency = Must(view.ReadAdjacency(table.id, direction, run));
        for (uint32_t row = 0; row < adjacency.size; ++row) {
          for (uint32_t i = adjacency.offsets[row]; i < adjacency.offsets[row + 1]; ++i) {
            const uint32_t here = run * kRunRows + row;
            const uint32_t there = adjacency.neighbours[i];
            links[direction].emplace(out ? here : there, out ? there : here, adjacency.edges[i]);
          }
        }
      }
    }
    EXPECT_EQ(links[base::Direction::kOut], links[base::Direction::kIn]);
    for (const auto& [source, target, row] : links[base::Direction::kOut]) {
      const base::EdgeId edge(table.id, row);
      EXPECT_TRUE(Must(view.Exists(edge)));
      const EdgeEnds ends = Must(view.Ends(edge));
      EXPECT_EQ(ends.source.row(), source);
      EXPECT_EQ(ends.target.row(), target);
      ++live;
      lines.insert(name(ends.source) + "-" + std::string(view.TypeName(ends.type)) +
                   base::ToText(Value::Of(Must(view.Properties(edge)))) + "->" + name(ends.target));
    }
    EXPECT_EQ(live, table.live);
  }
  return lines;
}

struct Node {
  std::vector<std::string> labels;
  std::vector<std::pair<std::string, Value>> properties;
};
struct Edge {
  size_t source, target;
  std::string type;
  std::vector<std::pair<std::string, Value>> properties;
};
struct Graph {
  std::vector<Node> nodes;
  std::vector<Edge> edges;
};

Graph RandomGraph(std::mt19937& random, size_t nodes, size_t edges, size_t label_sets, int first) {
  const auto below = [&](size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(random); };
  const auto value = [&]() -> Value {
    switch (below(6)) {
      case 0:
        return Value::String(std::string(below(20), 'x') + "桥");
      case 1:
        return Value::Float(static_cast<double>(below(100)) / 4);
      case 2:
        return Value::Boolean(below(2) == 1);
      case 3:
        return Value::Of(base::Date{static_cast<int64_t>(below(10000))});
      case 4:
        return Value::Of(base::List{Value::Integer(1), Value::String("二")});
      default:
        return Value::Integer(static_cast<int64_t>(below(1000)) - 500);
    }
  };
  Graph graph;
  for (size_t i = 0; i < nodes; ++i) {
    Node node;
    const size_t set = below(label_sets);
    if (set > 0) node.labels.push_back("L" + std::to_string(set));
    if (set % 3 == 1) node.labels.push_back("M");
    node.properties.emplace_back("u", Value::Integer(first + static_cast<int64_t>(i)));
    if (below(2) == 0) node.properties.emplace_back("整数", Value::Integer(static_cast<int64_t>(below(50))));
    if (below(3) == 0) node.properties.emplace_back("混", value());
    graph.nodes.push_back(std::move(node));
  }
  for (size_t i = 0; i < edges; ++i) {
    Edge edge{below(4) == 0 ? 0 : below(nodes), below(nodes), "T" + std::to_string(below(2)), {}};
    if (below(3) == 0) edge.properties.emplace_back("自", value());
    graph.edges.push_back(std::move(edge));
  }
  return graph;
}

template <class Writer>
std::vector<std::pair<base::KeyId, Value>> Interned(Writer& writer,
                                                    const std::vector<std::pair<std::string, Value>>& properties) {
  std::vector<std::pair<base::KeyId, Value>> interned;
  for (const auto& [key, value] : properties) interned.emplace_back(Must(writer.InternKey(key)), value);
  return interned;
}

void WriteByTransaction(Store& store, const Graph& graph) {
  auto transaction = Begin(store);
  std::vector<base::NodeId> ids;
  for (const Node& node : graph.nodes) {
    std::vector<base::LabelId> labels;
    for (const auto& label : node.labels) labels.push_back(Must(transaction->InternLabel(label)));
    ids.push_back(Must(transaction->CreateNode(labels, Interned(*transaction, node.properties))));
  }
  for (const Edge& edge : graph.edges) {
    Must(transaction->CreateEdge(ids[edge.source], Must(transaction->InternType(edge.type)), ids[edge.target],
                                 Interned(*transaction, edge.properties)));
  }
  Must(transaction->Commit());
}

// In batches of a few rows, so that runs are put together from several.
void WriteInBulk(BulkWriter& writer, const Graph& graph, size_t batch_rows) {
  std::vector<base::NodeId> ids;
  for (size_t begin = 0; begin < graph.nodes.size(); begin += batch_rows) {
    const size_t end = std::min(graph.nodes.size(), begin + batch_rows);
    std::map<std::vector<std::string>, std::pair<NodeBatch, std::vector<size_t>>> batches;
    for (size_t i = begin; i < end; ++i) {
      const auto place = batches.find(graph.nodes[i].labels);
      auto& [batch, members] =
          (place != batches.end()
               ? place
               : batches
                     .emplace(graph.nodes[i].labels,
                              std::pair(writer.NewNodes(graph.nodes[i].labels), std::vector<size_t>()))
                     .first)
              ->second;
      Must(batch.Add(Interned(writer, graph.nodes[i].properties), i));
      members.push_back(i);
    }
    ids.resize(end);
    for (const auto& [names, entry] : batches) {
      std::vector<base::LabelId> labels;
      for (const auto& name : names) labels.push_back(Must(writer.InternLabel(name)));
      const NodeTarget target = Must(writer.TargetOf(labels));
      const uint32_t first = Must(writer.Reserve(target, entry.first.rows()));
      Must(writer.Write(target, first, entry.first));
      for (size_t i = 0; i < entry.second.size(); ++i) {
        ids[entry.second[i]] = base::NodeId(target.table, first + static_cast<uint32_t>(i));
      }
    }
  }
  for (const Edge& edge : graph.edges) {
    EdgeBatch batch = writer.NewEdges(edge.type);
    const base::NodeId source = ids[edge.source];
    const base::NodeId target = ids[edge.target];
    const auto origin = graph.nodes.size() + static_cast<size_t>(&edge - graph.edges.data());
    Must(batch.Add(source.row(), target.row(), Interned(writer, edge.properties), origin));
    Must(writer.Add(Must(writer.EdgeTableOf(source.table(), Must(writer.InternType(edge.type)), target.table())),
                    batch));
  }
}

class BulkTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    model = Must(Store::Open(":memory:", Fast()));
  }
  void Import(const Graph& graph, uint64_t memory, size_t batch_rows = 1000) {
    auto writer = Must(BulkWriter::Begin(*store, kWait, 2, memory));
    WriteInBulk(*writer, graph, batch_rows);
    Must(writer->Commit({}));
  }
  void ExpectEqual() { EXPECT_EQ(Lines(*store->Read()), Lines(*model->Read())); }

  std::unique_ptr<Store> model;
};

TEST_P(BulkTest, WritesWhatTransactionsWrite) {
  std::mt19937 random(7);
  int first = 0;
  // Into an empty store, onto what it holds, with much and with little memory.
  for (const uint64_t memory : {uint64_t{1} << 30, uint64_t{1} << 30, uint64_t{20000}, uint64_t{1} << 30}) {
    const Graph graph = RandomGraph(random, 5000, 6000, 5, first);
    first += 5000;
    Import(graph, memory, 700);
    WriteByTransaction(*model, graph);
    ExpectEqual();
    Reopen();
    ExpectEqual();
    const Graph small = RandomGraph(random, 50, 60, 5, first);
    first += 50;
    WriteByTransaction(*store, small);
    WriteByTransaction(*model, small);
    ExpectEqual();
  }
}

// What is known of the values of each column of nodes and edges, whatever wrote them.
std::map<std::pair<std::string, std::string>, base::ValueStatistics> Known(const View& view) {
  std::map<std::pair<std::string, std::string>, base::ValueStatistics> known;
  const auto add = [&](const std::string& table, base::KeyId key, const auto& statistics, const auto& rows) {
    EXPECT_FALSE(statistics->IsStale(rows.rows, rows.live)) << table << view.KeyName(key);
    known[{table, std::string(view.KeyName(key))}] = statistics->values;
  };
  for (const NodeTable& table : view.NodeTables()) {
    for (const base::KeyId key : table.keys) add("nodes", key, Must(view.ReadStatistics(table.id, key)), table);
  }
  for (const EdgeTable& table : view.EdgeTables()) {
    for (const base::KeyId key : table.keys) add("edges", key, Must(view.ReadEdgeStatistics(table.id, key)), table);
  }
  return known;
}

// The stored rows end within a run; some of them are dead, and one of their properties the import doesn't have.
TEST_P(BulkTest, KeepsStatisticsOfTablesThatHadRows) {
  constexpr uint32_t kStored = 3 * kRunRows + 700;
  constexpr size_t kNew = 6000;
  const auto graph = [](size_t count, int64_t first, const std::string& more) {
    Graph made;
    for (size_t i = 0; i < count; ++i) {
      const int64_t number = first + static_cast<int64_t>(i);
      made.nodes.push_back({{"L"}, {{"u", Value::Integer(number)}, {more, Value::Integer(number % 7)}}});
      made.edges.push_back(
          {i, (i + 1) % count, "T", {{"自", Value::Integer(number)}, {more, Value::Integer(number % 5)}}});
    }
    return made;
  };
  WriteByTransaction(*store, graph(kStored, 0, "old"));
  auto transaction = Begin(*store);
  for (uint32_t row = kStored - 300; row < kStored; ++row) {
    Must(transaction->DeleteEdge(base::EdgeId(base::TableId(0), row)));
  }
  Must(transaction->Commit());
  Import(graph(kNew, kStored, "new"), 1 << 30, 700);
  Reopen();

  const auto known = Known(*store->Read());
  ASSERT_EQ(known.size(), 6U);
  const auto expect = [&](const char* table, const char* key, uint64_t present, double distinct) {
    const base::ValueStatistics& values = known.at({table, key});
    EXPECT_EQ(values.present, present) << table << key;
    EXPECT_NEAR(values.distinct, distinct, distinct * 0.1) << table << key;
  };
  expect("nodes", "u", kStored + kNew, kStored + kNew);
  expect("nodes", "old", kStored, 7);
  expect("nodes", "new", kNew, 7);
  expect("edges", "自", kStored - 300 + kNew, kStored - 300 + kNew);
  expect("edges", "old", kStored - 300, 5);
  expect("edges", "new", kNew, 5);
}

// A few rows beside many leave what is known, as commits do.
TEST_P(BulkTest, LeavesStatisticsThatAreUpToDate) {
  std::mt19937 random(3);
  Import(RandomGraph(random, 3000, 0, 1, 0), 1 << 30);
  const auto before = Must(store->Read()->ReadStatistics(base::TableId(0), *store->Read()->FindKey("u")));
  Import(RandomGraph(random, 100, 0, 1, 3000), 1 << 30);
  const auto after = Must(store->Read()->ReadStatistics(base::TableId(0), *store->Read()->FindKey("u")));
  EXPECT_EQ(before->values.rows, 3000U);
  EXPECT_EQ(after->values.rows, 3000U);
}

TEST_P(BulkTest, AddsLinksToStoredHubs) {
  // Enough links of one node for several segments, then more between them.
  for (int round = 0; round < 2; ++round) {
    auto writer = Must(BulkWriter::Begin(*store, kWait, 1, 1 << 30));
    const NodeTarget target = Must(writer->TargetOf({}));
    const base::KeyId key = Must(writer->InternKey("u"));
    if (round == 0) {
      NodeBatch batch = writer->NewNodes({});
      for (int i = 0; i < 50000; ++i) Must(batch.Add(std::vector{std::pair(key, Value::Integer(i))}));
      Must(writer->Write(target, Must(writer->Reserve(target, batch.rows())), batch));
    }
    std::mt19937 random(static_cast<unsigned>(round));
    EdgeBatch edges = writer->NewEdges("T");
    for (uint32_t i = 0; i < 60000; ++i) Must(edges.Add(17, static_cast<uint32_t>(random() % 50000)));
    Must(writer->Add(Must(writer->EdgeTableOf(target.table, Must(writer->InternType("T")), target.table)), edges));
    Must(writer->Commit({}));
    writer = nullptr;
    Reopen();
    EXPECT_EQ(Lines(*store->Read()).size(), 50000U + 60000U * (static_cast<size_t>(round) + 1));
  }
}

TEST_P(BulkTest, SharesOneTableAmongRareLabelSets) {
  std::mt19937 random(3);
  int first = 0;
  for (int round = 0; round < 2; ++round) {
    const Graph graph = RandomGraph(random, 4000, 500, 1500, first);
    first += 4000;
    Import(graph, 1 << 30);
    WriteByTransaction(*model, graph);
    ExpectEqual();
  }
}

TEST_P(BulkTest, TakesNodesBack) {
  for (int round = 0; round < 2; ++round) {
    auto writer = Must(BulkWriter::Begin(*store, kWait, 1, 1 << 30));
    const NodeTarget target = Must(writer->TargetOf({Must(writer->InternLabel("L"))}));
    NodeBatch batch = writer->NewNodes(std::vector<std::string>{"L"});
    const base::KeyId key = Must(writer->InternKey("u"));
    for (int i = 0; i < 3000; ++i) Must(batch.Add(std::vector{std::pair(key, Value::Integer(i))}));
    const uint32_t first = Must(writer->Reserve(target, batch.rows()));
    Must(writer->Write(target, first, batch));
    for (uint32_t i = 0; i < 3000; i += 3) Must(writer->DeleteNode(base::NodeId(target.table, first + i)));
    Must(writer->Commit({}));
    writer = nullptr;
    Reopen();
    EXPECT_EQ(Lines(*store->Read()).size(), 2000U * (static_cast<size_t>(round) + 1));
  }
}

TEST_P(BulkTest, LeavesNothingWithoutCommit) {
  std::mt19937 random(5);
  const Graph graph = RandomGraph(random, 3000, 3000, 3, 0);
  {
    auto writer = Must(BulkWriter::Begin(*store, kWait, 1, 1 << 20));
    WriteInBulk(*writer, graph, 1000);
    EXPECT_FALSE(store->BeginWrite(std::chrono::milliseconds(1)));  // the lock is held
  }
  EXPECT_TRUE(store->Read()->NodeTables().empty());
  Import(graph, 1 << 30);
  WriteByTransaction(*model, graph);
  ExpectEqual();
}

TEST_P(BulkTest, RefusesWhatNoPropertyMayHold) {
  auto writer = Must(BulkWriter::Begin(*store, kWait, 1, 1 << 20));
  const base::KeyId key = Must(writer->InternKey("k"));
  NodeBatch nodes = writer->NewNodes({});
  EXPECT_FALSE(nodes.Add(std::vector{std::pair(key, Value::Of(base::Map{}))}));
  EXPECT_EQ(nodes.rows(), 0U);
  EdgeBatch edges = writer->NewEdges("T");
  EXPECT_FALSE(edges.Add(0, 0, std::vector{std::pair(key, Value::Of(base::List{Value::Of(base::List{})}))}));
  EXPECT_EQ(edges.size(), 0U);
}

// The keys of all entries that a rule has, and those that it should have.
std::pair<std::vector<uint64_t>, std::vector<uint64_t>> Entries(const View& view, const Rule& rule) {
  std::vector<std::string> expected;
  Must(ForEachEntry(view, rule, [&](std::string_view key) -> base::Result<void> {
    expected.emplace_back(key);
    return {};
  }));
  std::ranges::sort(expected);
  std::vector<uint64_t> in_order;
  for (const std::string& key : expected) in_order.push_back(EntityOf(key));
  auto reader = Must(view.OpenIndex(rule));
  Must(reader->Seek({}));
  std::vector<uint64_t> found;
  while (Must(reader->Read(1000, found))) continue;
  return {found, in_order};
}

class BulkRuleTest : public BulkTest {
 protected:
  template <class Writer>
  Rule Make(Writer& writer, RuleKind kind, std::string_view label, std::vector<std::string> keys,
            bool relationship = false) {
    Rule rule;
    rule.kind = kind;
    rule.relationship = relationship;
    rule.label = relationship ? Must(writer.InternType(label)).value : Must(writer.InternLabel(label)).value;
    for (const std::string& key : keys) rule.keys.push_back(Must(writer.InternKey(key)));
    rule.name = "rule" + std::to_string(++rules_);
    return rule;
  }
  void CreateSome() {
    for (int which = 0; which < 6; ++which) {
      auto transaction = Begin(*store);
      Rule rule = which == 0   ? Make(*transaction, RuleKind::kRangeIndex, "L1", {"整数"})
                  : which == 1 ? Make(*transaction, RuleKind::kRangeIndex, "M", {"整数", "混"})
                  : which == 2 ? Make(*transaction, RuleKind::kTextIndex, "M", {"混"})
                  : which == 3 ? Make(*transaction, RuleKind::kEachIndex, "L1", {"混", "整数"})
                  : which == 4 ? Make(*transaction, RuleKind::kRangeIndex, "T1", {"自"}, true)
                               : Make(*transaction, RuleKind::kKey, "L2", {"u"});
      Must(transaction->CreateRule(std::move(rule)));
      Must(transaction->Commit());
    }
  }
  void ExpectWhole() {
    const auto view = store->Read();
    for (const Rule& rule : view->schema().rules) {
      const auto [found, expected] = Entries(*view, rule);
      EXPECT_EQ(found, expected) << rule.name;
      EXPECT_FALSE(expected.empty()) << rule.name;
    }
  }
  // Nodes with a label and one property each, by their origins from 0 on.
  std::string ImportValues(std::string_view label, const std::vector<std::vector<Value>>& rows,
                           const std::vector<std::string>& keys) {
    auto writer = Must(BulkWriter::Begin(*store, kWait, 2, 1 << 20));
    writer->set_describe([](uint64_t origin) { return "row " + std::to_string(origin); });
    NodeBatch batch = writer->NewNodes(std::vector<std::string>{std::string(label)});
    uint64_t origin = 0;
    for (const auto& row : rows) {
      std::vector<std::pair<base::KeyId, Value>> properties;
      for (size_t i = 0; i < row.size(); ++i) properties.emplace_back(Must(writer->InternKey(keys[i])), row[i]);
      const auto added = batch.Add(properties, origin);
      if (!added) writer->Refuse(origin, added.error());
      ++origin;
    }
    const NodeTarget target = Must(writer->TargetOf({Must(writer->InternLabel(label))}));
    Must(writer->Write(target, Must(writer->Reserve(target, batch.rows())), batch));
    const auto committed = writer->Commit({});
    return committed ? "none" : committed.error().Text();
  }
  uint64_t Live() {
    uint64_t live = 0;
    for (const NodeTable& table : store->Read()->NodeTables()) live += table.live;
    return live;
  }

 private:
  int rules_ = 0;
};

TEST_P(BulkRuleTest, KeepsIndexes) {
  std::mt19937 random(21);
  CreateSome();
  int first = 0;
  // With much memory, and with so little that entries spill.
  for (const uint64_t memory : {uint64_t{1} << 30, uint64_t{100000}, uint64_t{1} << 30}) {
    const Graph graph = RandomGraph(random, 3000, 4000, 5, first);
    first += 3000;
    Import(graph, memory, 700);
    ExpectWhole();
    WriteByTransaction(*store, RandomGraph(random, 50, 60, 5, first));
    first += 50;
    Reopen();
    ExpectWhole();
  }
}

TEST_P(BulkRuleTest, MakesRulesWithTheData) {
  std::mt19937 random(22);
  Import(RandomGraph(random, 500, 500, 4, 0), 1 << 30);
  {
    auto writer = Must(BulkWriter::Begin(*store, kWait, 2, 1 << 30));
    Must(writer->CreateRule(Make(*writer, RuleKind::kUnique, "M", {"u"})));
    Must(writer->CreateRule(Make(*writer, RuleKind::kRangeIndex, "T0", {"自"}, true)));
    EXPECT_TRUE(store->Read()->schema().rules.empty());
  }
  EXPECT_TRUE(store->Read()->schema().rules.empty());
  auto writer = Must(BulkWriter::Begin(*store, kWait, 2, 1 << 30));
  Must(writer->CreateRule(Make(*writer, RuleKind::kUnique, "M", {"u"})));
  Must(writer->CreateRule(Make(*writer, RuleKind::kUnique, "M", {"u"})));  // the same again
  Must(writer->CreateRule(Make(*writer, RuleKind::kRangeIndex, "T0", {"自"}, true)));
  WriteInBulk(*writer, RandomGraph(random, 500, 500, 4, 500), 100);
  Must(writer->Commit({}));
  writer = nullptr;
  EXPECT_EQ(store->Read()->schema().rules.size(), 2U);
  ExpectWhole();
  Reopen();
  EXPECT_EQ(store->Read()->schema().rules.size(), 2U);
  ExpectWhole();
}

TEST_P(BulkRuleTest, NamesWhatIsNotUnique) {
  {
    auto transaction = Begin(*store);
    Must(transaction->CreateRule(Make(*transaction, RuleKind::kUnique, "人", {"k"})));
    Must(transaction->Commit());
  }
  const std::string longer(600, 'x');
  const auto text = [](const std::string& value) { return std::vector{Value::String(value)}; };
  const double nan = std::numeric_limits<double>::quiet_NaN();
  // Long texts that begin alike, NaN and nulls are no duplicates; 1 and 1.0 are.
  EXPECT_EQ(ImportValues("人",
                         {{Value::Integer(1)},
                          text(longer + "a"),
                          text(longer + "b"),
                          {Value::Float(nan)},
                          {Value::Float(nan)},
                          {Value()},
                          {Value()},
                          text("甲")},
                         {"k"}),
            "none");
  EXPECT_EQ(Live(), 8U);
  EXPECT_EQ(ImportValues("人", {text("乙"), text("乙"), text(longer + "b"), text("丙"), {Value::Float(1.0)}}, {"k"}),
            "nothing was imported; rows that break constraints: 3\n"
            "  row 1: a second node with label `人` and `k` = '乙'; the first stands at row 0\n"
            "  row 2: the database already holds a node with label `人` and `k` = '" +
                std::string(199, 'x') +
                "…\n"
                "  row 4: the database already holds a node with label `人` and `k` = 1.0");
  EXPECT_EQ(Live(), 8U);
  // Many, and through a spilled sorter: the first five by origin.
  std::vector<std::vector<Value>> rows;
  for (int i = 0; i < 30000; ++i) rows.push_back({Value::Integer(100 + i % 20000)});
  const std::string many = ImportValues("人", rows, {"k"});
  EXPECT_TRUE(many.starts_with("nothing was imported; rows that break constraints: 10000\n")) << many;
  EXPECT_NE(many.find("row 20000: a second node with label `人` and `k` = 100; the first stands at row 0\n"),
            std::string::npos);
  EXPECT_TRUE(many.ends_with("row 4\n  …")) << many;
  EXPECT_EQ(Live(), 8U);
  rows.resize(20000);
  EXPECT_EQ(ImportValues("人", rows, {"k"}), "none");
  EXPECT_EQ(Live(), 20008U);
  EXPECT_TRUE(
      ImportValues("人", rows, {"k"}).starts_with("nothing was imported; rows that break constraints: 20000\n"));
  ExpectWhole();
}

TEST_P(BulkRuleTest, NamesWhatIsMissingOrOfAnotherType) {
  {
    auto transaction = Begin(*store);
    Must(transaction->CreateRule(Make(*transaction, RuleKind::kExists, "人", {"name"})));
    Rule type = Make(*transaction, RuleKind::kType, "人", {"age"});
    type.kinds = 1U << static_cast<uint32_t>(base::Kind::kInteger);
    type.type_name = "INTEGER";
    Must(transaction->CreateRule(std::move(type)));
    Must(transaction->Commit());
  }
  const auto row = [](const char* name, Value age) {
    return std::vector<Value>{name == nullptr ? Value() : Value::String(name), std::move(age)};
  };
  EXPECT_EQ(ImportValues("医院", {row(nullptr, Value::String("x"))}, {"name", "age"}), "none");
  EXPECT_EQ(ImportValues("人", {row("甲", Value::Integer(1)), row("乙", Value())}, {"name", "age"}), "none");
  EXPECT_EQ(ImportValues("人", {row("丙", Value::Integer(1)), row(nullptr, Value()), row("丁", Value::String("x"))},
                         {"name", "age"}),
            "nothing was imported; rows that break constraints: 2\n"
            "  a node with label `人` must have the property `name`\n"
            "  the property `age` of a node with label `人` must be of type INTEGER, but it is 'x'");
  EXPECT_EQ(Live(), 3U);
}

TEST_P(BulkRuleTest, KeepsRelationshipsUnique) {
  {
    auto transaction = Begin(*store);
    Must(transaction->CreateRule(Make(*transaction, RuleKind::kKey, "T", {"k"}, true)));
    Must(transaction->Commit());
  }
  const auto import = [&](const std::vector<Value>& values) -> std::string {
    auto writer = Must(BulkWriter::Begin(*store, kWait, 2, 1 << 20));
    writer->set_describe([](uint64_t origin) { return "row " + std::to_string(origin); });
    const NodeTarget target = Must(writer->TargetOf({}));
    const base::KeyId key = Must(writer->InternKey("k"));
    const NodeBatch unnamed = [&] {
      NodeBatch batch = writer->NewNodes({});
      for (int i = 0; i < 10; ++i) Must(batch.Add({}));
      return batch;
    }();
    const uint32_t first = Must(writer->Reserve(target, 10));
    Must(writer->Write(target, first, unnamed));
    EdgeBatch edges = writer->NewEdges("T");
    for (uint32_t i = 0; i < values.size(); ++i) {
      const auto added = edges.Add(first + (7 * i) % 10, first, std::vector{std::pair(key, values[i])}, i);
      if (!added) writer->Refuse(i, added.error());
    }
    Must(writer->Add(Must(writer->EdgeTableOf(target.table, Must(writer->InternType("T")), target.table)), edges));
    const auto committed = writer->Commit({});
    return committed ? "none" : committed.error().Text();
  };
  EXPECT_EQ(import({Value::Integer(1), Value::Integer(2), Value::Integer(3)}), "none");
  EXPECT_EQ(import({Value::Integer(4), Value::Integer(2), Value::Integer(4), Value()}),
            "nothing was imported; rows that break constraints: 3\n"
            "  row 1: the database already holds a relationship of type `T` with `k` = 2\n"
            "  row 2: a second relationship of type `T` with `k` = 4; the first stands at row 0\n"
            "  a relationship of type `T` must have the property `k`");
  EXPECT_EQ(Live(), 10U);
  EXPECT_EQ(import({Value::Integer(4)}), "none");
  ExpectWhole();
}

TEST_P(BulkRuleTest, ForgetsTheEntriesOfNodesThatWereTakenBack) {
  {
    auto transaction = Begin(*store);
    Must(transaction->CreateRule(Make(*transaction, RuleKind::kUnique, "L", {"u"})));
    Must(transaction->Commit());
  }
  auto writer = Must(BulkWriter::Begin(*store, kWait, 1, 1 << 30));
  const NodeTarget target = Must(writer->TargetOf({Must(writer->InternLabel("L"))}));
  const base::KeyId key = Must(writer->InternKey("u"));
  NodeBatch batch = writer->NewNodes(std::vector<std::string>{"L"});
  for (int i = 0; i < 100; ++i) Must(batch.Add(std::vector{std::pair(key, Value::Integer(i / 2))}));
  const uint32_t first = Must(writer->Reserve(target, batch.rows()));
  Must(writer->Write(target, first, batch));
  for (uint32_t i = 1; i < 100; i += 2) Must(writer->DeleteNode(base::NodeId(target.table, first + i)));
  Must(writer->Commit({}));
  EXPECT_EQ(Live(), 50U);
  ExpectWhole();
}

INSTANTIATE_TEST_SUITE_P(Stores, BulkRuleTest, testing::Values(Place::kMemory, Place::kDisk), NameOf);
INSTANTIATE_TEST_SUITE_P(Stores, BulkTest, testing::Values(Place::kMemory, Place::kDisk), NameOf);

}  // namespace
}  // namespace qiao::storage
