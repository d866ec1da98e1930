// PROFILE as text: a line for each operator with what it did.
#include <cmath>

#include "query/query.h"

namespace qiao::query {

std::string Explain(const std::vector<OperatorProfile>& profile) {
  std::string text;
  for (const OperatorProfile& line : profile) {
    text += std::string(static_cast<size_t>(line.depth) * 2, ' ') + line.name;
    if (line.estimated_rows >= 0) text += fmt::format("  ~{:.0f} rows", std::ceil(line.estimated_rows));
    text += fmt::format("  {} rows, {:.3f} ms", line.rows, static_cast<double>(line.nanoseconds) / 1e6);
    if (line.peak_bytes > 0) text += fmt::format(", {} bytes", line.peak_bytes);
    if (line.shared) text += ", shared";
    text += '\n';
  }
  return text;
}

}  // namespace qiao::query
