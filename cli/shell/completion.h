// What the Tab key offers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/graph.h"

namespace qiao::cli {

// Keywords, and the graph's labels, types and keys, that begin with `word`; capitals and small letters are the same.
// Keywords take the case of the word. Sorted; empty for an empty word.
std::vector<std::string> Completions(const query::GraphReader& graph, std::string_view word);

}  // namespace qiao::cli
