// Patterns: what MATCH, CREATE and MERGE draw.
#pragma once

#include "query/parse/grammar/literals.h"

namespace qiao::query::syntax::grammar {

struct expression;
struct map_literal;
struct path_primary;
struct pattern_element;

// WHERE inside a pattern or after it.
struct where : spaced<keyword<"WHERE">, expression> {};

// GQL's path selectors.
struct shortest_word : keyword<"SHORTEST"> {};
struct all_word : keyword<"ALL"> {};
struct any_word : keyword<"ANY"> {};
struct paths_word : sor<keyword<"PATHS">, keyword<"PATH">> {};
struct groups_word : sor<keyword<"GROUPS">, keyword<"GROUP">> {};
struct path_count : sor<decimal_integer, parameter> {};
struct all_paths : seq<all_word, optionally<shortest_word>, optionally<paths_word>> {};
struct any_paths : seq<any_word, sor<seq<sp, shortest_word>, optionally<path_count>>, optionally<paths_word>> {};
struct shortest_paths : seq<shortest_word, optionally<path_count>, optionally<paths_word>, optionally<groups_word>> {};
struct path_selector : sor<all_paths, any_paths, shortest_paths> {};

struct shortest_path_name : sor<keyword<"SHORTESTPATH">, keyword<"ALLSHORTESTPATHS">> {};
struct shortest_path_end : one<')'> {};
struct shortest_path_pattern : spaced<shortest_path_name, one<'('>, pattern_element, shortest_path_end> {};

struct anonymous_pattern_part : sor<shortest_path_pattern, seq<opt<seq<path_selector, sp>>, pattern_element>> {};
struct path_variable : seq<variable, sp, one<'='>, sp> {};
struct pattern_part : seq<opt<path_variable>, anonymous_pattern_part> {};
struct pattern : list_of<pattern_part> {};

// {2,5}, {,5}, {2,}, {3}, + and *
struct lower_bound : decimal_integer {};
struct upper_bound : decimal_integer {};
struct fixed_count : decimal_integer {};
struct bounds_end : one<'}'> {};
struct bounds
    : sor<spaced<opt<lower_bound>, one<','>, seq<opt<upper_bound>, sp, bounds_end>>, seq<fixed_count, sp, bounds_end>> {
};
struct plus_sign : one<'+'> {};
struct asterisk : one<'*'> {};
struct quantified : sor<spaced<one<'{'>, bounds>, plus_sign, asterisk> {};

struct label_or;
struct label_any : one<'%'> {};
struct label_parentheses_end : one<')'> {};
struct label_parentheses : spaced<one<'('>, label_or, label_parentheses_end> {};
// :$(expression), :$any(expression): labels that are only known when the query runs.
struct dynamic_all : keyword<"ALL"> {};
struct dynamic_any : keyword<"ANY"> {};
struct dynamic_label_end : one<')'> {};
struct dynamic_label
    : seq<one<'$'>, opt<seq<sor<dynamic_all, dynamic_any>, sp>>, one<'('>, sp, expression, sp, dynamic_label_end> {};
struct label_primary : sor<label_any, label_parentheses, dynamic_label, label_name> {};
struct exclamation : one<'!'> {};
struct label_not : seq<star<seq<exclamation, sp>>, label_primary> {};
struct label_and : list_of<label_not, one<'&'>> {};
// In [x IN list WHERE x:A | x.name] the bar belongs to the brackets (see guarded_expression).
struct label_bar : seq<one<'|'>, not_at<one<'|'>>, opt<seq<sp, one<':'>>>> {};
struct label_or : list_of<label_and, label_bar> {};
struct label_colon : seq<one<':'>, not_at<one<':'>>> {};
struct node_label : spaced<label_colon, label_or> {};
struct colon_labels : seq<node_label, repeatedly<node_label>> {};
struct is_label : spaced<keyword<"IS">, label_or> {};
struct node_labels : sor<colon_labels, is_label> {};
struct relationship_types : sor<colon_labels, is_label> {};

struct properties : sor<map_literal, parameter> {};

struct node_pattern_end : one<')'> {};
struct node_pattern : seq<one<'('>, optionally<variable>, optionally<node_labels>, optionally<properties>,
                          optionally<where>, sp, node_pattern_end> {};

// * 1..3 inside the brackets
struct range_dots : two<'.'> {};
struct range_literal : seq<one<'*'>, optionally<lower_bound>, optionally<range_dots>, optionally<upper_bound>> {};

struct left_arrow_head : sor<one<'<'>, tao::pegtl::utf8::one<U'\u27E8', U'\u3008', U'\uFE64', U'\uFF1C'>> {};
struct right_arrow_head : sor<one<'>'>, tao::pegtl::utf8::one<U'\u27E9', U'\u3009', U'\uFE65', U'\uFF1E'>> {};
struct dash : sor<one<'-'>, tao::pegtl::utf8::one<U'\u00AD', U'\u2010', U'\u2011', U'\u2012', U'\u2013', U'\u2014',
                                                  U'\u2015', U'\u2212', U'\uFE58', U'\uFE63', U'\uFF0D'>> {};

struct relationship_detail_end : one<']'> {};
struct relationship_detail
    : seq<one<'['>, optionally<variable>, optionally<relationship_types>, optionally<range_literal>,
          optionally<properties>, optionally<where>, sp, relationship_detail_end> {};
struct relationship_line_end : dash {};
struct relationship_pattern : seq<opt<seq<left_arrow_head, sp>>, dash, optionally<relationship_detail>, sp,
                                  relationship_line_end, optionally<right_arrow_head>, optionally<quantified>> {};

struct chain_node : seq<path_primary> {};
struct pattern_element_chain : spaced<relationship_pattern, chain_node> {};

struct parenthesized_path_end : one<')'> {};
struct parenthesized_path : seq<one<'('>, sp, opt<path_variable>, pattern_element, optionally<where>, sp,
                                parenthesized_path_end, optionally<quantified>> {};
struct path_primary : sor<node_pattern, parenthesized_path> {};
struct pattern_element : seq<path_primary, star<seq<sp, sor<pattern_element_chain, path_primary>>>> {};

// A pattern inside an expression: one relationship at least.
struct relationships_pattern_node : seq<node_pattern> {};
struct relationships_pattern : seq<node_pattern, plus<seq<sp, relationship_pattern, sp, relationships_pattern_node>>> {
};

}  // namespace qiao::query::syntax::grammar
