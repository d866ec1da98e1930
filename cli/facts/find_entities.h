// Entities by a part of their name or of an alias.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "query/graph.h"

namespace qiao::cli {

enum class NameMatch : uint8_t { kName, kAlias, kNameStart, kNamePart, kAliasPart };  // best first

struct Entity {
  base::NodeId node;
  std::string name;
  std::vector<std::string> labels;
  std::vector<std::string> aliases;
  NameMatch match = NameMatch::kName;
  size_t links = 0;  // relationships with anything
};

struct FindOptions {
  std::string label;  // only entities with it; empty: any
  bool all = false;   // also sources: claims, documents, figures
};

// The best matches first, then by links and name. Full and half width, capitals and small letters are the same.
base::Result<std::vector<Entity>> FindEntities(const query::GraphReader& graph, std::string_view text,
                                               const FindOptions& options);

}  // namespace qiao::cli
