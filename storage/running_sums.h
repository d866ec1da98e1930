// Sums of all numbers up to each: what lists that are stored as steps are decoded with, eight numbers at a time where
// the processor can.
//
// Each function turns the numbers into sums where they stand, beginning with `before`, and answers false when one of
// the sums is no number of 32 bits.
#pragma once

#include <cstdint>
#include <span>

namespace qiao::storage {

bool SumUp(uint32_t before, std::span<uint32_t> steps);
// Steps are zigzag (bytes.h): sums may become smaller.
bool SumUpZigZag(uint32_t before, std::span<uint32_t> steps);
// Where follows[i], which is 0 or all ones, is 0, sums begin anew with that step.
bool SumUpEach(uint32_t before, std::span<const uint32_t> follows, std::span<uint32_t> steps);

}  // namespace qiao::storage
