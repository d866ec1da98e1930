// A bound query: what its clauses ask for, with every name resolved and every compile-time error already raised, but
// without any order of doing it. The planner (query/planner/planner.h) turns it into steps.
//
// Slots are unique in the whole statement: two variables of one name in different scopes have two slots, and a variable
// that a WITH only passes on or renames keeps the one that it has.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "query/plan/plan.h"

namespace qiao::query::bound {

struct Query;

// --- patterns ---
struct Node {
  Slot slot = kNoSlot;
  bool given = false;  // has its value before the clause
  LabelExpression labels;
  base::TextSpan span;
};

struct Length {
  uint64_t minimum = 1;
  std::optional<uint64_t> maximum;
};

// From `from` to `to` as written; the pattern's direction is seen from `from`.
struct Edge {
  Slot edge = kNoSlot;  // with a length: a list of edges
  Slot from = kNoSlot;
  Slot to = kNoSlot;
  EdgePattern pattern;
  std::optional<Length> length;
  bool given = false;
  Slot step_edge = kNoSlot;  // of step_filter
  Slot step_node = kNoSlot;
  ExpressionPtr step_filter;
  size_t clause = 0;  // edges of one MATCH are different from each other; a pattern may be that of several
  base::TextSpan span;
};

struct Repeated;
struct Selected;

// Nodes, edges and conditions that must hold together. All edges of one `clause` are different from each other.
struct Pattern {
  std::vector<Node> nodes;  // each slot once
  std::vector<Edge> edges;
  std::vector<Repeated> repeated;
  std::vector<std::unique_ptr<Selected>> selected;
  std::vector<Assigned> computed;  // paths, and what the parts of paths need; each from slots before it
  std::vector<ExpressionPtr> predicates;
};

// ((a)-[:X]->(b) WHERE …){1,5}
struct Repeated {
  Slot from = kNoSlot;
  Slot to = kNoSlot;
  Pattern inner;  // its ends are inner_from (given) and inner_to
  Slot inner_from = kNoSlot;
  Slot inner_to = kNoSlot;
  Length length;
  std::vector<std::pair<Slot, Slot>> groups;  // (inner, list outside)
  std::vector<Slot> inner_edges;
  std::vector<Slot> edge_lists;  // the lists of inner_edges outside
  size_t clause = 0;             // as of an edge
  base::TextSpan span;
};

// The shortest of the paths that `inner` finds between each pair of its ends.
struct Selected {
  Slot from = kNoSlot;
  Slot to = kNoSlot;
  Pattern inner;        // both ends are given
  ExpressionPtr count;  // how many paths, or how many lengths with `groups`; never a nullptr
  bool groups = false;
  ExpressionPtr length;       // of a path that `inner` found
  std::vector<Slot> outputs;  // what `inner` fills and the query may use
  base::TextSpan span;
};

// --- clauses ---
struct Match {
  Pattern pattern;
  bool optional = false;
  std::vector<Slot> nullable;  // the variables that an optional match introduces
};

// WITH and RETURN. In this order: `items`, the aggregation, `results`, DISTINCT, ORDER BY, SKIP, LIMIT, WHERE.
struct Projection {
  std::vector<Assigned> items;  // before any aggregation; its keys, when there is one
  bool aggregates = false;
  std::vector<Aggregate::Item> aggregations;
  std::vector<Assigned> results;  // expressions over keys and aggregates
  bool distinct = false;
  std::vector<Slot> outputs;  // the slots of the columns; DISTINCT looks at them
  std::vector<SortKey> order;
  ExpressionPtr skip;   // may be absent
  ExpressionPtr limit;  // may be absent
  ExpressionPtr where;  // may be absent
};

// Steps, one after the other: an element that uses a variable of the same clause is created after it.
struct Create {
  std::vector<query::Create> steps;
  std::vector<Assigned> paths;
};

struct Merge {
  Pattern pattern;
  query::Create create;
  std::vector<SetItem> on_create;
  std::vector<SetItem> on_match;
  std::vector<Assigned> paths;
};

struct Clause;

struct Foreach {
  Slot slot = kNoSlot;
  ExpressionPtr list;
  std::vector<Clause> body;
};

struct CallProcedure {
  ProcedureCall call;
  bool optional = false;
  ExpressionPtr where;  // may be absent
};

struct CallSubquery {
  std::unique_ptr<Query> query;
  bool optional = false;
  bool unit = false;                                   // it returns nothing
  std::optional<ApplyInTransactions> in_transactions;  // its `unit` and `nullable` are the planner's to fill
};

struct Clause {
  std::variant<Match, Unwind, Projection, Create, Merge, Set, Delete, Foreach, CallProcedure, CallSubquery, LoadCsv>
      content;
  base::TextSpan span;
};

struct SingleQuery {
  std::vector<Clause> clauses;
  std::vector<Slot> results;  // one for each column of the query
};

struct Query {
  std::vector<SingleQuery> parts;  // of a UNION; else one
  bool union_distinct = false;
  std::vector<std::string> columns;
  std::vector<Slot> outputs;  // the results of the only part, or slots of the UNION's own
  base::TextSpan span;
};

// A statement with the numbering of its slots.
struct Statement {
  StatementKind kind = StatementKind::kQuery;
  Query query;
  std::optional<SchemaCommand> command;  // instead of a query
  std::vector<std::string> slot_names;
  std::vector<Type> slot_types;
};

}  // namespace qiao::query::bound
