// The start of the grammar: a text of statements.
#pragma once

#include "query/parse/grammar/command.h"

namespace qiao::query::syntax::grammar {

struct explain : keyword<"EXPLAIN"> {};
struct profile : keyword<"PROFILE"> {};
// CYPHER 5 runtime=slotted: a version and options of other engines, read and left alone.
struct version : seq<digit_string, opt<seq<one<'.'>, digit_string>>> {};
struct option : spaced<unescaped_symbolic_name, one<'='>, sor<unescaped_symbolic_name, digit_string>> {};
struct options : seq<keyword<"CYPHER">, optionally<version>, repeatedly<option>> {};
struct statement : seq<opt<seq<options, sp>>, opt<seq<sor<explain, profile>, sp>>, sor<command, regular_query>> {};
struct semicolons : seq<sp, one<';'>, star<sor<whitespace, comment, one<';'>>>> {};
struct cypher_end : eof {};
struct cypher : seq<star<sor<whitespace, comment, one<';'>>>,
                    opt<seq<statement, star<seq<semicolons, statement>>, opt<semicolons>>>, sp, cypher_end> {};

}  // namespace qiao::query::syntax::grammar
