// The bulk writer: what it writes reads as what transactions write, on its own, beside and below them.
#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "storage/bulk/bulk_writer.h"
#include "storage/bulk/edge_sorter.h"
#include "storage/bulk/radix_sort.h"
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
      auto& [batch, members] = batches[graph.nodes[i].labels];
      batch.AddRow();
      for (const auto& [key, value] : Interned(writer, graph.nodes[i].properties)) Must(batch.Set(key, value));
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
    EdgeBatch batch;
    const base::NodeId source = ids[edge.source];
    const base::NodeId target = ids[edge.target];
    Must(batch.Add(source.row(), target.row(), Interned(writer, edge.properties)));
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

TEST_P(BulkTest, AddsLinksToStoredHubs) {
  // Enough links of one node for several segments, then more between them.
  for (int round = 0; round < 2; ++round) {
    auto writer = Must(BulkWriter::Begin(*store, kWait, 1, 1 << 30));
    const NodeTarget target = Must(writer->TargetOf({}));
    const base::KeyId key = Must(writer->InternKey("u"));
    if (round == 0) {
      NodeBatch batch;
      for (int i = 0; i < 50000; ++i) {
        batch.AddRow();
        batch.SetInteger(key, i);
      }
      Must(writer->Write(target, Must(writer->Reserve(target, batch.rows())), batch));
    }
    std::mt19937 random(static_cast<unsigned>(round));
    EdgeBatch edges;
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
    NodeBatch batch;
    for (int i = 0; i < 3000; ++i) {
      batch.AddRow();
      Must(batch.Set(Must(writer->InternKey("u")), Value::Integer(i)));
    }
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
  NodeBatch nodes;
  nodes.AddRow();
  EXPECT_FALSE(nodes.Set(key, Value::Of(base::Map{})));
  EdgeBatch edges;
  EXPECT_FALSE(edges.Add(0, 0, std::vector{std::pair(key, Value::Of(base::List{Value::Of(base::List{})}))}));
  EXPECT_EQ(edges.size(), 0U);
}

INSTANTIATE_TEST_SUITE_P(Stores, BulkTest, testing::Values(Place::kMemory, Place::kDisk), NameOf);

TEST(EdgeSorter, SortsInPartsAsInOne) {
  std::mt19937 random(11);
  EdgeSorter whole(".");
  EdgeSorter parts(std::filesystem::temp_directory_path().string());
  for (int part = 0; part < 5; ++part) {
    std::vector<uint64_t> keys;
    std::vector<uint32_t> ends;
    std::string bytes;
    for (int i = 0; i < 3000; ++i) {
      keys.push_back(uint64_t{random() % 50} << 32 | random() % 50);
      bytes += std::string(random() % 300, static_cast<char>('a' + i % 26));
      ends.push_back(static_cast<uint32_t>(bytes.size()));
    }
    if (part == 2) ends.clear();  // edges without bytes among others
    whole.Add(keys, ends, ends.empty() ? "" : bytes);
    parts.Add(keys, ends, ends.empty() ? "" : bytes);
    if (part % 2 == 1) Must(parts.Spill());
  }
  EXPECT_EQ(whole.size(), 15000U);
  EXPECT_EQ(parts.size(), 15000U);
  Must(whole.Sort());
  Must(parts.Sort());
  uint64_t before = 0;
  for (int i = 0; i < 15000; ++i) {
    SortedEdge a, b;
    ASSERT_TRUE(Must(whole.Next(a)));
    ASSERT_TRUE(Must(parts.Next(b)));
    ASSERT_EQ(a.key, b.key);
    ASSERT_EQ(a.bytes, b.bytes);
    ASSERT_LE(before, a.key);
    before = a.key;
  }
  SortedEdge end;
  EXPECT_FALSE(Must(whole.Next(end)));
  EXPECT_FALSE(Must(parts.Next(end)));
}

TEST(SortByKey, KeepsTheOrderOfEqualKeys) {
  std::mt19937_64 random(13);
  for (const size_t count : {0U, 1U, 2U, 100U, 256U, 257U, 5000U}) {
    for (const uint64_t mask : {uint64_t{7}, uint64_t{0xFFFF}, ~uint64_t{0}, uint64_t{0xF0F} << 40}) {
      std::vector<std::pair<uint64_t, uint32_t>> expected;
      std::vector<uint64_t> keys;
      std::vector<uint32_t> numbers;
      for (size_t i = 0; i < count; ++i) {
        keys.push_back(random() & mask);
        numbers.push_back(static_cast<uint32_t>(i));
        expected.emplace_back(keys.back(), numbers.back());
      }
      std::ranges::sort(expected);
      SortByKey(keys, numbers);
      for (size_t i = 0; i < count; ++i) ASSERT_EQ(std::pair(keys[i], numbers[i]), expected[i]);
    }
  }
}

}  // namespace
}  // namespace qiao::storage
