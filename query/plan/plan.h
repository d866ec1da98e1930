// A query's plan: a tree of steps that turn batches of rows into batches of rows.
//
// A row is an array of slots. A step reads the slots that the steps below it filled and fills its own; all steps of one
// query share one numbering. `Argument` stands for the row that a plan is run for: the single empty row for a whole
// query, the outer row for the right side of an Apply or for a subquery in an expression.
//
// Inputs: Argument has none, Union any number, the steps under "several inputs", ExpandPattern, Merge and Foreach have
// two; every other step has one and works for each of its rows, NodeScan, SeekById, IndexSeek, Unwind and ProcedureCall
// too. Both sides of CrossProduct and HashJoin start at the Argument of the plan that they stand in, so they share its
// slots. Matching steps give nothing for a row whose given slots (`from`, an `into` end, a given edge) are null.
//
// The binder's clauses become steps in query/planner/, passes over them live in query/optimize/, query/exec/ has one
// operator for each.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/ids.h"
#include "query/plan/expression.h"
#include "query/plan/join_pattern.h"
#include "query/schema.h"

namespace qiao::query {

struct Aggregation;  // query/functions/aggregation.h: a row of the registry of aggregate functions
struct Procedure;    // query/procedures/procedure.h: a row of the registry of procedures

using PlanPtr = std::unique_ptr<PlanNode>;

// Which edges an expansion follows. No types: all of them.
enum class Toward : uint8_t { kOut, kIn, kBoth };
struct EdgePattern {
  Toward toward = Toward::kOut;
  std::vector<std::string> types;        // any of these
  std::optional<LabelExpression> label;  // instead of `types` where the pattern is more than a list of types
};

struct Assigned {
  Slot slot;
  ExpressionPtr expression;
};

// --- reading ---
struct Argument {};
struct NodeScan {
  Slot node;
  LabelExpression labels;
};
// How often a pattern is met, a row for each different assignment of `outputs` (nodes of the pattern; none: one row for
// all) with that multiplicity; some may come twice. inputs[0] finds the same rows one by one, for what can't be
// counted.
struct CountMatches {
  std::shared_ptr<const JoinPattern> pattern;
  std::vector<size_t> outputs;
  bool given = false;  // the one output is a node of the row that the step is run for (counted_call.h)
};
// Nodes or relationships by their internal ids, named by an expression that yields one id or a list of them.
struct SeekById {
  Slot entity;
  ExpressionPtr ids;
  bool relationship = false;
};
// Nodes or relationships that an index finds, for each row anew. What it gives holds all that fit, perhaps more: the
// conditions are asked once more above it.
struct IndexSeek {
  // One value, or (`any`) each element of a list.
  struct Lookup {
    ExpressionPtr value;
    bool any = false;
  };
  Slot entity;
  std::string index;  // its name
  RuleKind kind = RuleKind::kRangeIndex;
  bool relationship = false;
  std::string label;
  std::vector<std::string> keys;  // those of `equal`, and the one of the bounds
  std::vector<Lookup> equal;      // values of the index's first keys; of a kEachIndex: any of them
  ExpressionPtr lower;            // of the next key; nullptr: no such bound
  ExpressionPtr upper;
  bool lower_inclusive = true;
  bool upper_inclusive = true;
  ExpressionPtr prefix;
};
// From a bound node over one edge. Where `to` is bound already (`into`), keeps the rows whose edge leads there.
struct Expand {
  Slot from;
  Slot edge;
  Slot to;
  EdgePattern pattern;
  bool into = false;
  bool edge_bound = false;          // the edge is given: keeps the rows where it fits
  std::vector<Slot> distinct_from;  // edges or lists of edges of the same MATCH that this edge must not be
};
// From a bound node over min to max edges (no max: as far as trails lead); `edges` becomes the list of them.
struct ExpandVariable {
  Slot from;
  Slot edges;  // kNoSlot: only the nodes reached are wanted, each once for a row
  Slot to;
  EdgePattern pattern;
  uint64_t minimum = 1;
  std::optional<uint64_t> maximum;
  bool into = false;
  bool edges_bound = false;   // the list is given: keeps the rows where it is such a path
  Slot step_edge = kNoSlot;   // the edge at hand, for `step_filter`
  Slot step_node = kNoSlot;   // the node that it leads to
  ExpressionPtr step_filter;  // every step must pass (property maps, inline WHERE)
  std::vector<Slot> distinct_from;
};
// A quantified path pattern ((a)-[:X]->(b) WHERE …){min,max}: repeats inputs[1], which starts at `inner_from` and ends
// at `inner_to`; each slot of `groups` becomes the list of its values.
struct ExpandPattern {
  Slot from;
  Slot to;
  Slot inner_from;
  Slot inner_to;
  uint64_t minimum = 1;
  std::optional<uint64_t> maximum;
  bool into = false;
  std::vector<std::pair<Slot, Slot>> groups;  // (inner, list outside)
  std::vector<Slot> inner_edges;              // for uniqueness along the path
  std::vector<Slot> distinct_from;
};
// Shortest paths between two bound nodes.
struct ShortestPath {
  Slot from;
  Slot to;
  Slot edges;
  EdgePattern pattern;
  uint64_t minimum = 1;
  std::optional<uint64_t> maximum;
  Slot step_edge = kNoSlot;
  Slot step_node = kNoSlot;
  ExpressionPtr step_filter;
  uint64_t count = 1;   // how many paths (or, with `groups`, how many lengths) at most
  bool all = false;     // all of the shortest length
  bool groups = false;  // SHORTEST k GROUPS
};

// --- rows ---
struct Filter {
  ExpressionPtr predicate;
};
// Computes slots and keeps the others.
struct Project {
  std::vector<Assigned> items;
};
struct Aggregate {
  struct Item {
    Slot slot;
    const Aggregation* aggregation;  // nullptr: count(*)
    std::vector<ExpressionPtr> arguments;
    bool distinct = false;
  };
  std::vector<Assigned> keys;  // no keys: one row, also for no input
  std::vector<Item> items;
};
struct Distinct {
  std::vector<Slot> slots;
};
struct SortKey {
  ExpressionPtr expression;
  bool descending = false;
};
struct Sort {
  std::vector<SortKey> keys;
  ExpressionPtr limit;  // null: all; otherwise only the first so many rows are wanted (top-k)
};
struct Skip {
  ExpressionPtr count;
};
struct Limit {
  ExpressionPtr count;
};
struct Unwind {
  Slot slot;
  ExpressionPtr list;
};
// Reads all of its input before it gives the first row, so that what is above may change what is below.
struct Eager {};

// --- several inputs ---
// inputs[0] x inputs[1], independent of each other.
struct CrossProduct {};
// Equal values of all pairs (left slot, right slot); inputs[1] is built, inputs[0] streams.
struct HashJoin {
  std::vector<std::pair<Slot, Slot>> keys;
};
enum class ApplyKind : uint8_t {
  kInner,     // each row of inputs[0] with each row of inputs[1] run for it
  kOptional,  // likewise, with nulls in `nullable` where inputs[1] yields nothing
  kSemi,      // rows for which inputs[1] yields something
  kAnti,      // rows for which it yields nothing
  kUnit,      // each row once, inputs[1] is run for its effects
};
struct Apply {
  ApplyKind kind = ApplyKind::kInner;
  std::vector<Slot> nullable;
  // Steps of inputs[1] are row by row (scans, expansions, filters, projections): it may be run for a batch at once.
  bool streaming = false;
};
// CALL { … } IN TRANSACTIONS: Apply that commits after every so many rows of inputs[0].
struct ApplyInTransactions {
  enum class OnError : uint8_t { kFail, kBreak, kContinue };
  ExpressionPtr rows;  // nullptr: 1000
  OnError on_error = OnError::kFail;
  std::vector<Slot> nullable;
  bool unit = false;      // the subquery returns nothing: one row for each row of inputs[0]
  Slot status = kNoSlot;  // REPORT STATUS AS
};
// Rows of every input one after the other; slots[i][k] of input i becomes out[k].
struct Union {
  std::vector<Slot> out;
  std::vector<std::vector<Slot>> slots;
};

// --- calls ---
struct ProcedureCall {
  const Procedure* procedure;
  std::vector<ExpressionPtr> arguments;
  std::vector<std::pair<size_t, Slot>> yields;  // (column of the procedure, slot)
  bool unit = false;                            // no columns: the row passes
};
struct LoadCsv {
  Slot row;
  ExpressionPtr url;
  bool with_headers = false;
  ExpressionPtr field_terminator;  // nullptr: a comma
  Slot line = kNoSlot;             // linenumber(): the line of the file in which the record begins
  Slot file = kNoSlot;             // file(): the url as it was given
};

// --- writing ---
struct NodeCreation {
  Slot node;
  std::vector<std::string> labels;
  ExpressionPtr properties;   // nullptr: none; a map otherwise
  ExpressionPtr more_labels;  // nullptr: none; otherwise a list of names and of lists of names
};
struct EdgeCreation {
  Slot edge;
  Slot source;
  Slot target;
  std::string type;
  ExpressionPtr properties;
  ExpressionPtr named_type;  // instead of `type`: a name, or a list of one
};
struct Create {
  std::vector<NodeCreation> nodes;
  std::vector<EdgeCreation> edges;
};
struct SetItem {
  enum class Kind : uint8_t {
    kProperty,         // target.name = value
    kDynamicProperty,  // target[key] = value
    kReplace,          // target = value (a map, node or relationship)
    kMerge,            // target += value
    kAddLabels,        // target:labels
    kRemoveLabels,
    kRemoveProperty,  // REMOVE target.name
  };
  Kind kind;
  ExpressionPtr target;
  std::string name;
  ExpressionPtr key;
  ExpressionPtr value;
  std::vector<std::string> labels;
  ExpressionPtr more_labels;  // nullptr: none; otherwise a list of names and of lists of names
};
struct Set {
  std::vector<SetItem> items;
};
struct Delete {
  std::vector<ExpressionPtr> entities;
  bool detach = false;
};
// For each row of inputs[0]: the rows that inputs[1] finds (it sees what earlier rows created), or one created row.
struct Merge {
  Create create;
  std::vector<SetItem> on_create;
  std::vector<SetItem> on_match;
};
// CREATE INDEX and the like: no rows, only the effect.
struct ChangeSchema {
  SchemaCommand command;
};
// Runs inputs[1] for its effects once for each element.
struct Foreach {
  Slot slot;
  ExpressionPtr list;
};

using PlanStep = std::variant<Argument, NodeScan, SeekById, IndexSeek, Expand, ExpandVariable, ExpandPattern,
                              ShortestPath, Filter, Project, Aggregate, Distinct, Sort, Skip, Limit, Unwind, Eager,
                              CrossProduct, HashJoin, Apply, CountMatches, ApplyInTransactions, Union, ProcedureCall,
                              LoadCsv, Create, Set, Delete, Merge, Foreach, ChangeSchema>;

struct PlanNode {
  PlanStep step;
  std::vector<PlanPtr> inputs;
  base::TextSpan span;         // the clause that it comes from, for errors and EXPLAIN
  double estimated_rows = -1;  // negative: not estimated
  bool parallel = false;       // several threads may share it, each with a part of the nodes that its scan looks at
};

// The last three have no steps: whoever runs statements begins and ends transactions.
enum class StatementKind : uint8_t { kQuery, kExplain, kProfile, kBegin, kCommit, kRollback };

// A statement ready to run, any number of times, by any number of threads.
struct Plan {
  StatementKind kind = StatementKind::kQuery;
  PlanPtr root;                         // nullptr: see StatementKind
  std::vector<std::string> slot_names;  // index = slot; a hidden slot's name begins with a space
  std::vector<std::string> columns;     // of the result; empty for a query without RETURN
  std::vector<Slot> column_slots;
  bool writes = false;
  std::string text;                                                                  // the query, for errors
  std::vector<std::pair<std::string_view, std::chrono::nanoseconds>> compile_times;  // of stages and passes
};

}  // namespace qiao::query
