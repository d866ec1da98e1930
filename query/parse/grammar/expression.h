// Expressions, from the loosest operator to the atoms. A level that has but one part leaves no node of its own.
#pragma once

#include "query/parse/grammar/pattern.h"

namespace qiao::query::syntax::grammar {

struct regular_query;

struct or_expression;
struct expression : seq<or_expression> {};
// An expression before a bar that is not its own: x:A there takes no alternatives without parentheses.
struct guarded_expression : seq<or_expression> {};

struct xor_expression;
struct and_expression;
struct not_expression;
struct comparison_expression;
struct or_expression : list_of<xor_expression, keyword<"OR">> {};
struct xor_expression : list_of<and_expression, keyword<"XOR">> {};
struct and_expression : list_of<not_expression, keyword<"AND">> {};
struct not_operator : keyword<"NOT"> {};
struct not_expression : seq<star<seq<not_operator, sp>>, comparison_expression> {};

struct string_list_null_predicate_expression;
struct wrong_inequality : string<'!', '='> {};
struct no_wrong_inequality : not_at<wrong_inequality> {};
struct comparison_operator : sor<seq<one<'='>, not_at<one<'~'>>>, string<'<', '>'>, string<'<', '='>, string<'>', '='>,
                                 one<'<'>, one<'>'>, seq<at<wrong_inequality>, must<no_wrong_inequality>>> {};
struct partial_comparison_expression : spaced<comparison_operator, string_list_null_predicate_expression> {};
struct comparison_expression : seq<string_list_null_predicate_expression, repeatedly<partial_comparison_expression>> {};

struct add_or_subtract_expression;
struct starts_with_operator : keywords<"STARTS", "WITH"> {};
struct ends_with_operator : keywords<"ENDS", "WITH"> {};
struct contains_operator : keyword<"CONTAINS"> {};
struct matches_operator : string<'=', '~'> {};
struct in_operator : keyword<"IN"> {};
struct string_predicate_expression
    : spaced<sor<starts_with_operator, ends_with_operator, contains_operator, matches_operator>,
             add_or_subtract_expression> {};
struct list_predicate_expression : spaced<in_operator, add_or_subtract_expression> {};
struct negation : keyword<"NOT"> {};
struct is_start : seq<keyword<"IS">, optionally<negation>> {};
struct null_predicate_expression : spaced<is_start, keyword<"NULL">> {};

struct value_type;
struct list_type_end : one<'>'> {};
struct list_type : seq<sor<keyword<"LIST">, keyword<"ARRAY">>, optionally<one<'<'>, value_type, sp, list_type_end>> {};
struct any_type
    : seq<keyword<"ANY">, optionally<keyword<"VALUE">>, optionally<one<'<'>, value_type, sp, list_type_end>> {};
struct simple_type
    : sor<keywords<"ANY", "NODE">, keywords<"ANY", "VERTEX">, keywords<"ANY", "RELATIONSHIP">, keywords<"ANY", "EDGE">,
          keywords<"ANY", "MAP">, keywords<"ANY", "PROPERTY", "VALUE">, keywords<"SIGNED", "INTEGER">,
          keywords<"PROPERTY", "VALUE">, keywords<"TIME", "WITH", "TIMEZONE">, keywords<"TIME", "WITHOUT", "TIMEZONE">,
          keywords<"TIME", "WITH", "TIME", "ZONE">, keywords<"TIME", "WITHOUT", "TIME", "ZONE">,
          keywords<"TIMESTAMP", "WITH", "TIME", "ZONE">, keywords<"TIMESTAMP", "WITHOUT", "TIME", "ZONE">,
          keywords<"LOCAL", "TIME">, keywords<"ZONED", "TIME">, keywords<"LOCAL", "DATETIME">,
          keywords<"ZONED", "DATETIME">, keyword<"NOTHING">, keyword<"NULL">, keyword<"BOOLEAN">, keyword<"BOOL">,
          keyword<"STRING">, keyword<"VARCHAR">, keyword<"INTEGER">, keyword<"INT">, keyword<"FLOAT">, keyword<"DATE">,
          keyword<"DURATION">, keyword<"POINT">, keyword<"NODE">, keyword<"VERTEX">, keyword<"RELATIONSHIP">,
          keyword<"EDGE">, keyword<"PATH">, keyword<"MAP">> {};
struct not_null_mark : sor<keywords<"NOT", "NULL">, one<'!'>> {};
// INTEGER NOT NULL LIST
struct list_suffix : seq<sor<keyword<"LIST">, keyword<"ARRAY">>, optionally<not_null_mark>> {};
struct plain_type : seq<sor<list_type, simple_type, any_type>, optionally<not_null_mark>, repeatedly<list_suffix>> {};
struct type_bar : seq<one<'|'>, not_at<one<'|'>>> {};
struct value_type : list_of<plain_type, type_bar> {};
struct double_colon : two<':'> {};
struct type_predicate_expression
    : seq<sor<spaced<is_start, sor<double_colon, keyword<"TYPED">>>, double_colon>, sp, value_type> {};
struct normal_form : sor<keyword<"NFC">, keyword<"NFD">, keyword<"NFKC">, keyword<"NFKD">> {};
struct normalized_predicate_expression : seq<is_start, optionally<normal_form>, sp, keyword<"NORMALIZED">> {};
struct label_predicate_expression : spaced<is_start, label_or> {};
struct string_list_null_predicate_expression
    : seq<add_or_subtract_expression,
          repeatedly<sor<string_predicate_expression, list_predicate_expression, null_predicate_expression,
                         type_predicate_expression, normalized_predicate_expression, label_predicate_expression>>> {};

struct multiply_divide_modulo_expression;
struct power_of_expression;
struct unary_add_or_subtract_expression;
struct non_arithmetic_operator_expression;
struct add_operator : sor<two<'|'>, one<'+', '-'>> {};
struct multiply_operator : one<'*', '/', '%'> {};
struct power_operator : one<'^'> {};
struct sign : one<'+', '-'> {};
struct add_or_subtract_expression : list_of<multiply_divide_modulo_expression, add_operator> {};
struct multiply_divide_modulo_expression : list_of<power_of_expression, multiply_operator> {};
struct power_of_expression : list_of<unary_add_or_subtract_expression, power_operator> {};
struct unary_add_or_subtract_expression : seq<star<seq<sign, sp>>, non_arithmetic_operator_expression> {};

struct slice_dots : two<'.'> {};
struct list_operator_end : one<']'> {};
struct list_operator : seq<one<'['>, sp,
                           sor<seq<slice_dots, optionally<expression>>,
                               seq<expression, opt<seq<sp, slice_dots, optionally<expression>>>>>,
                           sp, list_operator_end> {};
struct property_lookup : seq<one<'.'>, not_at<one<'.'>>, sp, property_key_name> {};
struct atom;
struct non_arithmetic_operator_expression
    : seq<atom, repeatedly<sor<property_lookup, list_operator>>, optionally<colon_labels>> {};

// The atoms' parts come before the atoms, in the published order.
struct case_else : spaced<keyword<"ELSE">, expression> {};
struct case_when : keyword<"WHEN"> {};
struct case_then : keyword<"THEN"> {};
struct case_end : keyword<"END"> {};
// CASE x WHEN > 3, IS NULL, 7 THEN …: a value, or the rest of a condition on the subject.
struct case_condition : sor<partial_comparison_expression, string_predicate_expression, list_predicate_expression,
                            null_predicate_expression, type_predicate_expression, normalized_predicate_expression,
                            label_predicate_expression> {};
struct case_alternative : spaced<case_when, list_of<sor<case_condition, expression>>, case_then, expression> {};
struct case_subject : seq<expression> {};
struct case_expression : seq<keyword<"CASE">, optionally<case_subject>, sp, case_alternative,
                             repeatedly<case_alternative>, optionally<case_else>, sp, case_end> {};

struct count_star_end : one<')'> {};
struct count_star : spaced<keyword<"COUNT">, one<'('>, one<'*'>, count_star_end> {};

struct in_keyword : keyword<"IN"> {};
struct id_in_coll : spaced<variable, in_keyword, expression> {};
struct guarded_id_in_coll : spaced<variable, in_keyword, guarded_expression> {};
struct guarded_where : spaced<keyword<"WHERE">, guarded_expression> {};
struct filter_expression : seq<id_in_coll, optionally<where>> {};

struct bar : one<'|'> {};
struct pattern_comprehension_end : one<']'> {};
struct pattern_comprehension : seq<one<'['>, sp, opt<path_variable>, relationships_pattern, optionally<guarded_where>,
                                   sp, bar, sp, expression, sp, pattern_comprehension_end> {};

struct quantifier_name : sor<keyword<"ALL">, keyword<"ANY">, keyword<"NONE">, keyword<"SINGLE">> {};
struct quantifier_end : one<')'> {};
struct quantifier : spaced<quantifier_name, one<'('>, filter_expression, quantifier_end> {};

struct reduce_comma : one<','> {};
struct reduce_end : one<')'> {};
struct reduce : spaced<keyword<"REDUCE">, one<'('>, variable, one<'='>, expression, reduce_comma, guarded_id_in_coll,
                       bar, expression, reduce_end> {};

struct parenthesized_expression_end : one<')'> {};
struct parenthesized_expression : spaced<one<'('>, expression, parenthesized_expression_end> {};

struct distinct : keyword<"DISTINCT"> {};
struct function_name_shape : spaced<list_of<symbolic_name, one<'.'>>, one<'('>> {};
struct function_invocation_end : one<')'> {};
struct function_invocation : seq<function_name, sp, one<'('>, optionally<distinct>, optionally<list_of<expression>>, sp,
                                 function_invocation_end> {};

// trim(BOTH 'x' FROM text): the one call whose arguments are separated by words.
struct trim_side : sor<keyword<"BOTH">, keyword<"LEADING">, keyword<"TRAILING">> {};
struct trim_shape : spaced<keyword<"TRIM">, one<'('>, trim_side, sor<one<'"', '\'', '$', '`', '('>, identifier_start>> {
};
struct trim_from : keyword<"FROM"> {};
struct trim_character : seq<not_at<trim_from>, expression> {};
struct trim_end : one<')'> {};
struct trim_call : seq<at<trim_shape>, keyword<"TRIM">, sp, one<'('>, sp, trim_side, optionally<trim_character>, sp,
                       trim_from, sp, expression, sp, trim_end> {};

// EXISTS { … } and its relatives hold a query, or only a pattern.
struct subquery_name : sor<keyword<"EXISTS">, keyword<"COUNT">, keyword<"COLLECT">> {};
struct subquery_pattern : seq<pattern, optionally<where>> {};
struct subquery_end : one<'}'> {};
struct subquery_expression : spaced<subquery_name, one<'{'>, sor<subquery_pattern, regular_query>, subquery_end> {};
struct pattern_predicate : seq<relationships_pattern> {};
struct exists_pattern_end : one<')'> {};
struct exists_pattern : spaced<keyword<"EXISTS">, one<'('>, relationships_pattern, exists_pattern_end> {};

// ListLiteral and ListComprehension in one, as both start with an expression: x IN list. The builder tells them apart.
struct list_projection : spaced<one<'|'>, expression> {};
struct list_literal_end : one<']'> {};
struct list_elements : seq<guarded_expression, repeatedly<one<','>, expression>> {};
struct list_literal : seq<one<'['>, optionally<list_elements>, optionally<guarded_where>, optionally<list_projection>,
                          sp, list_literal_end> {};
struct map_key : property_key_name {};
struct map_colon : one<':'> {};
struct map_entry : spaced<map_key, map_colon, expression> {};
struct map_literal_end : one<'}'> {};
struct map_literal : seq<one<'{'>, optionally<list_of<map_entry>>, sp, map_literal_end> {};

struct all_properties : spaced<one<'.'>, one<'*'>> {};
struct property_selector : property_lookup {};
struct variable_selector : variable {};
struct map_projection_item : sor<all_properties, property_selector, map_entry, variable_selector> {};
// A cheap look first, as most names are variables.
struct map_projection_shape : spaced<symbolic_name, one<'{'>> {};
struct map_projection_end : one<'}'> {};
struct map_projection : seq<at<map_projection_shape>, variable_reference, sp, one<'{'>,
                            optionally<list_of<map_projection_item>>, sp, map_projection_end> {};

struct atom : sor<number_literal, string_literal, parameter, pattern_comprehension, list_literal, map_literal,
                  pattern_predicate, parenthesized_expression, boolean_literal, null_literal, case_expression,
                  count_star, subquery_expression, quantifier, reduce, shortest_path_pattern, exists_pattern, trim_call,
                  function_invocation, map_projection, variable_reference> {};

}  // namespace qiao::query::syntax::grammar
