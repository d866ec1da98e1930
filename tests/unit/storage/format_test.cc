// Databases that earlier versions wrote, each a folder tests/data/format-*/ with
//   database/   as a killed process left it: some commits stand in the log only
//   graph.txt   what is in it, as this test writes it down: a test with an empty one prints it
// They are opened for reading and for writing, must hold what they held, and nothing is to be found wrong with them.
#include <fmt/format.h>

#include <fstream>
#include <functional>
#include <sstream>

#include "storage/check.h"
#include "storage/checksum.h"
#include "storage/schema.h"
#include "storage/statistics_chunk.h"
#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {
namespace {

namespace fs = std::filesystem;
using base::EdgeId;
using base::NodeId;
using base::TableId;
using base::Value;

std::vector<fs::path> Samples() {
  std::vector<fs::path> samples;
  for (const auto& entry : fs::directory_iterator(fs::path(QIAO_SOURCE_DIR) / "tests/data")) {
    if (entry.path().filename().string().starts_with("format-")) samples.push_back(entry.path());
  }
  std::sort(samples.begin(), samples.end());
  return samples;
}

std::string NodeText(const View& view, NodeId node) {
  std::string text = fmt::format("node {}/{}", node.table().value, node.row());
  if (!Must(view.Exists(node))) return text + " deleted";
  for (base::LabelId label : Must(view.Labels(node))) text += fmt::format(" :{}", view.LabelName(label));
  return text + " " + ToText(Value::Of(Must(view.Properties(node))));
}

std::string EdgeText(const View& view, EdgeId edge) {
  EdgeEnds ends = Must(view.Ends(edge));
  std::string text =
      fmt::format("edge {}/{} {}/{} -{}-> {}/{}", edge.table().value, edge.row(), ends.source.table().value,
                  ends.source.row(), view.TypeName(ends.type), ends.target.table().value, ends.target.row());
  if (!Must(view.Exists(edge))) return text + " deleted";
  return text + " " + ToText(Value::Of(Must(view.Properties(edge))));
}

std::string LinksText(const View& view, const EdgeTable& table, base::Direction direction) {
  TableId side = direction == base::Direction::kOut ? table.source : table.target;
  std::string text;
  for (uint64_t first = 0; first < view.NodeTables()[side.value].rows; first += kRunRows) {
    AdjacencyView run = Must(view.ReadAdjacency(table.id, direction, static_cast<uint32_t>(first / kRunRows)));
    for (uint32_t row = 0; row < run.size; ++row) {
      for (uint32_t i = run.offsets[row]; i < run.offsets[row + 1]; ++i) {
        text += fmt::format(" {}:{}:{}", first + row, run.neighbours[i], run.edges[i]);
      }
    }
  }
  return text;
}

// A line a row; of a table with many rows, only the first ones and a checksum of all.
template <class Table>
std::string RowsText(const Table& table, const std::function<std::string(uint32_t)>& row_text) {
  constexpr uint32_t kShown = 20;
  std::string text;
  uint32_t checksum = 0;
  for (uint32_t row = 0; row < table.rows; ++row) {
    std::string line = row_text(row) + "\n";
    checksum = ExtendChecksum(checksum, line);
    if (row < kShown) text += line;
  }
  return text + fmt::format("  {} rows, {} of them live, checksum {:08x}\n", table.rows, table.live, checksum);
}

std::string StatisticsText(const View& view, base::KeyId key, const StatisticsChunk& statistics) {
  if (!statistics.known) return "";
  const base::ValueStatistics& values = statistics.values;
  return fmt::format("  statistics {} {} of {} rows, {} different, {} changed since, {} frequent, {} bounds\n",
                     view.KeyName(key), values.present, values.rows, values.distinct, statistics.changed_cells,
                     values.frequent.size(), values.bounds.size());
}

std::string GraphText(const View& view) {
  std::string text;
  for (const NodeTable& table : view.NodeTables()) {
    text += RowsText(table, [&](uint32_t row) { return NodeText(view, NodeId(table.id, row)); });
    for (base::KeyId key : table.keys) text += StatisticsText(view, key, *Must(view.ReadStatistics(table.id, key)));
  }
  for (const EdgeTable& table : view.EdgeTables()) {
    text += RowsText(table, [&](uint32_t row) { return EdgeText(view, EdgeId(table.id, row)); });
    for (base::KeyId key : table.keys) {
      text += StatisticsText(view, key, *Must(view.ReadEdgeStatistics(table.id, key)));
    }
    for (base::Direction direction : {base::Direction::kOut, base::Direction::kIn}) {
      text += fmt::format("  links {:08x}\n", ExtendChecksum(0, LinksText(view, table, direction)));
    }
  }
  for (const Rule& rule : view.schema().rules) text += fmt::format("rule {}\n", rule.name);
  for (const auto& [key, bytes] : Must(view.ScanMeta(""))) text += fmt::format("record {} {}\n", key, bytes);
  return text;
}

std::string ReadAll(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

TEST(FormatTest, EarlierDatabasesHoldWhatTheyHeld) {
  ASSERT_FALSE(Samples().empty());
  for (const fs::path& sample : Samples()) {
    SCOPED_TRACE(sample.filename().string());
    std::string wanted = ReadAll(sample / "graph.txt");
    TemporaryFolder folder;
    std::string path = folder / "桥.db";
    fs::copy(sample / "database", path, fs::copy_options::recursive);

    OpenOptions reading = Fast();
    reading.read_only = true;
    if (wanted.empty()) fmt::print("{}", GraphText(*Must(Store::Open(path, reading))->Read()));
    EXPECT_EQ(GraphText(*Must(Store::Open(path, reading))->Read()), wanted);

    OpenOptions writing = Fast();
    writing.create_if_missing = false;
    auto store = Must(Store::Open(path, writing));
    EXPECT_EQ(GraphText(*store->Read()), wanted);
    Version before = store->Read()->version();
    auto transaction = Begin(*store);
    NodeId node = Must(transaction->CreateNode({}, {}));
    NodeId first(TableId(0), 0);
    Must(transaction->CreateEdge(first, Must(transaction->InternType("新")), node, {}));
    Must(transaction->SetProperty(first, Must(transaction->InternKey("名称")), Value::String("新名")));
    Must(transaction->Commit());
    transaction = nullptr;
    std::string changed = GraphText(*store->Read());
    EXPECT_NE(changed, wanted);
    store = nullptr;
    store = Must(Store::Open(path, writing));
    EXPECT_EQ(GraphText(*store->Read()), changed);
    EXPECT_EQ(store->Read()->version(), before + 1);
    const auto report = Must(CheckSnapshot(*store->Read(), [](double) { return true; }));
    EXPECT_TRUE(report.findings.empty()) << report.findings.front().Text();
  }
}

}  // namespace
}  // namespace qiao::storage
