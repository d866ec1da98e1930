// Sums of all numbers up to each: what lists that are stored as steps are decoded with, eight numbers at a time where
// the processor can.
//
// Each function turns the numbers into sums where they stand, beginning with `before`, and answers false when one of
// the sums is no number of 32 bits; all are right modulo 2^32 then.
#pragma once

#include <cstdint>
#include <span>

namespace qiao::storage {

bool SumUp(uint32_t before, std::span<uint32_t> steps);
// Steps are zigzag (bytes.h): sums may become smaller.
bool SumUpZigZag(uint32_t before, std::span<uint32_t> steps);
// Sums begin anew with step i where bit i of `begins` is set, the low bits of the first word being the first.
bool SumUpEach(uint32_t before, std::span<const uint64_t> begins, std::span<uint32_t> steps);
// All steps are the same one, which needn't stand in `sums`.
bool SumUpEqual(uint32_t before, uint64_t step, std::span<uint32_t> sums);

// Raises each number by the height of a line at the place of the same index, modulo 2^32.
void AddLine(uint32_t slope, std::span<const uint32_t> places, std::span<uint32_t> numbers);
inline uint32_t HeightOfLine(uint32_t slope, uint32_t place) {
  return static_cast<uint32_t>(uint64_t{place} * slope >> 16);
}

}  // namespace qiao::storage
