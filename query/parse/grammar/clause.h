// Clauses and the queries they make.
#pragma once

#include "query/parse/grammar/expression.h"

namespace qiao::query::syntax::grammar {

struct single_query;
struct all_mark : keyword<"ALL"> {};
struct union_part : seq<keyword<"UNION">, optionally<sor<all_mark, keyword<"DISTINCT">>>, sp, single_query> {};
struct regular_query : seq<single_query, repeatedly<union_part>> {};

struct optional_mark : keyword<"OPTIONAL"> {};
// A planner's hints are read and left to the planner: they change no answer.
struct join_hint : seq<keywords<"JOIN", "ON">, sp, list_of<variable>> {};
struct hinted_keys_end : one<')'> {};
struct hinted_keys : seq<one<'('>, sp, list_of<property_key_name>, sp, hinted_keys_end> {};
struct index_hint : seq<opt<seq<sor<keyword<"RANGE">, keyword<"TEXT">, keyword<"POINT">>, sp>>, keyword<"INDEX">,
                        optionally<keyword<"SEEK">>, sp, variable, sp, one<':'>, sp, label_name, sp, hinted_keys> {};
struct scan_hint : spaced<keyword<"SCAN">, variable, one<':'>, label_name> {};
struct hint_subject : sor<index_hint, scan_hint, join_hint> {};
struct hint : spaced<keyword<"USING">, hint_subject> {};
struct match_mode : keywords<"DIFFERENT", "RELATIONSHIPS"> {};
struct match_clause : seq<opt<seq<optional_mark, sp>>, keyword<"MATCH">, sp, opt<seq<match_mode, sp>>, pattern,
                          repeatedly<hint>, optionally<where>> {};

struct as_keyword : keyword<"AS"> {};
struct unwind : spaced<keyword<"UNWIND">, expression, as_keyword, variable> {};

struct set;
struct on_create : keyword<"CREATE"> {};
struct on_match : keyword<"MATCH"> {};
struct merge_trigger : sor<on_create, on_match> {};
struct merge_action : spaced<keyword<"ON">, merge_trigger, set> {};
struct merge : seq<keyword<"MERGE">, sp, pattern_part, repeatedly<merge_action>> {};

struct create : spaced<sor<keyword<"CREATE">, keyword<"INSERT">>, pattern> {};

struct property_expression
    : seq<atom, sp, sor<property_lookup, list_operator>, repeatedly<sor<property_lookup, list_operator>>> {};
struct label_item : spaced<label_colon, sor<dynamic_label, label_name>> {};
// SET n IS Label is GQL's SET n:Label.
struct is_label_item : spaced<keyword<"IS">, sor<dynamic_label, label_name>> {};
struct label_items : seq<variable, sp, sor<label_item, is_label_item>, repeatedly<label_item>> {};
struct equals_sign : one<'='> {};
struct plus_equals : string<'+', '='> {};
struct set_property : spaced<property_expression, equals_sign, expression> {};
struct set_all_properties : spaced<variable, sor<plus_equals, equals_sign>, expression> {};
struct set_item : sor<label_items, set_all_properties, set_property> {};
struct set : spaced<keyword<"SET">, list_of<set_item>> {};

struct detach : keyword<"DETACH"> {};
struct delete_keyword : keyword<"DELETE"> {};
struct delete_clause : seq<opt<seq<sor<detach, keyword<"NODETACH">>, sp>>, delete_keyword, sp, list_of<expression>> {};

struct remove_item : sor<label_items, property_expression> {};
struct remove : spaced<keyword<"REMOVE">, list_of<remove_item>> {};

struct foreach_end : one<')'> {};
struct updating_clause;
struct foreach_start : one<'('> {};
struct foreach : seq<keyword<"FOREACH">, sp, foreach_start, sp, guarded_id_in_coll, sp, bar, sp, updating_clause,
                     repeatedly<updating_clause>, sp, foreach_end> {};

// Procedures: CALL name(…) YIELD …, the standalone form also without parentheses.
struct explicit_arguments_end : one<')'> {};
struct explicit_arguments : seq<one<'('>, optionally<list_of<expression>>, sp, explicit_arguments_end> {};
struct procedure_result_field : symbolic_name {};
struct yield_alias : spaced<keyword<"AS">, variable> {};
struct yield_item : seq<procedure_result_field, optionally<yield_alias>> {};
struct yield_all : one<'*'> {};
struct yield_nothing : one<'-'> {};
struct yield_items : sor<yield_all, yield_nothing, list_of<yield_item>> {};
struct yield : seq<keyword<"YIELD">, sp, yield_items, optionally<where>> {};
struct procedure_call : seq<opt<seq<optional_mark, sp>>, keyword<"CALL">, sp, procedure_name,
                            optionally<explicit_arguments>, optionally<yield>> {};

// Subqueries: CALL (a, b) { … } IN TRANSACTIONS
struct scope_all : one<'*'> {};
struct scope_end : one<')'> {};
struct scope : seq<one<'('>, optionally<sor<scope_all, list_of<variable>>>, sp, scope_end> {};
struct concurrent_word : keyword<"CONCURRENT"> {};
struct concurrency : seq<opt<seq<sor<decimal_integer, parameter>, sp>>, concurrent_word> {};
struct transactions_word : keyword<"TRANSACTIONS"> {};
struct rows_word : sor<keyword<"ROWS">, keyword<"ROW">> {};
struct batch_size : spaced<keyword<"OF">, sor<decimal_integer, parameter>, rows_word> {};
struct error_fail : keyword<"FAIL"> {};
struct error_continue : keyword<"CONTINUE"> {};
struct error_break : keyword<"BREAK"> {};
struct error_action : sor<error_fail, error_continue, error_break> {};
struct on_error : spaced<keywords<"ON", "ERROR">, error_action> {};
struct report_status : spaced<keywords<"REPORT", "STATUS">, as_keyword, variable> {};
struct in_transactions : seq<keyword<"IN">, optionally<concurrency>, sp, transactions_word,
                             repeatedly<sor<batch_size, on_error, report_status>>> {};
struct call_subquery_end : one<'}'> {};
struct call_subquery : seq<opt<seq<optional_mark, sp>>, keyword<"CALL">, optionally<scope>, sp, one<'{'>, sp,
                           regular_query, sp, call_subquery_end, optionally<in_transactions>> {};

struct projection_star : one<'*'> {};
struct alias : spaced<keyword<"AS">, variable> {};
struct projection_item : seq<expression, optionally<alias>> {};
struct projection_items : sor<seq<projection_star, repeatedly<one<','>, projection_item>>, list_of<projection_item>> {};
struct descending : sor<keyword<"DESCENDING">, keyword<"DESC">> {};
struct ascending : sor<keyword<"ASCENDING">, keyword<"ASC">> {};
struct sort_item : seq<expression, optionally<sor<descending, ascending>>> {};
struct by_keyword : keyword<"BY"> {};
struct order : spaced<keyword<"ORDER">, by_keyword, list_of<sort_item>> {};
struct skip : spaced<sor<keyword<"SKIP">, keyword<"OFFSET">>, expression> {};
struct limit : spaced<keyword<"LIMIT">, expression> {};
struct projection_body
    : seq<opt<seq<distinct, sp>>, projection_items, optionally<order>, optionally<skip>, optionally<limit>> {};
struct with : seq<keyword<"WITH">, sp, projection_body, optionally<where>> {};
struct return_clause : spaced<keyword<"RETURN">, projection_body> {};
struct finish : keyword<"FINISH"> {};

// GQL's short forms of WITH: FILTER keeps rows, LET adds columns, ORDER BY … sorts and cuts.
struct filter : seq<keyword<"FILTER">, sp, opt<seq<keyword<"WHERE">, sp>>, expression> {};
struct let_equals : one<'='> {};
struct let_item : spaced<variable, let_equals, expression> {};
struct let : spaced<keyword<"LET">, list_of<let_item>> {};
struct page : sor<seq<order, optionally<skip>, optionally<limit>>, seq<skip, optionally<limit>>, seq<limit>> {};

struct with_headers : keywords<"WITH", "HEADERS"> {};
struct from_keyword : keyword<"FROM"> {};
struct field_terminator : spaced<keyword<"FIELDTERMINATOR">, string_literal> {};
struct load_csv : seq<keywords<"LOAD", "CSV">, optionally<with_headers>, sp, from_keyword, sp, expression, sp,
                      as_keyword, sp, variable, optionally<field_terminator>> {};

struct updating_clause : sor<create, merge, set, delete_clause, remove, foreach> {};
struct clause : sor<match_clause, unwind, with, return_clause, updating_clause, call_subquery, procedure_call, load_csv,
                    finish, filter, let, page> {};
struct next_clause : clause {};
struct single_query : seq<clause, repeatedly<next_clause>> {};

}  // namespace qiao::query::syntax::grammar
