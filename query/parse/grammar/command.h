// Commands: indexes, constraints, SHOW, transactions.
#pragma once

#include "query/parse/grammar/clause.h"

namespace qiao::query::syntax::grammar {

struct if_not_exists : keywords<"IF", "NOT", "EXISTS"> {};
struct if_exists : keywords<"IF", "EXISTS"> {};
struct for_or_on : sor<keyword<"FOR">, keyword<"ON">> {};
struct schema_object_name : seq<not_at<sor<keyword<"IF">, for_or_on>>, symbolic_name> {};

struct target_labels : spaced<one<':'>, list_of<label_name, one<'|'>>> {};
struct target_end : one<')', ']'> {};
struct node_target : seq<one<'('>, sp, variable, optionally<target_labels>, sp, target_end> {};
struct empty_node : spaced<one<'('>, one<')'>> {};
struct relationship_target
    : seq<empty_node, sp, opt<seq<left_arrow_head, sp>>, dash, sp, one<'['>, sp, variable, optionally<target_labels>,
          sp, target_end, sp, dash, optionally<right_arrow_head>, sp, empty_node> {};
struct schema_target : sor<relationship_target, node_target> {};

struct owner : variable {};
struct owned_property : spaced<owner, one<'.'>, property_key_name> {};
struct property_list_end : one<')', ']'> {};
struct property_list
    : sor<seq<one<'(', '['>, sp, list_of<owned_property>, sp, property_list_end>, list_of<owned_property>> {};
struct command_options : spaced<keyword<"OPTIONS">, properties> {};

struct text_index : keyword<"TEXT"> {};
struct point_index : keyword<"POINT"> {};
struct lookup_index : keyword<"LOOKUP"> {};
struct fulltext_index : keyword<"FULLTEXT"> {};
struct vector_index : keyword<"VECTOR"> {};
struct index_kind
    : sor<keyword<"RANGE">, keyword<"BTREE">, text_index, point_index, lookup_index, fulltext_index, vector_index> {};
struct index_end : one<')'> {};
struct lookup_subject : seq<opt<seq<keyword<"EACH">, sp>>, sor<keyword<"LABELS">, keyword<"TYPE">>, sp, one<'('>, sp,
                            owner, sp, index_end> {};
struct each_word : keyword<"EACH"> {};
struct index_subject : sor<lookup_subject, seq<opt<seq<each_word, sp>>, property_list>> {};
struct on_keyword : keyword<"ON"> {};
struct index_keyword : keyword<"INDEX"> {};
struct modern_index : spaced<keyword<"FOR">, schema_target, on_keyword, index_subject> {};
// CREATE INDEX ON :Label(key)
struct short_index : spaced<on_keyword, one<':'>, label_name, one<'('>, list_of<property_key_name>, index_end> {};
struct create_index : seq<keyword<"CREATE">, optionally<index_kind>, sp, index_keyword, optionally<schema_object_name>,
                          optionally<if_not_exists>, sp, sor<modern_index, short_index>, optionally<command_options>> {
};

struct node_word : keyword<"NODE"> {};
struct relationship_word : sor<keyword<"RELATIONSHIP">, keyword<"REL">> {};
struct entity_word : sor<node_word, relationship_word> {};
struct unique_requirement : keyword<"UNIQUE"> {};
struct key_requirement : keyword<"KEY"> {};
struct exists_requirement : keywords<"NOT", "NULL"> {};
struct type_requirement : spaced<sor<double_colon, keyword<"TYPED">>, value_type> {};
struct requirement : sor<exists_requirement, type_requirement,
                         seq<opt<seq<entity_word, sp>>, sor<unique_requirement, key_requirement>>> {};
struct is_keyword : keyword<"IS"> {};
struct require_keyword : sor<keyword<"REQUIRE">, keyword<"ASSERT">> {};
struct constraint_subject : seq<property_list, sp, sor<spaced<is_keyword, requirement>, type_requirement>> {};
struct create_constraint
    : seq<keywords<"CREATE", "CONSTRAINT">, optionally<schema_object_name>, optionally<if_not_exists>, sp, for_or_on,
          sp, schema_target, sp, require_keyword, sp, constraint_subject, optionally<command_options>> {};

struct drop_index : seq<keywords<"DROP", "INDEX">, sp, schema_object_name, optionally<if_exists>> {};
struct drop_constraint : seq<keywords<"DROP", "CONSTRAINT">, sp, schema_object_name, optionally<if_exists>> {};

struct range_index : keyword<"RANGE"> {};
struct shown_index_kind : sor<range_index, text_index, point_index, lookup_index, fulltext_index, vector_index> {};
struct show_indexes : seq<opt<seq<shown_index_kind, sp>>, sor<keyword<"INDEXES">, keyword<"INDEX">>> {};
struct shown_unique : sor<keyword<"UNIQUENESS">, keyword<"UNIQUE">> {};
struct shown_key : keyword<"KEY"> {};
struct shown_existence : seq<opt<seq<keyword<"PROPERTY">, sp>>, sor<keyword<"EXISTENCE">, keyword<"EXIST">>> {};
struct shown_type : keywords<"PROPERTY", "TYPE"> {};
struct shown_constraint_kind
    : seq<opt<seq<entity_word, sp>>, sor<shown_unique, shown_key, shown_existence, shown_type>> {};
struct show_constraints : seq<opt<seq<shown_constraint_kind, sp>>, sor<keyword<"CONSTRAINTS">, keyword<"CONSTRAINT">>> {
};
struct show_functions : sor<keyword<"FUNCTIONS">, keyword<"FUNCTION">> {};
struct show_procedures : sor<keyword<"PROCEDURES">, keyword<"PROCEDURE">> {};
struct show_subject : sor<show_indexes, show_constraints, show_functions, show_procedures> {};
struct user_defined : keywords<"USER", "DEFINED"> {};
struct show_origin : sor<keyword<"ALL">, keywords<"BUILT", "IN">, user_defined> {};
struct executable
    : seq<keyword<"EXECUTABLE">, optionally<keyword<"BY">, sor<keywords<"CURRENT", "USER">, symbolic_name>>> {};
struct show_tail : sor<seq<yield, optionally<page>, optionally<where>, optionally<return_clause>>, where> {};
struct show
    : seq<keyword<"SHOW">, optionally<show_origin>, sp, show_subject, optionally<executable>, optionally<show_tail>> {};

struct access_mode : seq<keyword<"READ">, sp, sor<keyword<"ONLY">, keyword<"WRITE">>> {};
struct begin_transaction : sor<seq<keywords<"START", "TRANSACTION">, optionally<access_mode>>,
                               seq<keyword<"BEGIN">, optionally<keyword<"TRANSACTION">>>> {};
struct commit_transaction : seq<keyword<"COMMIT">, optionally<keyword<"TRANSACTION">>> {};
struct rollback_transaction : seq<keyword<"ROLLBACK">, optionally<keyword<"TRANSACTION">>> {};

struct command : sor<create_index, create_constraint, drop_index, drop_constraint, show, begin_transaction,
                     commit_transaction, rollback_transaction> {};

}  // namespace qiao::query::syntax::grammar
