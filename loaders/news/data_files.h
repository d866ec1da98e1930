// The gazetteer, word lists and rules that the build puts into the library, so that none is looked for at run time.
#pragma once

#include <span>
#include <string_view>

namespace qiao::loaders::news {

struct DataFile {
  std::string_view name;  // "regions.tsv"
  std::string_view text;
};

std::span<const DataFile> DataFiles();

}  // namespace qiao::loaders::news
