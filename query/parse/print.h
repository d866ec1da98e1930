// Syntax tree to text. Parsing the text again gives an equal tree: Parse(Print(tree)) == tree for every tree that Parse
// made. Names are quoted where they need it, and parentheses stand only where the tree's shape asks for them.
#pragma once

#include <string>

#include "query/parse/tree.h"

namespace qiao::query::syntax {

std::string Print(const Script& script);
std::string Print(const Statement& statement);
std::string Print(const Query& query);
std::string Print(const Expression& expression);
std::string Print(const PathPattern& pattern);
std::string Print(const LabelExpression& labels);

}  // namespace qiao::query::syntax
