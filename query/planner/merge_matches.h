// MATCH clauses that stand one after the other become one pattern, so that it doesn't matter to the order of finding
// things how a query divides them; a WITH that only passes variables on is no hindrance.
//     MATCH (a:A) MATCH (a)-->(b {x: 1})            =>  MATCH (a:A), (a)-->(b {x: 1})
//     MATCH (a)-->(b) WITH a, b WHERE a.x = 1       =>  MATCH (a)-->(b) WHERE a.x = 1
//     MATCH (a) OPTIONAL MATCH (a)-->(b) MATCH (c {x: 1})  =>  MATCH (a), (c {x: 1}) OPTIONAL MATCH (a)-->(b)
// Relationships of different clauses may still be the same one.
#pragma once

#include <vector>

#include "query/bind/bound.h"

namespace qiao::query {

void MergeMatches(std::vector<bound::Clause>& clauses);

}  // namespace qiao::query
