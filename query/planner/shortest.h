// Shortest paths between two bound nodes.
#pragma once

#include "query/planner/planner.h"

namespace qiao::query {

// One breadth-first step where the paths are made of one kind of edge; else all paths are found and the shortest kept.
void PlanShortest(Planner& planner, bound::Selected& selected, double rows, Piece& piece);

}  // namespace qiao::query
