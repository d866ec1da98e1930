#include "base/distinct_sketch.h"

#include <cmath>

namespace qiao::base {

double DistinctSketch::Estimate() const {
  constexpr auto kCount = static_cast<double>(kRegisters);
  double sum = 0;
  size_t empty = 0;
  for (const uint8_t longest : longest_) {
    sum += std::bit_cast<double>((uint64_t{1023} - longest) << 52);  // 2^-longest
    empty += longest == 0 ? 1 : 0;
  }
  const double alpha = 0.7213 / (1 + 1.079 / kCount);
  const double raw = alpha * kCount * kCount / sum;
  // Few values leave registers empty, which tells more.
  if (raw > 2.5 * kCount || empty == 0) return raw;
  return kCount * std::log(kCount / static_cast<double>(empty));
}

}  // namespace qiao::base
