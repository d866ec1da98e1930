// Reading data files, built in or a user's own: rows of tab-separated cells, or of words; '#' begins a comment line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qiao::loaders::news {

base::Result<std::string_view> DataText(std::string_view name);
base::Result<std::vector<std::vector<std::string>>> ReadTable(std::string_view name, size_t least);
// Splits at single spaces instead.
base::Result<std::vector<std::vector<std::string>>> ReadWords(std::string_view name, size_t least);

// A file of a user's: rules, or words in the form of the built-in ones.
struct OwnFile {
  std::string name;  // its path, for messages
  std::string text;
};

struct DataRow {
  std::vector<std::string> cells;
  std::string place;  // "words.txt:3", for messages
};

// The rows of a text. Errors: kSyntax with file and line when a row has fewer than `least` cells.
base::Result<std::vector<DataRow>> ParseRows(std::string_view file, std::string_view text, char separator,
                                             size_t least);

}  // namespace qiao::loaders::news
