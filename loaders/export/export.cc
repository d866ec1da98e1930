#include "loaders/export/export.h"

#include "loaders/export/writers.h"
#include "query/schema.h"

namespace qiao::loaders::exporting {
namespace {

constexpr uint64_t kBetweenReports = 4096;

base::Result<void> WriteSchema(const query::GraphReader& graph, OutputFolder& folder) {
  const std::string text = SchemaText(graph);
  if (text.empty()) return {};
  QIAO_TRY(OutputFile file, folder.NewFile("schema.cypher"));
  QIAO_CHECK(file.Write(text));
  return file.Close();
}

}  // namespace

std::string SchemaText(const query::GraphReader& graph) {
  std::string text;
  for (const query::SchemaRule& rule : graph.SchemaRules()) text += query::CreateStatement(rule) + ";\n";
  return text;
}

base::Result<ExportReport> Export(const query::GraphReader& graph, const std::string& folder, Format format,
                                  const ProgressCallback& progress, const CancelFlag* cancelled) {
  QIAO_TRY(OutputFolder output, OutputFolder::Make(folder));
  ExportReport report;
  uint64_t total = 0;
  for (const query::NodeTable& table : graph.NodeTables()) total += table.live;
  for (const query::EdgeTable& table : graph.EdgeTables()) total += table.live;
  const Count count = [&](bool is_node) -> base::Result<void> {
    ++(is_node ? report.nodes : report.relationships);
    const uint64_t done = report.nodes + report.relationships;
    if (done % kBetweenReports != 0) return {};
    if (progress) progress({folder, output.files(), output.files(), done, total, done});
    if (cancelled == nullptr || !cancelled->load(std::memory_order_relaxed)) return {};
    return base::MakeError(base::ErrorCode::kCancelled, "stopped");
  };
  switch (format) {
    case Format::kCsv:
      QIAO_CHECK(WriteCsv(graph, output, count));
      break;
    case Format::kJsonLines:
      QIAO_CHECK(WriteJsonLines(graph, output, count));
      break;
    case Format::kCypher:
      QIAO_CHECK(WriteCypher(graph, output, count));
      break;
  }
  if (format != Format::kCypher) QIAO_CHECK(WriteSchema(graph, output));
  report.files = output.files();
  QIAO_CHECK(output.Keep());
  return report;
}

}  // namespace qiao::loaders::exporting
