#include "loaders/news/field_finder.h"

#include <algorithm>

#include "base/charset.h"
#include "loaders/news/data_lines.h"

namespace qiao::loaders::news {

base::Result<FieldFinder> FieldFinder::Create() {
  FieldFinder finder;
  QIAO_TRY(const auto rows, ReadWords("fields.txt", 2));
  for (const auto& row : rows) {
    const auto field = static_cast<uint32_t>(finder.fields_.size());
    finder.fields_.push_back(row[0]);
    for (size_t i = 1; i < row.size(); ++i) finder.words_.Add(base::ToUtf32(row[i]), field);
  }
  return finder;
}

std::string FieldFinder::Most(std::u32string_view text) const {
  std::vector<size_t> counts(fields_.size(), 0);
  for (size_t i = 0; i < text.size(); ++i) words_.Match(text, i, [&](size_t, uint32_t field) { ++counts[field]; });
  const auto best = std::max_element(counts.begin(), counts.end());
  return best == counts.end() || *best == 0 ? std::string() : fields_[static_cast<size_t>(best - counts.begin())];
}

}  // namespace qiao::loaders::news
