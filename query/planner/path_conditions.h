// Conditions on all nodes or relationships of a path as conditions on its parts, which fail before the path is whole.
#pragma once

#include "query/planner/planner.h"

namespace qiao::query {

// Has each step of the edge pass the condition of all(x IN … WHERE …) or none(…), x being the relationship or, with
// `of_node`, the node that it leads to.
void AddStepCondition(Planner& planner, bound::Edge& edge, const Expression& quantifier, bool of_node);

// Takes all() and none() over nodes(p), relationships(p) and lists of relationships of the pattern's own paths apart:
//     p = (a)-[r]->(b)-[s*]->(c) WHERE all(n IN nodes(p) WHERE n.x > 1)
//  => (a)-[r]->(b)-[s* (step node).x > 1]->(c) WHERE a.x > 1 AND b.x > 1 AND c.x > 1
void TakePathConditionsApart(Planner& planner, bound::Pattern& pattern);

}  // namespace qiao::query
