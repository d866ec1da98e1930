// The innermost loops over a run's rows, compiled for the processor at hand. None of them looks for overflow: callers
// know that there is none.
#pragma once

#include <cstddef>
#include <cstdint>

namespace qiao::query {

// All bits that occur in the degrees offsets[i + 1] - offsets[i]: none of them is larger.
uint32_t DegreeBits(const uint32_t* offsets, size_t rows);
// times[i] *= degree of row i.
void MultiplyByDegrees(uint64_t* times, const uint32_t* offsets, size_t rows);
// sums[i] += degree of row i.
void AddDegrees(uint64_t* sums, const uint32_t* offsets, size_t rows);
// times[i] *= by[i].
void MultiplyRows(uint64_t* times, const uint64_t* by, size_t rows);
// How many of the numbers lie below the limit.
size_t CountBelow(const uint32_t* numbers, size_t count, uint32_t limit);
// All bits that occur in the numbers.
uint64_t BitsOf(const uint64_t* numbers, size_t count);
uint64_t SumOf(const uint64_t* numbers, size_t count);

}  // namespace qiao::query
