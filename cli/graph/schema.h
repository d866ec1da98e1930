// What a graph holds: labels, types and keys with counts, and what is connected with what.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/output.h"
#include "query/graph.h"

namespace qiao::cli {

struct KeyUse {
  uint64_t count = 0;                     // entities that have it
  std::map<std::string, uint64_t> kinds;  // "STRING": how many
};

struct EntityUse {
  uint64_t count = 0;
  std::map<std::string, KeyUse> keys;
};

struct Connection {
  std::string source;  // labels with colons, ":City"; empty without any
  std::string type;
  std::string target;
  uint64_t count = 0;
};

struct Schema {
  uint64_t nodes = 0;
  uint64_t relationships = 0;
  std::map<std::string, EntityUse> labels;  // "" for nodes without any
  std::map<std::string, EntityUse> types;
  std::vector<Connection> connections;  // most first
};

// Reads every property once.
base::Result<Schema> ReadSchema(const query::GraphReader& graph);

std::string SchemaText(const Schema& schema, base::Language language, size_t width);
std::string SchemaJson(const Schema& schema);

}  // namespace qiao::cli
