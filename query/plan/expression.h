// A bound expression: every name is resolved to a slot, a parameter or a registry row, and what openCypher can refuse
// before running has been refused.
//
// Labels, types and keys stay names, because a query may create them while it runs; the executor looks them up.
// A subquery inside an expression is a plan that reads the slots of the row around it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/value.h"
#include "query/plan/type_test.h"
#include "query/type.h"

namespace qiao::query {

struct Function;  // query/functions/function.h: a row of the registry of scalar functions
struct PlanNode;  // query/plan/plan.h
namespace bound {
struct Query;  // query/bind/bound.h
}
struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;

// A column of the executor's batches. Each variable of a query, each hidden intermediate, has its own.
using Slot = uint32_t;
inline constexpr Slot kNoSlot = UINT32_MAX;

// `:A&(B|!C)`, `:A:B`, `:%`. The empty conjunction is true: no label is asked for.
struct LabelExpression {
  enum class Op : uint8_t { kName, kAnd, kOr, kNot, kAny };  // kAny is %, has at least one
  Op op = Op::kAnd;
  std::string name;                       // kName
  std::vector<LabelExpression> operands;  // kAnd, kOr: any number; kNot: one

  bool IsTrue() const { return op == Op::kAnd && operands.empty(); }
};

enum class ExpressionKind : uint8_t {
  kLiteral,    // value
  kParameter,  // name
  kSlot,       // slot
  kProperty,   // operands[0] . name
  kIndex,      // operands[0] [ operands[1] ]
  kSlice,      // operands[0] [ operands[1] .. operands[2] ]; a bound that is left out is a nullptr
  kHasLabels,  // operands[0] : labels (a relationship's type counts as its label)
  kAnd,        // all of operands, left to right; an operand is not evaluated for rows that are decided already
  kOr,         // any of operands, likewise
  kXor,
  kNot,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
  kPower,
  kConcat,
  kNegate,
  kPlus,
  kIn,
  kStartsWith,
  kEndsWith,
  kContains,
  kRegex,
  kIsNull,
  kIsNotNull,
  kIsTyped,            // operands[0] IS :: tested
  kFunction,           // function(operands)
  kList,               // [operands]
  kMap,                // {names: operands}
  kMapProjection,      // operands[0] {names: operands[1..]}; all_properties: `.*` comes first, later keys win
  kCase,               // [operand,] when, then, when, then …, else (nullptr when left out); has_operand
  kListComprehension,  // [slot IN operands[0] WHERE operands[1] | operands[2]]; either may be nullptr
  kAll,
  kAny,
  kNone,
  kSingle,   // all(slot IN operands[0] WHERE operands[1])
  kReduce,   // reduce(slot = operands[0], inner_slot IN operands[1] | operands[2])
  kExists,   // the subplan yields a row
  kCount,    // how many rows the subplan yields
  kCollect,  // the list of the subplan's `slot`; pattern comprehensions too
  kPath,     // operands are slots: node, edge, node, edge, … node; an edge operand may be a list of edges
};

struct Expression {
  ExpressionKind kind = ExpressionKind::kLiteral;
  Type type;
  base::TextSpan span;
  std::vector<ExpressionPtr> operands;
  base::Value value;
  std::string name;
  std::vector<std::string> names;
  Slot slot = kNoSlot;
  Slot inner_slot = kNoSlot;
  LabelExpression labels;
  const Function* function = nullptr;
  std::shared_ptr<const TypeTest> tested;
  bool has_operand = false;
  bool all_properties = false;
  std::shared_ptr<const PlanNode> subplan;  // shared so that an expression can be copied; a plan never changes
  // What `subplan` is made from, and the slots from outside that it reads; no use for an executor.
  std::shared_ptr<bound::Query> subquery;
  std::vector<Slot> outer_slots;

  Expression() = default;
  explicit Expression(ExpressionKind k, base::TextSpan s = {}) : kind(k), span(s) {}
};

// A deep copy.
ExpressionPtr Clone(const Expression& expression);
// Every slot that the expression reads from the row around it (not those that it binds itself).
void CollectSlots(const Expression& expression, std::vector<Slot>& slots);
// The same computation on the same slots, wherever it was written. Subqueries are never the same.
bool SameExpression(const Expression& a, const Expression& b);
// As text for EXPLAIN, slots by their names.
std::string ToText(const Expression& expression, const std::vector<std::string>& slot_names);

}  // namespace qiao::query
