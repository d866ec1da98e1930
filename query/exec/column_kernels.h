// Functions and operators over whole columns, for expressions that are otherwise computed value by value.
#pragma once

#include <span>

#include "query/exec/column.h"
#include "query/plan/expression.h"

namespace qiao::query {

// Fills `out`, an empty column, from the operands' columns, a value for each of the rows. False where it can't be done
// so, or might fail: then whatever stands in `out` is of no use.
using ColumnKernel = bool (*)(std::span<const Column* const> operands, size_t rows, Column& out);

// nullptr: there is none.
ColumnKernel ColumnKernelFor(const Expression& expression);

}  // namespace qiao::query
