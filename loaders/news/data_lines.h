// Reading the built-in data files: rows of tab-separated cells, or of words; '#' begins a comment line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qiao::loaders::news {

base::Result<std::string_view> DataText(std::string_view name);
// Errors: kInternal when a row has fewer than `least` cells, for that is a mistake of ours.
base::Result<std::vector<std::vector<std::string>>> ReadTable(std::string_view name, size_t least);
// Splits at single spaces instead.
base::Result<std::vector<std::vector<std::string>>> ReadWords(std::string_view name, size_t least);

}  // namespace qiao::loaders::news
