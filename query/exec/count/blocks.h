// Takes a pattern's graph apart where single nodes hold it together: into edges that stand alone and cycles.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace qiao::query {

// The edges (numbers) of each block: its biconnected components, edges between the same two variables belonging
// together. Blocks share single variables only, and form trees.
std::vector<std::vector<size_t>> FindBlocks(size_t variables, const std::vector<std::pair<size_t, size_t>>& edges);

}  // namespace qiao::query
