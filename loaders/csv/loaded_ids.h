// The ids of the nodes of a load, by id space, and the row that each comes from.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/ids.h"

namespace qiao::loaders::csv {

struct TextHash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
template <class T>
using TextMap = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

struct LoadedNode {
  base::NodeId node;
  uint32_t table = 0;  // number of the file
  uint64_t line = 0;
  bool stored = false;  // was in the database before the load
};

struct IdSpace {
  TextMap<LoadedNode> nodes;
  bool whole_numbers = false;  // 007 is 7
  std::string key;             // the property that keeps the id; empty: none
};

using LoadedIds = TextMap<IdSpace>;

}  // namespace qiao::loaders::csv
