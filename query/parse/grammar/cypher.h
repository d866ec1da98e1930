// The start of the grammar: a text of statements.
#pragma once

#include "query/parse/grammar/command.h"

namespace qiao::query::syntax::grammar {

struct explain : keyword<"EXPLAIN"> {};
struct profile : keyword<"PROFILE"> {};
struct statement : seq<opt<seq<sor<explain, profile>, sp>>, sor<command, regular_query>> {};
struct semicolons : seq<sp, one<';'>, star<sor<whitespace, comment, one<';'>>>> {};
struct cypher_end : eof {};
struct cypher : seq<star<sor<whitespace, comment, one<';'>>>,
                    opt<seq<statement, star<seq<semicolons, statement>>, opt<semicolons>>>, sp, cypher_end> {};

}  // namespace qiao::query::syntax::grammar
