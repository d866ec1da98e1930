// Syntax tree to bound statement: scopes, slots, types, and every error that openCypher raises at compile time.
#pragma once

#include "base/result.h"
#include "query/bind/bound.h"
#include "query/parse/tree.h"
#include "query/procedures/procedure.h"

namespace qiao::query {

// Errors: kSyntax with its detail, kType, kProcedure; each at compile time and with its place. Thread-safe.
base::Result<bound::Statement> Bind(const syntax::Statement& statement, const ProcedureRegistry& procedures);

}  // namespace qiao::query
