// Clauses and queries of the syntax tree. Include "query/parse/tree.h".
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "query/parse/pattern.h"

namespace qiao::query::syntax {

struct Clause;

struct Match {
  bool optional = false;
  std::vector<PathPattern> patterns;
  Box<Expression> where;  // may be absent
  friend bool operator==(const Match&, const Match&) = default;
};

struct Unwind {
  Expression list;
  Name variable;
  friend bool operator==(const Unwind&, const Unwind&) = default;
};

// expression [AS alias]
struct ProjectionItem {
  Expression expression;
  std::optional<Name> alias;
  SourceText source;  // the expression exactly as written: the column's name when there is no alias
  friend bool operator==(const ProjectionItem&, const ProjectionItem&) = default;
};

struct SortItem {
  Expression expression;
  bool descending = false;
  friend bool operator==(const SortItem&, const SortItem&) = default;
};

// [DISTINCT] *, items ORDER BY … SKIP … LIMIT …
struct Projection {
  bool distinct = false;
  bool all = false;  // *, before the items
  std::vector<ProjectionItem> items;
  std::vector<SortItem> order;
  Box<Expression> skip;   // may be absent
  Box<Expression> limit;  // may be absent
  friend bool operator==(const Projection&, const Projection&) = default;
};

// FILTER condition is WITH * WHERE condition, ORDER BY … on its own is WITH * ORDER BY …
struct With {
  Projection projection;
  Box<Expression> where;  // may be absent
  bool let = false;       // LET name = value, …: WITH * and named values, none of which aggregates
  friend bool operator==(const With&, const With&) = default;
};

struct Return {
  Projection projection;
  friend bool operator==(const Return&, const Return&) = default;
};

// FINISH: run the query, return no rows.
struct Finish {
  friend bool operator==(const Finish&, const Finish&) = default;
};

struct Create {
  std::vector<PathPattern> patterns;
  friend bool operator==(const Create&, const Create&) = default;
};

// SET target.key = value, SET target[key] = value
struct SetProperty {
  Expression target;  // a Property or a Subscript
  Expression value;
  friend bool operator==(const SetProperty&, const SetProperty&) = default;
};

// SET variable = value, SET variable += value
struct SetAllProperties {
  Name variable;
  bool add = false;  // +=
  Expression value;
  friend bool operator==(const SetAllProperties&, const SetAllProperties&) = default;
};

// SET variable:A:B, SET variable:$(value); also in REMOVE
struct LabelsOfVariable {
  Name variable;
  std::vector<Name> labels;
  std::vector<Expression> dynamic;  // each a string or a list of strings
  friend bool operator==(const LabelsOfVariable&, const LabelsOfVariable&) = default;
};

struct SetItem {
  Span span;
  std::variant<SetProperty, SetAllProperties, LabelsOfVariable> content;
  friend bool operator==(const SetItem&, const SetItem&) = default;
};

struct Set {
  std::vector<SetItem> items;
  friend bool operator==(const Set&, const Set&) = default;
};

// ON CREATE SET …, ON MATCH SET …
struct MergeAction {
  Span span;
  bool on_create = false;
  std::vector<SetItem> items;
  friend bool operator==(const MergeAction&, const MergeAction&) = default;
};

struct Merge {
  PathPattern pattern;
  std::vector<MergeAction> actions;
  friend bool operator==(const Merge&, const Merge&) = default;
};

struct RemoveItem {
  Span span;
  std::variant<Property, Subscript, LabelsOfVariable> content;
  friend bool operator==(const RemoveItem&, const RemoveItem&) = default;
};

struct Remove {
  std::vector<RemoveItem> items;
  friend bool operator==(const Remove&, const Remove&) = default;
};

// [DETACH] DELETE; NODETACH DELETE is DELETE.
struct Delete {
  bool detach = false;
  std::vector<Expression> targets;
  friend bool operator==(const Delete&, const Delete&) = default;
};

// FOREACH (variable IN list | clauses)
struct Foreach {
  Name variable;
  Expression list;
  std::vector<Clause> clauses;  // writing clauses only
  friend bool operator==(const Foreach&, const Foreach&) = default;
};

// field [AS alias]
struct YieldItem {
  Name field;
  std::optional<Name> alias;
  friend bool operator==(const YieldItem&, const YieldItem&) = default;
};

// YIELD *, YIELD - (nothing), YIELD a, b AS c [WHERE …]
struct Yield {
  bool all = false;
  std::vector<YieldItem> items;
  Box<Expression> where;  // may be absent
  friend bool operator==(const Yield&, const Yield&) = default;
};

// [OPTIONAL] CALL name.space.procedure(arguments) YIELD …
struct CallProcedure {
  bool optional = false;
  std::vector<Name> name;  // one at least; namespaces first
  // Absent when no parentheses are written: a standalone call then takes its arguments from the parameters.
  std::optional<std::vector<Expression>> arguments;
  std::optional<Yield> yield;
  friend bool operator==(const CallProcedure&, const CallProcedure&) = default;
};

// CALL (a, b) { … } or CALL (*) { … }
struct SubqueryScope {
  bool all = false;
  std::vector<Name> variables;
  friend bool operator==(const SubqueryScope&, const SubqueryScope&) = default;
};

// IN [count CONCURRENT] TRANSACTIONS [OF rows ROWS] [ON ERROR …] [REPORT STATUS AS variable]
enum class OnError : uint8_t { kFail, kContinue, kBreak };
struct InTransactions {
  bool concurrent = false;
  Box<Expression> concurrency;  // may be absent
  Box<Expression> rows;         // may be absent
  OnError on_error = OnError::kFail;
  std::optional<Name> report;
  friend bool operator==(const InTransactions&, const InTransactions&) = default;
};

// [OPTIONAL] CALL [scope] { query } [IN TRANSACTIONS]. Without a scope, a WITH that opens the query imports.
struct CallSubquery {
  bool optional = false;
  std::optional<SubqueryScope> scope;
  Box<Query> query;
  std::optional<InTransactions> in_transactions;
  friend bool operator==(const CallSubquery&, const CallSubquery&) = default;
};

// LOAD CSV [WITH HEADERS] FROM url AS variable [FIELDTERMINATOR text]
struct LoadCsv {
  bool with_headers = false;
  Expression url;
  Name variable;
  std::optional<std::string> field_terminator;
  friend bool operator==(const LoadCsv&, const LoadCsv&) = default;
};

struct Clause {
  using Content = std::variant<Match, Unwind, With, Return, Finish, Create, Set, Merge, Remove, Delete, Foreach,
                               CallProcedure, CallSubquery, LoadCsv>;
  Span span;
  Content content;
  friend bool operator==(const Clause&, const Clause&) = default;
};

struct SingleQuery {
  Span span;
  std::vector<Clause> clauses;
  friend bool operator==(const SingleQuery&, const SingleQuery&) = default;
};

// parts[0] UNION [ALL] parts[1] …; unions[i] stands between parts[i] and parts[i + 1].
enum class UnionKind : uint8_t { kDistinct, kAll };
struct Query {
  Span span;
  std::vector<SingleQuery> parts;  // one at least
  std::vector<UnionKind> unions;
  friend bool operator==(const Query&, const Query&) = default;
};

}  // namespace qiao::query::syntax
