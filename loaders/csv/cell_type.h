// What the cells of a column may hold, and the words that headers have for it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/value.h"

namespace qiao::loaders::csv {

enum class CellType : uint8_t {
  kString,
  kInteger,
  kFloat,
  kBoolean,
  kDate,
  kLocalTime,
  kTime,
  kLocalDateTime,
  kDateTime,
  kDuration,
  kPoint,
  kJson,  // any property, see json/property_json.h
};

// The type that a header's word means: long, int[] (without its brackets), date …; nullopt for an unknown word.
std::optional<CellType> FindCellType(std::string_view word);
// All words that FindCellType knows.
std::vector<std::string_view> CellTypeWords();

// A word for the type, and how a cell of it is written, for messages.
std::string_view Word(CellType type);
std::string_view Example(CellType type);
// The word for the type of a value that isn't a list; empty for one that no cell of a type of its own holds.
std::string_view TypeWord(base::Kind kind);

}  // namespace qiao::loaders::csv
