// A graph as files that make an equal graph again.
//
// csv:    a table for each label set and each relationship type, with headers as neo4j-admin's
// jsonl:  graph.jsonl, as apoc.export.json writes it
// cypher: graph.cypher, statements for `qiao load` or the shell
//
// Indexes and constraints stand in schema.cypher beside the tables or lines, and at the beginning of the script.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "loaders/progress.h"
#include "query/graph.h"

namespace qiao::loaders::exporting {

enum class Format : uint8_t { kCsv, kJsonLines, kCypher };

struct ExportReport {
  uint64_t files = 0;
  uint64_t nodes = 0;
  uint64_t relationships = 0;
};

// `folder` is made, or empty; after an error it is left as it was.
// Errors: kInput when it holds something, and for a name that the format can't write; kIo, kCorruption, kCancelled.
base::Result<ExportReport> Export(const query::GraphReader& graph, const std::string& folder, Format format,
                                  const ProgressCallback& progress, const CancelFlag* cancelled);

}  // namespace qiao::loaders::exporting
