// The formats of an export: each writes all nodes, then all relationships.
#pragma once

#include "loaders/export/export.h"
#include "loaders/export/output_folder.h"
#include "loaders/export/walk.h"

namespace qiao::loaders::exporting {

// The statements that make the graph's indexes and constraints, a line each; empty where it has none.
std::string SchemaText(const query::GraphReader& graph);

// Called before each node and relationship; kCancelled stops the export.
using Count = std::function<base::Result<void>(bool is_node)>;

base::Result<void> WriteCsv(const query::GraphReader& graph, OutputFolder& folder, const Count& count);
base::Result<void> WriteJsonLines(const query::GraphReader& graph, OutputFolder& folder, const Count& count);
base::Result<void> WriteCypher(const query::GraphReader& graph, OutputFolder& folder, const Count& count);

}  // namespace qiao::loaders::exporting
