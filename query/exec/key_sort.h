// Sorting rows by the columns of their keys.
//
// The first key's values become numbers of the same order, which are sorted by their digits; as many further keys as
// there are bits for stand in the same numbers. Rows whose numbers are equal are sorted by what comes next: the rest of
// their texts, the next key. So a comparison of two rows is seldom needed.
#pragma once

#include <optional>
#include <vector>

#include "query/exec/environment.h"
#include "query/exec/row_order.h"

namespace qiao::query {

// Bytes that sorting takes for a row, its number among them.
constexpr size_t kKeySortBytes = 2 * (sizeof(uint64_t) + sizeof(uint32_t)) + sizeof(uint32_t);

// `rows` are rows of `store` in ascending order. Rows with equal keys keep it.
base::Result<void> SortByKeys(const Batch& store, const SortOrder& order, std::vector<uint32_t>& rows,
                              Interrupt& interrupt);
// The same by all threads of the query where there are many rows.
base::Result<void> SortByKeys(const Batch& store, const SortOrder& order, std::vector<uint32_t>& rows,
                              Environment& env);

// Keeps those of the rows that are the first `wanted` ones in the order, at least one and not all, where they stand,
// and says which is the last of them. nullopt, and nothing is done, where keys are no numbers or need more than 64
// bits.
std::optional<uint32_t> SelectByKeys(const Batch& store, const SortOrder& order, std::vector<uint32_t>& rows,
                                     size_t wanted);

// Numbers, dates and truths become numbers in the same order; NaN the greatest, both zeros the same one.
bool HasOrderNumbers(Form form);
// Requires such a form; for a row that isn't null.
uint64_t OrderNumber(const Column& column, size_t row);

}  // namespace qiao::query
