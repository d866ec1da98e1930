// Passes over bound queries and plans that make them cheaper and never change what they mean. Each has a name by which
// it can be switched off; `PassNames` lists them in the order in which they run.
//
// join_order, push_filters, hash_joins and index_seeks are choices that the planner itself makes
// (query/planner/planner.h).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/bind/bound.h"
#include "query/plan/plan.h"

namespace qiao::query {

std::span<const std::string_view> PassNames();

// Which passes are to be left out; "all" leaves out every one.
class PassSwitches {
 public:
  explicit PassSwitches(const std::vector<std::string>& off) : off_(off) {}
  bool IsOn(std::string_view name) const;

 private:
  const std::vector<std::string>& off_;
};

// All passes over the finished plan that are switched on.
void Optimize(Plan& plan, const PassSwitches& switches);

// The passes themselves, in files of their names.

// Labels that are set on a node right after its creation are given to it at its creation.
//     CREATE (n) SET n:A        =>  CREATE (n:A)
//     MERGE (n {id: 1}) SET n:A =>  MERGE (n {id: 1}) ON CREATE "with :A" SET n:A
void HoistLabels(bound::Query& query);
// Operations on literals are done once.
//     n.age > 6 * 3  =>  n.age > 18
void FoldConstants(Plan& plan);
// What is asked of a path is asked of that from which it would be made.
//     Project length(p) (Project path(a, es, b) AS p)  =>  Project size(es) (Project path(a, es, b) AS p)
void PathParts(Plan& plan);
// What is called for the one row that a query begins with is that query.
//     Apply (Argument, subquery)  =>  subquery
void FirstCalls(Plan& plan);
// Existence is asked by a join, for many rows at once.
//     Filter(EXISTS {subplan})  =>  Apply semi(input, subplan)
void SemiApply(Plan& plan);
// What is looked for by a value for many rows is looked up in a table of all values, which is made once.
//     Apply (input, Filter(n.x = m.y) (NodeScan n))
//  => Apply (input, HashJoin (Project m.y AS k, Project n.x AS l (NodeScan n)))
void KeyedJoins(Plan& plan);
// Where an aggregation without keys looks only at the different values of one expression, rows are made different
// first: that can go on in files when memory runs out.
//     Aggregate count(DISTINCT x) (input)  =>  Aggregate count(x) (Distinct x (input))
void DistinctValues(Plan& plan);
// Sorting keeps only the rows that a limit lets through.
//     Limit 10 (Sort)  =>  Limit 10 (Sort, first 10)
void TopK(Plan& plan);
// Properties that a sort doesn't look at are read for the rows that a limit lets through.
//     Limit 10 (TopK n.x (Project n.x, n.y))  =>  Project n.y (Limit 10 (TopK n.x (Project n.x)))
void LateProperties(Plan& plan);
// Nothing is computed that nobody reads.
void PruneProjections(Plan& plan);
// Where repeated rows change nothing above, a variable-length pattern whose edges nobody reads only finds out which
// nodes it reaches.
//     Aggregate count(DISTINCT b) (ExpandVariable (a)-[es*1..3]->(b))  =>  … (ExpandReachable (a)-[*1..3]->(b))
void DistinctEnds(Plan& plan);
// COUNT { … } around one node is counted for all nodes at once where many are asked for.
//     Project COUNT { (p)-->() } AS n (input)  =>  Project … (Apply (input, Aggregate count(*) (CountMatches p (…))))
void CountCalls(Plan& plan);
// Where only the number of a pattern's matches is asked for, in all or for some of its nodes, they are counted.
//     Aggregate count(*) (Expand (Expand (NodeScan)))  =>  Aggregate count(*) (CountMatches (Expand (Expand …)))
void CountPatterns(Plan& plan);
// What a scan can ask of a whole column at once stands directly above it, in one conjunction; the scan then asks it.
//     Filter(n.x > 5 AND f(n)) (NodeScan n)  =>  Filter(f(n)) (Filter(AND(n.x > 5)) (NodeScan n))
void ScanTests(Plan& plan);
// Which steps several threads may share, each with a part of the nodes that the scan below looks at: those whose rows
// and their order don't depend on who finds them.
void Parallel(Plan& plan);

}  // namespace qiao::query
