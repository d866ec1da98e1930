// The syntax tree of a query text: what was written, before names mean anything. Plain data, made by Parse
// (query/parse/parse.h), turned back into text by Print (query/parse/print.h). Copying copies deeply; == compares what
// is said and ignores where. Every node carries the bytes of the text that it was read from.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "query/parse/clause.h"

namespace qiao::query::syntax {

// FOR (variable:Label), FOR ()-[variable:TYPE]-()
struct SchemaTarget {
  bool relationship = false;
  Name variable;
  std::vector<Name> labels;  // labels or types; several only for full-text indexes, none for lookup indexes
  friend bool operator==(const SchemaTarget&, const SchemaTarget&) = default;
};

// CREATE [RANGE|TEXT|POINT|LOOKUP|FULLTEXT] INDEX [name] [IF NOT EXISTS] FOR … ON (n.a, n.b) [OPTIONS {…}]; ON EACH
// [n.a, n.b] for full-text indexes, and for indexes that look into several properties and into lists at once.
enum class IndexKind : uint8_t { kRange, kText, kPoint, kLookup, kFulltext, kVector };
struct CreateIndex {
  IndexKind kind = IndexKind::kRange;
  std::optional<Name> name;
  bool if_not_exists = false;
  SchemaTarget target;
  std::vector<Name> properties;  // none for lookup indexes
  bool each = false;             // ON EACH [n.a, n.b]
  Box<Expression> options;       // may be absent; a MapLiteral or a Parameter
  friend bool operator==(const CreateIndex&, const CreateIndex&) = default;
};

// CREATE CONSTRAINT [name] [IF NOT EXISTS] FOR … REQUIRE …
enum class ConstraintKind : uint8_t { kUnique, kKey, kExists, kType };
struct CreateConstraint {
  ConstraintKind kind = ConstraintKind::kUnique;
  std::optional<Name> name;
  bool if_not_exists = false;
  SchemaTarget target;
  std::vector<Name> properties;
  std::optional<ValueType> type;  // of kType
  Box<Expression> options;        // may be absent; a MapLiteral or a Parameter
  friend bool operator==(const CreateConstraint&, const CreateConstraint&) = default;
};

struct DropIndex {
  Name name;
  bool if_exists = false;
  friend bool operator==(const DropIndex&, const DropIndex&) = default;
};

struct DropConstraint {
  Name name;
  bool if_exists = false;
  friend bool operator==(const DropConstraint&, const DropConstraint&) = default;
};

// SHOW [kind] INDEXES [YIELD … [ORDER BY … SKIP … LIMIT …] [WHERE …] [RETURN …]], SHOW FUNCTIONS WHERE …
enum class ShowSubject : uint8_t { kIndexes, kConstraints, kFunctions, kProcedures };
struct Show {
  ShowSubject subject = ShowSubject::kIndexes;
  std::optional<IndexKind> index_kind;            // SHOW RANGE INDEXES
  std::optional<ConstraintKind> constraint_kind;  // SHOW UNIQUE CONSTRAINTS
  std::optional<bool> relationship;               // SHOW NODE KEY CONSTRAINTS: false
  bool user_defined = false;                      // SHOW USER DEFINED …
  std::optional<Yield> yield;                     // its WHERE too
  Box<Projection> page;                           // may be absent; of *, only with YIELD
  Box<Expression> where;                          // may be absent; after the page, or without YIELD
  Box<Return> result;                             // may be absent; only with YIELD
  friend bool operator==(const Show&, const Show&) = default;
};

// BEGIN [TRANSACTION], COMMIT, ROLLBACK
enum class TransactionStep : uint8_t { kBegin, kCommit, kRollback };
struct TransactionControl {
  TransactionStep step = TransactionStep::kBegin;
  friend bool operator==(const TransactionControl&, const TransactionControl&) = default;
};

enum class ExplainMode : uint8_t { kNone, kExplain, kProfile };
struct Statement {
  using Content =
      std::variant<Query, CreateIndex, CreateConstraint, DropIndex, DropConstraint, Show, TransactionControl>;
  Span span;
  ExplainMode explain = ExplainMode::kNone;
  Content content;
  friend bool operator==(const Statement&, const Statement&) = default;
};

// Statements separated by ';'. Empty ones leave nothing.
struct Script {
  std::vector<Statement> statements;
  friend bool operator==(const Script&, const Script&) = default;
};

}  // namespace qiao::query::syntax
