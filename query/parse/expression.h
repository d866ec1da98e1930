// Expressions of the syntax tree. Include "query/parse/tree.h", which completes the types that are only declared here.
//
// Depth of a tree is bounded by ParseOptions::max_depth, so plain recursion over it is safe. For that to hold for
// generated queries, chains of one precedence level stay flat: a + b - c is ONE Arithmetic with two steps, evaluated
// from left to right. Walk those with a loop, and fold them with a loop too.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "query/parse/box.h"

namespace qiao::query::syntax {

struct Expression;
struct PathPattern;
struct Query;

// null, true, 12, -1.5e3, 'text'. A minus sign directly before a number is part of the literal.
struct Literal {
  std::variant<std::monostate, bool, int64_t, double, std::string> value;
  friend bool operator==(const Literal&, const Literal&) = default;
};

struct Variable {
  std::string name;
  friend bool operator==(const Variable&, const Variable&) = default;
};

// $name, $`any name`, $0
struct Parameter {
  std::string name;
  friend bool operator==(const Parameter&, const Parameter&) = default;
};

struct ListLiteral {
  std::vector<Expression> elements;
  friend bool operator==(const ListLiteral&, const ListLiteral&) = default;
};

struct MapEntry;  // {Name key; Expression value;}

// {key: value, …} in the order written; a key may stand twice (the last one counts).
struct MapLiteral {
  std::vector<MapEntry> entries;
  friend bool operator==(const MapLiteral&, const MapLiteral&) = default;
};

struct MapProjectionItem;

// variable {.key, .*, key: value, other_variable}
struct MapProjection {
  Name subject;
  std::vector<MapProjectionItem> items;
  friend bool operator==(const MapProjection&, const MapProjection&) = default;
};

// object.key
struct Property {
  Box<Expression> object;
  Name key;
  friend bool operator==(const Property&, const Property&) = default;
};

// object[index]
struct Subscript {
  Box<Expression> object;
  Box<Expression> index;
  friend bool operator==(const Subscript&, const Subscript&) = default;
};

// object[from..to]; either end may be absent.
struct Slice {
  Box<Expression> object;
  Box<Expression> from;
  Box<Expression> to;
  friend bool operator==(const Slice&, const Slice&) = default;
};

enum class UnaryOperator : uint8_t { kNot, kPlus, kMinus };
struct Unary {
  UnaryOperator op = UnaryOperator::kNot;
  Box<Expression> operand;
  friend bool operator==(const Unary&, const Unary&) = default;
};

// operands[0] OR operands[1] OR …; two at least.
enum class LogicalOperator : uint8_t { kOr, kXor, kAnd };
struct Logical {
  LogicalOperator op = LogicalOperator::kOr;
  std::vector<Expression> operands;
  friend bool operator==(const Logical&, const Logical&) = default;
};

// first op step op step …, one at least: a < b <= c means a < b AND b <= c, with b evaluated once.
enum class ComparisonOperator : uint8_t { kEqual, kNotEqual, kLess, kLessEqual, kGreater, kGreaterEqual };
struct ComparisonStep;  // {ComparisonOperator op; Expression operand;}
struct Comparison {
  Box<Expression> first;
  std::vector<ComparisonStep> steps;
  friend bool operator==(const Comparison&, const Comparison&) = default;
};

// first op step op step …, one at least, all of one precedence level (+ - ||, or * / %, or ^), from left to right.
enum class ArithmeticOperator : uint8_t { kAdd, kSubtract, kMultiply, kDivide, kModulo, kPower, kConcatenate };
struct ArithmeticStep;  // {ArithmeticOperator op; Expression operand;}
struct Arithmetic {
  Box<Expression> first;
  std::vector<ArithmeticStep> steps;
  friend bool operator==(const Arithmetic&, const Arithmetic&) = default;
};

// left IN right, left STARTS WITH right, … kMatches is =~.
enum class PredicateOperator : uint8_t { kIn, kStartsWith, kEndsWith, kContains, kMatches };
struct Predicate {
  PredicateOperator op = PredicateOperator::kIn;
  Box<Expression> left;
  Box<Expression> right;
  friend bool operator==(const Predicate&, const Predicate&) = default;
};

// operand IS [NOT] NULL
struct NullCheck {
  Box<Expression> operand;
  bool negated = false;
  friend bool operator==(const NullCheck&, const NullCheck&) = default;
};

// A type name after IS :: or in a constraint.
enum class TypeName : uint8_t {
  kAny,  // ANY, or ANY<A | B> and A | B: `members` then holds the choices
  kNothing,
  kNull,
  kBoolean,
  kString,
  kInteger,
  kFloat,
  kDate,
  kLocalTime,
  kZonedTime,
  kLocalDateTime,
  kZonedDateTime,
  kDuration,
  kPoint,
  kNode,
  kRelationship,
  kPath,
  kMap,
  kPropertyValue,
  kList,  // LIST<T>: `members` holds T, or nothing for a list of anything
};
struct ValueType {
  Span span;
  TypeName name = TypeName::kAny;
  bool not_null = false;
  std::vector<ValueType> members;
  friend bool operator==(const ValueType&, const ValueType&) = default;
};

// operand IS [NOT] :: TYPE
struct TypeCheck {
  Box<Expression> operand;
  ValueType type;
  bool negated = false;
  friend bool operator==(const TypeCheck&, const TypeCheck&) = default;
};

// operand IS [NOT] [NFC|NFD|NFKC|NFKD] NORMALIZED
enum class NormalForm : uint8_t { kNfc, kNfd, kNfkc, kNfkd };
struct NormalizedCheck {
  Box<Expression> operand;
  NormalForm form = NormalForm::kNfc;
  bool negated = false;
  friend bool operator==(const NormalizedCheck&, const NormalizedCheck&) = default;
};

// :A, :A:B and :A&B (both kAnd), :A|B, :!A, :% (any label at all), :A&(B|!C). Also for relationship types, where
// :A|:B is kOr. kAnd and kOr have two operands at least, kNot has one. :$(value) takes its names from a string or a
// list of strings: all of them, with $any one of them.
enum class LabelOperator : uint8_t { kName, kAny, kNot, kAnd, kOr, kDynamic };
struct LabelExpression {
  Span span;
  LabelOperator op = LabelOperator::kName;
  std::string name;  // of kName
  std::vector<LabelExpression> operands;
  Box<Expression> value;  // of kDynamic
  bool any = false;       // of kDynamic
  friend bool operator==(const LabelExpression&, const LabelExpression&) = default;
};

// operand:Label, operand IS Label; negated: operand IS NOT Label
struct LabelCheck {
  Box<Expression> operand;
  LabelExpression labels;
  bool negated = false;
  friend bool operator==(const LabelCheck&, const LabelCheck&) = default;
};

struct CaseBranch;  // WHEN one of {conditions} THEN {result}

// CASE [subject] WHEN … THEN … [ELSE otherwise] END. With a subject, conditions are values to compare it with (several
// may stand in one branch); without one, each branch has one condition.
struct Case {
  Box<Expression> subject;  // may be absent
  std::vector<CaseBranch> branches;
  Box<Expression> otherwise;  // may be absent
  friend bool operator==(const Case&, const Case&) = default;
};

// size(x), count(DISTINCT x), date.truncate('day', x): the name's parts, as written.
struct FunctionCall {
  std::vector<Name> name;  // one at least; namespaces first
  bool distinct = false;
  std::vector<Expression> arguments;
  friend bool operator==(const FunctionCall&, const FunctionCall&) = default;
};

// count(*)
struct CountStar {
  friend bool operator==(const CountStar&, const CountStar&) = default;
};

// [variable IN list WHERE where | result]
struct ListComprehension {
  Name variable;
  Box<Expression> list;
  Box<Expression> where;   // may be absent
  Box<Expression> result;  // may be absent: the element itself
  friend bool operator==(const ListComprehension&, const ListComprehension&) = default;
};

// [path = (a)-->(b) WHERE where | result]
struct PatternComprehension {
  Box<PathPattern> pattern;
  Box<Expression> where;  // may be absent
  Box<Expression> result;
  friend bool operator==(const PatternComprehension&, const PatternComprehension&) = default;
};

// all(variable IN list WHERE where)
enum class QuantifierKind : uint8_t { kAll, kAny, kNone, kSingle };
struct Quantifier {
  QuantifierKind kind = QuantifierKind::kAll;
  Name variable;
  Box<Expression> list;
  Box<Expression> where;  // may be absent
  friend bool operator==(const Quantifier&, const Quantifier&) = default;
};

// reduce(accumulator = initial, variable IN list | step)
struct Reduce {
  Name accumulator;
  Box<Expression> initial;
  Name variable;
  Box<Expression> list;
  Box<Expression> step;
  friend bool operator==(const Reduce&, const Reduce&) = default;
};

// (a)-->(b) as a predicate, or as a value: shortestPath((a)-[*]->(b)) when the pattern says so.
struct PatternExpression {
  Box<PathPattern> pattern;
  bool in_exists = false;  // written exists((a)-->(b))
  friend bool operator==(const PatternExpression&, const PatternExpression&) = default;
};

// EXISTS { … }, COUNT { … }, COLLECT { … }. A bare pattern in the braces has become a MATCH clause; the query then
// ends without RETURN.
enum class SubqueryKind : uint8_t { kExists, kCount, kCollect };
struct SubqueryExpression {
  SubqueryKind kind = SubqueryKind::kExists;
  Box<Query> query;
  friend bool operator==(const SubqueryExpression&, const SubqueryExpression&) = default;
};

struct Expression {
  using Content = std::variant<Literal, Variable, Parameter, ListLiteral, MapLiteral, MapProjection, Property,
                               Subscript, Slice, Unary, Logical, Comparison, Arithmetic, Predicate, NullCheck,
                               TypeCheck, NormalizedCheck, LabelCheck, Case, FunctionCall, CountStar, ListComprehension,
                               PatternComprehension, Quantifier, Reduce, PatternExpression, SubqueryExpression>;
  Span span;  // with the parentheses around it, if there are any
  Content content;
  friend bool operator==(const Expression&, const Expression&) = default;
};

struct MapEntry {
  Name key;
  Expression value;
  friend bool operator==(const MapEntry&, const MapEntry&) = default;
};

// .key, .*, key: value, or a variable whose name is the key.
enum class MapProjectionKind : uint8_t { kProperty, kAllProperties, kEntry, kVariable };
struct MapProjectionItem {
  MapProjectionKind kind = MapProjectionKind::kProperty;
  Name name;              // empty for kAllProperties
  Box<Expression> value;  // of kEntry only
  friend bool operator==(const MapProjectionItem&, const MapProjectionItem&) = default;
};

struct ComparisonStep {
  ComparisonOperator op = ComparisonOperator::kEqual;
  Expression operand;
  friend bool operator==(const ComparisonStep&, const ComparisonStep&) = default;
};

struct ArithmeticStep {
  ArithmeticOperator op = ArithmeticOperator::kAdd;
  Expression operand;
  friend bool operator==(const ArithmeticStep&, const ArithmeticStep&) = default;
};

struct CaseBranch {
  std::vector<Expression> conditions;
  Expression result;
  friend bool operator==(const CaseBranch&, const CaseBranch&) = default;
};

}  // namespace qiao::query::syntax
