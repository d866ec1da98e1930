// What people are told where a rule fails: the message says what was expected, and takes what was found.
//
// Of all places where the grammar failed the farthest counts, and there the outermost rule with a message: an
// expression that can't even start is "an expression", whatever its first letters might have been.
#pragma once

#include <string_view>

#include "base/error.h"
#include "query/parse/grammar/cypher.h"

namespace qiao::query::syntax::grammar {

struct Expectation {
  std::string_view message;  // empty: no message of its own
  // For messages about clauses: the same with a keyword that was probably meant.
  std::string_view with_suggestion{};
  base::ErrorDetail detail = base::ErrorDetail::kUnexpectedSyntax;
  bool weak = false;  // another message for the same place says more
};

template <class Rule>
inline constexpr Expectation kExpected{};

// One line for each rule.
// clang-format off

// Queries and clauses.
template <> inline constexpr Expectation kExpected<statement>{
    "expected a statement such as MATCH, CREATE or RETURN, found {}",
    "expected a statement such as MATCH, CREATE or RETURN, found {}: did you mean {}?"};
template <> inline constexpr Expectation kExpected<next_clause>{
    "expected an operator, another clause or the end of the statement, found {}",
    "expected an operator, another clause or the end of the statement, found {}: did you mean {}?"};
template <> inline constexpr Expectation kExpected<single_query>{
    "expected a clause such as MATCH, WITH or RETURN, found {}",
    "expected a clause such as MATCH, WITH or RETURN, found {}: did you mean {}?"};
template <> inline constexpr Expectation kExpected<updating_clause>{
    "expected a writing clause such as CREATE, SET or DELETE, found {}",
    "expected a writing clause such as CREATE, SET or DELETE, found {}: did you mean {}?"};
template <> inline constexpr Expectation kExpected<cypher_end>{"expected ';' or the end of the statement, found {}"};
template <> inline constexpr Expectation kExpected<pattern_part>{"expected a pattern such as (n:Label), found {}"};
template <> inline constexpr Expectation kExpected<set>{"expected SET, found {}"};
template <> inline constexpr Expectation kExpected<merge_trigger>{"expected CREATE or MATCH after ON, found {}"};
template <> inline constexpr Expectation kExpected<set_item>{"expected a property or a variable to set, found {}"};
template <> inline constexpr Expectation kExpected<remove_item>{"expected a property or labels to remove, found {}"};
template <> inline constexpr Expectation kExpected<equals_sign>{"expected '=', found {}"};
template <> inline constexpr Expectation kExpected<let_equals>{"expected '=', found {}"};
template <> inline constexpr Expectation kExpected<hint_subject>{
    "expected INDEX, SCAN or JOIN ON after USING, found {}"};
template <> inline constexpr Expectation kExpected<hinted_keys_end>{"expected ',' or the closing bracket, found {}"};
template <> inline constexpr Expectation kExpected<delete_keyword>{"expected DELETE, found {}"};
template <> inline constexpr Expectation kExpected<by_keyword>{"expected BY after ORDER, found {}"};
template <> inline constexpr Expectation kExpected<as_keyword>{"expected AS and a name, found {}"};
template <> inline constexpr Expectation kExpected<in_keyword>{"expected IN and a list, found {}"};
template <> inline constexpr Expectation kExpected<bar>{"expected '|', found {}"};
template <> inline constexpr Expectation kExpected<from_keyword>{"expected FROM, found {}"};
template <> inline constexpr Expectation kExpected<foreach_start>{"expected '(' after FOREACH, found {}"};
template <> inline constexpr Expectation kExpected<foreach_end>{"expected ')' to close FOREACH, found {}"};
template <> inline constexpr Expectation kExpected<scope_end>{"expected ')' to close the variables of CALL, found {}"};
template <> inline constexpr Expectation kExpected<call_subquery_end>{"expected '}}' to close the subquery, found {}"};
template <> inline constexpr Expectation kExpected<transactions_word>{"expected TRANSACTIONS, found {}"};
template <> inline constexpr Expectation kExpected<rows_word>{"expected ROWS, found {}"};
template <> inline constexpr Expectation kExpected<error_action>{"expected CONTINUE, BREAK or FAIL, found {}"};
template <> inline constexpr Expectation kExpected<procedure_name>{"expected the name of a procedure, found {}"};
template <> inline constexpr Expectation kExpected<explicit_arguments_end>{
    "expected ',' or ')' in the procedure's arguments, found {}"};
template <> inline constexpr Expectation kExpected<yield_items>{"expected the fields to yield, found {}"};

// Names.
template <> inline constexpr Expectation kExpected<variable>{
    "expected a variable, found {}", {}, base::ErrorDetail::kUnexpectedSyntax, true};
template <> inline constexpr Expectation kExpected<label_primary>{"expected a label or type, found {}"};
template <> inline constexpr Expectation kExpected<label_name>{"expected a label or type, found {}"};
template <> inline constexpr Expectation kExpected<property_key_name>{"expected a property key, found {}"};
template <> inline constexpr Expectation kExpected<parameter_name>{"expected the parameter's name, found {}"};

// Patterns.
template <> inline constexpr Expectation kExpected<node_pattern_end>{
    "expected ')' to close the node pattern, found {}"};
template <> inline constexpr Expectation kExpected<relationship_detail_end>{
    "expected ']' to close the relationship pattern, found {}", {}, base::ErrorDetail::kInvalidRelationshipPattern};
template <> inline constexpr Expectation kExpected<relationship_line_end>{
    "expected '-' to complete the relationship pattern, as in -[:TYPE]->, found {}"};
template <> inline constexpr Expectation kExpected<chain_node>{
    "expected a node pattern at the relationship's end, found {}"};
template <> inline constexpr Expectation kExpected<relationships_pattern_node>{
    "expected a node pattern at the relationship's end, found {}"};
template <> inline constexpr Expectation kExpected<parenthesized_path_end>{
    "expected ')' to close the path pattern, found {}"};
template <> inline constexpr Expectation kExpected<shortest_path_end>{
    "expected ')' to close the shortest path's pattern, found {}"};
template <> inline constexpr Expectation kExpected<bounds_end>{"expected '}}' to close the quantifier, found {}"};
template <> inline constexpr Expectation kExpected<dynamic_label_end>{
    "expected ')' to close the label's expression, found {}"};
template <> inline constexpr Expectation kExpected<label_parentheses_end>{
    "expected ')' to close the label expression, found {}"};

// Expressions.
template <> inline constexpr Expectation kExpected<expression>{"expected an expression, found {}"};
template <> inline constexpr Expectation kExpected<guarded_expression>{"expected an expression, found {}"};
template <> inline constexpr Expectation kExpected<not_expression>{"expected an expression, found {}"};
template <> inline constexpr Expectation kExpected<add_or_subtract_expression>{"expected an expression, found {}"};
template <> inline constexpr Expectation kExpected<unary_add_or_subtract_expression>{
    "expected an expression, found {}"};
template <> inline constexpr Expectation kExpected<value_type>{"expected a type such as INTEGER or STRING, found {}"};
template <> inline constexpr Expectation kExpected<list_type_end>{"expected '>' to close the type, found {}"};
template <> inline constexpr Expectation kExpected<parenthesized_expression_end>{
    "expected ')' to close the parenthesis, found {}"};
template <> inline constexpr Expectation kExpected<list_operator_end>{"expected ']' to close the index, found {}"};
template <> inline constexpr Expectation kExpected<list_literal_end>{"expected ',' or ']' in the list, found {}"};
template <> inline constexpr Expectation kExpected<pattern_comprehension_end>{
    "expected ']' to close the pattern comprehension, found {}"};
template <> inline constexpr Expectation kExpected<map_key>{"expected a key of the map, found {}"};
template <> inline constexpr Expectation kExpected<map_colon>{"expected ':' after the map's key, found {}"};
template <> inline constexpr Expectation kExpected<map_literal_end>{"expected ',' or '}}' in the map, found {}"};
template <> inline constexpr Expectation kExpected<map_projection_end>{
    "expected ',' or '}}' in the map projection, found {}"};
template <> inline constexpr Expectation kExpected<function_invocation_end>{
    "expected ',' or ')' in the function's arguments, found {}"};
template <> inline constexpr Expectation kExpected<trim_from>{"expected FROM, found {}"};
template <> inline constexpr Expectation kExpected<trim_end>{
    "expected ',' or ')' in the function's arguments, found {}"};
template <> inline constexpr Expectation kExpected<quantifier_end>{"expected ')' to close the quantifier, found {}"};
template <> inline constexpr Expectation kExpected<exists_pattern_end>{"expected ')' to close exists, found {}"};
template <> inline constexpr Expectation kExpected<reduce_comma>{"expected ',' in reduce, found {}"};
template <> inline constexpr Expectation kExpected<reduce_end>{"expected ')' to close reduce, found {}"};
template <> inline constexpr Expectation kExpected<subquery_end>{"expected '}}' to close the subquery, found {}"};
template <> inline constexpr Expectation kExpected<case_alternative>{"expected WHEN, found {}"};
template <> inline constexpr Expectation kExpected<case_then>{"expected THEN, found {}"};
template <> inline constexpr Expectation kExpected<case_end>{"expected WHEN, ELSE or END, found {}"};

// Commands.
template <> inline constexpr Expectation kExpected<on_keyword>{"expected ON, found {}"};
template <> inline constexpr Expectation kExpected<schema_target>{
    "expected what is meant, such as (n:Label) or ()-[r:TYPE]-(), found {}"};
template <> inline constexpr Expectation kExpected<target_end>{"expected ':' or the closing bracket, found {}"};
template <> inline constexpr Expectation kExpected<index_subject>{"expected properties such as (n.name), found {}"};
template <> inline constexpr Expectation kExpected<property_list_end>{"expected ',' or the closing bracket, found {}"};
template <> inline constexpr Expectation kExpected<require_keyword>{"expected REQUIRE, found {}"};
template <> inline constexpr Expectation kExpected<is_keyword>{"expected IS, found {}"};
template <> inline constexpr Expectation kExpected<requirement>{"expected UNIQUE, NOT NULL, KEY or a type, found {}"};
template <> inline constexpr Expectation kExpected<for_or_on>{"expected FOR, found {}"};
template <> inline constexpr Expectation kExpected<schema_object_name>{"expected a name, found {}"};
template <> inline constexpr Expectation kExpected<show_subject>{
    "expected INDEXES, CONSTRAINTS, FUNCTIONS or PROCEDURES, found {}"};

// clang-format on

}  // namespace qiao::query::syntax::grammar
