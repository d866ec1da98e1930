// Blocks of JSON lines as apoc.export.json writes them, read by any thread:
//
//   {"type":"node","id":"0","labels":["Person"],"properties":{"name":"张三"}}
//   {"type":"relationship","id":"0","label":"KNOWS","start":{"id":"0"},"end":{"id":"1"},"properties":{}}
//
// Lines of one kind are taken, those of the other left for another reading. "types" beside "properties" says what JSON
// can't (json/property_json.h). Each file's ids are an id space of their own.
#pragma once

#include <string>

#include "engine/bulk.h"
#include "loaders/import/relationship_rows.h"

namespace qiao::loaders::import {

// Errors: those of the writer. What is wrong with a line is a fault.
base::Result<NodeRows> ReadJsonNodes(RecordBlock block, const std::string& path, const ImportOptions& options,
                                     engine::BulkWriter& writer);
base::Result<RelationshipRows> ReadJsonRelationships(const IdSpace& space, RecordBlock block, const std::string& path,
                                                     const ImportOptions& options, engine::BulkWriter& writer);

}  // namespace qiao::loaders::import
