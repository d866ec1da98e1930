// Names: variables, labels, keys, functions, procedures, parameters.
#pragma once

#include "query/parse/grammar/lexical.h"

namespace qiao::query::syntax::grammar {

struct unescaped_symbolic_name : seq<identifier_start, star<identifier_part>> {};
struct escaped_symbolic_name : plus<seq<one<'`'>, star<not_one<'`'>>, one<'`'>>> {};
struct symbolic_name : sor<unescaped_symbolic_name, escaped_symbolic_name> {};

// Words that can't be variables, as an expression could never tell them apart.
struct reserved_word : sor<keyword<"AND">, keyword<"AS">, keyword<"CASE">, keyword<"CONTAINS">, keyword<"DISTINCT">,
                           keyword<"ELSE">, keyword<"ENDS">, keyword<"FALSE">, keyword<"IN">, keyword<"IS">,
                           keyword<"NOT">, keyword<"NULL">, keyword<"OR">, keyword<"STARTS">, keyword<"THEN">,
                           keyword<"TRUE">, keyword<"WHEN">, keyword<"WHERE">, keyword<"XOR">> {};

// Words that start a clause. They may be variables too (MATCH (match:Match) RETURN match.date), except where something
// follows that only a clause goes on with.
struct clause_word : sor<keyword<"CALL">, keyword<"CREATE">, keyword<"DELETE">, keyword<"DETACH">, keyword<"FINISH">,
                         keyword<"FOREACH">, keyword<"LIMIT">, keyword<"LOAD">, keyword<"MATCH">, keyword<"MERGE">,
                         keyword<"OFFSET">, keyword<"OPTIONAL">, keyword<"ORDER">, keyword<"REMOVE">, keyword<"RETURN">,
                         keyword<"SET">, keyword<"SKIP">, keyword<"UNION">, keyword<"UNWIND">, keyword<"WITH">> {};
struct operator_word
    : sor<keyword<"AND">, keyword<"AS">, keyword<"ASC">, keyword<"ASCENDING">, keyword<"CONTAINS">, keyword<"DESC">,
          keyword<"DESCENDING">, keyword<"ELSE">, keyword<"END">, keyword<"ENDS">, keyword<"IN">, keyword<"IS">,
          keyword<"OR">, keyword<"STARTS">, keyword<"THEN">, keyword<"WHEN">, keyword<"WHERE">, keyword<"XOR">> {};
struct clause_goes_on : sor<one<'(', '"', '\'', '$', '`', '*'>, range<'0', '9'>,
                            seq<not_at<sor<operator_word, clause_word>>, identifier_start>> {};
struct clause_start : seq<clause_word, sp, clause_goes_on> {};

struct variable : seq<not_at<reserved_word>, symbolic_name> {};
// A variable where an expression is expected.
struct variable_reference : seq<not_at<clause_start>, variable> {};

// Labels, types and keys follow a sign that says so: any word will do.
struct schema_name : symbolic_name {};
struct label_name : schema_name {};
struct property_key_name : schema_name {};

struct name_part : symbolic_name {};
struct name_dot : seq<sp, one<'.'>, sp> {};
struct function_name : seq<not_at<sor<reserved_word, clause_word>>, name_part, star<seq<name_dot, name_part>>> {};
struct procedure_name : seq<name_part, star<seq<name_dot, name_part>>> {};

struct parameter_name : sor<plus<identifier_part>, escaped_symbolic_name> {};
struct parameter : seq<one<'$'>, parameter_name> {};

}  // namespace qiao::query::syntax::grammar
